"""Everything that can be done with a warning: draft, approve, withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.answers.cards import hotlines
from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.places.queries import place_name
from pimpasa.places.rules import is_code
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import signal_for
from pimpasa.verification.queries import is_true, reports_behind
from pimpasa.warnings.betraying import Betrayal, Flaw, betrayals
from pimpasa.warnings.models import Scope, Severity, WarnedAgency, WarnedPlace, Warning
from pimpasa.warnings.queries import NoSuchWarning, places_of, warning_for

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Draft",
    "Scope",
    "Severity",
    "Text",
    "approve_warning",
    "draft_warning",
    "withdraw_warning",
]

LONGEST = timedelta(days=92)
MOST_LETTERS = {"headline": 120, "text": 700, "advice": 400}  # what fits on one page, large


class NotVerified(Refused):
    """Nobody is warned of what has not proved true."""

    reason = _("A warning can follow only when people found that it is true.")
    status = 409


class BetraysSomebody(Refused):
    """The text could point to a person; `betrayals` says how, in words of the text itself."""

    def __init__(self, found: tuple[Betrayal, ...]) -> None:
        """Say what has to be left out, each place of the text with its reason."""
        places: dict[Flaw, list[str]] = {}
        for one in found:
            places.setdefault(one.flaw, []).append(one.words.strip())
        said = (f"{_REASONS[flaw]} ({', '.join(words)})" for flaw, words in places.items())
        super().__init__(" ".join(said))
        self.betrayals = found

    @property
    def flaws(self) -> frozenset[Flaw]:
        """The kinds of flaw."""
        return frozenset(one.flaw for one in self.betrayals)


class NotPossible(Refused):
    """A place, a period or an order of steps that cannot be."""


@dataclass(frozen=True)
class Text:
    """What is said, in both languages."""

    headline_id: str
    headline_en: str
    text_id: str
    text_en: str
    advice_id: str
    advice_en: str


@dataclass(frozen=True)
class Draft:
    """A warning as it is drafted. `id` is made by whoever sends it."""

    id: UUID
    signal: UUID
    severity: Severity
    text: Text
    places: tuple[str, ...]
    valid_until: date
    scope: Scope = Scope.RESTRICTED
    agencies: tuple[UUID, ...] = ()


def draft_warning(officer: Officer, draft: Draft, *, now: datetime) -> Warning:
    """Keep a draft. The same one sent twice is kept once.

    Raises NoSuchSignal, NotVerified, BetraysSomebody, NotPossible.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchWarning
    with transaction.atomic():
        signal = signal_for(officer, draft.signal)
        if earlier := Warning.objects.filter(id=draft.id, signal=signal).first():
            return earlier
        if not is_true(signal):
            raise NotVerified
        _refuse_impossible(draft, today=day_in(officer.zone, now))
        if found := _betrayals(signal, draft.text, places=draft.places):
            raise BetraysSomebody(found)
        warning = _keep(signal, draft, by=officer.id, now=now)
        record_act("warnings.drafted", subject=warning.id, actor=officer.id, at=now)
    return warning


def approve_warning(officer: Officer, warning_id: UUID, *, now: datetime) -> Warning:
    """A second person lets it out. Approving again changes nothing.

    Raises NoSuchWarning, NotPossible, NotVerified, BetraysSomebody: what was told since it was
    drafted counts too.
    """
    if not may(officer.role, Deed.APPROVE_WARNING):
        raise NoSuchWarning
    with transaction.atomic():
        warning = _locked(officer, warning_id, now)
        if warning.approved_at is not None:
            return warning
        _refuse_approval(warning, officer, today=day_in(officer.zone, now))
        warning.approved_by, warning.approved_at = officer.id, now
        warning.save(update_fields=["approved_by", "approved_at"])
        record_act("warnings.approved", subject=warning.id, actor=officer.id, at=now)
    return warning


