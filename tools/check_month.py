"""Check a signed month without a network: `check_month.py PROOF.json PUBLIC_KEY [KEYS.json]`.

PROOF is what the page of a signed month gives out as JSON, PUBLIC_KEY the 64 hex digits of the
house (`/sertifikat/kunci.json`, from a visit you trust), KEYS that list itself: with it, a key that
is no longer shown counts as none. Needs nothing but `cryptography`. Ends with 0 when all is good.
"""

import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def finding(proof: str, house: str, keys: str = "") -> str:
    """Say what is wrong with a signed month, or "" when both signatures hold."""
    try:
        told = json.loads(proof)
        shown = _listed(keys, house) if keys else None
        signers = [_signer(told, one, house, shown) for one in told["signatures"]]
    except (InvalidSignature, KeyError, TypeError, ValueError) as fault:
        return f"not good: {fault or 'a signature does not fit'}"
    if told["signatures"][0]["who"] != told["officer"]:
        return "not good: the first signature is not the officer's"
    if len({one["who"] for one in told["signatures"]}) < 2:
        return "signed once: the supervisor's signature is missing"
    print(f"{told['month'][:7]}: {len(json.loads(told['rows']))} villages; {'; '.join(signers)}")
    return ""


def _signer(told: dict, one: dict, house: str, shown: set[str] | None) -> str:
    """Check one signature; who gave it. Raises InvalidSignature, ValueError."""
    said = "\n".join(
        ["pimpasa.month.1", told["month"], told["officer"], told["rows"], one["who"], one["on"]]
    )
    card = "\n".join(["pimpasa.key.1", one["who"], one["name"], one["key"]])
    _verify(house, one["vouched"], card)
    if one["key"] and shown is not None and one["key"] not in shown:
        raise ValueError(f"the key of {one['name']} is not in the list")
    _verify(one["key"] or house, one["signature"], said)
    return f"{one['name']}, {one['on']}"


def _listed(keys: str, house: str) -> set[str]:
    known = json.loads(keys)
    _verify(house, known["signature"], known["signed"])
    return set(known["signed"].split()[1:])


def _verify(key: str, signature: str, said: str) -> None:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    public.verify(bytes.fromhex(signature), said.encode())


def main() -> int:
    """Check what the arguments name."""
    if len(sys.argv) not in (3, 4):
        print(__doc__)
        return 2
    proof = Path(sys.argv[1]).read_text(encoding="utf-8")
    keys = Path(sys.argv[3]).read_text(encoding="utf-8") if len(sys.argv) == 4 else ""
    wrong = finding(proof, sys.argv[2], keys)
    print(wrong or "good")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
