"""Words that reach us through an officer: told, on paper, from a chat, from a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import phonenumbers
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.errors import NotThere
from pimpasa.intake.actions import Channel, Kind, Receipt, Told, receive_report
from pimpasa.intake.chats import ChatMessage
from pimpasa.intake.lists import Heard

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


class NotYourVillage(NotThere):
    """The village is not one of this officer's."""

    reason = _("This village is not one of yours, so words from it cannot be taken down here.")


@dataclass(frozen=True)
class Imported:
    """What became of an import: repeats are what was here before, and harmless."""

    new: int
    repeats: int


def take_down(officer: Officer, told: Told, *, code: str, channel: Channel, today: date) -> Receipt:
    """Keep what a person told an officer, or wrote on paper, under a code the person is given.

    Raises NotYourVillage, and what `receive_report` raises.
    """
    _require(officer, told.village)
    return receive_report(told, code=code, channel=channel, today=today, officer=officer.id)


def import_chat(
    officer: Officer, messages: Iterable[ChatMessage], *, kind: Kind, village: str
) -> Imported:
    """Keep the chosen messages of a chat. Senders become keyed hashes; importing twice is safe.

    Raises NotYourVillage before anything is kept.
    """
    _require(officer, village)
    heard = [(Told(m.words, kind, village, sender=sender_digest(m.sender)), m.on) for m in messages]
    return _import(officer, heard, channel=Channel.WHATSAPP)


def import_list(officer: Officer, rows: Iterable[Heard]) -> Imported:
    """Keep the rows of a list. Importing the same list twice is safe.

    Raises NotYourVillage before anything is kept.
    """
    heard = [(Told(row.words, Kind(row.kind), row.village), row.on) for row in rows]
    for told, _on in heard:
        _require(officer, told.village)
    return _import(officer, heard, channel=Channel.CSV)


def sender_digest(sender: str) -> bytes:
    """A keyed hash of a phone number in whatever way it is written, or of a name."""
    try:
        number = phonenumbers.parse(sender, "ID")
    except phonenumbers.NumberParseException:
        known_as = " ".join(sender.casefold().split())
    else:
        known_as = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return vault.blind_index(known_as, purpose="intake.sender")


def _require(officer: Officer, village: str | None) -> None:
    if not officer.reads_words or (village is not None and not officer.serves(village)):
        raise NotYourVillage


def _import(officer: Officer, heard: Iterable[tuple[Told, date]], *, channel: Channel) -> Imported:
    receipts = [
        receive_report(told, code=_mark(told, on), channel=channel, today=on, officer=officer.id)
        for told, on in heard
    ]
    repeats = sum(receipt.is_repeat for receipt in receipts)
    return Imported(new=len(receipts) - repeats, repeats=repeats)


def _mark(told: Told, on: date) -> str:
    """Stands where a code would: the same row always has the same mark, and nobody holds it."""
    parts = [told.village or "", on.isoformat(), told.kind, told.words]
    sender = told.sender.hex() if told.sender else ""
    return vault.blind_index("\0".join([*parts, sender]), purpose="intake.import").hex()