def withdraw_warning(officer: Officer, warning_id: UUID, *, because: str, now: datetime) -> Warning:
    """Take a warning back, for a reason that everybody can read."""
    if not may(officer.role, Deed.APPROVE_WARNING):
        raise NoSuchWarning
    if not because.strip():
        raise NotPossible(_("Say why it is withdrawn."))
    with transaction.atomic():
        warning = _locked(officer, warning_id, now)
        if warning.withdrawn_at is not None:
            return warning
        warning.withdrawn_by, warning.withdrawn_at = officer.id, now
        warning.withdrawn_because = because.strip()
        warning.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
        record_act("warnings.withdrawn", subject=warning.id, actor=officer.id, at=now)
    return warning


def _keep(signal: Signal, draft: Draft, *, by: UUID, now: datetime) -> Warning:
    warning = Warning.objects.create(
        id=draft.id,
        signal=signal,
        severity=draft.severity,
        scope=draft.scope,
        drafted_by=by,
        drafted_at=now,
        valid_until=draft.valid_until,
        **asdict(draft.text),
    )
    WarnedPlace.objects.bulk_create(
        [WarnedPlace(warning=warning, code=code) for code in sorted(set(draft.places))]
    )
    WarnedAgency.objects.bulk_create(
        [WarnedAgency(warning=warning, agency_id=agency) for agency in sorted(set(draft.agencies))]
    )
    return warning


def _refuse_approval(warning: Warning, officer: Officer, *, today: date) -> None:
    if warning.drafted_by == officer.id:
        raise NotPossible(_("You drafted this yourself, so somebody else has to approve it."))
    if warning.withdrawn_at is not None:
        raise NotPossible(_("This warning was withdrawn."))
    if warning.valid_until <= today:
        raise NotPossible(_("The days for which it was meant are over. Draft it anew."))
    if not is_true(warning.signal):
        raise NotVerified
    if found := _betrayals(warning.signal, text_of(warning), places=places_of(warning)):
        raise BetraysSomebody(found)


def text_of(warning: Warning) -> Text:
    """What a warning says, in both languages."""
    return Text(**{part.name: getattr(warning, part.name) for part in fields(Text)})


def _locked(officer: Officer, warning_id: UUID, now: datetime) -> Warning:
    seen = warning_for(officer, warning_id, on=day_in(officer.zone, now))
    return Warning.objects.select_for_update().get(id=seen.id)


def _refuse_impossible(draft: Draft, *, today: date) -> None:
    if not draft.places or not all(is_code(code) for code in draft.places):
        raise NotPossible(_("Choose at least one place the warning is for."))
    if not today < draft.valid_until <= today + LONGEST:
        raise NotPossible(_("A warning is in force for one day up to three months."))
    if not all(part.strip() for part in asdict(draft.text).values()):
        raise NotPossible(_("Write the headline, the text and the advice in both languages."))
    for name, part in asdict(draft.text).items():
        if len(part) > MOST_LETTERS[name.partition("_")[0]]:
            raise NotPossible(_("This is too long for a notice board. Say it shorter."))


def _betrayals(signal: Signal, text: Text, *, places: Iterable[str]) -> tuple[Betrayal, ...]:
    lines = [line.number for line in hotlines()]
    around = [place_name(code) for code in places]
    named = [part for name in around for part in name.split(", ")]
    whole = "\n".join(asdict(text).values())
    return betrayals(whole, told=_told(signal), allowed=[*lines, *named])


def _told(signal: Signal) -> Iterator[str]:
    """The words of the reports a signal may rest on."""
    for report in reports_behind(signal).iterator(200):
        yield report.words or ""


_REASONS = {
    Flaw.CONTACT: _(
        "Leave out numbers, account names and links: they may belong to somebody else by now."
    ),
    Flaw.HOUSEHOLD: _(
        "Leave out RT, RW, lanes, house numbers and what stands beside: they point to a house."
    ),
    Flaw.NAME: _("Leave out names that somebody told: they may be of a victim or of who told."),
    Flaw.SPOT: _("Leave out the spot that somebody told of: name the village or the district."),
    Flaw.ECHO: _(
        "This repeats what a person wrote, word by word. Say it in other words, or they could be "
        "known by it."
    ),
}
