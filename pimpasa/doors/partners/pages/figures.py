"""Figures: how much was told where and about what, as everybody may know it."""

from datetime import date
from typing import Annotated

from ninja import Query, Router
from pydantic import StringConstraints

from pimpasa.counts.queries import NotPublished, months_published, published
from pimpasa.counts.rules import SMALL, weeks_of_month
from pimpasa.doors.partners import forms
from pimpasa.doors.partners.access import Key, PartnerRequest, answers
from pimpasa.exchange.rules import Scope

router = Router(tags=["figures"])
Month = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}-(0[1-9]|1[0-2])$")]


@router.get(
    "",
    url_name="figures",
    operation_id="readFigures",
    auth=Key(Scope.FIGURES_READ),
    response=answers(forms.Figures),
)
def read(request: PartnerRequest, month: Annotated[Month | None, Query()] = None) -> forms.Figures:
    """The figures of a month, without one the newest. They are published once and stay."""
    told = published(date.fromisoformat(f"{month}-01") if month else None)
    if told is None:
        raise NotPublished
    return forms.Figures(
        month=f"{told.month:%Y-%m}",
        weeks=list(weeks_of_month(told.month)),
        published_on=told.made_on,
        smallest_shown=SMALL,
        figures=[
            forms.Figure(place=place, week=_day(week), what=what, n=n)
            for (place, week, what), n in sorted(told.figures.items())
        ],
        months=[f"{one:%Y-%m}" for one in months_published()],
    )


def _day(week: str) -> date | None:
    return date.fromisoformat(week) if week else None
