"""What can be written down about outcomes."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.labels import CLOSINGS, HELPS
from pimpasa.doors.office.places_forms import a_day
from pimpasa.outcomes.actions import Back, Help, Reason


class CloseCaseForm(ActForm):
    """Why nothing is left to do."""

    stem = "close"
    reason = forms.ChoiceField(
        label=_("Why nothing is left to do"),
        choices=list(CLOSINGS.items()),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def closing(self) -> dict[str, Any]:
        """The closing a valid form holds."""
        return {"reason": Reason(self.cleaned_data["reason"]), "note": self.cleaned_data["note"]}


class ReopenForm(ActForm):
    """Nothing to fill in."""

    stem = "reopen"


class HelpForm(ActForm):
    """People who were helped, and with what."""

    stem = "help"
    group = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    help = forms.ChoiceField(label=_("What became of them"), choices=list(HELPS.items()))
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=500)

    def helped(self) -> dict[str, Any]:
        """The help a valid form holds."""
        given = self.cleaned_data
        return {
            "group": given["group"],
            "help": Help(given["help"]),
            "people": given["people"],
        }


class SameForm(ActForm):
    """The same people as in another report."""

    stem = "same"
    group = forms.ChoiceField(label=_("The same people as"))

    def chosen(self) -> UUID:
        """The group a valid form holds."""
        return UUID(self.cleaned_data["group"])


class ReturnForm(ActForm):
    """A day to go there again."""

    stem = "return"
    on = a_day(_("Day"))


class WentForm(ActForm):
    """Nothing to fill in."""

    stem = "went"


class TellForm(ActForm):
    """What the person is told; looked at before it is sent."""

    stem = "tell"
    message_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    words = forms.CharField(
        label=_("What the person will read"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("No name, number, hour or place that could betray somebody."),
    )

    def back(self, *, is_looked_at: bool) -> Back:
        """What a valid form holds."""
        given = self.cleaned_data
        return Back(given["words"], given["message_id"], is_looked_at=is_looked_at)


class PeriodForm(forms.Form):
    """A period of outcomes; it stays in the address of the page."""

    since = a_day(_("From"), required=False)
    until = a_day(_("Before"), required=False)
