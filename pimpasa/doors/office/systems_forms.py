"""What an administrator writes down about the systems of an agency."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.exchange.rules import Scope

SCOPES = {
    Scope.REFERRALS_READ: _("Read referrals sent to the agency"),
    Scope.REFERRALS_ANSWER: _("Answer them: received, accepted, declined, result"),
    Scope.WARNINGS_READ: _("Read warnings meant for the agency"),
    Scope.FIGURES_READ: _("Read the published figures"),
}


class NewKeyForm(ActForm):
    """A key for one system of an agency."""

    stem = "key"
    name = forms.CharField(
        label=_("Name of the system"),
        help_text=_("As colleagues will read it beside what it did."),
        max_length=80,
    )
    scopes = forms.TypedMultipleChoiceField(
        label=_("What it may do"),
        choices=list(SCOPES.items()),
        coerce=Scope,
        widget=forms.CheckboxSelectMultiple,
    )


class NewHookForm(ActForm):
    """Where a system of the agency is called."""

    stem = "hook"
    url = forms.CharField(
        label=_("Address of the system"),
        help_text=_("It begins with https:// and can be reached from the internet."),
        max_length=400,
    )
