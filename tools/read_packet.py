"""Check and unpack a referral that came sealed, away from any network and without this system.

    age --decrypt -i OUR_KEY.txt rujukan.json.age | read_packet.py PUBLIC_KEY FOLDER [AGE1...]

PUBLIC_KEY: the 64 hex digits of the house that signs, as its officer read them to you. AGE1...: the
public half of your own key; with it the packet must have been sealed for you. Writes `rujukan.json`
and `rujukan.csv` (HTCDS 2.0) to FOLDER. Needs only `cryptography`. Ends with 0 if all is well.
"""

import json
import sys
from base64 import b64decode
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "pimpasa-referral/1"


class NotSound(ValueError):
    """The packet is damaged, signed by somebody else, or meant for somebody else."""


def unpacked(opened: bytes, key: str, *, sealed_for: str = "") -> dict[str, str]:
    """What the packet holds; `opened` is what `age --decrypt` gave. Raises NotSound."""
    try:
        envelope = json.loads(opened)
        payload, signature = b64decode(envelope["payload"]), b64decode(envelope["signature"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, payload)
    except InvalidSignature as forged:
        raise NotSound("FORGED OR CHANGED: this was not signed with that key") from forged
    except (ValueError, KeyError, TypeError) as broken:
        raise NotSound("this is no packet, or the public key is not 64 hex digits") from broken
    held: dict[str, str] = json.loads(payload)
    if held["format"] != FORMAT:
        raise NotSound(f"this is {held['format']}, and this program knows {FORMAT}")
    if sealed_for and held["sealed_for"] != sealed_for:
        raise NotSound("SENT ON: it was sealed for another key than yours")
    return held


def main() -> int:
    """Check what comes in, and write what it holds."""
    if len(sys.argv) not in (3, 4):
        print(__doc__)
        return 2
    ours = sys.argv[3] if len(sys.argv) == 4 else ""
    try:
        held = unpacked(sys.stdin.buffer.read(), sys.argv[1], sealed_for=ours)
    except NotSound as wrong:
        print(wrong)
        return 1
    folder = Path(sys.argv[2])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for kind in ("json", "csv"):
        (folder / f"rujukan.{kind}").write_text(held[kind], encoding="utf-8", newline="")
    print(
        f"good: referral {held['referral'][:8]} ({held['packet']}), sealed for {held['sealed_for']}"
    )
    print(f"destroy it on {held['readable_until']} at the latest")
    return 0


if __name__ == "__main__":
    sys.exit(main())
