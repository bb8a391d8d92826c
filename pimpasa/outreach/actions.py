"""Everything that can be done about villages: know them, plan a visit, report it, keep promises.

Each act takes an id made by whoever sends it, so that a phone may send it again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.models import Profile, Promise, Visit
from pimpasa.outreach.profiles import barred, fields
from pimpasa.outreach.queries import NoSuchVisit, profile_of, visit_for
from pimpasa.outreach.rules import COMPANIONS, attendance, marks_people
from pimpasa.people.rules import Deed, may
from pimpasa.training import queries as training

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NotPossible(Refused):
    """A day, a number or an order of steps that cannot be."""


class NotKnownYet(Refused):
    """Nobody teaches in a village whose life they do not know."""

    reason = _("Write down first how the village lives. Then you can plan a talk there.")
    status = 409


class WrittenMeanwhile(Refused):
    """Somebody else wrote a newer profile since the page was opened."""

    reason = _("Somebody changed this profile meanwhile. What you wrote is still here.")
    status = 409


class MarksPeople(Refused):
    """A profile speaks of a village's life, never of a group's or a person's traits."""

    reason = _(
        "Leave out religion, ethnicity and other traits of people, and identity numbers: "
        "they explain no risk and mark whole groups."
    )
    status = 422


@dataclass(frozen=True)
class Plan:
    """A visit to be made."""

    id: UUID
    village: str
    kind: str
    on: date


@dataclass(frozen=True)
class Given:
    """A promise made in a village."""

    id: UUID
    what: str
    due_on: date


@dataclass(frozen=True)
class Done:
    """How a visit went."""

    on: date
    topic: str = ""
    materials: str = ""
    joint_with: tuple[str, ...] = ()
    audience: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    promises: tuple[Given, ...] = ()


def plan_visit(officer: Officer, plan: Plan, *, now: datetime) -> Visit:
    """Plan a visit to one of one's own villages. The same plan sent twice is kept once.

    Raises NoSuchVisit, NotPossible, NotKnownYet for a talk in a village without a profile, and
    NotCertified for a talk by whoever may not teach.
    """
    kind = kinds().get(plan.kind)
    if kind is None:
        raise NotPossible(_("Choose what kind of visit it is."))
    if not may(officer.role, Deed.VISIT) or not officer.serves(plan.village):
        raise NoSuchVisit
    if kind.needs_profile:
        training.require(officer, Deed.TEACH, on=day_in(officer.zone, now))
        if profile_of(plan.village) is None:
            raise NotKnownYet
    with transaction.atomic():
        visit, is_new = Visit.objects.get_or_create(
            id=plan.id,
            defaults={
                "village_id": plan.village,
                "kind": plan.kind,
                "planned_on": plan.on,
                "officer": officer.id,
            },
        )
        if visit.village_id != plan.village:
            raise NoSuchVisit
        if is_new:
            record_act("outreach.visit_planned", subject=visit.id, actor=officer.id, at=now)
    return visit


def report_visit(officer: Officer, visit_id: UUID, done: Done, *, now: datetime) -> Visit:
    """Say how a visit went. Sent again it changes nothing; a visit is reported once.

    Raises NoSuchVisit, and NotPossible for a day to come or an audience that cannot be.
    """
    if not may(officer.role, Deed.VISIT):
        raise NoSuchVisit
    if done.on > day_in(officer.zone, now):
        raise NotPossible(_("That day is still to come."))
    try:
        attendance(done.audience)
    except ValueError as why:
        raise NotPossible(_("The number of people cannot be right.")) from why
    with transaction.atomic():
        visit = Visit.objects.select_for_update().get(id=visit_for(officer, visit_id).id)
        if visit.made_on is not None:
            return visit
        if visit.called_off_because:
            raise NotPossible(_("This visit was called off."))
        visit.made_on, visit.topic, visit.materials = done.on, done.topic, done.materials
        visit.joint_with = [who for who in COMPANIONS if who in done.joint_with]
        visit.audience, visit.note = dict(done.audience), done.note or None
        visit.save()
        for given in done.promises:
            Promise.objects.get_or_create(
                id=given.id, defaults={"visit": visit, "what": given.what, "due_on": given.due_on}
            )
        record_act("outreach.visit_reported", subject=visit.id, actor=officer.id, at=now)
    return visit


