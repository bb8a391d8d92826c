"""Check a certificate without a network: `check_certificate.py CODE PUBLIC_KEY [REVOKED.json]`.

CODE is the text of the QR code, PUBLIC_KEY the 64 hex digits in the list of revoked certificates
(`/sertifikat/dicabut.json`). Needs nothing but `cryptography`. Ends with 0 when it holds today.
"""

import json
import sys
from base64 import urlsafe_b64decode
from datetime import date, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def finding(code: str, key: str, revoked: str, *, on: date) -> str:
    """Say what is wrong with a certificate, or "" when it holds. `revoked`: the list, or ""."""
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    try:
        mark, said, signature = (code.strip().rpartition("#")[2]).split(".")
        public.verify(_bytes(signature), _bytes(said))
        given = json.loads(_bytes(said))
    except (InvalidSignature, ValueError):
        return "forged: this is not signed with that key"
    if mark != "PIMPASA1" or not given["issued"] <= on.isoformat() < given["expires"]:
        return f"does not hold today: {given['issued']} to {given['expires']}"
    if revoked:
        known = json.loads(revoked)
        public.verify(bytes.fromhex(known["signature"]), known["signed"].encode())
        if f" {given['id']}=" in known["signed"]:
            return "was taken back"
    print(f"{given['name']}: {given['course']}, until {given['expires']}")
    return ""


def _bytes(word: str) -> bytes:
    return urlsafe_b64decode(word + "=" * (-len(word) % 4))


def main() -> int:
    """Check what the arguments name."""
    if len(sys.argv) not in (3, 4):
        print(__doc__)
        return 2
    revoked = Path(sys.argv[3]).read_text(encoding="utf-8") if len(sys.argv) == 4 else ""
    wrong = finding(sys.argv[1], sys.argv[2], revoked, on=datetime.now().astimezone().date())
    print(wrong or "holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
