"""What may be written down about villages and visits; ids travel with the forms."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.labels import AUDIENCE, COMPANIONS, TOPICS
from pimpasa.doors.office.places_forms import a_day
from pimpasa.outreach.actions import Done, Given, Plan
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.profiles import Field, fields
from pimpasa.outreach.queries import MadeIn
from pimpasa.outreach.rules import BANDS, MOST
from pimpasa.places.rules import is_code

LONGEST = 2000


def in_own_language(thing: Any, name: str) -> str:
    """A content's label in the language of the page."""
    return str(getattr(thing, f"{name}_en" if get_language() == "en" else f"{name}_id"))


def carried_id() -> forms.UUIDField:
    """The id of what is made, so that sending twice does no harm."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def text(label: Any, *, rows: int = 2, **more: Any) -> forms.CharField:
    """A few sentences."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=box, **more)


class PlanForm(ActForm):
    """A visit to be made."""

    stem = "plan"
    id = carried_id()
    kind = forms.ChoiceField(label=_("What kind of visit"), widget=forms.RadioSelect)
    on = a_day(_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of visits."""
        super().__init__(*args, **kwargs)
        self.offer("kind", [(k.code, in_own_language(k, "label")) for k in kinds().values()])

    def plan(self, village: str) -> Plan:
        """The plan a valid form holds."""
        given = self.cleaned_data
        return Plan(given["id"], village, given["kind"], given["on"])


class ReportForm(ActForm):
    """How a visit went, and who came."""

    stem = "report"
    on = a_day(_("Day on which it was made"))
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", "—"), *TOPICS.items()],
        required=False,
        help_text=_(
            "Only when the talk was about this alone: questions about it are expected then."
        ),
    )
    materials = forms.CharField(
        label=_("What was shown or handed out"), max_length=200, required=False
    )
    joint_with = forms.MultipleChoiceField(
        label=_("Together with"),
        choices=list(COMPANIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = text(
        _("Note for colleagues"),
        required=False,
        help_text=_("No names of people who told you something."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask how many came, one number for each band."""
        super().__init__(*args, **kwargs)
        for band in BANDS:
            self.fields[band] = forms.IntegerField(
                label=str(AUDIENCE[band]), min_value=0, max_value=MOST, required=False
            )

    def came(self) -> list[forms.BoundField]:
        """The fields of who came, to be shown side by side."""
        return [self[band] for band in BANDS]

    def asked(self) -> list[forms.BoundField]:
        """All other fields."""
        return [field for field in self.visible_fields() if field.name not in BANDS]

    def done(self) -> Done:
        """The report a valid form holds."""
        given = self.cleaned_data
        return Done(
            given["on"],
            topic=given["topic"],
            materials=given["materials"],
            joint_with=tuple(given["joint_with"]),
            audience={band: given[band] for band in BANDS if given[band]},
            note=given["note"].strip(),
        )


class PromiseForm(ActForm):
    """Something promised, with its day."""

    stem = "promise"
    id = carried_id()
    what = text(_("What was promised"))
    due_on = a_day(_("To be kept by"))

    def given(self) -> Given:
        """The promise a valid form holds."""
        sent = self.cleaned_data
        return Given(sent["id"], sent["what"], sent["due_on"])


class OffForm(ActForm):
    """Why a visit will not be made."""

    stem = "off"
    because = forms.CharField(label=_("Why"), max_length=200)


class ProfileForm(forms.Form):
    """All that is asked about a village, each with its source and day."""

    id = carried_id()
    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask three things about each field: what, from whom, and when."""
        super().__init__(*args, **kwargs)
        for code, field in fields().items():
            self.fields[f"{code}.text"] = text(
                in_own_language(field, "label"),
                required=False,
                help_text=in_own_language(field, "ask"),
            )
            self.fields[f"{code}.source"] = forms.CharField(
                label=_("Who says so"), max_length=120, required=False
            )
            self.fields[f"{code}.on"] = a_day(_("When"), required=False, initial=today)

    def rows(self) -> list[tuple[Field, list[forms.BoundField]]]:
        """The three inputs of each field."""
        return [
            (field, [self[f"{code}.{part}"] for part in ("text", "source", "on")])
            for code, field in fields().items()
        ]

    def facts(self) -> dict[str, dict[str, str]]:
        """What was filled in, by field."""
        given = self.cleaned_data
        return {
            code: {
                "text": given[f"{code}.text"].strip(),
                "source": given[f"{code}.source"].strip(),
                "on": given[f"{code}.on"].isoformat() if given[f"{code}.on"] else "",
            }
            for code in fields()
            if given[f"{code}.text"].strip()
        }


def filled(facts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The initial values of a profile form for facts already known."""
    return {f"{code}.{part}": value for code, fact in facts.items() for part, value in fact.items()}


class MadeForm(forms.Form):
    """Which visits a figure counted; it stays in the address of the page."""

    place = forms.CharField(required=False, max_length=13)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    talks = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)

    def asked(self, *, by: UUID) -> MadeIn | None:
        """What was asked for, by this officer; None when nothing was."""
        self.is_valid()
        given = self.cleaned_data
        place = given.get("place") or ""
        made = MadeIn(
            place=place if is_code(place) else "",
            since=given.get("since"),
            until=given.get("until"),
            only_talks=bool(given.get("talks")),
            by=by if given.get("mine") else None,
        )
        return made if made != MadeIn() else None
