"""What a second reader makes of the words; nothing is chosen beforehand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.forms import WhatItIs
from pimpasa.doors.office.labels import KINDS
from pimpasa.intake.actions import Kind
from pimpasa.triage.actions import Urgency
from pimpasa.verification.second import Said


class TakeForm(ActForm):
    """A second reader takes one up."""

    stem = "take"


class SecondForm(ActForm, WhatItIs):
    """The same questions that the first reader answered."""

    stem = "second"
    field_order = ("kind",)

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), widget=forms.RadioSelect)

    def said(self) -> Said:
        """What a valid form holds."""
        given = self.cleaned_data
        return Said(
            kind=Kind(given["kind"]),
            urgency=Urgency(given["urgency"]),
            is_tppo=given["is_tppo"] == "1",
            is_tppm=given["is_tppm"] == "1",
            is_child=given["is_child"] == "1",
        )
