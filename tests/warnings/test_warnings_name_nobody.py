"""What proved true becomes a warning, which names nobody and needs two people."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.signals.queries import NoSuchSignal
from pimpasa.verification.actions import Decision, Doing, StepKind, Verdict, take_step
from pimpasa.warnings.actions import (
    BetraysSomebody,
    Draft,
    NotPossible,
    NotVerified,
    Scope,
    Severity,
    Text,
    approve_warning,
    draft_warning,
    withdraw_warning,
)
from pimpasa.warnings.betraying import Flaw, flaws_of
from pimpasa.warnings.queries import NoSuchWarning, in_force, in_force_for, places_of
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, TODAY, officer, tell, work

ROOT = Path(__file__).parents[2]
SAID = "Ada orang bernama Pak Darto menawari kerja di kapal lewat teman saya"


@pytest.fixture
def signal(people):
    tell(SAID)
    noticed = Noticed(
        kind=SignalKind.RISE,
        what="topic:tppo",
        villages=[LOMBANG],
        week=TODAY,
        method="test",
        observed=9,
    )
    raised = raise_signal(noticed, today=TODAY)
    work()
    return raised


def prove(people, signal, verdict=Verdict.TRUE, *, who="ratna"):
    for kind, value in ((StepKind.DECISION, Decision.ASSESS), (StepKind.VERDICT, verdict)):
        doing = Doing(id=uuid4(), kind=kind, value=value, note="Sudah ditanyakan.")
        take_step(officer(people, who), signal.id, doing, now=NOW)


def draft(
    signal,
    *,
    days=30,
    places=("32.12.11",),
    said="Ada tawaran kerja palsu.",
    scope=Scope.PUBLIC,
):
    text = Text("Awas tawaran kapal", "Beware", said, "A false offer.", "Tanya dulu.", "Ask first.")
    until = TODAY + timedelta(days=days)
    return Draft(uuid4(), signal.id, Severity.SEVERE, text, places, until, scope)


def test_two_people_let_it_out_and_it_ends_by_itself(people, signal):
    prove(people, signal)
    warning = draft_warning(officer(people, "ratna"), draft(signal), now=NOW)
    assert not in_force(on=TODAY).exists()

    approve_warning(officer(people, "sari"), warning.id, now=NOW)

    assert list(in_force(on=TODAY)) == [warning]
    assert not in_force(on=TODAY + timedelta(days=30)).exists()
    assert places_of(warning) == ("32.12.11",)


def test_it_is_for_the_villages_of_its_place(people, signal):
    prove(people, signal)
    warning = draft_warning(officer(people, "ratna"), draft(signal), now=NOW)
    approve_warning(officer(people, "sari"), warning.id, now=NOW)

    assert [in_force_for(v, on=TODAY).count() for v in (LOMBANG, NEXT_VILLAGE, FAR_VILLAGE)] == [
        1, 1, 0,
    ]  # fmt: skip


def test_nobody_is_warned_of_what_has_not_proved_true(people, signal):
    with pytest.raises(NotVerified):
        draft_warning(officer(people, "ratna"), draft(signal), now=NOW)
    prove(people, signal, Verdict.FALSE)
    with pytest.raises(NotVerified):
        draft_warning(officer(people, "ratna"), draft(signal), now=NOW)


def test_who_drafted_does_not_approve(people, signal):
    prove(people, signal)
    warning = draft_warning(officer(people, "sari"), draft(signal), now=NOW)

    with pytest.raises(NotPossible):
        approve_warning(officer(people, "sari"), warning.id, now=NOW)


def test_it_is_withdrawn_for_a_reason(people, signal):
    prove(people, signal)
    warning = draft_warning(officer(people, "ratna"), draft(signal), now=NOW)
    sari = officer(people, "sari")
    approve_warning(sari, warning.id, now=NOW)

    with pytest.raises(NotPossible):
        withdraw_warning(sari, warning.id, because=" ", now=NOW)
    withdraw_warning(sari, warning.id, because="Pelakunya sudah ditahan.", now=NOW)

    assert not in_force(on=TODAY).exists()


def test_a_persons_own_words_are_not_repeated(people, signal):
    prove(people, signal)
    echo = draft(signal, said="Hati-hati: Pak Darto menawari kerja di kapal.")

    with pytest.raises(BetraysSomebody) as refused:
        draft_warning(officer(people, "ratna"), echo, now=NOW)
    assert refused.value.flaws == {Flaw.ECHO, Flaw.NAME}
    assert "Darto" in str(refused.value.reason)
    assert "pak darto menawari kerja di" in str(refused.value.reason)


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("Jangan hubungi 0834-1122-3344", {Flaw.CONTACT}),
        ("Akun @loker_kamboja menipu", {Flaw.CONTACT}),
        ("Lihat wa.me/62834", {Flaw.CONTACT}),
        ("Rumah di RT 03 RW 02", {Flaw.HOUSEHOLD}),
        ("Jalan Melati no. 5", {Flaw.HOUSEHOLD}),
        ("Perekrut tinggal di sebelah masjid", {Flaw.HOUSEHOLD}),
        ("Di rumah Pak Haji", {Flaw.HOUSEHOLD}),
        ("Koordinat -6.3421, 108.3244", {Flaw.HOUSEHOLD}),
        ("Lapor ke kantor desa, dekat pasar", set()),
        ("Bayaran Rp 15.000.000 sebulan itu umpan", set()),
        ("Telepon 110 atau 129 kalau ada yang dibawa pergi", set()),
        ("Sejak 12 Maret 2026 ada tawaran baru", set()),
    ],
)
def test_a_warning_holds_no_contact_and_no_house(text, flaws):
    assert flaws_of(text, told=[]) == flaws


def test_a_public_line_may_be_named():
    assert flaws_of("WhatsApp 08111-129-129", told=[], allowed=["08111-129-129"]) == set()


@pytest.mark.parametrize(
    ("days", "places"), [(0, ("32.12",)), (93, ("32.12",)), (9, ()), (9, ("x",))]
)
def test_place_and_period_must_be_possible(people, signal, days, places):
    prove(people, signal)
    with pytest.raises(NotPossible):
        draft_warning(officer(people, "ratna"), draft(signal, days=days, places=places), now=NOW)


@pytest.mark.parametrize("who", ["yohan", "made"])
def test_others_cannot_draft(people, signal, who):
    with pytest.raises(NoSuchSignal):
        draft_warning(officer(people, who), draft(signal), now=NOW)
    with pytest.raises(NoSuchWarning):
        draft_warning(officer(people, "adi"), draft(signal), now=NOW)


TOLD = (
    "Nama saya Wartini, dari dusun Krajan. Yang ngajak itu pak Sarmidi, sering di warung Teh "
    "Lilis. Tolong pak, bu guru juga tahu, anak saya sekolah di SMKN 2 Sukra."
)


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("Perekrut bernama Sarmidi mencari pemuda", {Flaw.NAME}),
        ("Terima kasih kepada WARTINI", {Flaw.NAME}),
        ("Ia sering terlihat di Dusun Krajan", {Flaw.SPOT}),
        ("Siswa SMKN 2 Sukra ditawari kerja", {Flaw.SPOT}),
        ("Warung teh Lilis dipakai berkumpul", {Flaw.NAME, Flaw.SPOT}),
        ("Tanya guru, kepala desa, atau petugas desa", set()),
        ("Jangan pulang ke kampung halaman lewat jalan tikus", set()),
        ("Ada orang menawari anak muda kerja di kapal", set()),
        ("Beware of offers of work on ships; ask your teacher", set()),
    ],
)
def test_who_and_where_somebody_told_of_is_left_out(text, flaws):
    assert flaws_of(text, told=[TOLD]) == flaws


def test_the_places_it_is_for_may_be_named_though_somebody_told_of_them():
    told = ["Orang itu dari kampung Lombang, namanya Sarmidi"]

    assert flaws_of("Warga Kampung Lombang, hati-hati", told=told, allowed=["Lombang"]) == set()


def test_most_words_of_the_demonstration_say_nothing_that_a_plain_warning_would_hit():
    """Else officers learn to write around the check instead of trusting it."""
    plain = (
        "Ada tawaran kerja palsu ke luar negeri lewat pesan. Gaji besar, berangkat cepat, paspor "
        "wisata. Jangan serahkan KTP dan uang. Tanya petugas desa atau kantor imigrasi, atau "
        "telepon 110."
    )
    rows = (ROOT / "content" / "demo" / "words.jsonl").read_text(encoding="utf-8").splitlines()
    words = [json.loads(row)["text"] for row in rows if row.strip()]

    hit = [one for one in words if flaws_of(plain, told=[one], allowed=["110"])]
    assert len(words) > 200
    assert not hit
