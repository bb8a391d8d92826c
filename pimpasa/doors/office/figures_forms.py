"""Which figures somebody looks for; it stays in the address of the page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.counts.rules import ALL
from pimpasa.doors.office.labels import KINDS, TOPICS, WHATS
from pimpasa.doors.office.places_forms import a_day
from pimpasa.places.rules import is_code
from pimpasa.triage.reader.law import elements_of

USUAL = timedelta(weeks=12)
LONGEST = timedelta(weeks=5 * 52)
GROUPS: dict[str, Promise] = {
    "kind": _("Kind"),
    "flag": _("Suspicion"),
    "topic": _("Topic"),
    "element": _("Element of the law, as settled"),
}
FLAGS = ("flag:tppo", "flag:tppm", "flag:child")


def whats() -> dict[str, str]:
    """Everything that is counted, by its code, in the order of a page."""
    is_english = get_language() == "en"
    elements = {
        f"element:{one.code}": one.title_en if is_english else one.title_id
        for one in elements_of("tppo")
    }
    named = [f"kind:{kind}" for kind in KINDS] + [f"topic:{topic}" for topic in TOPICS]
    called = {
        what: str(WHATS[what]) for what in (*named[: len(KINDS)], *FLAGS, *named[len(KINDS) :])
    }
    return {ALL: str(WHATS[ALL])} | called | elements


class FiguresForm(forms.Form):
    """A period of whole weeks, the thing whose course is asked for, a place."""

    what = forms.ChoiceField(label=_("What is counted"), required=False)
    since = a_day(_("From"), required=False)
    until = a_day(_("Before"), required=False)
    place = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everything that is counted."""
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", whats()[ALL]), *((k, v) for k, v in whats().items() if k != ALL)]

    def period(self, *, today: date) -> tuple[date, date]:
        """The first and the last day that are asked for; without days, the last thirteen weeks."""
        self.is_valid()
        given = self.cleaned_data
        last = (given.get("until") or today + timedelta(days=1)) - timedelta(days=1)
        first = given.get("since") or last - USUAL
        return max(min(first, last), last - LONGEST), last

    def thing(self) -> str:
        """What is asked for; everything when it is nothing we count."""
        self.is_valid()
        return self.cleaned_data.get("what") or ALL

    def spot(self) -> str:
        """The code of a place, or nothing."""
        self.is_valid()
        code = self.cleaned_data.get("place") or ""
        return code if is_code(code) else ""


class MonthForm(forms.Form):
    """A published month, and the thing that colours the map."""

    month_of = forms.ChoiceField(label=_("Month"), required=False)
    what = forms.ChoiceField(label=_("What is counted"), required=False)

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        """Offer the months that are told."""
        super().__init__(*args, **kwargs)
        offered = {
            "month_of": [(f"{one:%Y-%m}", date_format(one, "F Y")) for one in months],
            "what": [("" if k == ALL else k, v) for k, v in whats().items()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = choices

    def month(self) -> date | None:
        """The first day of the month that is asked for; None: the newest."""
        self.is_valid()
        chosen = self.cleaned_data.get("month_of")
        return date.fromisoformat(f"{chosen}-01") if chosen else None

    def thing(self) -> str:
        """What colours the map."""
        self.is_valid()
        return self.cleaned_data.get("what") or ALL
