"""What may be written down about sections and agencies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.places_forms import a_day, a_decree
from pimpasa.people.actions.bodies import Name


class NameForm(ActForm):
    """A name that a decree gives to a section or an agency."""

    stem = "name"
    text = forms.CharField(label=_("Name"), max_length=120)
    since = a_day(_("From"))
    decree = a_decree()

    def name(self) -> Name:
        """The name a valid form holds."""
        given = self.cleaned_data
        return Name(given["text"], given["since"], given["decree"])


class NewSectionForm(NameForm):
    """A new section of an office."""

    stem = "section"


class NewAgencyForm(NameForm):
    """A new partner agency."""

    stem = "agency"
    code = forms.SlugField(
        label=_("Short code"), help_text=_("Small letters and hyphens: bp3mi-jabar"), max_length=40
    )
    field_order = ["text", "code", "since", "decree"]


class CloseBodyForm(ActForm):
    """The day from which a section or an agency is no more."""

    stem = "shut"
    on = a_day(_("First day without it"))
