"""A class to come: some said yes, one cannot, one moved up, others wait or are silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid5

from pimpasa.demo.setting import Change, Setting
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.people.rules import Officer, Role
from pimpasa.training.actions.events import Plan, plan_event
from pimpasa.training.actions.seats import invite, reply
from pimpasa.training.models import Answer

TITLE = "Kelas: Berbicara dengan Warga dan Anak"
AGENDA = (
    ("09.00-10.30", "Persetujuan dan kerahasiaan", "Pelatih Pimpasa"),
    ("10.45-12.00", "Latihan bicara dengan anak", "Pelatih Pimpasa"),
)
WHY = "Hari itu sudah janji berkunjung ke desa."
AHEAD, INVITED, ANSWERED = timedelta(days=9), timedelta(days=12), timedelta(days=6)
WAIT = 3  # more are invited than there are seats


def class_to_come(setting: Setting, *, until: date) -> list[Change]:
    """What happens about it up to the last day of the demonstration."""
    return [
        Change(until - INVITED, partial(_invite, setting, until + AHEAD)),
        Change(until - ANSWERED, partial(_answer, setting, until + AHEAD)),
    ]


def _invite(setting: Setting, held_on: date, now: datetime) -> None:
    people = _called(setting)
    plan = Plan(
        uuid5(setting.house.id, f"{TITLE} {held_on}"),
        TITLE,
        "Cirebon",
        held_on,
        max(len(people) - WAIT, 1),
        "teaching-in-the-village",
        AGENDA,
    )
    trainer = _trainer(setting)
    event = plan_event(plan, by=trainer, now=now)
    invite(event.id, [one.id for one in people], by=trainer, now=now)


def _answer(setting: Setting, held_on: date, now: datetime) -> None:
    """The second cannot come; every third after says yes; nobody else has answered."""
    event = uuid5(setting.house.id, f"{TITLE} {held_on}")
    for place, account in enumerate(_called(setting)):
        if place % 3 == 1:
            answer, why = (Answer.NO, WHY) if place == 1 else (Answer.YES, "")
            by, made = officer_of(account, on=now.date()), uuid5(event, str(account.id))
            reply(event, answer, why, by=by, now=now, id=made)


def _called(setting: Setting) -> list[Account]:
    """Two of each office, the standing office first and whole."""
    first, *others = setting.staff.values()
    return [*first, *(account for staff in others for account in staff[:2])]


def _trainer(setting: Setting) -> Officer:
    return replace(setting.house, role=Role.TRAINER)
