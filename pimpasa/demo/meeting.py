"""The first training, 5 November 2024, of 146 people, and what came of it later."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from pimpasa.demo.setting import Change, Setting
from pimpasa.people.actions.accounts import Post
from pimpasa.people.models import Account
from pimpasa.people.queries import officer_of
from pimpasa.people.rules import Deed, Officer, Role, may
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
    check_in,
    give_feedback,
    hand_in,
    invite,
    plan_event,
)
from pimpasa.training.courses import courses
from pimpasa.training.lessons import questions
from pimpasa.training.models import Event, Seat
from pimpasa.training.queries import certificates_of

FIRST_DAY = date(2024, 11, 4)  # the programme begins
MEETING = date(2024, 11, 5)
PEOPLE = 146
LAW = "reading-the-law"
RENEWED_AFTER = timedelta(days=700)
AGENDA = (  # who taught what, as the programme's press release of 15 November 2024 tells it
    ("08.30-10.00", "TPPO: proses, cara, dan tujuan", "Bareskrim Polri"),
    ("10.15-11.45", "Melindungi pekerja migran: UU 18/2017", "BP2MI"),
    ("13.00-14.30", "Kunjungan, deteksi dini, pemecahan masalah", "Bhabinkamtibmas"),
)
KNOWN = {Moment.BEFORE: 0.5, Moment.AFTER: 0.82}  # the chance that one knows an answer
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
    lapsing: set[UUID] = field(default_factory=set)

    def changes(self, *, since: date, until: date) -> list[Change]:
        """All that happens about it up to a day."""
        made = [
            Change(since, self.come_from_elsewhere),
            Change(MEETING, self.meet),
            Change(MEETING + timedelta(days=7), self.certify_the_rest),
            Change(until - timedelta(days=180), self.take_one_back),
            Change(until - timedelta(days=150), self.give_it_back),
            Change(MEETING + timedelta(days=731), self.spare_one),
        ]
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
            self._certify(account, now)
        staffed = [staff for staff in self.setting.staff.values() if len(staff) > 2]
        self.lapsing = {staff[-1].id for staff in staffed[:3]}

    def renew(self, now: datetime) -> None:
        """Nearly all come again before the two years are over."""
        for account in Account.objects.filter(is_active=True).order_by("username"):
            if account.id not in self.lapsing:
                self._certify(account, now, again=True)

    def take_one_back(self, now: datetime) -> None:
        """A certificate turns out to be another's work."""
        account = self._one()
        for certificate in self._held(account):
            revoke_certificate(
                certificate, because="Jawaban ujian disalin", by=self._trainer(), now=now
            )

    def give_it_back(self, now: datetime) -> None:
        """The officer learned it again."""
        made = uuid5(self._one().id, f"{LAW} learned again")
        issue_certificate(self._one().id, LAW, by=self._trainer(), now=now, id=made)

    def spare_one(self, now: datetime) -> None:
        """One of those whose certificates ended goes on for some weeks."""
        for name, staff in self.setting.staff.items():
            if staff[-1].id in self.lapsing:
                by = officer_of(self.setting.supervisors[name], on=now.date())
                until = now.date() + timedelta(days=28)
                reason = "Kelas berikutnya baru bulan depan, dan desanya tidak punya petugas lain."
                spared = Spared(uuid5(staff[-1].id, LAW), staff[-1].id, LAW, until, reason)
                grant_exemption(spared, by=by, now=now)
                return

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

    def _certify(self, account: Account, now: datetime, *, again: bool = False) -> None:
        held = set() if again else {course for course, _ in self._courses_of(account)}
        for course in courses().values():
            needs = any(may(Role(account.role), Deed(deed)) for deed in course.deeds)
            if needs and course.code not in held:
                made = uuid5(account.id, f"{course.code} {now.date()}")
                issue_certificate(account.id, course.code, by=self._trainer(), now=now, id=made)

    def _courses_of(self, account: Account) -> list[tuple[str, UUID]]:
        return [(one.course, one.id) for one in certificates_of(account.id)]

    def _held(self, account: Account) -> list[UUID]:
        return [made for course, made in self._courses_of(account) if course == LAW]

    def _one(self) -> Account:
        """The second officer of the last office: not one whose working day is told."""
        return list(self.setting.staff.values())[-1][-2]

    def _trainer(self) -> Officer:
        return replace(self.setting.house, role=Role.TRAINER)


def plan_meeting(setting: Setting, *, seed: int, since: date, until: date) -> list[Change]:
    """The changes that the first training brings."""
    chance = Random(seed)  # noqa: S311  a play, not a secret
    return Meeting(setting, chance).changes(since=since, until=until)
