"""What can be written down about requests of people about their own data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import Zone
from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.labels import GROUNDS
from pimpasa.rights.actions import Answer, Asked, Outcome, Shown, Wish
from pimpasa.rights.rules import Ground

_MINUTE = "%Y-%m-%dT%H:%M"


class RequestForm(ActForm):
    """A request as it came."""

    stem = "asked"
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    wish = forms.ChoiceField(
        label=_("What is asked for"), choices=Wish.choices, widget=forms.RadioSelect
    )
    came_at = forms.DateTimeField(
        label=_("When it came"),
        help_text=_("The clock of 3 x 24 hours runs from then, also while a letter lay somewhere."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTE),
        input_formats=[_MINUTE],
    )
    who = forms.CharField(
        label=_("Who asks, and where the answer goes"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shown = forms.ChoiceField(label=_("How they showed who they are"), choices=Shown.choices)
    words = forms.CharField(
        label=_("What they ask, in their words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def asked(self, zone: Zone) -> Asked:
        """The request a valid form holds; its moment is on the officer's own clock."""
        given = self.cleaned_data
        came_at: datetime = given["came_at"]
        request_id: UUID = given["request_id"]
        return Asked(
            request_id=request_id,
            wish=Wish(given["wish"]),
            shown=Shown(given["shown"]),
            who=given["who"],
            words=given["words"],
            came_at=came_at.replace(tzinfo=zone.info),
        )


class IdentityForm(ActForm):
    """How whoever asks has shown who they are."""

    stem = "identity"
    shown = forms.ChoiceField(
        label=_("How they showed who they are"),
        choices=[choice for choice in Shown.choices if choice[0] != Shown.NOT_SHOWN],
        widget=forms.RadioSelect,
    )


class AnswerRequestForm(ActForm):
    """The answer to a request."""

    stem = "answer"
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    letter = forms.CharField(
        label=_("The letter, where something is given or done"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    ground = forms.ChoiceField(
        label=_("Why nothing is given"),
        required=False,
        choices=[("", "-"), *GROUNDS.items()],
        help_text=_(
            "Whoever asks reads the same letter whether nothing was found or somebody must be "
            "protected, and so cannot tell the two apart."
        ),
    )
    note = forms.CharField(
        label=_("Why, for the register alone"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=[("id", "Bahasa Indonesia"), ("en", "English")]
    )

    def answer(self) -> Answer:
        """The answer a valid form holds."""
        given = self.cleaned_data
        is_refused = given["outcome"] == Outcome.NOT_GIVEN
        return Answer(
            outcome=Outcome(given["outcome"]),
            letter=given["letter"],
            ground=Ground(given["ground"]) if is_refused and given["ground"] else None,
            note=given["note"],
            language=given["language"],
        )
