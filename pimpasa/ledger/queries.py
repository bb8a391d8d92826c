"""Ask the ledger: what happened to this, does the chain hold, what is parked."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import F, Max, QuerySet
from django_tasks.base import TaskResultStatus

from pimpasa.base import vault
from pimpasa.ledger import followups
from pimpasa.ledger.models import Chain, Event, Job
from pimpasa.ledger.rules import START, Break, Link, canonical, first_break

THE_LEDGER = UUID(int=0)  # the subject of what is done to the ledger itself


@dataclass(frozen=True)
class Head:
    """How long each chain is and where it ends: kept elsewhere, it dates all that came before."""

    on: str
    positions: dict[str, int]
    hashes: dict[str, str]

    def message(self) -> bytes:
        """The bytes that are signed."""
        parts: dict[str, object] = {
            "on": self.on,
            "positions": self.positions,
            "hashes": self.hashes,
        }
        return canonical(parts).encode()


def history_of(subject: UUID) -> QuerySet[Event]:
    """All that happened to one subject, oldest first within each chain."""
    return Event.objects.filter(subject=subject).order_by("happened_on", "happened_at", "position")


def has_happened(name: str, *, subject: UUID) -> bool:
    """True when this happened to the subject at least once."""
    return Event.objects.filter(subject=subject, name=name).exists()


def last_acted(actor: UUID, name: str, *, subjects: Collection[UUID]) -> dict[UUID, datetime]:
    """When this person last did this, by subject; subjects he never did it to are not in it."""
    done = Event.objects.filter(
        subject__in=subjects, name=name, actor=actor, happened_at__isnull=False
    )
    return dict(done.order_by().values_list("subject").annotate(Max("happened_at")))


def events(*, since: date, until: date) -> QuerySet[Event]:
    """What happened in the half-open period, newest first."""
    period = Event.objects.filter(happened_on__gte=since, happened_on__lt=until)
    return period.order_by(
        "-happened_on", F("happened_at").desc(nulls_last=True), "-chain", "-position"
    )


@dataclass(frozen=True)
class Sought:
    """What somebody looks for in the ledger; the period is half-open, None and empty mean all."""

    since: date
    until: date
    actor: UUID | None = None
    name: str = ""
    subject: UUID | None = None


def found(sought: Sought) -> QuerySet[Event]:
    """The events that fit, newest first."""
    chosen = {"actor": sought.actor, "name": sought.name, "subject": sought.subject}
    narrowed = events(since=sought.since, until=sought.until)
    return narrowed.filter(**{field: value for field, value in chosen.items() if value})


@dataclass(frozen=True)
class Verification:
    """When both chains were walked last, by whom, and what was found."""

    on: date
    at: datetime | None
    by: UUID | None  # nobody: the clock
    broken: Break | None


def last_verification() -> Verification | None:
    """The newest walk over the chains, or None when nobody walked them yet."""
    walks = Event.objects.filter(subject=THE_LEDGER, name="ledger.verified")
    walk = walks.order_by("-happened_on", F("happened_at").desc(nulls_last=True)).first()
    if walk is None:
        return None
    broken = json.loads(walk.details).get("broken")
    return Verification(
        on=walk.happened_on,
        at=walk.happened_at,
        by=walk.actor,
        broken=Break(*broken) if broken else None,
    )


def broken_link() -> Break | None:
    """The first link that does not hold in either chain, or None."""
    for chain in Chain:
        if found := first_break(_links(chain)):
            return found
    return None


def head(*, on: date) -> Head:
    """Where both chains end now."""
    last = {
        chain: Event.objects.filter(chain=chain).order_by("-position").first() for chain in Chain
    }
    return Head(
        on=on.isoformat(),
        positions={c.value: e.position if e else 0 for c, e in last.items()},
        hashes={c.value: e.hash if e else START for c, e in last.items()},
    )


def signed_head(*, on: date) -> dict[str, str]:
    """The head with our signature, as text that can be printed, mailed or kept by a notary."""
    message = head(on=on).message()
    return {
        "head": message.decode(),
        "signature": vault.sign(message).hex(),
        "public_key": vault.public_key().hex(),
    }


def missing_since(earlier: dict[str, str]) -> str | None:
    """What a signed head kept elsewhere proves against the chain as it is now; None when it holds.

    Finds a tail that was cut off or a chain written anew, which the chain alone cannot show.
    """
    message, signature = earlier["head"].encode(), bytes.fromhex(earlier["signature"])
    if not vault.is_signed(message, signature, by=bytes.fromhex(earlier["public_key"])):
        return "the head is not signed by the key it names"
    kept = json.loads(earlier["head"])
    for chain, position in kept["positions"].items():
        if position == 0:
            continue
        there = Event.objects.filter(chain=chain, position=position).values_list("hash", flat=True)
        if list(there) != [kept["hashes"][chain]]:
            return f"{chain} {position} is not what was signed on {kept['on']}"
    return None


def parked_jobs() -> QuerySet[Job]:
    """Follow-ups that kept failing, for an administrator to look at."""
    return Job.objects.filter(status=TaskResultStatus.FAILED).order_by("finished_at", "id")


@dataclass(frozen=True)
class Parked:
    """A follow-up that kept failing, as it may be shown: codes and counts, nobody's words."""

    job_id: UUID
    step: str
    events: tuple[str, ...]  # what it follows; empty for a task of the clock
    tries: int
    error: str  # the class alone: a message may repeat what a person said
    parked_on: date | None


def parked() -> list[Parked]:
    """What is parked, the longest first."""
    return [
        Parked(
            job_id=job.id,
            step=job.task_path.rpartition(".")[2],
            events=followups.events_before(job.task_path),
            tries=len(job.worker_ids),
            error=job.exception_class_path.removeprefix("builtins."),
            parked_on=job.finished_at.date() if job.finished_at else None,
        )
        for job in parked_jobs().defer("traceback", "args_kwargs")
    ]


def _links(chain: Chain) -> Iterator[tuple[Link, str]]:
    for event in Event.objects.filter(chain=chain).order_by("position").iterator(2000):
        yield (
            Link(
                chain=event.chain,
                position=event.position,
                name=event.name,
                subject=str(event.subject),
                actor=str(event.actor) if event.actor else None,
                on=event.happened_on.isoformat(),
                at=event.happened_at.astimezone(UTC).isoformat() if event.happened_at else None,
                details=event.details,
                previous=event.previous,
            ),
            event.hash,
        )
