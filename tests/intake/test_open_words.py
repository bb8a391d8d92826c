"""Guarded words are opened by those who serve the village, and each reading is noted."""

from uuid import uuid4

import pytest

from pimpasa.intake.actions import Readers, open_attachment, open_words, set_hold
from pimpasa.intake.models import Attachment
from pimpasa.intake.queries import NoSuchReport, report_for, reports_for
from pimpasa.ledger.models import Event
from pimpasa.places.actions.territory import stand_in
from pimpasa.places.models import Office
from tests.intake.test_files import photo
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, village
from tests.street import NOW, OFFER, officer, tell

READERS = {"ratna", "sari", "agus"}
EVERYONE = "ratna yohan sari made agus dewi tono lina putri adi".split()


@pytest.mark.parametrize("name", EVERYONE)
def test_only_those_who_serve_the_village_see_that_it_exists(people, name):
    receipt = tell()

    seen = reports_for(officer(people, name)).filter(id=receipt.report_id).exists()

    assert seen == (name in READERS)


def test_one_report_is_found_by_whoever_has_it_in_the_list_and_by_nobody_else(people):
    told = [
        tell(village=where, readers=readers).report_id
        for where in (None, LOMBANG, NEXT_VILLAGE, FAR_VILLAGE)
        for readers in ((Readers.VILLAGE, Readers.ELSEWHERE) if where else (Readers.VILLAGE,))
    ]
    everyone = [officer(people, name) for name in EVERYONE]

    listed = [{one.id for one in reports_for(who)} for who in everyone]
    found = [{one for one in told if _finds(who, one)} for who in everyone]

    assert found == listed
    assert len(set(map(frozenset, listed))) > 3


def _finds(who, report_id):
    try:
        return report_for(who, report_id).words == OFFER
    except NoSuchReport:
        return False


def test_opening_the_words_is_noted_and_the_note_holds_no_words(people):
    receipt, ratna = tell(), officer(people, "ratna")

    opened = open_words(ratna, receipt.report_id, now=NOW)

    assert opened.words == OFFER
    noted = Event.objects.get(name="intake.words_read")
    assert (noted.actor, noted.subject, noted.happened_at) == (ratna.id, receipt.report_id, NOW)
    assert "Kamboja" not in noted.details


@pytest.mark.parametrize("who", ["yohan", "adi"])
def test_not_yours_and_not_there_are_the_same_refusal(people, who):
    receipt, stranger = tell(), officer(people, who)

    with pytest.raises(NoSuchReport) as not_yours:
        open_words(stranger, receipt.report_id, now=NOW)
    with pytest.raises(NoSuchReport) as not_there:
        open_words(stranger, uuid4(), now=NOW)

    assert str(not_yours.value.reason) == str(not_there.value.reason)
    assert not Event.objects.filter(name="intake.words_read").exists()


def test_words_about_the_office_are_read_elsewhere(people):
    receipt = tell(village=FAR_VILLAGE, readers=Readers.ELSEWHERE)

    assert not reports_for(officer(people, "made")).exists()
    assert reports_for(officer(people, "sari")).get().id == receipt.report_id


def test_words_without_a_village_come_to_the_office_that_takes_them(people):
    tell(village=None)

    assert reports_for(officer(people, "sari")).exists()
    assert not reports_for(officer(people, "made")).exists()


def test_words_from_a_village_that_no_office_serves_come_there_too(people):
    unserved = village("64.03.05.2001", "Sungai Nyamuk", regency="Kabupaten Nunukan")
    told = {tell(village=unserved.code, readers=readers).report_id for readers in Readers}

    for name, seen in (("sari", told), ("ratna", told), ("made", set()), ("agus", set())):
        assert set(reports_for(officer(people, name)).values_list("id", flat=True)) == seen, name


def test_a_file_opens_for_the_same_people_and_is_noted(people):
    tell(files=[photo()], village=NEXT_VILLAGE)
    file = Attachment.objects.get()

    assert open_attachment(officer(people, "yohan"), file.id, now=NOW).content[:2] == b"\xff\xd8"
    with pytest.raises(NoSuchReport):
        open_attachment(officer(people, "ratna"), file.id, now=NOW)
    with pytest.raises(NoSuchReport):
        open_attachment(officer(people, "yohan"), uuid4(), now=NOW)
    assert Event.objects.filter(name="intake.file_read").count() == 1


def test_a_legal_hold_is_set_and_released_and_both_are_noted(people):
    receipt, sari = tell(), officer(people, "sari")

    set_hold(sari, receipt.report_id, hold=True, now=NOW)
    assert reports_for(sari).get().on_hold
    set_hold(sari, receipt.report_id, hold=False, now=NOW)

    assert not reports_for(sari).get().on_hold
    names = Event.objects.filter(name__startswith="intake.hold").values_list("name", flat=True)
    assert set(names) == {"intake.hold_set", "intake.hold_released"}


def test_words_meant_for_elsewhere_never_reach_the_officer_of_the_village(people):
    """Also when the village's own office is the one that takes such words."""
    receipt = tell(village=LOMBANG, readers=Readers.ELSEWHERE)
    assert not reports_for(officer(people, "ratna")).exists()
    assert not reports_for(officer(people, "yohan")).exists()
    assert reports_for(officer(people, "sari")).get().id == receipt.report_id


def test_where_another_office_is_named_nobody_of_the_own_office_reads(people):
    stand_in(people["made"].office_id, actor=people["adi"].id, now=NOW)
    near = tell(village=LOMBANG, readers=Readers.ELSEWHERE).report_id
    far = tell(village=FAR_VILLAGE, readers=Readers.ELSEWHERE).report_id

    for name, seen in (("ratna", far), ("yohan", far), ("sari", far), ("made", near)):
        assert reports_for(officer(people, name)).get().id == seen, name
    assert not reports_for(officer(people, "agus")).exists()


def test_where_no_office_takes_them_a_supervisor_of_the_own_office_reads(people):
    Office.objects.update(takes_unplaced=False)
    for account in people.values():
        account.refresh_from_db()
    tell(village=LOMBANG, readers=Readers.ELSEWHERE)

    readers = {n for n in people if reports_for(officer(people, n)).exists()}

    assert readers == {"sari"}
