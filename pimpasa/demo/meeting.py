"""The first training, 5 November 2024, of 146 people, and what came of it later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID, uuid5

from pimpasa.demo.class_to_come import class_to_come
from pimpasa.demo.setting import Change, Setting
from pimpasa.people.actions.accounts import Post
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.people.rules import Officer, Role
from pimpasa.places import queries as places
from pimpasa.training.actions import (
    Spared,
    grant_exemption,
    issue_certificate,
    revoke_certificate,
)
from pimpasa.training.actions.events import (
    Moment,
    Plan,
    certify_passed,
    give_feedback,
    hand_in,
    plan_event,
)
from pimpasa.training.actions.seats import check_in, invite
from pimpasa.training.courses import courses
from pimpasa.training.lessons import questions
from pimpasa.training.models import Event, Seat
from pimpasa.training.queries import certificates_of, in_force
from pimpasa.training.queries.standing import courses_for

FIRST_DAY = date(2024, 11, 4)  # the programme begins
MEETING = date(2024, 11, 5)
PEOPLE = 146
LAW = "reading-the-law"
CLASS = MEETING + timedelta(days=7)  # who did not pass learns it again; the other courses
RENEWED_AFTER = timedelta(days=520)
AGENDA = (  # who taught what, as the programme's press release of 15 November 2024 tells it
    ("08.30-10.00", "TPPO: proses, cara, dan tujuan", "Bareskrim Polri"),
    ("10.15-11.45", "Melindungi pekerja migran: UU 18/2017", "BP2MI"),
    ("13.00-14.30", "Kunjungan, deteksi dini, pemecahan masalah", "Bhabinkamtibmas"),
)
KNOWN = {Moment.BEFORE: 0.5, Moment.AFTER: 0.82}  # the chance that one knows an answer
TEACHING = "teaching-in-the-village"


@dataclass(frozen=True)
class Lapse:
    """One whose certificates end while the others' go on: so many days before the end."""

    office: int  # place among the staffed offices
    officer: int  # place among its officers
    ended: int
    renewed: int | None = None
    spared: int = 0  # days of the exception that bridges it
    only: str = ""  # one course; all where none is named

    def ends(self, until: date) -> date:
        """The first day without."""
        return until - timedelta(days=self.ended)


LAPSES = (  # three in the middle of the year; in the standing office one lately, one soon
    Lapse(0, -1, ended=183, renewed=95, spared=28),
    Lapse(1, -1, ended=183, renewed=140),
    Lapse(2, -1, ended=183),
    Lapse(0, -2, ended=9, only=TEACHING),
    Lapse(0, -3, ended=-20, only=TEACHING),
)
SAID = (
    "Baru sekarang saya paham: setuju berangkat tidak menghapus tindak pidananya.",
    "Contoh kasusnya membantu. Waktunya kurang panjang.",
    "Perlu latihan bicara dengan anak.",
)


