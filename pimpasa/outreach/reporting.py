"""The monthly report is generated, signed by its officer, and signed again by a supervisor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from pimpasa.outreach.models import Heard, MonthReport, Promise, SentBack, Visit
from pimpasa.outreach.months import Row, after, as_rows, as_text, month_of, to_sign, total
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.training.signing import Signed, is_signed_by, sign_as, vouch

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["MonthReport"]  # what doors may name


@dataclass(frozen=True)
class MonthSignature:
    """Who signed a month, on which day, with which key: empty where the house signed for them."""

    who: UUID
    on: date
    key: bytes
    signature: bytes


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
    if known := MonthReport.objects.filter(officer=officer.id, month=month).first():
        return known
    if after(month) > today:
        raise CannotSign(_("This month is not over yet."))
    rows = as_text(rows_of(officer.id, month))
    if not as_rows(rows):
        raise CannotSign(_("There is nothing to report in this month."))
    if digest(rows) != seen:
        raise CannotSign(_("The figures changed meanwhile. Look at them again."))
    with transaction.atomic():
        signed = sign_as(officer.id, _said(month, officer.id, rows, officer.id, today), on=today)
        report, is_new = MonthReport.objects.get_or_create(
            officer=officer.id,
            month=month,
            defaults={
                "id": id,
                "office": officer.office,
                "rows": rows,
                "signed_on": today,
                "signature": signed.signature,
                "key": signed.key,
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
        report = _locked(officer, report_id)
        if report.officer == officer.id:
            raise CannotSign(_("Somebody else signs what you signed yourself."))
        if report.countersigned_on is None:
            today = day_in(officer.zone, now)
            said = _said(report.month, report.officer, report.rows, officer.id, today)
            signed = sign_as(officer.id, said, on=today)
            report.countersigned_by, report.countersigned_on = officer.id, today
            report.countersignature, report.counterkey = signed.signature, signed.key
            report.save()
            record_act("outreach.month_countersigned", subject=report.id, actor=officer.id, at=now)
    return report


def send_back(
    officer: Officer, report_id: UUID, *, because: str, id: UUID, now: datetime
) -> SentBack:
    """A supervisor found a mistake: the officer's signature goes, and the month is signed anew.

    What both have signed stays. Sent again it changes nothing. Raises NoSuchMonth, CannotSign.
    """
    if not may(officer.role, Deed.COUNTERSIGN):
        raise NoSuchMonth
    with transaction.atomic():
        if done := SentBack.objects.filter(id=id, by=officer.id).first():
            return done
        report = _locked(officer, report_id)
        if report.officer == officer.id or report.countersigned_on is not None:
            raise CannotSign(_("What is signed twice, or by yourself, is not sent back."))
        if not because.strip():
            raise CannotSign(_("Write down what is wrong: the officer reads it."))
        sent = SentBack.objects.create(
            id=id,
            officer=report.officer,
            month=report.month,
            because=because.strip(),
            by=officer.id,
            on=day_in(officer.zone, now),
        )
        report.delete()
        record_act("outreach.month_sent_back", subject=report_id, actor=officer.id, at=now)
    return sent


def sent_back_to(officer: Officer, month: date) -> SentBack | None:
    """Why one's own month came back, the last time."""
    mine = SentBack.objects.filter(officer=officer.id, month=month_of(month))
    return mine.order_by("on", "id").last()


def sent_back_and_open(officer: Officer) -> list[SentBack]:
    """One's own months that came back and are not signed anew, the oldest first."""
    signed = MonthReport.objects.filter(officer=officer.id).values("month")
    back = SentBack.objects.filter(officer=officer.id).exclude(month__in=signed)
    return list({one.month: one for one in back.order_by("month", "on", "id")}.values())


def _locked(officer: Officer, report_id: UUID) -> MonthReport:
    seen = month_for(officer, report_id).id
    report = MonthReport.objects.select_for_update().filter(id=seen).first()
    if report is None:
        raise NoSuchMonth
    return report


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
    """Whether each of the two signatures fits what the report says now, and is that person's."""
    first, second = signatures_of(report)
    return _fits(report, first), second is not None and _fits(report, second)


def signatures_of(report: MonthReport) -> tuple[MonthSignature, MonthSignature | None]:
    """Who signed, when and how; no second one while the supervisor has not signed."""
    first = MonthSignature(
        report.officer, report.signed_on, bytes(report.key), bytes(report.signature)
    )
    by, on, second = report.countersigned_by, report.countersigned_on, report.countersignature
    if by is None or on is None or second is None:
        return first, None
    return first, MonthSignature(by, on, bytes(report.counterkey), bytes(second))


def proof_of(report: MonthReport, names: Mapping[UUID, str]) -> dict[str, object]:
    """All that somebody needs to check both signatures without us: see tools/check_month.py."""
    return {
        "format": "pimpasa.month.proof.1",
        "month": report.month.isoformat(),
        "officer": str(report.officer),
        "rows": report.rows,
        "signatures": [
            {
                "who": str(one.who),
                "name": names.get(one.who, ""),
                "on": one.on.isoformat(),
                "key": one.key.hex(),
                "signature": one.signature.hex(),
                "vouched": vouch(one.who, names.get(one.who, ""), one.key).hex(),
            }
            for one in signatures_of(report)
            if one is not None
        ],
    }


def digest(rows: str) -> str:
    """Stands for the figures that were looked at."""
    return vault.content_digest(rows.encode())


def _said(month: date, officer: UUID, rows: str, who: UUID, on: date) -> bytes:
    return to_sign(month=month, officer=str(officer), rows=rows, who=str(who), on=on)


def _fits(report: MonthReport, one: MonthSignature) -> bool:
    said = _said(report.month, report.officer, report.rows, one.who, one.on)
    if not one.key:  # signed before everybody had a key
        return vault.is_signed(said, one.signature, by=vault.public_key())
    return is_signed_by(one.who, said, Signed(one.key, one.signature))


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
