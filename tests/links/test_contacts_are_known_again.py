"""A contact is known again however it is written; another one is not taken for it."""

import pytest

from pimpasa.links.rules import contacts_in


def keys(**entities):
    return [(kind, key) for kind, key, _surface in contacts_in(entities)]


@pytest.mark.parametrize(
    "written",
    ["0834-1122-3344", "+62 834 1122 3344", "62834.1122.3344", "(0834) 11223344", "083411223344"],
)
def test_a_phone_number_has_one_way_to_be_written(written):
    assert keys(phones=[written]) == [("PHONE", "+6283411223344")]


def test_a_number_abroad_keeps_its_country():
    assert keys(phones=["+855 50 123 456"]) == [("PHONE", "+85550123456")]


@pytest.mark.parametrize("link", ["wa.me/6283411223344", "https://wa.me/6283411223344"])
def test_a_chat_link_is_the_number_behind_it(link):
    assert keys(handles=[link]) == keys(phones=["0834-1122-3344"])


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("@Loker_Kamboja", ("HANDLE", "loker_kamboja")),
        ("https://t.me/loker_kamboja", ("HANDLE", "loker_kamboja")),
        ("instagram.com/loker_kamboja?igsh=abc", ("HANDLE", "loker_kamboja")),
        ("https://www.Kerja-Cepat.example/daftar?x=1", ("LINK", "kerja-cepat.example/daftar")),
    ],
)
def test_a_handle_is_known_across_writings(written, known_as):
    assert keys(handles=[written]) == [known_as]


@pytest.mark.parametrize("written", ["PT Karya Jaya", "pt. KARYA-JAYA", "Karya Jaya, PT"])
def test_a_firm_is_known_without_its_legal_form(written):
    assert keys(companies=[written]) == [("FIRM", "karyajaya")]


def test_an_account_is_its_digits():
    assert keys(accounts=["1234-5678-90", "BCA 12"]) == [("ACCOUNT", "1234567890")]


@pytest.mark.parametrize("nonsense", ["", "110", "08", "telepon saja"])
def test_what_is_no_number_is_left_out(nonsense):
    assert keys(phones=[nonsense]) == []
