"""A contact heard in two villages is told of; who may not read the reports learns only that."""

from datetime import timedelta

from pimpasa.intake.actions import forget_words
from pimpasa.intake.models import Report
from pimpasa.ledger.models import Event
from pimpasa.links.models import Contact, Hearing
from pimpasa.links.queries import contacts_of, recurrence, villages_of
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, TODAY, officer, tell, work

PHONE = "0834-1122-3344"


def told_elsewhere():
    return Event.objects.filter(name="links.heard_elsewhere").count()


def test_a_number_heard_in_two_villages_is_told_of_once(people):
    tell(OFFER)
    tell(f"Ada yang menawari saya kerja, nomornya {PHONE}")
    work()
    assert told_elsewhere() == 0

    tell(f"Tetangga diajak kerja, hubungi {PHONE}", village=NEXT_VILLAGE)
    work()

    assert told_elsewhere() == 1
    assert Hearing.objects.count() == 3


def test_each_sees_the_reports_they_may_read_and_that_there_are_others(people):
    mine = tell(OFFER).report_id
    tell(OFFER, village=FAR_VILLAGE, today=TODAY + timedelta(days=3))
    work()
    contact = contacts_of(mine)[0].id

    ratna = recurrence(officer(people, "ratna"), contact)

    assert ratna.mine == (mine,)
    assert (ratna.reports, ratna.elsewhere, ratna.villages, ratna.regencies) == (2, 1, 2, 2)
    assert recurrence(officer(people, "yohan"), contact) is None
    assert recurrence(officer(people, "dewi"), contact) is None
    assert villages_of(contact) == (LOMBANG, FAR_VILLAGE)


def test_contacts_are_sealed_and_their_writing_goes_with_the_last_words(people):
    first, second = tell(OFFER).report_id, tell(OFFER, village=NEXT_VILLAGE).report_id
    work()
    contact = Contact.objects.get(kind="PHONE")
    assert contact.original == PHONE

    for report in (first, second):
        forget_words(Report.objects.get(id=report), today=TODAY, why="retention")
        work(now=NOW + timedelta(minutes=1))

    contact = Contact.objects.get(kind="PHONE")
    assert contact.original is None
    assert Hearing.objects.filter(contact=contact).count() == 2


def test_a_job_run_twice_hears_nothing_twice(people):
    from pimpasa.links.actions import note_contacts

    report = tell(OFFER).report_id
    work()
    note_contacts.func(str(report), now=NOW)

    assert Hearing.objects.count() == Contact.objects.count() == 1
