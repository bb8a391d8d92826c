"""The months that can be looked at, and what a signature sends back."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.visit_forms import carried_id
from pimpasa.outreach.months import before, month_of

MONTHS_BACK = 12


class SignForm(ActForm):
    """The month and the figures that were looked at, under an id of its own."""

    stem = "sign"
    id = carried_id()
    month = forms.DateField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)


class BackForm(ActForm):
    """What is wrong with a signed month."""

    stem = "back"
    id = carried_id()
    because = forms.CharField(
        label=_("What is wrong"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class EmptyForm(ActForm):
    """A button alone."""


def month_named(text: str, *, today: date) -> date:
    """The month of `2026-10`; the last one that is over where the text names none."""
    try:
        return month_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return before(today)


def months_until(today: date) -> list[date]:
    """This month and a year of months before, the newest first."""
    months = [month_of(today)]
    while len(months) <= MONTHS_BACK:
        months.append(before(months[-1]))
    return months
