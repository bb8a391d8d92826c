"""The week's plan as a form: a day, or none, for each village."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.visit_forms import in_own_language
from pimpasa.outreach.actions import Plan
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.planning import Candidate
from pimpasa.outreach.routing import Trip


class WeekForm(forms.Form):
    """For each village: on which day, what kind of visit, under an id of its own."""

    def __init__(
        self,
        *args: Any,
        villages: Sequence[Candidate],
        days: Sequence[date],
        trips: Sequence[Trip],
        **kwargs: Any,
    ) -> None:
        """Propose the days of the round trips; everything can be changed."""
        super().__init__(*args, **kwargs)
        self.days = [(day.isoformat(), _called(day)) for day in days] + [("", _("not next week"))]
        self.villages = [village.code for village in villages]
        proposed = {
            stop.code: days[n].isoformat() for n, trip in enumerate(trips) for stop in trip.stops
        }
        sorts = [(kind.code, in_own_language(kind, "label")) for kind in kinds().values()]
        for village in villages:
            code, name = village.code, {"name": village.name}
            self.fields[f"{code}.on"] = forms.ChoiceField(
                label=_("Day for %(name)s") % name,
                choices=[self.days[-1], *self.days[:-1]],
                widget=forms.Select(attrs={"data-village": village.name}),
                initial=proposed.get(code, ""),
                required=False,
            )
            self.fields[f"{code}.kind"] = forms.ChoiceField(
                label=_("Kind of visit to %(name)s") % name, choices=sorts, initial="visit"
            )
            self.fields[f"{code}.id"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def fields_of(self, code: str) -> tuple[forms.BoundField, ...]:
        """Day, kind and id of one village."""
        return self[f"{code}.on"], self[f"{code}.kind"], self[f"{code}.id"]

    def plans(self) -> list[Plan]:
        """The visits that a valid form asks for."""
        given = self.cleaned_data
        return [
            Plan(
                UUID(str(given[f"{code}.id"])),
                code,
                given[f"{code}.kind"],
                date.fromisoformat(given[f"{code}.on"]),
            )
            for code in self.villages
            if given.get(f"{code}.on")
        ]


def _called(day: date) -> str:
    return date_format(day, "l, j M")
