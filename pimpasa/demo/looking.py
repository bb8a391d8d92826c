"""People look into what the system raises, and warn once of what proved true."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from pimpasa.base.content import read_toml
from pimpasa.base.days import day_in
from pimpasa.demo.announcing import announce
from pimpasa.demo.plan import folder, span
from pimpasa.demo.planted import Planted
from pimpasa.demo.stage import Stage
from pimpasa.people.models import Account, Agency
from pimpasa.people.queries import accounts_serving
from pimpasa.people.rules import Officer
from pimpasa.signals.models import Signal, SignalKind
from pimpasa.signals.queries import villages_of
from pimpasa.verification.actions import Asked, Decision, Doing, StepKind, Verdict, take_step
from pimpasa.warnings.actions import (
    Draft,
    Scope,
    Severity,
    Text,
    approve_warning,
    draft_warning,
    withdraw_warning,
)
from pimpasa.warnings.deliveries import note_reading
from pimpasa.warnings.models import Delivery

DISTRICT = 8
IN_FORCE = timedelta(days=90)
NOTE = "Contoh: diperiksa bersama desa dan mitra."
ASSESSED = {
    "hazard": "Contoh: perekrut mendatangi keluarga dan menjanjikan upah besar.",
    "exposure": "Contoh: lulusan baru dan keluarga yang sedang butuh uang di beberapa desa.",
    "context": "Contoh: musim paceklik; petugas desa dan sekolah siap membantu.",
}


@dataclass
class Looking:
    """Who looks into a signal in the play, day by day."""

    stage: Stage
    warned: set[str] = field(default_factory=set)  # names of what was planted

    def begin(self, signal: Signal, planted: Planted | None, now: datetime) -> None:
        """Decide on a new signal, and let the rest follow in the days after."""
        self._step(signal, StepKind.DECISION, now, value=Decision.ASSESS)
        if planted is not None:
            self._plan(now, 1, lambda at: self._ask(signal, at))
            self._plan(now, 3, lambda at: self._assess(signal, at))
        verdict = Verdict.TRUE if planted else Verdict.FALSE
        self._plan(now, 4, lambda at: self._step(signal, StepKind.VERDICT, at, value=verdict))
        self._plan(now, 6, lambda at: self._close(signal, at))
        if planted is not None and signal.kind == SignalKind.RISE:
            self.stage.plan(
                now + timedelta(days=4, hours=1), lambda at: self._announce(signal, planted, at)
            )
            self._plan(now, 5, lambda at: self._warn(signal, planted, at))

    def _plan(self, now: datetime, days: int, deed: Any) -> None:
        self.stage.plan(now + timedelta(days=days), deed)

    def _ask(self, signal: Signal, now: datetime) -> None:
        asked = uuid4()
        self._step(signal, StepKind.ASKED, now, value=Asked.VILLAGE, id=asked)
        self._step(signal, StepKind.LEARNED, now, answers=asked)

    def _assess(self, signal: Signal, now: datetime) -> None:
        figures = {"likelihood": 4, "consequence": 4}
        self._step(signal, StepKind.ASSESSMENT, now, figures=figures, parts=ASSESSED)

    def _step(
        self, signal: Signal, kind: StepKind, now: datetime, *, id: UUID | None = None, **more: Any
    ) -> None:
        doing = Doing(id or uuid4(), kind, note=NOTE, **more)
        take_step(self._looker(signal, now), signal.id, doing, now=now)

    def _close(self, signal: Signal, now: datetime) -> None:
        """The supervisor closes what somebody else concluded; else it waits for a second person."""
        supervisor = self._supervisor(signal, now)
        if supervisor.id != self._looker(signal, now).id:
            take_step(supervisor, signal.id, Doing(uuid4(), StepKind.CLOSING), now=now)

    def _announce(self, signal: Signal, planted: Planted, now: datetime) -> None:
        if wording := read_toml(folder() / "warnings.toml").get(planted.name):
            announce(self.stage, wording, self._supervisor(signal, now), now)

    def _warn(self, signal: Signal, planted: Planted, now: datetime) -> None:
        """One warns once of what goes on: who looked drafts, the supervisor approves next day."""
        looker, supervisor = self._looker(signal, now), self._supervisor(signal, now)
        wording = read_toml(folder() / "warnings.toml").get(planted.name)
        if wording is None or planted.name in self.warned or looker.id == supervisor.id:
            return
        self.warned.add(planted.name)
        warning = draft_warning(looker, _draft(signal, wording, looker, now), now=now)
        self._plan(now, 1, lambda at: self._approve(warning.id, supervisor, at))
        if after := wording.get("withdrawn_after"):
            because = wording["withdrawn_because"]
            self.stage.plan(
                now + timedelta(days=1) + span(after),
                lambda at: withdraw_warning(supervisor, warning.id, because=because, now=at),
            )

    def _approve(self, warning: UUID, by: Officer, now: datetime) -> None:
        approve_warning(by, warning, now=now)
        self.stage.work(now)
        self._plan(now, 1, lambda at: self._read(warning, at))

    def _read(self, warning: UUID, now: datetime) -> None:
        """Two of three have read it a day later."""
        told = Delivery.objects.filter(warning=warning).values("account")
        accounts = Account.objects.filter(id__in=told).order_by("username")
        for n, account in enumerate(accounts):
            if n % 3 != 2:
                note_reading(self.stage.officer(account, now), warning, now=now)

    def _looker(self, signal: Signal, now: datetime) -> Officer:
        """Whoever serves one of its villages, or else the supervisor."""
        villages = villages_of(signal)
        for village in villages:
            found = accounts_serving(village, on=now.date()).order_by("username").first()
            if found is not None:
                return self.stage.officer(found, now)
        return self._supervisor(signal, now)

    def _supervisor(self, signal: Signal, now: datetime) -> Officer:
        account = self.stage.supervising(villages_of(signal)[0], now)
        return self.stage.officer(account, now)


def _draft(signal: Signal, wording: dict[str, Any], by: Officer, now: datetime) -> Draft:
    parts = ("headline_id", "headline_en", "text_id", "text_en", "advice_id", "advice_en")
    return Draft(
        id=uuid4(),
        signal=signal.id,
        severity=Severity(wording["severity"]),
        text=Text(**{part: wording[part] for part in parts}),
        places=tuple(sorted({code[:DISTRICT] for code in villages_of(signal)})),
        valid_until=day_in(by.zone, now) + IN_FORCE,
        scope=Scope(wording["scope"]),
        agencies=tuple(Agency.objects.order_by("code").values_list("id", flat=True)),
    )
