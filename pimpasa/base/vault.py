"""Every secret is made, sealed and hashed here, and nowhere else."""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import b64decode, b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from pimpasa.base import keyring
from pimpasa.base.keyring import KeyRing

FORMAT = 1
NONCE_BYTES = 12
KEY_NUMBER_BYTES = 2
_HOOK_MARK = "whsec_"
HEAD_BYTES = 1 + KEY_NUMBER_BYTES + NONCE_BYTES


class SealBroken(Exception):
    """Sealed bytes were changed, moved to another place, or their key is gone."""


def ring() -> KeyRing:
    """The keys of this house, read again when the key file has changed: keys turn while we run."""
    file: str = settings.KEY_FILE
    try:
        return _ring(file, os.stat(file).st_mtime_ns)  # many times a request: no Path
    except FileNotFoundError:
        return keyring.load_or_make(Path(file))


def forget_ring() -> None:
    """Read the key file again at the next use, after the keys were turned."""
    _ring.cache_clear()


def seal(plain: bytes, *, place: str) -> bytes:
    """Encrypt with AES-256-GCM, bound to a place such as `intake.Report.words.<row>`.

    The result is: format (1 byte), key number (2), nonce (12), ciphertext, tag (16).
    """
    keys = ring()
    head = bytes([FORMAT]) + keys.current.to_bytes(KEY_NUMBER_BYTES, "big")
    nonce = secrets.token_bytes(NONCE_BYTES)
    return head + nonce + _cipher(keys, keys.current).encrypt(nonce, plain, _bound(head, place))


def unseal(sealed: bytes, *, place: str) -> bytes:
    """Decrypt what `seal` made for the same place. Raises SealBroken."""
    number = sealed_with(sealed)
    head, nonce = sealed[: 1 + KEY_NUMBER_BYTES], sealed[1 + KEY_NUMBER_BYTES : HEAD_BYTES]
    try:
        cipher = _cipher(ring(), number)
        return cipher.decrypt(nonce, sealed[HEAD_BYTES:], _bound(head, place))
    except (InvalidTag, KeyError, ValueError) as broken:
        raise SealBroken(place.rpartition(".")[0]) from broken


def sealed_with(sealed: bytes) -> int:
    """The number of the key that sealed these bytes. Raises SealBroken when they are not ours."""
    if len(sealed) < HEAD_BYTES or sealed[0] != FORMAT:
        raise SealBroken("not sealed by this house")
    return int.from_bytes(sealed[1 : 1 + KEY_NUMBER_BYTES], "big")


def code_digest(code: str) -> bytes:
    """The peppered 32-byte HMAC under which a conversation is found; the code itself is not kept.

    A code has more than 80 random bits, so no slow hash is needed.
    """
    return _mac(ring().pepper, code.encode())


def blind_index(value: str, *, purpose: str) -> bytes:
    """A keyed 32-byte digest for equality search; different for each purpose."""
    return _mac(ring().blind, purpose.encode() + b"\0" + value.encode())


def new_token() -> str:
    """256 random bits in 43 letters, digits, hyphens and underscores: a key for a machine."""
    return secrets.token_urlsafe(32)


def new_hook_secret() -> str:
    """32 random bytes as Standard Webhooks 1.0 writes a secret."""
    return _HOOK_MARK + b64encode(secrets.token_bytes(32)).decode()


def hook_signature(secret: str, message: bytes) -> str:
    """HMAC-SHA256 in base64, as Standard Webhooks 1.0 writes a signature of its first version."""
    key = b64decode(secret.removeprefix(_HOOK_MARK))
    return "v1," + b64encode(_mac(key, message)).decode()


def content_digest(content: bytes) -> str:
    """A keyed digest of a file (64 hex digits): tells the same file from another."""
    return _mac(ring().blind, b"file\0" + content).hex()


def stamp(value: str, *, purpose: str) -> str:
    """Sign something we hand out and want back unchanged (64 hex digits)."""
    return _mac(ring().form, purpose.encode() + b"\0" + value.encode()).hex()


def is_our_stamp(value: str, given: str, *, purpose: str) -> bool:
    """True when `stamp` made this for the same value and purpose; takes the same time if not."""
    return hmac.compare_digest(stamp(value, purpose=purpose).encode(), given.encode())


def sign(message: bytes) -> bytes:
    """An Ed25519 signature (64 bytes) that anyone with our public key can check."""
    return Ed25519PrivateKey.from_private_bytes(ring().signing).sign(message)


def new_signing_seed() -> bytes:
    """A fresh Ed25519 seed (32 bytes) for somebody who signs with a key of their own."""
    return secrets.token_bytes(32)


def sign_with(seed: bytes, message: bytes) -> bytes:
    """An Ed25519 signature (64 bytes) with the key of this seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def public_half(seed: bytes) -> bytes:
    """The 32-byte Ed25519 key with which others check what was signed with this seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def public_key() -> bytes:
    """The 32-byte Ed25519 key with which others check what we signed."""
    return Ed25519PrivateKey.from_private_bytes(ring().signing).public_key().public_bytes_raw()


def is_signed(message: bytes, signature: bytes, *, by: bytes) -> bool:
    """True when the signature of the message is good under the public key `by`."""
    try:
        Ed25519PublicKey.from_public_bytes(by).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=2)
def _ring(file: str, _changed: int) -> KeyRing:
    return keyring.load(Path(file))


def _cipher(keys: KeyRing, number: int) -> AESGCM:
    return AESGCM(keys.field_keys[number])


def _bound(head: bytes, place: str) -> bytes:
    return head + place.encode()


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, sha256).digest()
