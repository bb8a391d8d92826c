"""The letters about an event: the invitation, a seat that became free, and a reminder before it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from pimpasa.base.days import Zone, day_in
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import LONG_SOON, OUTSIDE
from pimpasa.training.actions.seats import MOST_REMIND_DAYS
from pimpasa.training.models import Answer, Event, Seat
from pimpasa.training.queries.seats import held


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def mail_invitations(event_id: str, *, now: datetime) -> None:
    """Write to those who were invited and not written to: when, where, and where to answer."""
    event = Event.objects.get(id=event_id)
    invited = Seat.objects.filter(event=event, told_on=None, is_walk_in=False)
    for seat in invited.select_related("account"):
        if _can_be_written_to(seat):
            _invite(event, seat)
            Seat.objects.filter(id=seat.id).update(told_on=day_in(Zone.WIB, now))


@task(queue_name=OUTSIDE)
def mail_free_seat(seat_id: str, *, now: datetime) -> None:
    """Tell somebody who waited that there is a seat, unless they gave it away meanwhile."""
    seat = Seat.objects.select_related("account", "event").get(id=seat_id)
    is_kept = held(seat.event_id).filter(id=seat.id, came_at=None).exists()
    if is_kept and _can_be_written_to(seat):
        with override(seat.account.language):
            subject = _("Pimpasa: there is a seat for you")
            words = _("%(title)s, %(day)s, %(place)s. A seat became free and is yours: %(address)s")
            _send(subject, words, seat)


def remind_of_events(*, today: date) -> int:
    """Write once to everybody who has a seat in an event that is near; returns to how many.

    How many days before, each event says. Who said no, waits, or was invited only then is left in
    peace. A mail that could not be sent leaves no mark, so the next day tries again.
    """
    until = today + timedelta(days=MOST_REMIND_DAYS)
    near = Event.objects.filter(held_on__gt=today, held_on__lte=until).order_by("held_on", "id")
    return sum(_remind(event, today=today) for event in near)


def _remind(event: Event, *, today: date) -> int:
    since, told = event.held_on - timedelta(days=event.remind_days), 0
    if today < since:
        return 0
    seats = held(event.id).filter(reminded_on=None, came_at=None).exclude(told_on__gte=since)
    for seat in seats.select_related("account", "event"):
        if _can_be_written_to(seat):
            _remind_one(seat)
            Seat.objects.filter(id=seat.id).update(reminded_on=today)
            told += 1
    if told:
        with transaction.atomic():
            record("training.event_reminded", subject=event.id, on=today, seats=told)
    return told


def _can_be_written_to(seat: Seat) -> bool:
    return bool(seat.account.email) and seat.account.is_active


def _invite(event: Event, seat: Seat) -> None:
    with override(seat.account.language):
        subject = _("Pimpasa: you are invited to a training")
        if seat.waits is None:
            words = _(
                "%(title)s, %(day)s, %(place)s. Say whether you will come, and find your badge, "
                "the agenda and the materials: %(address)s"
            )
        else:
            words = _(
                "%(title)s, %(day)s, %(place)s. All seats are taken for now; you stand on the "
                "waiting list and are written to when one becomes free. %(address)s"
            )
        _send(subject, words, seat)


def _remind_one(seat: Seat) -> None:
    with override(seat.account.language):
        subject = _("Pimpasa: a training is near")
        if seat.answer == Answer.YES:
            words = _("%(title)s, %(day)s, %(place)s. Your badge: %(address)s")
        else:
            words = _(
                "%(title)s, %(day)s, %(place)s. You have not said yet whether you will come: "
                "%(address)s"
            )
        _send(subject, words, seat)


def _send(subject: str, words: str, seat: Seat) -> None:
    event = seat.event
    said = {
        "title": event.title,
        "day": date_format(event.held_on, "l, j F Y"),
        "place": event.place,
        "address": f"{settings.SITE}/kantor/pelatihan/acara/{event.id}/",
    }
    send_mail(subject, words % said, settings.DEFAULT_FROM_EMAIL, [seat.account.email])
