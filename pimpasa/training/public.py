"""What anyone may ask about a certificate: whether it is ours, and whether it holds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from pimpasa.base import vault
from pimpasa.training.courses import courses
from pimpasa.training.models import Certificate, SigningKey
from pimpasa.training.rules import Held, Statement, pack, read_shown


class Finding(StrEnum):
    """What became of a check."""

    HOLDS = "HOLDS"
    ENDED = "ENDED"
    REVOKED = "REVOKED"
    UNKNOWN = "UNKNOWN"  # no such certificate was ever issued here
    FORGED = "FORGED"  # signed by somebody else, or changed afterwards


@dataclass(frozen=True)
class Verdict:
    """A finding, with what our own register says where there is something to say."""

    finding: Finding
    statement: Statement | None = None
    revoked_on: date | None = None

    def title(self, language: str) -> str:
        """What the course is called."""
        known = courses().get(self.statement.course) if self.statement else None
        return known.title(language) if known else ""


def statement_of(certificate: Certificate) -> Statement:
    """What this certificate says."""
    return Statement(
        id=certificate.id,
        name=certificate.account.display_name,
        course=certificate.course,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
    )


def seal_of(certificate: Certificate) -> str:
    """The signed word that stands in the QR code, for a check without a network."""
    said = statement_of(certificate).canonical()
    return pack(said, vault.sign(said))


def look_up(certificate_id: UUID, *, on: date) -> Verdict:
    """What our register says of this certificate today."""
    found = Certificate.objects.select_related("account").filter(id=certificate_id).first()
    if found is None:
        return Verdict(Finding.UNKNOWN)
    statement = statement_of(found)
    if found.revoked_on is not None and found.revoked_on <= on:
        return Verdict(Finding.REVOKED, statement, found.revoked_on)
    holds = Held(found.issued_on, found.expires_on).holds(on)
    return Verdict(Finding.HOLDS if holds else Finding.ENDED, statement)


def check(text: str, *, on: date) -> Verdict:
    """Check a number, the text of a QR code or an Open Badge: the signature, then the register."""
    typed = text.strip()
    try:
        return look_up(UUID(typed), on=on)
    except ValueError:
        pass
    try:
        number, said, signature = read_shown(typed)
    except ValueError:
        return Verdict(Finding.UNKNOWN)
    if not vault.is_signed(said, signature, by=vault.public_key()):
        return Verdict(Finding.FORGED)
    return look_up(number, on=on)


def key_list(site: str, *, on: date) -> dict[str, Any]:
    """The public halves of all keys that people sign with, signed by the house; nobody is named."""
    keys = sorted(bytes(key).hex() for key in SigningKey.objects.values_list("public", flat=True))
    said = f"{on.isoformat()} " + " ".join(keys)
    return {
        "id": f"{site.rstrip('/')}/sertifikat/kunci.json",
        "on": on.isoformat(),
        "keys": keys,
        "signed": said,
        "signature": vault.sign(said.encode()).hex(),
        "public_key": vault.public_key().hex(),
    }


def revocation_list(site: str, *, on: date) -> dict[str, Any]:
    """All that was taken back before its end, signed, for those who check without a network."""
    revoked = Certificate.objects.filter(revoked_on__lte=on, expires_on__gt=on)
    listed = [
        {"id": str(one.id), "revoked": str(one.revoked_on)}
        for one in revoked.order_by("revoked_on", "id")
    ]
    said = f"{on.isoformat()} " + " ".join(f"{one['id']}={one['revoked']}" for one in listed)
    address = f"{site.rstrip('/')}/sertifikat"
    return {
        "id": f"{address}/dicabut.json",
        "issuer": f"{address}/",
        "revokedCredential": [{"id": f"{address}/{one['id']}/", "revoked": True} for one in listed],
        "on": on.isoformat(),
        "revoked": listed,
        "signed": said,
        "signature": vault.sign(said.encode()).hex(),
        "public_key": vault.public_key().hex(),
    }
