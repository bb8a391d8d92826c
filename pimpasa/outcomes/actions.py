"""Everything that can be done about outcomes: close, open again, count help, return, tell back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from pimpasa.answers.actions import answer
from pimpasa.base.days import day_in, zone_of
from pimpasa.base.errors import Refused
from pimpasa.intake.models import Report
from pimpasa.intake.queries import NoSuchReport, report_for, report_to_act_on
from pimpasa.ledger.actions import record_act
from pimpasa.outcomes import rules
from pimpasa.outcomes.models import Closing, Help, Helped, HelpedIn, PlannedReturn, Reason
from pimpasa.outcomes.queries import closing_of, dangers_of, group_for, next_return
from pimpasa.people.rules import Deed, may
from pimpasa.referrals.actions import State, move
from pimpasa.referrals.queries import referral_for
from pimpasa.referrals.queries import waiting_of as waiting_referrals_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Back",
    "Help",
    "Reason",
    "close_report",
    "make_return",
    "note_help",
    "open_outcome",
    "plan_return",
    "reopen_report",
    "tell_back",
]
MOST_PEOPLE = 500  # helped together; more is a slip of the finger


class StillWaits(Refused):
    """An agency was asked and the person has not been told what came of it."""

    reason = _(
        "A referral of this report has not come to its end: wait for it, take it back, or tell "
        "the person what came of it."
    )
    status = 409


class CouldBetray(Refused):
    """The words hold what could betray somebody, and nobody has looked at them yet."""

    def __init__(self, dangers: frozenset[rules.Danger]) -> None:
        """Name what was found."""
        self.dangers = dangers
        super().__init__(_("These words could betray somebody. Look at them once more."))


class NotThatMany(Refused):
    """A number of people that cannot be meant."""

    reason = _("Write how many people were helped, from 1 to 500.")


class NoDayToCome(Refused):
    """A return lies in the past."""

    reason = _("Choose a day to come.")


@dataclass(frozen=True)
class Back:
    """What a person is told of an outcome. The id travels with it: sent twice, told once."""

    words: str
    message_id: UUID
    is_looked_at: bool = False  # the officer has seen it as the person will


def open_outcome(
    officer: Officer, report_id: UUID, *, now: datetime
) -> tuple[Report, Closing | None]:
    """The report and why it is closed, with its note; that it was opened stands in the ledger.

    Raises NoSuchReport.
    """
    with transaction.atomic():
        report = report_for(officer, report_id)
        record_act("outcomes.opened", subject=report.id, actor=officer.id, at=now)
    return report, closing_of(report.id)


def close_report(
    officer: Officer, report_id: UUID, reason: Reason, *, now: datetime, note: str = ""
) -> Closing:
    """Close a report; closed for the same reason, it stays as it is.

    Raises NoSuchReport, NamesYou, StillWaits.
    """
    with transaction.atomic():
        report = _report(officer, report_id)
        before = closing_of(report.id)
        if before and before.reason == reason:
            return before
        if waiting_referrals_of(report.id).exists():
            raise StillWaits
        today = _today(report, now)
        Closing.objects.filter(report=report, reopened_on=None).update(reopened_on=today)
        closing = Closing.objects.create(
            report=report, reason=reason, note=note or None, closed_on=today, closed_by=officer.id
        )
        _act("outcomes.closed", report, officer, now, reason=str(reason))
    return closing


def reopen_report(officer: Officer, report_id: UUID, *, now: datetime) -> None:
    """Something is left to do after all. Raises NoSuchReport, NamesYou."""
    with transaction.atomic():
        report = _report(officer, report_id)
        held = Closing.objects.filter(report=report, reopened_on=None)
        if held.update(reopened_on=_today(report, now)):
            _act("outcomes.reopened", report, officer, now)


def note_help(
    officer: Officer,
    report_id: UUID,
    group: UUID,
    *,
    now: datetime,
    help: Help = Help.STOPPED,
    people: int = 0,
) -> Helped:
    """People were helped. A group that is known already is joined, so that nobody counts twice.

    Raises NoSuchReport, NamesYou, NotThatMany.
    """
    with transaction.atomic():
        report = _report(officer, report_id)
        helped = group_for(officer, group)
        if helped is None:
            if not 1 <= people <= MOST_PEOPLE:
                raise NotThatMany
            helped = Helped.objects.create(
                id=group,
                village_id=report.village_id,
                help=help,
                people=people,
                on=_today(report, now),
                noted_by=officer.id,
            )
        _joined, is_new = HelpedIn.objects.get_or_create(helped=helped, report=report)
        if is_new:
            _act("outcomes.helped", report, officer, now, people=helped.people, help=helped.help)
    return helped


def plan_return(officer: Officer, report_id: UUID, on: date, *, now: datetime) -> PlannedReturn:
    """Go there again on a day; a return that is planned already moves to it.

    Raises NoSuchReport, NamesYou, NoDayToCome.
    """
    with transaction.atomic():
        report = _report(officer, report_id)
        if on < _today(report, now):
            raise NoDayToCome
        planned = next_return(report.id)
        if planned and planned.on == on:
            return planned
        if planned:
            PlannedReturn.objects.filter(id=planned.id).update(on=on)
            planned.on = on
        else:
            planned = PlannedReturn.objects.create(report=report, on=on, planned_by=officer.id)
        _act("outcomes.return_planned", report, officer, now, day=on.isoformat())
    return planned


def make_return(officer: Officer, report_id: UUID, *, now: datetime) -> None:
    """The officer was there again. Raises NoSuchReport, NamesYou."""
    with transaction.atomic():
        report = _report(officer, report_id)
        planned = PlannedReturn.objects.filter(report=report, made_on=None)
        if planned.update(made_on=_today(report, now)):
            _act("outcomes.returned", report, officer, now)


def tell_back(officer: Officer, referral_id: UUID, back: Back, *, now: datetime) -> None:
    """Tell the person under the code what came of a referral. Told twice, it is told once.

    Raises NoSuchReferral, NotInThisOrder, CouldBetray, and what `answers.answer` raises.
    """
    with transaction.atomic():
        referral = referral_for(officer, referral_id)
        report = _report(officer, referral.report_id)
        found = dangers_of(report, back.words)
        if found and not back.is_looked_at:
            raise CouldBetray(found)
        move(officer, referral_id, State.TOLD, now=now)
        answer(officer, report.id, back.words, message_id=back.message_id, now=now)


@task()
def forget_outcome(report_id: str, *, now: datetime) -> None:
    """Once the words of a report are gone, notes on its closing go too; that it ended counts."""
    Closing.objects.filter(report_id=report_id).update(note=None)


def _report(officer: Officer, report_id: UUID) -> Report:
    if not may(officer.role, Deed.ANSWER):
        raise NoSuchReport
    return report_to_act_on(officer, report_id)


def _today(report: Report, now: datetime) -> date:
    return day_in(zone_of(report.village_id or ""), now)


def _act(name: str, report: Report, officer: Officer, now: datetime, **details: Any) -> None:
    record_act(name, subject=report.id, actor=officer.id, at=now, **details)
