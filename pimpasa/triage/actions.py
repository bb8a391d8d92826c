"""Everything that can be done with a reading: suggest it, settle it, page for an emergency."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task

from pimpasa.base.days import day_in, zone_of
from pimpasa.base.errors import Refused
from pimpasa.base.rows import insert_all
from pimpasa.base.sentences import existing, found
from pimpasa.intake.models import Kind, Readers, Report
from pimpasa.intake.queries import NoSuchReport, report_for, report_to_act_on
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.followups import OUTSIDE, SOON, URGENT
from pimpasa.people import queries as people
from pimpasa.people.models import Account
from pimpasa.people.rules import Deed, may
from pimpasa.places import queries as places
from pimpasa.training import queries as training
from pimpasa.triage.models import Emergency, Reading, Risk, Settlement, Urgency
from pimpasa.triage.queries import latest_settlement, reading_of
from pimpasa.triage.reader import read
from pimpasa.triage.rules import View

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer
    from pimpasa.triage.reader import Reading as MachineReading

__all__ = [
    "Decision",
    "NotRead",
    "SettledMeanwhile",
    "Urgency",
    "answer_emergency",
    "forget_evidence",
    "page_duty_officers",
    "raise_emergency",
    "settle",
    "suggest_reading",
]

READER = "rules 2026.11"  # kept with each reading, so that a later reader can be told apart
_KINDS = {
    "question": Kind.QUESTION,
    "suggestion": Kind.SUGGESTION,
    "report": Kind.REPORT,
    "joboffer": Kind.JOB_OFFER,
}


class SettledMeanwhile(Refused):
    """Another officer settled this report since the page was opened."""

    reason = gettext_lazy(
        "Another officer settled this report while you were reading. Look at it once more; "
        "what you chose is still here."
    )
    status = 409


class NotRead(Refused):
    """The machine has not read this report yet, or its words are gone."""

    reason = gettext_lazy("This report has not been read yet. Try again in a moment.")


@dataclass(frozen=True)
class Decision:
    """What an officer settles. `seen_version` is the settlement the page showed; 0 for none."""

    views: Mapping[str, View]
    kind: Kind
    topics: tuple[str, ...]
    urgency: Urgency
    is_tppo: bool
    is_tppm: bool
    is_child: bool
    law_on: date
    note: str = ""
    seen_version: int = 0


@task(priority=SOON)
def suggest_reading(report_id: str, *, now: datetime) -> None:
    """Offer an officer a first reading of a report against the law; page when life is in danger."""
    report = found(Report, id=report_id)
    if report is None or report.forgotten_on or reading_of(report.id) is not None:
        return
    machine = read(report.words)
    today = _today(report, now)
    reading = Reading(report=report, reader=READER, read_on=today, **_columns(machine))
    insert_all([reading])
    record(
        "triage.reading_suggested",
        subject=report.id,
        on=today,
        urgency=str(reading.urgency),
        risk=str(reading.risk),
    )
    if reading.urgency == Urgency.EMERGENCY:
        raise_emergency(report.id, today=today)


def raise_emergency(report_id: UUID, *, today: date) -> None:
    """Page the duty officer about a report, once."""
    _emergency, is_new = Emergency.objects.get_or_create(
        report_id=report_id, defaults={"raised_on": today}
    )
    if is_new:
        record("triage.emergency_raised", subject=report_id, on=today)


@task()
def forget_evidence(report_id: str, *, now: datetime) -> None:
    """Once the words are gone, what the reading and the notes repeated of them goes too."""
    Reading.objects.filter(report_id=report_id).update(whole=None)
    Settlement.objects.filter(report_id=report_id).update(note=None)


@task(queue_name=OUTSIDE, priority=URGENT)
def page_duty_officers(report_id: str, *, now: datetime) -> None:
    """Write to whoever is on duty that somebody may be in danger: never what was said, or where."""
    emergency = found(Emergency, report_id=report_id)
    if emergency is None or emergency.answered_by:
        return
    report = existing(Report, report_id)
    for account in _whom_to_page(report, on=_today(report, now)):
        with override(account.language):
            send_mail(
                _("Pimpasa: somebody may be in danger"),
                _("A report waits that may be an emergency. Open Pimpasa now: %(address)s")
                % {"address": f"{settings.SITE}/kantor/"},
                settings.DEFAULT_FROM_EMAIL,
                [account.email],
            )


def answer_emergency(officer: Officer, report_id: UUID, *, now: datetime) -> None:
    """An officer takes it on. The first one counts; a second does no harm.

    Whoever is named in the words may take it on too: a life comes first, and all that follows is
    for a colleague.
    """
    with transaction.atomic():
        report = report_for(officer, report_id)
        open_one = Emergency.objects.filter(report=report, answered_by=None)
        if open_one.update(answered_by=officer.id, answered_at=now):
            record_act("triage.emergency_answered", subject=report.id, actor=officer.id, at=now)


def settle(officer: Officer, report_id: UUID, decision: Decision, *, now: datetime) -> Settlement:
    """Keep an officer's decision; the machine's view stays beside it as a labelled example.

    The same decision twice is kept once. Raises NoSuchReport, NamesYou, NotCertified, NotRead
    and SettledMeanwhile.
    """
    if not may(officer.role, Deed.SETTLE):
        raise NoSuchReport
    with transaction.atomic():
        report = report_to_act_on(officer, report_id)
        training.require(officer, Deed.SETTLE, on=day_in(officer.zone, now))
        reading = reading_of(report.id)
        if reading is None:
            raise NotRead
        before = latest_settlement(report.id)
        if before is not None and _is_same(before, decision, officer):
            return before
        if (before.version if before else 0) != decision.seen_version:
            raise SettledMeanwhile
        settlement = Settlement(
            report=report,
            version=decision.seen_version + 1,
            settled_by=officer.id,
            settled_at=now,
            corrections=_corrections(reading, decision),
            note=decision.note or None,
            **_decided(decision),
        )
        insert_all([settlement])
        record_act(
            "triage.reading_settled",
            subject=report.id,
            actor=officer.id,
            at=now,
            version=settlement.version,
            tppo=decision.is_tppo,
            tppm=decision.is_tppm,
        )
        if decision.urgency == Urgency.EMERGENCY:
            raise_emergency(report.id, today=_today(report, now))
        return settlement


def _whom_to_page(report: Report, *, on: date) -> QuerySet[Account]:
    """The duty officers of the office whose reader the person chose."""
    if report.village_id and report.readers == Readers.ELSEWHERE:
        return _whom_to_page_elsewhere(report.village_id, on=on)
    own = places.office_of(report.village_id, on=on) if report.village_id else None
    office = own or places.office_for_unplaced()
    return people.on_duty(office.id, on=on) if office else Account.objects.none()


def _whom_to_page_elsewhere(village: str, *, on: date) -> QuerySet[Account]:
    """Whoever may read words about a village's own people; see `intake.queries.reports_for`."""
    if other := places.office_elsewhere(village, on=on):
        serving = people.accounts_serving(village, on=on)
        return people.on_duty(other.id, on=on).exclude(id__in=serving)
    own = places.office_of(village, on=on)
    return people.supervisors_of(own.id, on=on) if own else Account.objects.none()


