"""The reader on messages written for this file: one promise each."""

from pimpasa.triage.reader import read

HELD = (
    "Tolong pak, adik saya di Poipet dikurung di lantai 5, pintunya dijaga satpam, paspornya "
    "diambil bos. Kemarin dipukul karena tidak dapat nasabah."
)


def test_a_person_held_and_beaten_is_an_emergency() -> None:
    reading = read(HELD)
    assert reading.urgency == "emergency"
    assert reading.risk == "high"
    assert {"confine", "violence", "abuse_power"} <= set(reading.means)
    assert reading.referral[0] == "police"


def test_every_label_of_an_element_shows_its_words() -> None:
    reading = read(HELD)
    finding = reading.finding("means", "confine")
    assert finding is not None
    words = [HELD[e.start : e.end] for e in finding.evidence]
    assert "dikurung" in words
    assert all(finding.why for finding in reading.findings)


def test_a_denied_word_is_no_evidence() -> None:
    reading = read("Adik di Taiwan sehat, tidak dikurung, tidak dipukul, gaji lancar.")
    assert reading.means == ()
    assert reading.risk == "none"


def test_the_same_words_give_the_same_reading() -> None:
    assert read(HELD) == read(HELD)


def test_the_empty_message_is_read_as_nothing() -> None:
    reading = read("")
    assert (reading.topics, reading.risk, reading.urgency) == (("other",), "none", "normal")
