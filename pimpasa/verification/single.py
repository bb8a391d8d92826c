"""One report that is looked into like a signal: what is grave enough needs no second voice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.counts.rules import week_of
from pimpasa.intake.queries import NoSuchReport, report_for
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import signal_of_report
from pimpasa.triage.queries import latest_settlement, reading_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NoPlace(Refused):
    """What is looked into happens somewhere."""

    reason = _("This report names no village, so nobody could go there and look.")
    status = 409


def look_into(officer: Officer, report_id: UUID, *, now: datetime) -> Signal:
    """Begin to look into one report; looking into it again changes nothing.

    From here it goes the way of every signal: decided on in time, assessed, concluded, and closed
    by somebody else. Raises NoSuchReport, NoPlace.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchReport
    with transaction.atomic():
        report = report_for(officer, report_id)
        if earlier := signal_of_report(report.id):
            return earlier
        if report.village_id is None:
            raise NoPlace
        noticed = Noticed(
            kind=SignalKind.REPORT,
            what=_about(report.id),
            villages=[report.village_id],
            week=week_of(report.received_on),
            method="officer",
            observed=1,
            report=report.id,
        )
        signal = raise_signal(noticed, today=day_in(officer.zone, now))
        record_act("verification.report_looked_into", subject=report.id, actor=officer.id, at=now)
    return signal


def _about(report_id: UUID) -> str:
    """The gravest thing it speaks of, as counts name it: as settled, else as the machine read."""
    read = latest_settlement(report_id) or reading_of(report_id)
    if read is None:
        return "all"
    if read.is_tppo:
        return "flag:tppo"
    if read.is_tppm:
        return "flag:tppm"
    return f"topic:{read.topics[0]}" if read.topics else "all"
