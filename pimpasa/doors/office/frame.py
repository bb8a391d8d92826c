"""What stands around every page of the office: where one can go, who one is, who is in danger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import shortcuts
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.access import OfficeRequest
from pimpasa.people.rules import Deed, may
from pimpasa.triage.queries import open_emergencies


@dataclass(frozen=True)
class Place:
    """One entry of the rail. `deeds`: any of them opens it; none means it is for everybody."""

    name: str
    label: Promise
    icon: str  # a path on a 24 x 24 grid
    deeds: tuple[Deed, ...] = ()

    @property
    def key(self) -> str:
        """The letter that leads there after `g`."""
        return _KEYS.get(self.name, "")


_KEYS = {
    "desk": "d",
    "inbox": "i",
    "take_in": "t",
    "referrals": "r",
    "cards": "a",
    "signals": "s",
    "villages": "v",
    "visits": "k",
    "offices": "o",
    "people": "p",
    "ledger": "l",
    "jobs": "f",
    "training": "b",
    "figures": "n",
}
RAIL = (
    Place("desk", _("Desk"), "M3 8h18M5 8v11M19 8v11M13 8v5h6"),
    Place(
        "inbox",
        _("Reports"),
        "M3 13l3-8h12l3 8v6H3zM3 13h5l1.5 2.5h5L16 13h5",
        (Deed.READ_WORDS,),
    ),
    Place(
        "referrals",
        _("Referrals"),
        "M4 12h13M12 6l6 6-6 6M20 5v14",
        (Deed.READ_WORDS, Deed.ANSWER_REFERRAL, Deed.EXPORT_COUNTS),
    ),
    Place(
        "outcomes",
        _("Outcomes"),
        "M4 20V10M10 20V4M16 20v-8M21 20H3M13 13l3-4 4 1",
        (Deed.READ_WORDS, Deed.EXPORT_COUNTS),
    ),
    Place("figures", _("Figures"), "M4 20h16M6 20v-6M11 20V5M16 20v-9M4 4v16"),
    Place("take_in", _("Take in"), "M12 4v12M7 11l5 5 5-5M4 20h16", (Deed.ANSWER,)),
    Place(
        "signals",
        _("Signals"),
        "M3 17l4-5 3 3 4-8 3 6 4-3",
        (Deed.VERIFY, Deed.EXPORT_COUNTS),
    ),
    Place(
        "verify_waiting",
        _("Verification"),
        "M11 4a7 7 0 1 1 0 14a7 7 0 0 1 0-14M16 16l5 5M8 11l2.5 2.5L14 9",
        (Deed.VERIFY,),
    ),
    Place("warnings", _("Warnings"), "M12 3l9.5 17h-19zM12 10v4M12 17v.5"),
    Place("cards", _("Answers"), "M5 4h11l3 3v13H5zM8 10h8M8 14h8M8 18h5"),
    Place("ledger", _("Ledger"), "M5 3h14v18H5zM9 7h6M9 11h6M9 15h4", (Deed.READ_LEDGER,)),
    Place(
        "requests",
        _("Data requests"),
        "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4",
        (Deed.ANSWER_REQUESTS,),
    ),
    Place("villages", _("Villages"), "M3.5 11.5L12 4l8.5 7.5M6 10v10h12V10M10 20v-5h4v5"),
    Place(
        "visits",
        _("Visits"),
        "M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
        (Deed.VISIT,),
    ),
    Place(
        "training",
        _("Training"),
        "M12 6c-2-1.5-5-2-8-1.5V18c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V4.5c-3-.5-6 0-8 1.5zM12 6v13.5",
    ),
    Place("offices", _("Offices"), "M4 20h16M6 20V5h12v15M10 9h4M10 13h4M11 20v-3h2v3"),
    Place(
        "people",
        _("People"),
        "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 20a6 6 0 0 1 12 0M16 5a3 3 0 0 1 0 6M18 14l3 6",
        (Deed.MANAGE_PEOPLE,),
    ),
    Place(
        "jobs",
        _("Follow-ups"),
        "M12 7v5l3 3M21 12a9 9 0 1 1-3-6.7M21 3v5h-5",
        (Deed.RETRY_JOBS,),
    ),
)


def render(
    request: OfficeRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of the office inside its frame."""
    around = _around(request)
    return shortcuts.render(request, template, around | (context or {}), status=status)


def _around(request: OfficeRequest) -> dict[str, Any]:
    officer = request.officer
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "is_demo": settings.DEMO,
        "officer": officer,
        "rail": [
            {"place": place, "url": reverse(place.name), "is_here": _is_in(here, place)}
            for place in RAIL
            if not place.deeds or any(may(officer.role, deed) for deed in place.deeds)
        ],
        "emergencies": list(open_emergencies(officer)[:5]) if officer.reads_words else [],
        "theme": request.COOKIES.get("theme", ""),
    }


def _is_in(here: str | None, place: Place) -> bool:
    """A page belongs to the place whose name its own begins with; a case belongs to the reports."""
    part = (here or "").partition("_")[0]
    return (here or "").startswith(place.name) or _BELONGS.get(part) == place.name


_BELONGS = {
    "case": "inbox",
    "verify": "verify_waiting",
    "second": "verify_waiting",
    "digest": "warnings",
    "digests": "warnings",
}
