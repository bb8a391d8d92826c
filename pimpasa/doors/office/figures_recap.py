"""The month of an office or a region on paper: what was told, clocks kept, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.answers.kept import clocks_kept
from pimpasa.counts.figures import Figures, Times, own_figures
from pimpasa.counts.rules import ALL, WEEK, weeks_of_month
from pimpasa.doors.office.figures_forms import GROUPS, whats
from pimpasa.doors.office.labels import CLOCKS, CLOSINGS, HELPS
from pimpasa.doors.office.templatetags.office import addressee
from pimpasa.outcomes.queries import figures as outcomes_of
from pimpasa.outreach.papers import Dossier, Part
from pimpasa.people.rules import Officer
from pimpasa.places.queries import office, place_name, regions
from pimpasa.referrals.queries import figures_of_agencies


def recap_of(officer: Officer, month: date) -> Dossier:
    """The recap of this officer's territory; the same figures make the same paper."""
    weeks = weeks_of_month(month)
    since, until = weeks[0], weeks[-1] + WEEK
    found = own_figures(officer, first=since, last=weeks[-1])
    about = f"{_whose(officer)}, {date_format(month, 'F Y')}"
    period = _("Whole weeks from %(since)s until before %(until)s.") % {
        "since": date_format(since, "j M Y"),
        "until": date_format(until, "j M Y"),
    }
    return Dossier(
        language=get_language() or "id",
        title=_("Monthly recap"),
        about=about,
        lines=[period, _("For this office or region only: small figures can give somebody away.")],
        parts=[
            *_told(found),
            _places(found),
            _clocks(officer, since, until),
            _referrals(officer, since, until),
            *_outcomes(officer, since, until),
        ],
        note=_(
            "Words that name no village, and words for another office, are in none of the figures "
            "of what was told."
        ),
    )


def _whose(officer: Officer) -> str:
    if officer.office:
        return office(officer.office).name
    return "" if officer.region is None else regions().get(id=officer.region).name


def _times(label: str | Promise, times: Times) -> list[str]:
    return [str(label), str(times.n), str(times.settled)]


def _told(found: Figures) -> list[Part]:
    """All that was told, and then each way of counting it under a heading of its own."""
    heads = [_("told"), _("settled")]
    parts = [Part(_("What was told"), ["", *heads], [_times(whats()[ALL], found.times(ALL))])]
    for group, title in GROUPS.items():
        rows = [
            _times(called, found.times(what))
            for what, called in whats().items()
            if what.startswith(f"{group}:") and what in found.by_what
        ]
        if rows:
            parts.append(Part(str(title), ["", *heads], rows, is_under=True))
    return parts


def _places(found: Figures) -> Part:
    rows = [
        [
            *_times(place_name(code), times),
            str(found.visits.get(code, 0)),
            str(found.attendance.get(code, 0)),
        ]
        for code, times in found.by_place.items()
    ]
    heads = [_("Place"), _("told"), _("settled"), _("Visits"), _("People at talks")]
    return Part(_("Where"), heads, rows, empty=_("Nothing was told here, and nobody was visited."))


def _clocks(officer: Officer, since: date, until: date) -> Part:
    kept = clocks_kept(officer, since=since, until=until)
    rows = [
        [str(CLOCKS[one.clock]), str(one.in_time), str(one.late), f"{one.share} %"] for one in kept
    ]
    return Part(_("Clocks kept"), [_("What was owed"), _("in time"), _("late"), ""], rows)


def _referrals(officer: Officer, since: date, until: date) -> Part:
    figures = figures_of_agencies(officer, since=since, until=until)
    rows = [
        [
            addressee(one.packet),
            str(one.sent),
            str(one.open),
            "–" if one.median_days is None else f"{one.median_days:g}",
        ]
        for one in figures
    ]
    heads = [_("Addressee"), _("Sent"), _("Not answered"), _("Median days")]
    return Part(_("Referrals"), heads, rows, empty=_("Nothing has been sent yet."))


def _outcomes(officer: Officer, since: date, until: date) -> list[Part]:
    found = outcomes_of(officer, since=since, until=until)
    told = [
        [_("Outcomes told back"), str(found.told)],
        [_("outcomes and refusals that nobody has told yet"), str(found.untold)],
    ]
    return [
        Part(_("Outcomes"), ["", _("Referrals")], told),
        _named(_("People helped"), _("People"), found.helped.items(), HELPS),
        _named(_("Reports closed"), _("Reports"), found.closed.items(), CLOSINGS),
    ]


def _named(
    title: str, counted: str, figures: Iterable[tuple[str, int]], names: dict[str, Promise]
) -> Part:
    """Figures by name under a heading of their own, with their sum."""
    rows = [[str(names[code]), str(n)] for code, n in figures]
    total = str(sum(int(n) for _name, n in rows))
    return Part(title, ["", counted], [*rows, [_("Together"), total]], is_under=True)
