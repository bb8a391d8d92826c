"""Ask about referrals: ours for the reports we may read, theirs for the agency they went to."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.intake.queries import may_read, reports_for
from pimpasa.people.rules import Deed, Role, may
from pimpasa.referrals import rules
from pimpasa.referrals.models import Consent, Referral, State, Step

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

_UNSEEN = (State.DRAFTED, State.APPROVED, State.REVOKED)  # by the agency it is meant for


class NoSuchReferral(NotThere):
    """There is no such referral, or it is between others."""

    reason = _("This referral was not found, or it is between others.")


@dataclass(frozen=True)
class Chosen:
    """Which referrals somebody looks for; empty means all."""

    state: str = ""
    packet: str = ""
    only_due: bool = False  # overdue, or to be looked at again
    waits: str = ""  # SENT, UNANSWERED, LATE, IN_HAND, ANSWERED, UNTOLD, TOLD
    agency: UUID | None = None
    without_agency: bool = False  # by packet or paper
    since: date | None = None  # sent; answered or drafted where that is what is asked for
    until: date | None = None


@dataclass(frozen=True)
class AgencyFigures:
    """How one addressee answers: what was sent is not yet answered."""

    packet: str
    agency: UUID | None
    sent: int
    open: int
    median_days: float | None  # until they accepted or declined; None when they never did

    @property
    def open_share(self) -> float:
        """Which share of what was sent waits for a first answer."""
        return self.open / self.sent


def referrals_for(officer: Officer) -> QuerySet[Referral]:
    """The referrals of reports this officer may read; for an agency, those it was sent."""
    if officer.role is Role.PARTNER:
        if officer.agency is None:
            return Referral.objects.none()
        return Referral.objects.filter(agency_id=officer.agency).exclude(state__in=_UNSEEN)
    return Referral.objects.filter(may_read(officer))


def referrals_among(officer: Officer, chosen: Chosen, *, on: date) -> QuerySet[Referral]:
    """The referrals this officer may see that fit, what waits longest first."""
    found = referrals_for(officer)
    if chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.packet:
        found = found.filter(packet=chosen.packet)
    if chosen.only_due:
        late = Q(escalated_on__isnull=False, state__in=rules.LATE_STATES)
        found = found.filter(late | due(on))
    found = found.filter(_waits(chosen.waits), *_between(chosen))
    if chosen.agency:
        found = found.filter(agency_id=chosen.agency)
    if chosen.without_agency:
        found = found.filter(agency=None)
    return found.select_related("agency", "report__village").order_by("due_at", "drafted_on", "id")


def waiting_for(officer: Officer, *, on: date) -> QuerySet[Referral]:
    """What waits for this officer: what an agency is asked, what we owe the person, what is late.

    A draft waits for those who may approve it: anybody here but whoever drafted it.
    """
    seen = referrals_for(officer).select_related("agency", "report__village")
    if officer.role is Role.PARTNER:
        waits = Q(state__in=rules.OPEN_STATES)
    else:
        late = Q(escalated_on__isnull=False, state__in=rules.UNANSWERED)
        drafted = Q(state=State.DRAFTED) & ~Q(drafted_by=officer.id)
        waits = late | due(on) | drafted | Q(state__in=rules.UNTOLD)
    return seen.filter(waits).order_by("due_at", "drafted_on", "id")


def due(on: date) -> Q:
    """Referrals that somebody meant to look at again by this day."""
    return Q(follow_up_on__lte=on) & ~Q(state__in=(State.TOLD, State.REVOKED))


def referral_for(officer: Officer, referral_id: UUID) -> Referral:
    """One referral this officer may see. Raises NoSuchReferral."""
    found = referrals_for(officer).select_related("agency", "report__village")
    referral = found.filter(id=referral_id).first()
    if referral is None:
        raise NoSuchReferral
    return referral


def referrals_of(report_id: UUID) -> QuerySet[Referral]:
    """Every referral of a report, the newest first; for whoever may read the report."""
    made = Referral.objects.filter(report_id=report_id).select_related("agency")
    return made.order_by("-drafted_on", "id")


def reports_behind(referral_ids: Collection[UUID]) -> set[UUID]:
    """The reports of which these referrals tell."""
    there = Referral.objects.filter(id__in=referral_ids)
    return set(there.values_list("report_id", flat=True))


def waiting_of(report_id: UUID) -> QuerySet[Referral]:
    """The referrals of a report that have not come to their end: nobody told, nobody took back."""
    ended = (State.TOLD, State.REVOKED)
    return Referral.objects.filter(report_id=report_id).exclude(state__in=ended)


def fields_of(referral: Referral, *, on: date) -> dict[str, str]:
    """What the agency is told; nothing once it has expired or was taken back."""
    if referral.fields is None or on >= referral.expires_on or referral.state == State.REVOKED:
        return {}
    told: dict[str, str] = json.loads(referral.fields)
    return told


def steps_of(referral: Referral) -> QuerySet[Step]:
    """Every step of a referral, first to last."""
    return Step.objects.filter(referral=referral).order_by("position")


def steps_for(officer: Officer, referral: Referral) -> list[Step]:
    """The steps this officer may see: an agency begins where it was sent."""
    steps = list(steps_of(referral))
    if officer.role is not Role.PARTNER:
        return steps
    return [step for step in steps if step.state not in _UNSEEN]


def next_steps(officer: Officer, referral: Referral) -> list[State]:
    """The steps this officer may take now, in the order of the way."""
    allowed = rules.THEIRS if officer.role is Role.PARTNER else rules.OURS | rules.THEIRS
    if officer.role is not Role.PARTNER and not may(officer.role, Deed.REFER):
        return []
    follow = rules.FOLLOWS[referral.state] & allowed
    if referral.drafted_by == officer.id:
        follow -= {"APPROVED"}
    return [state for state in State if state in follow]


def consents_of(report_id: UUID) -> QuerySet[Consent]:
    """What a person agreed to, also what they took back, the newest first."""
    return Consent.objects.filter(report_id=report_id).order_by("-given_on", "id")


def consent_for(report_id: UUID, packet: str) -> Consent | None:
    """The consent in force for telling this addressee of a report."""
    given = Consent.objects.filter(report_id=report_id, packet=packet, withdrawn_on=None)
    return given.order_by("-given_on").first()


def consent_with(officer: Officer, consent_id: UUID) -> Consent:
    """A consent about a report this officer may read. Raises NoSuchReferral."""
    mine = reports_for(officer)
    consent = Consent.objects.filter(id=consent_id, report__in=mine).first()
    if consent is None:
        raise NoSuchReferral
    return consent


def figures_of_agencies(
    officer: Officer, *, since: date | None = None, until: date | None = None
) -> list[AgencyFigures]:
    """How each addressee answers, of the referrals this officer may see; a directorate sees all.

    The slowest first. With days, what was sent from the first until before the second.
    """
    seen = referrals_for(officer)
    if officer.role is Role.DIRECTORATE:
        seen = Referral.objects.all()
    columns = ("packet", "agency_id", "state", "sent_on", "answered_on")
    sent = (
        seen.exclude(sent_on=None)
        .filter(*_between(Chosen(since=since, until=until)))
        .values_list(*columns)
    )
    rows: dict[tuple[str, UUID | None], list[tuple[str, date, date | None]]] = {}
    for packet, agency, *rest in sent:
        rows.setdefault((packet, agency), []).append((rest[0], rest[1], rest[2]))
    figures = [_figures(packet, agency, kept) for (packet, agency), kept in rows.items()]
    return sorted(figures, key=lambda one: (-one.open_share, -(one.median_days or 0), one.packet))


def _waits(what: str) -> Q:
    """What somebody calls a referral that waits for this; the same words that figures use."""
    sent = Q(sent_on__isnull=False)
    return {
        "SENT": sent,
        "UNANSWERED": sent & Q(state__in=rules.UNANSWERED),
        "LATE": Q(state__in=rules.UNANSWERED, escalated_on__isnull=False),
        "IN_HAND": Q(state__in=rules.IN_HAND),
        "ANSWERED": sent & Q(answered_on__isnull=False),
        "UNTOLD": Q(state__in=rules.UNTOLD),
        "TOLD": Q(state=State.TOLD),
    }.get(what, Q())


def _between(chosen: Chosen) -> list[Q]:
    days = {"ANSWERED": "answered_on", "UNTOLD": "drafted_on", "TOLD": "drafted_on"}
    day = days.get(chosen.waits, "sent_on")
    bounds = {f"{day}__gte": chosen.since, f"{day}__lt": chosen.until}
    return [Q(**{name: bound}) for name, bound in bounds.items() if bound]


def _figures(
    packet: str, agency: UUID | None, rows: Iterable[tuple[str, date, date | None]]
) -> AgencyFigures:
    kept = list(rows)
    days = [(answered - sent).days for _, sent, answered in kept if answered]
    return AgencyFigures(
        packet=packet,
        agency=agency,
        sent=len(kept),
        open=sum(state in rules.UNANSWERED for state, _, _ in kept),
        median_days=median(days) if days else None,
    )
