"""Handing a referral to an agency without an account: a sealed packet, or paper as last resort."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import font_source_sans_pro
import pyrage
import typst
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pyrage import x25519

from pimpasa.base import vault
from pimpasa.base.days import day_in
from pimpasa.base.errors import Refused
from pimpasa.base.parcels import ParcelBroken
from pimpasa.intake.queries import refuse_own_case
from pimpasa.ledger.actions import record_act
from pimpasa.people.rules import Deed, may
from pimpasa.referrals.htcds import Record, as_csv, as_json
from pimpasa.referrals.models import LawfulReason, Referral, State
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import NoSuchReferral, fields_of, referral_for
from pimpasa.training import queries as training
from pimpasa.triage.queries import latest_settlement

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

FORMAT = "pimpasa-referral/1"
_TEMPLATE = Path(__file__).with_name("letter.typ")
_FONTS = Path(font_source_sans_pro.__file__).with_name("files")


class NothingToHand(Refused):
    """It is not approved yet, or can no longer be read."""

    status = 409

    def __init__(self) -> None:
        """Say what is the matter."""
        super().__init__(_("It is not approved yet, was taken back, or has expired."))


class NoKey(Refused):
    """What was given is no public key for sealing."""

    def __init__(self) -> None:
        """Say what a key looks like."""
        super().__init__(_("Give the public key of the agency: it begins with age1."))


def record_of(referral: Referral, told: Mapping[str, str]) -> Record:
    """What was agreed, in the fields of the standard; nothing that the packet does not hold."""
    packet = packets()[referral.packet]
    by_consent = referral.reason == LawfulReason.CONSENT
    standard: dict[str, str | bool | tuple[str, ...]] = {
        "cas_Status": "Active",
        "cas_ReferredOrganisation": packet.to_en,
        "cas_OutgoingReferralDate": referral.drafted_on.isoformat(),
        "cas_ReasonForOutgoingReferral": "AdditionalServicesRequired",
        "con_Consent": by_consent,
    }
    standard |= {name: told[code] for code, name in _STANDARD.items() if code in told}
    views: dict[str, str] = {}
    settled = latest_settlement(referral.report_id) if "elements" in told else None
    if settled:
        views = {code: str(view) for code, view in settled.views.items()}
    if settled and settled.is_tppo:  # the standard's "not a victim" is more than we decide
        standard["vic_TraffickingStatus"] = "PossibleVictimOfTrafficking"
    return Record(standard, dict(told), views)


def seal_packet(officer: Officer, referral_id: UUID, *, to: str, now: datetime) -> bytes:
    """The packet for whoever holds the secret half of this age key, signed by this house.

    Raises NoSuchReferral, NotCertified, NothingToHand, NoKey.
    """
    try:
        recipient = x25519.Recipient.from_str(to.strip())
    except pyrage.RecipientError as broken:
        raise NoKey from broken
    with transaction.atomic():
        referral, told = _to_hand(officer, referral_id, how="PACKET", now=now)
        record = record_of(referral, told)
    inner = {
        "format": FORMAT,
        "referral": str(referral.id),
        "packet": referral.packet,
        "sealed_for": str(recipient),  # signed: whoever sends it on cannot say it was for another
        "readable_until": referral.expires_on.isoformat(),
        "json": as_json(record),
        "csv": as_csv(record),
    }
    payload = json.dumps(inner, ensure_ascii=False, sort_keys=True).encode()
    envelope = {
        "format": FORMAT,
        "key": b64encode(vault.public_key()).decode(),
        "signature": b64encode(vault.sign(payload)).decode(),
        "payload": b64encode(payload).decode(),
    }
    return bytes(pyrage.encrypt(json.dumps(envelope).encode(), [recipient]))


def signing_key() -> str:
    """The public key packets are signed for, as an officer reads it out: hex in groups of four."""
    key = vault.public_key().hex()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def open_packet(sealed: bytes, *, key: x25519.Identity, signed_by: bytes) -> dict[str, str]:
    """What a sealed packet holds, once its signature was found good. Raises ParcelBroken."""
    try:
        envelope = json.loads(pyrage.decrypt(sealed, [key]))
        payload = b64decode(envelope["payload"])
        signature = b64decode(envelope["signature"])
    except (pyrage.DecryptError, ValueError, KeyError) as broken:
        raise ParcelBroken("the packet cannot be opened") from broken
    if not vault.is_signed(payload, signature, by=signed_by):
        raise ParcelBroken("the packet was not signed by that house")
    held: dict[str, str] = json.loads(payload)
    return held


def print_letter(officer: Officer, referral_id: UUID, *, now: datetime) -> bytes:
    """The packet on paper, as a PDF, with a slip to send back.

    Raises NoSuchReferral, NotCertified, NothingToHand.
    """
    with transaction.atomic():
        referral, told = _to_hand(officer, referral_id, how="PAPER", now=now)
    packet, is_english = packets()[referral.packet], get_language() == "en"
    labels = {f.code: f.label_en if is_english else f.label_id for f in packet.fields}
    made = typst.compile(  # type: ignore[misc]
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={
            "language": "en" if is_english else "id",
            "title": _("Referral"),
            "to": packet.to_en if is_english else packet.to_id,
            "number": str(referral.id)[:8],
            "day": date_format(referral.drafted_on, "j F Y"),
            "keep": _("Keep it locked away. Destroy it on %(day)s at the latest.")
            % {"day": date_format(referral.expires_on, "j F Y")},
            "fields": json.dumps([[labels[code], text] for code, text in told.items()]),
            "slip": _("To send back"),
            "slip_lines": json.dumps([_("Received on"), _("Your number"), _("Name and stamp")]),
            "answer": packet.answers_en if is_english else packet.answers_id,
            "answer_title": _("We ask you for"),
        },
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("a letter is one document")
    return made


def _to_hand(
    officer: Officer, referral_id: UUID, *, how: str, now: datetime
) -> tuple[Referral, dict[str, str]]:
    if not may(officer.role, Deed.REFER):
        raise NoSuchReferral
    referral, today = referral_for(officer, referral_id), day_in(officer.zone, now)
    training.require(officer, Deed.REFER, on=today)
    refuse_own_case(officer, referral.report)
    told = fields_of(referral, on=today)
    if referral.state == State.DRAFTED or not told:
        raise NothingToHand
    record_act("referrals.handed", subject=referral.id, actor=officer.id, at=now, how=how)
    return referral, told


_STANDARD = {  # our field -> the standard's; the rest of ours goes beside it
    "what_happened": "hte_Description",
    "where": "hte_City",
    "call_back": "cas_ReferringPrimaryCaseWorker",
    "help_wanted": "cas_OutgoingReferralDetails",
}
