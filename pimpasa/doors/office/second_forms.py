"""What a second reader makes of the words; nothing is chosen beforehand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.forms import YES_NO
from pimpasa.doors.office.labels import KINDS, URGENCIES
from pimpasa.intake.actions import Kind
from pimpasa.triage.actions import Urgency
from pimpasa.verification.second import Said


class TakeForm(ActForm):
    """A second reader takes one up."""

    stem = "take"


class SecondForm(ActForm):
    """The same questions that the first reader answered."""

    stem = "second"

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=list(URGENCIES.items()), widget=forms.RadioSelect
    )
    is_tppo = forms.ChoiceField(
        label=_("Suspicion of trafficking (TPPO)"), choices=YES_NO, widget=forms.RadioSelect
    )
    is_tppm = forms.ChoiceField(
        label=_("Suspicion of smuggling (TPPM)"), choices=YES_NO, widget=forms.RadioSelect
    )
    is_child = forms.ChoiceField(
        label=_("Is a child (under 18) concerned?"), choices=YES_NO, widget=forms.RadioSelect
    )

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
