"""A signed month, and a recap of many, in the words of one language: for the page and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.outreach.months import FIGURES, Row, as_rows, total
from pimpasa.outreach.papers import Sheet, Signature
from pimpasa.outreach.recaps import Recap
from pimpasa.outreach.reporting import MonthReport
from pimpasa.people.queries import names_of


def heads(first: str) -> list[str]:
    """What stands over the columns."""
    figures = [
        _("Visits"),
        _("Talks"),
        _("Women"),
        _("Men"),
        _("Words heard"),
        _("Promised"),
        _("Kept"),
    ]
    return [first, *figures]


def cells(row: Row) -> list[int]:
    """The figures of a row, in the order of the columns."""
    return [getattr(row, name) for name in FIGURES]


def month_label(month: date) -> str:
    """November 2026."""
    return date_format(month, "F Y")


def report_sheet(report: MonthReport) -> Sheet:
    """One officer's month with its signatures."""
    rows = as_rows(report.rows)
    names = names_of(one for one in (report.officer, report.countersigned_by) if one)
    return Sheet(
        language=_language(),
        title=_("Monthly report of a village immigration officer"),
        about=f"{names.get(report.officer, '')} · {month_label(report.month)}",
        heads=heads(_("Village")),
        rows=[[row.name, *cells(row)] for row in rows],
        sums=[_("Sum"), *cells(total(rows))],
        signatures=_signatures(report, names),
        note=_(
            "Made by Pimpasa from the visits that were reported. Each signature (Ed25519), made "
            "with a key of one's own, stands for every figure, the name and the day."
        ),
    )


def recap_sheet(recaps: Sequence[Recap], month: date) -> Sheet:
    """The offices' months, added up from the very rows that were signed."""
    return Sheet(
        language=_language(),
        title=_("Recap of monthly reports"),
        about=month_label(month),
        heads=heads(_("Office")),
        rows=[[one.office or _("no office"), *cells(one.figures)] for one in recaps],
        sums=[_("Sum"), *cells(total(one.figures for one in recaps))],
        signatures=[],
        note=_("Sums of the rows that officers signed, and of nothing else."),
    )


def _signatures(report: MonthReport, names: dict[UUID, str]) -> list[Signature]:
    second = report.countersigned_by
    return [
        Signature(
            _("Officer"),
            names.get(report.officer, ""),
            date_format(report.signed_on, "j F Y"),
            bytes(report.signature).hex(),
            bytes(report.key).hex(),
        ),
        Signature(
            _("Supervisor"),
            names.get(second, "") if second else "",
            date_format(report.countersigned_on, "j F Y") if report.countersigned_on else "",
            bytes(report.countersignature or b"").hex(),
            bytes(report.counterkey).hex(),
        ),
    ]


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
