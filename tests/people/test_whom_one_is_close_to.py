"""An officer declares whom he is close to; words are searched for them however they are spelt."""

import pytest

from pimpasa.people.actions.circle import NoName, declare_circle
from pimpasa.people.models import Circle
from pimpasa.people.naming import names_one, without_greeting
from tests.standing import NOW
from tests.street import officer


def test_somebody_declared_twice_is_kept_once_and_known_to_every_stage(people):
    for _ in range(2):
        declare_circle(officer(people, "sari"), "  Budi   Santoso ", now=NOW)

    assert Circle.objects.get().name == "Budi Santoso"
    assert officer(people, "sari").close == ("Budi Santoso",)
    assert officer(people, "ratna").close == ()


def test_what_is_too_short_would_be_found_everywhere(people):
    with pytest.raises(NoName):
        declare_circle(officer(people, "sari"), " a ", now=NOW)


def test_no_name_of_the_circle_stands_in_a_log(people):
    declare_circle(officer(people, "sari"), "Budi Santoso", now=NOW)

    assert "Budi" not in repr(officer(people, "sari"))


@pytest.mark.parametrize(
    ("words", "name", "found"),
    [
        ("hubungi 0812-3456-7890 ya", "+62 812 3456 7890", True),
        ("bayar 12 juta, 3 kali 4567890", "081234567890", False),
        ("Pak budi SANTOSO datang", "Budi Santoso", True),
        ("Pak budi\nsantoso datang", "Budi Santoso", True),
        ("Pak Budiman Santoso", "Budi Santoso", False),
        ("a b c", "b", False),
    ],
)
def test_a_name_counts_when_it_is_whole(words, name, found):
    assert names_one(words, [name]) is found


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Bu Ratna, berapa biaya paspor?", False),
        ("Assalamualaikum Bu Ratna. Anak saya mau kerja.", False),
        ("selamat pagi, mau tanya bu ratna, apa syaratnya?", False),
        ("Bu Ratna, kata orang Ratna ikut minta uang.", True),
        ("Yang minta uang Bu Ratna, tolong.", True),
        ("Ratna minta uang", True),
    ],
)
def test_who_is_greeted_is_not_accused(people, words, is_named):
    assert officer(people, "ratna").is_named_in(words) is is_named


def test_a_greeting_of_somebody_else_stays():
    assert without_greeting("Pak Yohan, tolong", "Ratna") == "Pak Yohan, tolong"