@dataclass
class Meeting:
    """The training and its certificates, with a chance of its own."""

    setting: Setting
    random: Random
    until: date

    def changes(self, *, since: date) -> list[Change]:
        """All that happens about it up to a day."""
        until = self.until
        made = [
            Change(since, self.come_from_elsewhere),
            Change(MEETING, self.meet),
            Change(CLASS, self.certify_the_rest),
            Change(until - timedelta(days=180), self.take_one_back),
            Change(until - timedelta(days=150), self.give_it_back),
        ]
        for lapse in LAPSES:
            made += self._lapse(lapse)
        made += class_to_come(self.setting, until=until)
        renewed = MEETING + RENEWED_AFTER
        while renewed <= until:
            made.append(Change(renewed, self.renew))
            renewed += RENEWED_AFTER
        return [change for change in made if change.on <= until]

    def come_from_elsewhere(self, now: datetime) -> None:
        """Officers of offices that the year does not tell of."""
        told = set(self.setting.staff)
        offices = [one for one in places.offices().order_by("name") if one.name not in told]
        here = sum(map(len, self.setting.staff.values()))
        for n in range(PEOPLE - here):
            post = Post(Role.PIMPASA, office=offices[n % len(offices)].id)
            self.setting.hire(f"pimpasa{n + 1:03}", post, now)

    def meet(self, now: datetime) -> None:
        """Come in, be asked, listen, be asked again."""
        title = "Rapat Koordinasi Pimpasa"
        plan = Plan(
            uuid5(self.setting.house.id, title), title, "Jakarta", MEETING, 150, LAW, AGENDA
        )
        event = plan_event(plan, by=self._trainer(), now=now)
        people = Account.objects.filter(role=Role.PIMPASA).order_by("username")
        invite(event.id, [one.id for one in people], by=self._trainer(), now=now)
        moment = now
        for seat in Seat.objects.filter(event=event).order_by("account__username"):
            moment += timedelta(seconds=2)
            check_in(event.id, seat.pin, by=self._trainer(), now=moment)
        for account in people:
            self._attend(event, account, now)
        certify_passed(event.id, by=self._trainer(), now=now + timedelta(hours=9))

    def certify_the_rest(self, now: datetime) -> None:
        """Who did not pass learned it again; the other courses were taught in classes."""
        for account in Account.objects.filter(is_active=True).order_by("username"):
            held = set(certificates_of(account.id).values_list("course", flat=True))
            self._certify(account, now, _needed(account) - held)

    def renew(self, now: datetime) -> None:
        """Nearly all come again before their certificates end."""
        ends = {self._whose(one).id: one for one in LAPSES}
        for account in Account.objects.filter(is_active=True).order_by("username"):
            lapse = ends.get(account.id)
            wanted = _needed(account)
            if lapse and now.date() > self._learned(lapse):
                wanted = {one for one in wanted if lapse.only not in ("", one)}
            self._certify(account, now, wanted)

    def learn_apart(self, lapse: Lapse, now: datetime) -> None:
        """In a class of their own, so that it ends on a day of its own."""
        account = self._whose(lapse)
        self._certify(account, now, {lapse.only} if lapse.only else _needed(account))

    def take_one_back(self, now: datetime) -> None:
        """A certificate turns out to be another's work."""
        account = self._one()
        for certificate in self._held(account, now.date()):
            revoke_certificate(
                certificate, because="Jawaban ujian disalin", by=self._trainer(), now=now
            )

    def give_it_back(self, now: datetime) -> None:
        """The officer learned it again."""
        made = uuid5(self._one().id, f"{LAW} learned again")
        issue_certificate(self._one().id, LAW, by=self._trainer(), now=now, id=made)

    def spare(self, lapse: Lapse, now: datetime) -> None:
        """The supervisor lets one whose certificates ended go on for some weeks."""
        account = self._whose(lapse)
        name = list(self.setting.staff)[lapse.office]
        by = officer_of(self.setting.supervisors[name], on=now.date())
        until = now.date() + timedelta(days=lapse.spared)
        reason = "Kelas berikutnya baru dua bulan lagi, dan desanya tidak punya petugas lain."
        spared = Spared(uuid5(account.id, LAW), account.id, LAW, until, reason)
        grant_exemption(spared, by=by, now=now)

    def _lapse(self, lapse: Lapse) -> list[Change]:
        learn, ends = partial(self.learn_apart, lapse), lapse.ends(self.until)
        made = [Change(self._learned(lapse), learn)]
        if lapse.spared:
            made.append(Change(ends, partial(self.spare, lapse)))
        if lapse.renewed:
            made.append(Change(self.until - timedelta(days=lapse.renewed), learn))
        return made

    def _learned(self, lapse: Lapse) -> date:
        """When the certificates that end on that day are issued: in no year before the first."""
        holds = timedelta(days=courses()[lapse.only or LAW].days)
        return max(lapse.ends(self.until) - holds, CLASS + timedelta(days=1))

    def _whose(self, lapse: Lapse) -> Account:
        return list(self.setting.staff.values())[lapse.office][lapse.officer]

    def _attend(self, event: Event, account: Account, now: datetime) -> None:
        by, gift = officer_of(account, on=now.date()), self.random.gauss(0, 0.12)
        for moment, hours in ((Moment.BEFORE, 0.25), (Moment.AFTER, 8)):
            chosen = self._answers(event, KNOWN[moment] + gift)
            at, made = now + timedelta(hours=hours), uuid5(event.id, f"{account.id}{moment}")
            hand_in(event.id, moment, chosen, by=by, now=at, id=made)
        said = self.random.choice(SAID) if self.random.random() < 0.1 else ""
        at = now + timedelta(hours=8.2)
        give_feedback(event.id, self.random.choice((3, 4, 4, 5, 5)), said, by=by, now=at)

    def _answers(self, event: Event, chance: float) -> dict[str, int | None]:
        known = questions()
        chosen: dict[str, int | None] = {}
        for place, code in enumerate(event.questions):
            hard = 0.15 * (place % 4) / 3
            is_right = self.random.random() < chance - hard + 0.05
            miss = self.random.choice((1, 2))
            chosen[code] = known[code].key if is_right else (known[code].key + miss) % 3
        return chosen

    def _certify(self, account: Account, now: datetime, wanted: set[str]) -> None:
        for course in sorted(wanted):
            made = uuid5(account.id, f"{course} {now.date()}")
            issue_certificate(account.id, course, by=self._trainer(), now=now, id=made)

    def _held(self, account: Account, on: date) -> list[UUID]:
        held = certificates_of(account.id).filter(in_force(on), course=LAW)
        return [one.id for one in held]

    def _one(self) -> Account:
        """The second officer of the last office: not one whose working day is told."""
        return list(self.setting.staff.values())[-1][-2]

    def _trainer(self) -> Officer:
        return replace(self.setting.house, role=Role.TRAINER)


def plan_meeting(setting: Setting, *, seed: int, since: date, until: date) -> list[Change]:
    """The changes that the first training brings."""
    chance = Random(seed)  # noqa: S311  a play, not a secret
    return Meeting(setting, chance, until).changes(since=since)


def _needed(account: Account) -> set[str]:
    """The courses that somebody in this role needs."""
    return {one.code for one in courses_for(Role(account.role))}
