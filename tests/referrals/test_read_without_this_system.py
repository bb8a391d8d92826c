"""The small program with which an agency checks and unpacks a sealed packet by itself."""

import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

from pimpasa.base import vault
from pimpasa.referrals.handing import seal_packet, signing_key
from pimpasa.referrals.htcds import from_csv, from_json
from tests.referrals.test_packets_travel_sealed import approved
from tests.referrals.test_referrals_go_their_way import draft
from tests.street import NOW, officer
from tools.read_packet import NotSound, unpacked

PROGRAM = Path(__file__).parents[2] / "tools" / "read_packet.py"


@pytest.fixture
def theirs():
    return x25519.Identity.generate()


@pytest.fixture
def opened(people, theirs):
    """What `age --decrypt` gives the agency."""
    referral = approved(people)
    sealed = seal_packet(officer(people, "ratna"), referral.id, to=str(theirs.to_public()), now=NOW)
    return pyrage.decrypt(sealed, [theirs])


def run(opened, *arguments):
    return subprocess.run(
        [sys.executable, str(PROGRAM), *arguments], input=opened, capture_output=True, timeout=60
    )


def test_both_files_hold_what_was_agreed(opened, theirs, tmp_path):
    key = signing_key().replace(" ", "")

    done = run(opened, key, str(tmp_path / "in"), str(theirs.to_public()))

    assert done.returncode == 0, done.stdout + done.stderr
    assert b"good: referral" in done.stdout
    as_json, as_csv = (
        (tmp_path / "in" / name).read_bytes().decode() for name in ("rujukan.json", "rujukan.csv")
    )
    assert from_json(as_json).told == dict(draft().fields)
    assert from_csv(as_csv) == from_json(as_json)


def test_one_signed_by_another_house_is_named_and_nothing_is_written(opened, tmp_path):
    forged = json.loads(opened)
    said = b'{"format": "pimpasa-referral/1", "json": "{}"}'
    forged["payload"] = b64encode(said).decode()
    forged["key"] = b64encode(bytes(32)).decode()  # what it says of itself counts for nothing

    done = run(json.dumps(forged).encode(), vault.public_key().hex(), str(tmp_path / "in"))

    assert done.returncode == 1
    assert b"FORGED" in done.stdout
    assert not (tmp_path / "in").exists()


def test_one_that_was_sent_on_or_is_no_packet_is_named(opened, theirs):
    key, other = vault.public_key().hex(), str(x25519.Identity.generate().to_public())

    assert unpacked(opened, key, sealed_for=str(theirs.to_public()))["packet"] == draft().packet
    with pytest.raises(NotSound, match="SENT ON"):
        unpacked(opened, key, sealed_for=other)
    with pytest.raises(NotSound, match="no packet"):
        unpacked(b"[]", key)
    with pytest.raises(NotSound, match="64 hex"):
        unpacked(opened, "no key")
