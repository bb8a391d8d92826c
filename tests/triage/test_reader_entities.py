"""Phones, accounts, money, firms, handles and places: verbatim, and told apart."""

import pytest

from pimpasa.triage.reader import read
from pimpasa.triage.reader.numbers import rupiah


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("WA 0834-1111-2222 ya", "phones", ("0834-1111-2222",)),
        ("hubungi +855 50 123 4567.", "phones", ("+855 50 123 4567",)),
        (
            "telpon nol delapan tiga empat satu satu dua dua",
            "phones",
            ("nol delapan tiga empat satu satu dua dua",),
        ),
        ("transfer BCA 9912-3344-55 besok", "accounts", ("9912-3344-55",)),
        ("bayar DANA 0834 1111 2222", "accounts", ("0834 1111 2222",)),
        ("bayar DANA 0834 1111 2222", "phones", ("0834 1111 2222",)),
        ("gajinya RM1.500-2.000 sebulan", "amounts", ("RM1.500-2.000",)),
        ("dikasih tiga juta", "amounts", ("tiga juta",)),
        ("sejuta dan 60 ribu ringgit", "amounts", ("sejuta", "60 ribu ringgit")),
        ("umur 21 tahun, 14 orang", "amounts", ()),
        ("PT MAJU MIGRAN (SIP3MI aktif)", "companies", ("PT MAJU MIGRAN",)),
        ("PT nya belum jelas", "companies", ()),
        ("dm @kerja_asia9 atau t.me/kerja_x", "handles", ("@kerja_asia9", "t.me/kerja_x")),
        ("grup FB Pejuang Rupiah Timur", "handles", ("Pejuang Rupiah Timur",)),
        ("kerja di Taipei lalu ke Macau", "destinations", ("Taipei", "Macau")),
        ("bukan Malaysia tapi Brunei", "destinations", ("Brunei",)),
        ("ada cowok China di kampung", "destinations", ()),
        ("saya tinggal di Indramayu", "destinations", ()),
        ("terbang dari Juanda ke Doha", "destinations", ("Juanda", "Doha")),
    ],
)
def test_names_and_numbers_are_found_verbatim(text: str, kind: str, found: tuple[str, ...]) -> None:
    assert getattr(read(text).entities, kind) == found


def test_each_destination_has_its_country() -> None:
    reading = read("adik di Poipet, kakak di Jeddah")
    assert reading.entities.destinations == ("Poipet", "Jeddah")
    assert reading.dest_canon == ("Kamboja", "Arab Saudi")


@pytest.mark.parametrize(
    ("amount", "idr"),
    [
        ("Rp34.500.000", 34_500_000),
        ("3,5 juta", 3_500_000),
        ("950rb", 950_000),
        ("RM1.500", 5_550_000),
        ("$1.100", 18_150_000),
        ("tiga juta", 0),
    ],
)
def test_money_is_weighed_roughly_in_rupiah(amount: str, idr: int) -> None:
    assert rupiah(amount) == idr