def call_off(officer: Officer, visit_id: UUID, *, because: str, now: datetime) -> Visit:
    """A visit will not be made, for a reason. Called off again changes nothing."""
    if not may(officer.role, Deed.VISIT):
        raise NoSuchVisit
    if not because.strip():
        raise NotPossible(_("Say why the visit is called off."))
    with transaction.atomic():
        visit = Visit.objects.select_for_update().get(id=visit_for(officer, visit_id).id)
        if visit.made_on is not None:
            raise NotPossible(_("This visit was made already."))
        if not visit.called_off_because:
            visit.called_off_because = because.strip()[:200]
            visit.save(update_fields=["called_off_because"])
            record_act("outreach.visit_called_off", subject=visit.id, actor=officer.id, at=now)
    return visit


def promise(officer: Officer, visit_id: UUID, given: Given, *, now: datetime) -> Promise:
    """Write down what was promised at a visit. The same promise sent twice is kept once."""
    if not may(officer.role, Deed.VISIT):
        raise NoSuchVisit
    visit = visit_for(officer, visit_id)
    if not given.what.strip():
        raise NotPossible(_("Write down what was promised."))
    with transaction.atomic():
        kept, is_new = Promise.objects.get_or_create(
            id=given.id, defaults={"visit": visit, "what": given.what, "due_on": given.due_on}
        )
        if kept.visit_id != visit.id:
            raise NoSuchVisit
        if is_new:
            record_act("outreach.promise_given", subject=kept.id, actor=officer.id, at=now)
    return kept


def keep_promise(officer: Officer, promise_id: UUID, *, now: datetime) -> Promise:
    """What was promised is done. Kept again changes nothing."""
    with transaction.atomic():
        promise = Promise.objects.select_for_update().filter(id=promise_id).first()
        if promise is None or not may(officer.role, Deed.VISIT):
            raise NoSuchVisit
        visit_for(officer, promise.visit_id)
        if promise.kept_on is None:
            promise.kept_on = day_in(officer.zone, now)
            promise.save(update_fields=["kept_on"])
            record_act("outreach.promise_kept", subject=promise.id, actor=officer.id, at=now)
    return promise


def write_profile(
    officer: Officer,
    village: str,
    facts: Mapping[str, Mapping[str, str]],
    *,
    id: UUID,
    seen_version: int,
    now: datetime,
) -> Profile:
    """Keep a new version of what is known of a village. The same one sent twice is kept once.

    `facts` are by field code, each with text, source and on. Raises NoSuchVisit,
    WrittenMeanwhile, MarksPeople, and NotPossible when a fact lacks its source or is none we ask.
    """
    if not may(officer.role, Deed.VISIT) or not officer.serves(village):
        raise NoSuchVisit
    _check(facts)
    with transaction.atomic():
        if earlier := Profile.objects.filter(id=id, village=village).first():
            return earlier
        now_known = profile_of(village)
        if (now_known.version if now_known else 0) != seen_version:
            raise WrittenMeanwhile
        profile = Profile.objects.create(
            id=id,
            village_id=village,
            version=seen_version + 1,
            facts=json.dumps({k: dict(v) for k, v in facts.items()}, ensure_ascii=False),
            written_by=officer.id,
            written_on=day_in(officer.zone, now),
        )
        record_act("outreach.profile_written", subject=profile.id, actor=officer.id, at=now)
    return profile


def _check(facts: Mapping[str, Mapping[str, str]]) -> None:
    if not facts or not set(facts) <= set(fields()):
        raise NotPossible(_("Write down at least one thing that is asked here."))
    if not all(fact.get("source", "").strip() for fact in facts.values()):
        raise NotPossible(_("Every fact needs to say where it is from."))
    if any(marks_people(fact.get("text", ""), barred()) for fact in facts.values()):
        raise MarksPeople