def _today(report: Report, now: datetime) -> date:
    return day_in(zone_of(report.village_id or ""), now)


def _columns(machine: MachineReading) -> dict[str, Any]:
    return {
        "kind": _KINDS[machine.kind],
        "topics": list(machine.topics),
        "urgency": Urgency(machine.urgency.upper()),
        "risk": Risk(machine.risk.upper()),
        "is_tppo": machine.is_tppo,
        "is_tppm": machine.is_tppm,
        "is_child": machine.child,
        "whole": json.dumps(asdict(machine), ensure_ascii=False),
    }


def _decided(decision: Decision) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "topics": sorted(decision.topics),
        "views": {code: view.value for code, view in sorted(decision.views.items())},
        "urgency": decision.urgency,
        "is_tppo": decision.is_tppo,
        "is_tppm": decision.is_tppm,
        "is_child": decision.is_child,
        "law_on": decision.law_on,
    }


def _is_same(before: Settlement, decision: Decision, officer: Officer) -> bool:
    said = {name: getattr(before, name) for name in _decided(decision)}
    mine = before.settled_by == officer.id and (before.note or "") == decision.note
    return mine and said == _decided(decision)


def _corrections(reading: Reading, decision: Decision) -> dict[str, list[Any]]:
    said: dict[str, Any] = {
        "kind": str(decision.kind),
        "topics": sorted(decision.topics),
        "urgency": str(decision.urgency),
        "is_tppo": decision.is_tppo,
        "is_tppm": decision.is_tppm,
        "is_child": decision.is_child,
    }
    read_as: dict[str, Any] = {name: getattr(reading, name) for name in said}
    read_as["topics"] = sorted(reading.topics)
    return {name: [read_as[name], said[name]] for name in said if read_as[name] != said[name]}
