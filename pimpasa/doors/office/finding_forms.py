"""What may be brought home from a visit: answers of a room, a photo, a record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.labels import MOMENTS, RECORDS
from pimpasa.doors.office.places_forms import a_day
from pimpasa.doors.office.visit_forms import carried_id, in_own_language, text
from pimpasa.outreach.findings import Checked, Written
from pimpasa.outreach.recall import questions
from pimpasa.outreach.rules import MOST


def _people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST)


class RecallForm(ActForm):
    """How many in the room knew the three answers."""

    stem = "recall"
    id = carried_id()
    moment = forms.ChoiceField(
        label=_("When was it asked?"), choices=list(MOMENTS.items()), widget=forms.RadioSelect
    )
    on = a_day(_("Day"))
    asked = _people(_("How many people were asked"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask a number for each question, with the right answer beside it."""
        super().__init__(*args, **kwargs)
        for question in questions().values():
            field = _people(in_own_language(question, "ask"))
            field.help_text = in_own_language(question, "right")
            self.fields[question.code] = field

    def checked(self) -> Checked:
        """What a valid form holds."""
        given = self.cleaned_data
        right = {code: given[code] for code in questions()}
        return Checked(given["id"], given["moment"], given["on"], given["asked"], right)


class PhotoForm(ActForm):
    """A photo on which nobody in trouble can be known."""

    stem = "photo"
    id = carried_id()
    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("Place, device and hour are taken out of it, and it is made smaller."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "data-shrink": "1280"}
        ),
    )
    nobody = forms.BooleanField(
        label=_("No victim, no child and nobody who told something can be known on it")
    )

    def content(self) -> bytes:
        """The file as it came."""
        return bytes(self.cleaned_data["photo"].read())


class RecordForm(ActForm):
    """What was settled in a village, or asked of its police."""

    stem = "record"
    id = carried_id()
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(RECORDS.items()), widget=forms.RadioSelect
    )
    text = text(
        _("What was found, agreed, begun, or should be observed"),
        rows=4,
        help_text=_("Never who told it, and no name of a person in trouble."),
    )
    until = a_day(
        _("Until"), required=False, help_text=_("A request to the police always ends on a day.")
    )
    call = forms.CharField(
        label=_("Whom the police call"),
        max_length=120,
        required=False,
        help_text=_("You or a colleague, never the person who told."),
    )

    def written(self) -> Written:
        """The record a valid form holds."""
        given = self.cleaned_data
        until: date | None = given["until"]
        return Written(given["id"], given["kind"], given["text"], until, given["call"])
