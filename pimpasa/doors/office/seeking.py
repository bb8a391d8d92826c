"""What somebody looks for in the ledger; it stays in the address of the page, as ids and codes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.ledger_labels import EVENTS
from pimpasa.ledger.queries import Sought

USUAL = timedelta(days=30)
_DAY = forms.DateInput(attrs={"type": "date"})


class SeekingForm(forms.Form):
    """Filters of the ledger. A value nobody offered counts as nothing chosen."""

    name = forms.ChoiceField(label=_("What"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=_DAY)
    until = forms.DateField(label=_("Before"), required=False, widget=_DAY)
    subject = forms.UUIDField(label=_("About (id)"), required=False)

    def __init__(self, *args: Any, people: list[tuple[UUID, str]], **kwargs: Any) -> None:
        """Offer every kind of event and everybody who may have done it."""
        super().__init__(*args, **kwargs)
        offered = {"name": EVENTS.items(), "actor": [(str(i), called) for i, called in people]}
        for field, choices in offered.items():
            chosen = self.fields[field]
            assert isinstance(chosen, forms.ChoiceField)  # noqa: S101  declared above
            chosen.choices = [("", _("All")), *choices]

    def sought(self, *, today: date) -> Sought:
        """What was chosen; without a day, the last thirty."""
        self.is_valid()
        given = self.cleaned_data
        until = given.get("until") or today + timedelta(days=1)
        return Sought(
            since=given.get("since") or until - USUAL,
            until=until,
            actor=UUID(given["actor"]) if given.get("actor") else None,
            name=given.get("name") or "",
            subject=given.get("subject"),
        )
