"""Each person signs with a key of their own; the house vouches for whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pimpasa.base import vault
from pimpasa.training.models import SigningKey


@dataclass(frozen=True)
class Signed:
    """A signature (64 bytes), and the public key (32 bytes) that it is checked with."""

    key: bytes
    signature: bytes


def sign_as(account: UUID, message: bytes, *, on: date) -> Signed:
    """Sign for somebody with their own key, which is made at the first time.

    Call it only for whoever is signed in: nothing here asks who that is.
    """
    seed = vault.new_signing_seed()
    own, _is_new = SigningKey.objects.get_or_create(
        account_id=account,
        defaults={"seed": seed, "public": vault.public_half(seed), "since": on},
    )
    return Signed(bytes(own.public), vault.sign_with(bytes(own.seed), message))


def is_signed_by(account: UUID, message: bytes, signed: Signed) -> bool:
    """True when the signature is good under the key, and the key is that person's own."""
    own = SigningKey.objects.filter(account_id=account).values_list("public", flat=True).first()
    is_own = own is not None and bytes(own) == signed.key
    return is_own and vault.is_signed(message, signed.signature, by=signed.key)


def vouch(account: UUID, name: str, key: bytes) -> bytes:
    """The house signs that this key is the named person's (Ed25519, 64 bytes)."""
    return vault.sign(card(str(account), name, key.hex()))


def card(who: str, name: str, key: str) -> bytes:
    """What is signed about a key: whose it is."""
    return "\n".join(["pimpasa.key.1", who, name, key]).encode()
