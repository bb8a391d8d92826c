"""The monthly report is generated, signed by its officer, and signed again by a supervisor."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.days import day_in
from pimpasa.base.errors import NotThere, Refused
from pimpasa.ledger.actions import record_act
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.models import Heard, MonthReport, Promise, Visit
from pimpasa.outreach.months import Row, after, as_rows, as_text, month_of, to_sign, total
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["MonthReport"]  # what doors may name


class NoSuchMonth(NotThere):
    """There is no such report, or it is another office's."""

    reason = _("This report was not found, or it belongs to another office.")


class CannotSign(Refused):
    """A signature that cannot be given."""

    status = 409


def rows_of(officer: UUID, month: date) -> tuple[Row, ...]:
    """What one officer did in a month, by village: from the visits and nothing else."""
    until = after(month)
    visits = Visit.objects.filter(officer=officer, made_on__gte=month, made_on__lt=until)
    given = Promise.objects.filter(visit__in=visits).values_list("visit__village")
    kept = Promise.objects.filter(
        visit__officer=officer, kept_on__gte=month, kept_on__lt=until
    ).values_list("visit__village")
    heard = Heard.objects.filter(visit__in=visits).values_list("visit__village")
    promised, done, words = (
        dict(rows.annotate(Count("id")).order_by()) for rows in (given, kept, heard)
    )
    made = list(visits.values_list("village", "kind", "audience"))
    talks = {code for code, kind in kinds().items() if kind.is_talk}
    return tuple(
        Row(
            village,
            place_name(village),
            visits=sum(v == village for v, _kind, _came in made),
            talks=sum(v == village and kind in talks for v, kind, _came in made),
            women=_came(made, village, "F."),
            men=_came(made, village, "M."),
            heard=words.get(village, 0),
            promised=promised.get(village, 0),
            kept=done.get(village, 0),
        )
        for village in sorted({v for v, _kind, _audience in made} | set(done))
    )


def sign_month(officer: Officer, month: date, *, id: UUID, seen: str, now: datetime) -> MonthReport:
    """The officer signs the month as it was shown. Signed again it stays as it is.

    `seen` is the digest of what was on the page. Raises CannotSign for a month that is not over,
    is empty, or changed since the page was opened.
    """
    if not may(officer.role, Deed.VISIT):
        raise NoSuchMonth
    month, today = month_of(month), day_in(officer.zone, now)
    if signed := MonthReport.objects.filter(officer=officer.id, month=month).first():
        return signed
    if after(month) > today:
        raise CannotSign(_("This month is not over yet."))
    rows = as_text(rows_of(officer.id, month))
    if not as_rows(rows):
        raise CannotSign(_("There is nothing to report in this month."))
    if digest(rows) != seen:
        raise CannotSign(_("The figures changed meanwhile. Look at them again."))
    signature = vault.sign(_said(month, officer.id, rows, officer.id, today))
    with transaction.atomic():
        report, is_new = MonthReport.objects.get_or_create(
            officer=officer.id,
            month=month,
            defaults={
                "id": id,
                "office": officer.office,
                "rows": rows,
                "signed_on": today,
                "signature": signature,
            },
        )
        if is_new:
            record_act("outreach.month_signed", subject=report.id, actor=officer.id, at=now)
    return report


def countersign(officer: Officer, report_id: UUID, *, now: datetime) -> MonthReport:
    """A supervisor of the office signs what the officer signed. Done again changes nothing."""
    if not may(officer.role, Deed.COUNTERSIGN):
        raise NoSuchMonth
    with transaction.atomic():
        locked = MonthReport.objects.select_for_update().filter(id=month_for(officer, report_id).id)
        report = locked.get()
        if report.officer == officer.id:
            raise CannotSign(_("Somebody else signs what you signed yourself."))
        if report.countersigned_on is None:
            today = day_in(officer.zone, now)
            said = _said(report.month, report.officer, report.rows, officer.id, today)
            report.countersigned_by, report.countersigned_on = officer.id, today
            report.countersignature = vault.sign(said)
            report.save()
            record_act("outreach.month_countersigned", subject=report.id, actor=officer.id, at=now)
    return report


def send_back(officer: Officer, report_id: UUID, *, now: datetime) -> None:
    """A supervisor found a mistake: the officer's signature goes, and the month is signed anew.

    What both have signed stays. Raises NoSuchMonth, CannotSign.
    """
    if not may(officer.role, Deed.COUNTERSIGN):
        raise NoSuchMonth
    with transaction.atomic():
        report = month_for(officer, report_id)
        if report.officer == officer.id or report.countersigned_on is not None:
            raise CannotSign(_("What is signed twice, or by yourself, is not sent back."))
        report.delete()
        record_act("outreach.month_sent_back", subject=report_id, actor=officer.id, at=now)


def month_for(officer: Officer, report_id: UUID) -> MonthReport:
    """A signed report: one's own, or one about villages that are all one's own."""
    report = MonthReport.objects.filter(id=report_id).first()
    if report is None or not _may_see(officer, report):
        raise NoSuchMonth
    return report


def months_for(officer: Officer, month: date) -> list[MonthReport]:
    """The signed reports of a month that this officer may see, by officer."""
    signed = MonthReport.objects.filter(month=month_of(month)).order_by("officer")
    return [report for report in signed if _may_see(officer, report)]


def recap(reports: list[MonthReport]) -> Row:
    """The office's or the region's month: the sum of the very rows that were signed."""
    return total(row for report in reports for row in as_rows(report.rows))


def are_good(report: MonthReport) -> tuple[bool, bool]:
    """Whether each of the two signatures fits what the report says now."""
    ours = vault.public_key()
    by, on = report.countersigned_by, report.countersigned_on
    mine = _said(report.month, report.officer, report.rows, report.officer, report.signed_on)
    second = _said(report.month, report.officer, report.rows, by, on) if by and on else b""
    return (
        vault.is_signed(mine, bytes(report.signature), by=ours),
        bool(second) and vault.is_signed(second, bytes(report.countersignature or b""), by=ours),
    )


def digest(rows: str) -> str:
    """Stands for the figures that were looked at."""
    return vault.content_digest(rows.encode())


def _said(month: date, officer: UUID, rows: str, who: UUID, on: date) -> bytes:
    return to_sign(month=month, officer=str(officer), rows=rows, who=str(who), on=on)


def _may_see(officer: Officer, report: MonthReport) -> bool:
    if not may(officer.role, Deed.VISIT):
        return False
    rows = as_rows(report.rows)
    return report.officer == officer.id or all(officer.serves(row.village) for row in rows)


def _came(made: list[tuple[str, str, dict[str, int]]], village: str, sex: str) -> int:
    return sum(
        many
        for where, _kind, audience in made
        if where == village
        for band, many in audience.items()
        if band.startswith(sex)
    )
