"""What an officer chooses or writes about signals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.labels import WHATS
from pimpasa.people.rules import Officer
from pimpasa.places.queries import place_name
from pimpasa.signals.actions import Quiet, SignalKind
from pimpasa.signals.watching import Draft

NOTED = [(one.value, format_lazy("{}: {}", _("noted"), one.label)) for one in Quiet]
NOTED.append(("ALL", _("alarms and what was noted")))


class SignalFilter(forms.Form):
    """Which signals to list; it stays in the address of the page."""

    kind = forms.ChoiceField(
        label=_("Why it came"), required=False, choices=[("", _("All")), *SignalKind.choices]
    )
    what = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("All")), *WHATS.items()]
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    quiet = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("alarms")), *NOTED])

    def chosen(self) -> dict[str, Any]:
        """What was chosen, by field of a signal; what nobody offered counts as nothing chosen."""
        self.is_valid()
        names = {"kind": "kind", "what": "what", "since": "raised_on__gte", "quiet": "quiet"}
        told = self.cleaned_data
        found = {names[name]: value for name, value in told.items() if value and value != "ALL"}
        return found if told.get("quiet") else {"quiet": ""} | found


class AskingForm(ActForm):
    """What is to be listened to now."""

    stem = "dengar"

    what = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[
            ("", _("All topics")),
            *((w, t) for w, t in WHATS.items() if w.startswith("topic:")),
        ],
    )
    week = forms.TypedChoiceField(
        label=_("Week"),
        coerce=int,
        choices=[(1, _("the last whole week")), (0, _("this week, so far"))],
    )


class RuleForm(ActForm):
    """A rule: at least so many about a thing, in so many weeks, in one place."""

    stem = "aturan"

    name = forms.CharField(label=_("Name of the rule"), max_length=80)
    what = forms.ChoiceField(label=_("Reports about"), choices=list(WHATS.items()))
    within = forms.ChoiceField(label=_("In"))
    level = forms.TypedChoiceField(
        label=_("Counted for each"),
        coerce=int,
        choices=[(13, _("village")), (8, _("district")), (5, _("regency"))],
    )
    at_least = forms.IntegerField(label=_("At least"), min_value=2, max_value=500, initial=5)
    weeks = forms.TypedChoiceField(
        label=_("Within"), coerce=int, choices=[(n, n) for n in (1, 2, 3, 4, 8, 12)], initial=2
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        """Offer the places that are this officer's."""
        super().__init__(*args, **kwargs)
        self.offer("within", [(code, place_name(code)) for code in officer.scope])
        self.offer(
            "weeks",
            [(n, ngettext("%(n)s week", "%(n)s weeks", n) % {"n": n}) for n in (1, 2, 3, 4, 8, 12)],
        )

    def draft(self) -> Draft:
        """The rule as written."""
        return Draft(**self.cleaned_data)


class BacktestForm(RuleForm):
    """A rule that needs no name, and the past it is held to."""

    stem = "uji"

    past = forms.TypedChoiceField(
        label=_("Over the past"),
        coerce=int,
        choices=[(52, _("year")), (104, _("two years")), (260, _("five years"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A backtest keeps nothing, so nothing is named."""
        super().__init__(*args, **kwargs)
        del self.fields["name"]

    def draft(self) -> Draft:
        """The rule as written."""
        asked = {name: value for name, value in self.cleaned_data.items() if name != "past"}
        return Draft(name="", **asked)
