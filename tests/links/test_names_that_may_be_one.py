"""Names that sound alike are shown to a person; only a person joins them, and it can be undone."""

from datetime import timedelta

import pytest

from pimpasa.base import vault
from pimpasa.ledger.models import Event
from pimpasa.links import resemblance
from pimpasa.links.alike import ALIKE, likeness, people_in, sounds
from pimpasa.links.lines import public_contacts
from pimpasa.links.models import Contact, Resemblance
from pimpasa.links.queries import NoSuchPair, group_of, pairs_for, recurrence
from pimpasa.links.resemblance import Said, say_of_pair, suggest_alike
from pimpasa.signals.models import Signal
from tests.standing import NEXT_VILLAGE
from tests.street import NOW, TODAY, officer, tell, work

HERE = "Ada lowongan ke Malaysia dari PT Bintang Cahaya Mandiri, gaji besar, berangkat segera."
THERE = "Tetangga ditawari kerja ke Malaysia oleh PT Bintang Tjahaya Mandiri, tanpa kontrak."


@pytest.fixture
def told(people):
    reports = tell(HERE).report_id, tell(THERE, village=NEXT_VILLAGE).report_id
    work()
    return reports


def pair():
    return Resemblance.objects.get(first__kind="FIRM")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT Bintang Cahaya", "PT. Bintang Tjahaja"),
        ("CV Surya Lestari", "Surya Lestary CV"),
        ("Budi Santoso", "Boedi Santosa"),
        ("Pak Agus Wijaya", "Agus Widjaja"),
    ],
)
def test_what_sounds_alike_is_compared_and_found_alike(one, other):
    assert sounds(one) & sounds(other)
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PT Bintang Mandiri", "PT Surya Mandiri"),
        ("Budi Santoso", "Siti Santoso"),
        ("PT", "CV"),
        ("", ""),
    ],
)
def test_what_shares_a_common_word_is_not_alike(one, other):
    assert likeness(one, other) < ALIKE


def test_nothing_is_joined_until_a_person_says_so(people, told):
    assert pair().said == Said.NOTHING
    assert not Signal.objects.filter(kind="RECURRENCE").exists()
    sari = officer(people, "sari")
    assert list(pairs_for(sari)) == [pair()]

    for _ in range(2):
        say_of_pair(sari, pair().id, Said.ONE, now=NOW)
    work()

    assert Event.objects.filter(name="links.joined").count() == 1
    assert recurrence(sari, pair().first_id).villages == 2
    assert Signal.objects.get(kind="RECURRENCE").observed == 2


def test_what_was_refused_stays_apart_and_a_slip_is_mended(people, told):
    sari = officer(people, "sari")
    say_of_pair(sari, pair().id, Said.ONE, now=NOW)
    say_of_pair(sari, pair().id, Said.TWO, now=NOW)

    assert group_of(pair().first_id) == {pair().first_id}
    assert recurrence(sari, pair().first_id).villages == 1


@pytest.mark.parametrize("name", ["ratna", "yohan", "dewi"])
def test_who_may_not_read_both_sides_sees_no_pair(people, told, name):
    asking = officer(people, name)

    assert not pairs_for(asking).exists()
    with pytest.raises(NoSuchPair):
        say_of_pair(asking, pair().id, Said.ONE, now=NOW)


def test_people_of_one_name_are_two_until_somebody_says_otherwise(people):
    tell("Yang mengajak kerja ke Kamboja namanya Budi Santoso, minta paspor.")
    tell("Ada calo bernama Budi Santoso datang ke desa.", village=NEXT_VILLAGE)
    work()

    assert Contact.objects.filter(kind="PERSON").count() == 2
    assert Resemblance.objects.get().score == 100
    assert not Event.objects.filter(name="links.heard_elsewhere").exists()


def test_how_somebody_names_himself_is_not_kept(people):
    words = "Nama saya Siti Aminah, diajak Pak Budi Santoso ke Batam."
    assert people_in(words) == ("Budi Santoso",)
    assert people_in("saya Siti Aminah") == ()
    assert people_in("Pak budi datang, pak Lurah juga") == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kemarin ada ajakan dari Budi Santoso ke Kamboja", ("Budi Santoso",)),
        ("Kak Rina Marlina yang ngurus paspornya", ("Rina Marlina",)),
        ("adik diajak Mbak Sri Wahyuni kerja di luar", ("Sri Wahyuni",)),
        ("calo Herman Susilo minta 5 juta", ("Herman Susilo",)),
        ("dijemput oleh Tante Lilis Karlina di terminal", ("Lilis Karlina",)),
        ("mau tanya paspor di Kantor Imigrasi Cirebon", ()),
        ("saya diajak kerja ke Kuala Lumpur", ()),
        ("saya ditawari PT Maju Jaya kerja di Johor Bahru", ()),  # the reader hears firms
        ("dijemput Kepala Desa Lombang, ada tawaran dari Rumah Sakit Harapan", ()),
        ("Nama saya Budi Santoso", ()),
    ],
)
def test_names_are_heard_after_what_people_are_called_by_and_after_what_they_do(words, found):
    assert people_in(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Saya lapor ke 0811-9521-150 dan 08111-129-129 dan 110 tapi tidak diangkat.",
        "Sudah telepon +62 21 29244800 dan buka peduliwni.kemlu.go.id",
    ],
)
def test_lines_for_everybody_recur_and_mean_nothing(people, words):
    assert public_contacts()
    for village in (None, NEXT_VILLAGE):
        tell(words, **({"village": village} if village else {}))
    work()

    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_rare_word_finds_an_old_namesake_however_many_newer_share_a_common_one(monkeypatch):
    monkeypatch.setattr(resemblance, "MOST_COMPARED", 3)
    old = heard_of("Siti Rahmawati", on=TODAY - timedelta(days=900))
    for days, word in enumerate(("Aminah", "Kuraesin", "Munawaroh", "Zubaidah")):
        heard_of(f"Siti {word}", on=TODAY - timedelta(days=days))

    new = heard_of("Siti Rahmawatie", on=TODAY)

    assert [{pair.first_id, pair.second_id} for pair in Resemblance.objects.all()] == [{old, new}]


def heard_of(name, *, on):
    digest = vault.blind_index(name, purpose="links.person")
    contact = Contact.objects.create(kind="PERSON", digest=digest, original=name, first_heard_on=on)
    suggest_alike(contact, name, on=on)
    return contact.id
