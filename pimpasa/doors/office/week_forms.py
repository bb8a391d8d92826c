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
from pimpasa.outreach.arranging import Days
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.planning import Candidate


class WeekForm(forms.Form):
    """For each village: on which day, what kind of visit, under an id of its own."""

    def __init__(
        self,
        *args: Any,
        villages: Sequence[Candidate],
        days: Sequence[date],
        arrangement: Days,
        **kwargs: Any,
    ) -> None:
        """Begin with an arrangement; everything can be changed."""
        super().__init__(*args, **kwargs)
        self.days = [(day.isoformat(), _called(day)) for day in days] + [("", _("not next week"))]
        self.villages = [village.code for village in villages]
        proposed = {
            code: (day, place)
            for day, stops in arrangement.items()
            for place, code in enumerate(stops, start=1)
        }
        sorts = [(kind.code, in_own_language(kind, "label")) for kind in kinds().values()]
        for village in villages:
            code, name = village.code, {"name": village.name}
            self.fields[f"{code}.on"] = forms.ChoiceField(
                label=_("Day for %(name)s") % name,
                choices=[self.days[-1], *self.days[:-1]],
                widget=forms.Select(attrs={"data-village": village.name}),
                initial=str(proposed[code][0]) if code in proposed else "",
                required=False,
            )
            self.fields[f"{code}.place"] = forms.IntegerField(
                label=_("Place of %(name)s in its day") % name,
                widget=forms.NumberInput(attrs={"data-place": code, "min": 1, "max": 99}),
                initial=proposed[code][1] if code in proposed else None,
                required=False,
                min_value=1,
                max_value=99,
            )
            self.fields[f"{code}.kind"] = forms.ChoiceField(
                label=_("Kind of visit to %(name)s") % name, choices=sorts, initial="visit"
            )
            self.fields[f"{code}.id"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def fields_of(self, code: str) -> tuple[forms.BoundField, ...]:
        """Day, kind, id and place in its day of one village."""
        return self[f"{code}.on"], self[f"{code}.kind"], self[f"{code}.id"], self[f"{code}.place"]

    def arrangement(self) -> dict[date, list[str]]:
        """The stops of each day in their order, as a valid form wants them."""
        given = self.cleaned_data
        chosen = [code for code in self.villages if given.get(f"{code}.on")]
        days: dict[date, list[str]] = {}
        for code in sorted(chosen, key=lambda one: given.get(f"{one}.place") or 100):
            days.setdefault(date.fromisoformat(given[f"{code}.on"]), []).append(code)
        return days

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
