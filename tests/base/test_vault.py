"""What is sealed opens only in its place, and only with our keys."""

import os
import stat

import pytest

from pimpasa.base import keyring, vault
from pimpasa.base.vault import SealBroken


@pytest.fixture
def house(settings, tmp_path):
    settings.KEY_FILE = str(tmp_path / "keys" / "ring.json")
    vault.forget_ring()
    yield tmp_path / "keys" / "ring.json"
    vault.forget_ring()


def test_sealed_words_open_in_their_place(house):
    sealed = vault.seal(b"paspor saya ditahan", place="intake.Report.words.1")

    assert b"paspor" not in sealed
    assert vault.unseal(sealed, place="intake.Report.words.1") == b"paspor saya ditahan"


def test_moved_to_another_row_they_do_not_open(house):
    sealed = vault.seal(b"paspor saya ditahan", place="intake.Report.words.1")

    with pytest.raises(SealBroken):
        vault.unseal(sealed, place="intake.Report.words.2")


@pytest.mark.parametrize("position", [0, 2, 5, 20, -1])
def test_one_flipped_bit_is_noticed(house, position):
    sealed = bytearray(vault.seal(b"paspor saya ditahan", place="p.1"))
    sealed[position] ^= 1

    with pytest.raises(SealBroken):
        vault.unseal(bytes(sealed), place="p.1")


def test_keys_are_made_once_and_for_their_owner_only(house):
    first = vault.ring()
    vault.forget_ring()

    assert vault.ring() == first
    assert stat.S_IMODE(house.stat().st_mode) == 0o600


def test_keys_that_others_may_read_are_refused(house):
    vault.ring()
    house.chmod(0o644)
    vault.forget_ring()

    with pytest.raises(keyring.KeysUnreadable, match="chmod 600"):
        vault.ring()


def test_after_the_keys_are_turned_old_words_open_and_new_ones_use_the_new_key(house):
    old = vault.seal(b"dulu", place="p.1")
    keyring.replace_file(house, keyring.with_new_field_key(vault.ring()))
    vault.forget_ring()

    assert vault.unseal(old, place="p.1") == b"dulu"
    assert vault.sealed_with(vault.seal(b"kini", place="p.1")) == 2
    assert stat.S_IMODE(os.stat(house).st_mode) == 0o600


def test_a_ring_never_shows_its_keys(house):
    assert repr(vault.ring()) == "KeyRing(field_keys=[1])"


def test_a_stamp_holds_for_its_value_and_purpose_only(house):
    given = vault.stamp("code", purpose="tell")

    assert vault.is_our_stamp("code", given, purpose="tell")
    assert not vault.is_our_stamp("code", given, purpose="reply")
    assert not vault.is_our_stamp("other", given, purpose="tell")
    assert not vault.is_our_stamp("code", "x", purpose="tell")


def test_what_we_sign_others_can_check(house):
    signature = vault.sign(b"head")

    assert vault.is_signed(b"head", signature, by=vault.public_key())
    assert not vault.is_signed(b"heat", signature, by=vault.public_key())
