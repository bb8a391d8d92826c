"""What an officer chooses or writes about signals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.labels import WHATS
from pimpasa.signals.actions import SignalKind


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

    def chosen(self) -> dict[str, Any]:
        """What was chosen, by field of a signal; what nobody offered counts as nothing chosen."""
        self.is_valid()
        names = {"kind": "kind", "what": "what", "since": "raised_on__gte"}
        return {names[name]: value for name, value in self.cleaned_data.items() if value}
