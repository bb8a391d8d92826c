"""Systems that asked for it are called when something waits for them: Standard Webhooks 1.0."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import SystemRandom
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from pimpasa.base import vault
from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.exchange import rules, sending
from pimpasa.exchange.models import Call, Hook
from pimpasa.exchange.queries import NoSuchKey, call_with, hook_with
from pimpasa.exchange.rules import GONE, Kind
from pimpasa.ledger.actions import record, record_act
from pimpasa.ledger.followups import LONG_SOON, OUTSIDE
from pimpasa.people.queries.staff import agency as agency_with
from pimpasa.people.rules import Deed, may
from pimpasa.referrals.models import Referral
from pimpasa.warnings.models import Warning
from pimpasa.warnings.queries import agencies_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

BOTH_HOLD = timedelta(days=7)  # the former secret and the new one
LEASE = timedelta(minutes=2)  # while one worker calls, no other does


class NoAddress(Refused):
    """Calls go to https addresses of the open internet."""

    reason = _("Write an address that begins with https:// and has no name or password in it.")


class RenewedLately(Refused):
    """The former secret still holds; another one now would leave the system with none it knows."""

    reason = _("The secret was renewed less than a week ago. Until then the former one holds too.")
    status = 409


@transaction.atomic
def open_hook(officer: Officer, agency: UUID, url: str, *, now: datetime) -> Hook:
    """Write down where a system of an agency is called, and make the secret both sides know.

    Raises NoSuchKey, NotThere, NoAddress.
    """
    if not may(officer.role, Deed.MANAGE_SYSTEMS):
        raise NoSuchKey
    if rules.target_of(url) is None:
        raise NoAddress
    hook = Hook.objects.create(
        agency=agency_with(agency),
        url=url,
        secret=vault.new_hook_secret(),
        made_by=officer.id,
        made_on=day_in(officer.zone, now),
    )
    record_act("exchange.hook_made", subject=hook.id, actor=officer.id, at=now)
    return hook


@transaction.atomic
def renew_secret(officer: Officer, hook_id: UUID, *, now: datetime) -> Hook:
    """A new secret; for a week each call is signed with the former one too, so that none is lost.

    Raises NoSuchKey, and RenewedLately while the one before still holds.
    """
    hook = hook_with(officer, hook_id)
    if hook.former_until and now < hook.former_until:
        raise RenewedLately
    hook.former_secret, hook.former_until = hook.secret, now + BOTH_HOLD
    hook.secret = vault.new_hook_secret()
    hook.save(update_fields=["secret", "former_secret", "former_until"])
    record_act("exchange.secret_renewed", subject=hook.id, actor=officer.id, at=now)
    return hook


@transaction.atomic
def close_hook(officer: Officer, hook_id: UUID, *, now: datetime) -> Hook:
    """It is called no more. Closing again changes nothing. Raises NoSuchKey."""
    hook = hook_with(officer, hook_id)
    if _close(hook, on_day_of=now):
        record_act("exchange.hook_closed", subject=hook.id, actor=officer.id, at=now)
    return hook


@transaction.atomic
def replay(officer: Officer, call_id: UUID, *, now: datetime) -> Call:
    """Call once more about the same thing, from the first try on. Raises NoSuchKey."""
    call = call_with(officer, call_id)
    if call.hook.closed_on is None:
        Call.objects.filter(id=call.id).update(tries=0, next_at=now, arrived_at=None)
        record_act("exchange.replayed", subject=call.id, actor=officer.id, at=now)
    return call


@task()
def announce_referral(referral_id: str, *, now: datetime) -> None:
    """A referral was sent: the systems of its agency can fetch it."""
    _announce_referral(referral_id, Kind.REFERRAL_SENT, now=now)


@task()
def announce_revocation(referral_id: str, *, now: datetime) -> None:
    """A referral was taken back; of one that was never sent nobody is told."""
    _announce_referral(referral_id, Kind.REFERRAL_REVOKED, now=now)


@task()
def announce_warning(warning_id: str, *, now: datetime) -> None:
    """A warning came before its agencies: their systems can fetch it."""
    _announce_warning(warning_id, Kind.WARNING_DELIVERED, now=now)


@task()
def announce_withdrawal(warning_id: str, *, now: datetime) -> None:
    """A warning was withdrawn: systems that have it should know."""
    _announce_warning(warning_id, Kind.WARNING_WITHDRAWN, now=now)


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def send_call(call_id: str, *, now: datetime) -> None:
    """Call for the first time; what does not arrive is called again by the clock."""
    _try(UUID(call_id), now=now)


def send_due(*, now: datetime) -> int:
    """Call again where it is time; returns how many were called."""
    due = Call.objects.filter(next_at__lte=now).order_by("next_at").values_list("id", flat=True)
    return sum(_try(one, now=now) for one in list(due))


def _announce_referral(referral_id: str, kind: Kind, *, now: datetime) -> None:
    referral = Referral.objects.get(id=referral_id)
    if referral.agency_id is not None and referral.sent_on is not None:
        _announce([referral.agency_id], kind, referral.id, now=now)


def _announce_warning(warning_id: str, kind: Kind, *, now: datetime) -> None:
    warning = Warning.objects.get(id=warning_id)
    _announce(agencies_of(warning).values_list("id", flat=True), kind, warning.id, now=now)


def _announce(agencies: Iterable[UUID], kind: Kind, subject: UUID, *, now: datetime) -> None:
    for hook in Hook.objects.filter(agency_id__in=list(agencies), closed_on=None):
        call, is_new = Call.objects.get_or_create(
            hook=hook, kind=kind, subject=subject, defaults={"made_at": now, "next_at": now}
        )
        if is_new:
            record("exchange.announced", subject=call.id, on=now.date(), kind=kind.value)


def _try(call_id: UUID, *, now: datetime) -> bool:
    """Call once, unless another worker does or it has ended."""
    mine = Call.objects.filter(id=call_id, next_at__lte=now, hook__closed_on=None)
    if not mine.update(next_at=now + LEASE):
        return False
    call = Call.objects.select_related("hook").get(id=call_id)
    reply = _send(call, now=now)
    call.tries, call.status = call.tries + 1, reply.status
    if rules.has_arrived(reply.status):
        call.arrived_at, call.next_at = now, None
    else:
        chance = SystemRandom().random()
        call.next_at = rules.next_try(
            call.tries, retry_after=reply.retry_after, chance=chance, now=now
        )
    call.save(update_fields=["tries", "status", "arrived_at", "next_at"])
    if reply.status == GONE:
        _give_up(call.hook, now=now)
    return True


def _send(call: Call, *, now: datetime) -> sending.Reply:
    target = rules.target_of(call.hook.url)
    if target is None:
        return sending.Reply(0)
    body = rules.payload(call.kind, call.subject, at=call.made_at)
    moment = str(int(now.timestamp()))
    signed = f"{call.id}.{moment}.".encode() + body
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Pimpasa",
        "webhook-id": str(call.id),
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(
            vault.hook_signature(secret, signed) for secret in _secrets(call.hook, now=now)
        ),
    }
    return sending.post(target, body, headers)


def _secrets(hook: Hook, *, now: datetime) -> list[str]:
    """Those a system may know: the new one first, as the standard has it."""
    still = hook.former_until is not None and now < hook.former_until
    return [hook.secret, *([hook.former_secret] if still and hook.former_secret else [])]


def _give_up(hook: Hook, *, now: datetime) -> None:
    """The system said that it is gone: it is called no more until an administrator says so."""
    with transaction.atomic():
        if _close(hook, on_day_of=now, is_gone=True):
            record("exchange.hook_gone", subject=hook.id, on=now.date())


def _close(hook: Hook, *, on_day_of: datetime, is_gone: bool = False) -> bool:
    still = Hook.objects.filter(id=hook.id, closed_on=None)
    if not still.update(closed_on=on_day_of.date(), is_gone=is_gone):
        return False
    Call.objects.filter(hook=hook).update(next_at=None)
    return True
