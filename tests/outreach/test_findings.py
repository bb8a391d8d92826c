"""What is brought home: words counted, a room's memory, photos without place, records."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from PIL import Image

from pimpasa.ledger.models import Event
from pimpasa.outreach.actions import MarksPeople, NotPossible
from pimpasa.outreach.findings import (
    MOST_PHOTOS,
    PHOTO_SIDE,
    Checked,
    Written,
    add_photo,
    check_recall,
    note_heard,
    remove_photo,
    write_record,
)
from pimpasa.outreach.models import Photo, Record
from pimpasa.outreach.queries import (
    NoSuchVisit,
    heard_at,
    photos_of,
    recalls_due,
    recalls_of,
    records_for,
)
from pimpasa.outreach.recall import questions
from tests.intake.test_files import photo
from tests.outreach.test_villages_are_visited import know, plan, report
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import NOW, TODAY, officer

KNOWN = {"check": 12, "passport": 20, "help": 5}


@pytest.fixture
def talk(people):
    know(people)
    return report(people, plan(people, "talk"), audience={"F.26-45": 30})


def check(people, talk, moment="AFTER", *, on=TODAY, asked=20, right=KNOWN, id=None, now=NOW):
    found = Checked(id or uuid4(), moment, on, asked, right)
    return check_recall(officer(people, "ratna"), talk.id, found, now=now)


def test_words_heard_are_counted_once_by_kind(people, talk):
    once = uuid4()
    for id in (once, once, uuid4()):
        note_heard(officer(people, "ratna"), talk.id, id=id, kind="QUESTION", now=NOW)

    assert heard_at(talk.id) == {"QUESTION": 2}
    assert Event.objects.filter(name="outreach.words_heard").count() == 2


def test_what_a_room_knew_is_kept_once_a_moment(people, talk):
    once = uuid4()
    check(people, talk, id=once)
    check(people, talk, id=once)
    with pytest.raises(NotPossible):
        check(people, talk)
    check(people, talk, "BEFORE", right=dict.fromkeys(KNOWN, 0))

    assert list(recalls_of(talk.id)) == ["BEFORE", "AFTER"]
    assert set(questions()) == set(KNOWN)


def test_after_three_months_the_talk_stands_on_the_list_until_it_is_asked_again(people, talk):
    ratna, later = officer(people, "ratna"), TODAY + timedelta(days=91)
    check(people, talk)
    assert not recalls_due(ratna, on=TODAY).exists()
    assert recalls_due(ratna, on=later).get() == talk

    check(people, talk, "LATER", on=later, now=NOW + timedelta(days=91))

    assert not recalls_due(ratna, on=later).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked": 0},
        {"right": KNOWN | {"check": 21}},
        {"right": {"check": 1}},
        {"moment": "NEVER"},
        {"moment": "LATER"},
        {"on": TODAY + timedelta(days=1)},
    ],
)
def test_numbers_that_cannot_be_are_refused(people, talk, wrong):
    with pytest.raises(NotPossible):
        check(people, talk, **wrong)
    assert not recalls_of(talk.id)


def test_only_a_talk_is_followed_by_questions(people):
    with pytest.raises(NotPossible):
        check(people, report(people, plan(people, "visit")))


def test_a_photo_keeps_no_place_and_no_device_and_can_be_taken_away(people, talk):
    ratna, once = officer(people, "ratna"), uuid4()
    given = photo(size=(3000, 200))
    assert b"CANARY" in given
    for _ in range(2):
        add_photo(ratna, talk.id, given, id=once, now=NOW)

    kept = bytes(Photo.objects.get().content)
    assert b"CANARY" not in kept
    assert Image.open(io.BytesIO(kept)).size[0] == PHOTO_SIDE
    assert not Image.open(io.BytesIO(kept)).getexif()

    remove_photo(ratna, once, now=NOW)
    assert photos_of(talk.id) == []


def test_a_file_that_is_no_photo_and_a_seventh_photo_are_refused(people, talk):
    ratna = officer(people, "ratna")
    with pytest.raises(NotPossible):
        add_photo(ratna, talk.id, b"%PDF-1.7", id=uuid4(), now=NOW)
    for _ in range(MOST_PHOTOS):
        add_photo(ratna, talk.id, photo(), id=uuid4(), now=NOW)
    with pytest.raises(NotPossible):
        add_photo(ratna, talk.id, photo(), id=uuid4(), now=NOW)


def test_a_request_to_the_police_ends_and_names_an_officer_and_never_who_told(people):
    ratna, until = officer(people, "ratna"), TODAY + timedelta(days=14)
    whole = Written(uuid4(), "REQUEST", "Truk malam di dermaga lama", until, "Ratna, kantor")
    for _ in range(2):
        write_record(ratna, LOMBANG, whole, now=NOW)

    assert [record.call for record in records_for(ratna, LOMBANG)] == ["Ratna, kantor"]
    assert not {"reporter", "report", "told_by"} & {f.name for f in Record._meta.get_fields()}
    for wrong in (
        Written(uuid4(), "REQUEST", "Truk", until),
        Written(uuid4(), "REQUEST", "Truk", None, "Ratna"),
        Written(uuid4(), "REQUEST", "Truk", TODAY - timedelta(days=1), "Ratna"),
        Written(uuid4(), "AGREEMENT", " "),
        Written(uuid4(), "GOSSIP", "x"),
    ):
        with pytest.raises(NotPossible):
            write_record(ratna, LOMBANG, wrong, now=NOW)
    with pytest.raises(MarksPeople):
        write_record(ratna, LOMBANG, Written(uuid4(), "PROBLEM", "3212112233440001"), now=NOW)


@pytest.mark.parametrize("who", ["yohan", "made", "agus", "tono"])
def test_other_villages_findings_are_not_ones_own(people, talk, who):
    other = officer(people, who)
    with pytest.raises(NoSuchVisit):
        note_heard(other, talk.id, id=uuid4(), kind="REPORT", now=NOW)
    with pytest.raises(NoSuchVisit):
        add_photo(other, talk.id, photo(), id=uuid4(), now=NOW)
    with pytest.raises(NoSuchVisit):
        write_record(other, LOMBANG, Written(uuid4(), "PROBLEM", "x"), now=NOW)
    with pytest.raises(NoSuchVisit):
        records_for(officer(people, "ratna"), NEXT_VILLAGE)
