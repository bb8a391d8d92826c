"""What an officer may do needs a certificate in force; it ends by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.people.rules import Deed
from pimpasa.training.actions import (
    NoSuchCertificate,
    NotPossible,
    Spared,
    grant_exemption,
    issue_certificate,
    revoke_certificate,
)
from pimpasa.training.courses import courses, needed_for
from pimpasa.training.models import Certificate
from pimpasa.training.queries import NotCertified, may_now, require
from tests.street import NOW, TODAY, officer

LAW = "reading-the-law"


def without(people, name):
    Certificate.objects.filter(account=people[name]).delete()
    return officer(people, name)


def issue(people, name, *, now=NOW, id=None):
    trainer = officer(people, "tono")
    return issue_certificate(people[name].id, LAW, by=trainer, now=now, id=id or uuid4())


def spare(people, name, *, by="sari", days=7, reason="Kursus bulan depan", id=None):
    spared = Spared(id or uuid4(), people[name].id, LAW, TODAY + timedelta(days=days), reason)
    return grant_exemption(spared, by=officer(people, by), now=NOW)


def test_nobody_settles_without_a_certificate(people):
    ratna = without(people, "ratna")
    assert not may_now(ratna, Deed.SETTLE, on=TODAY)
    with pytest.raises(NotCertified):
        require(ratna, Deed.SETTLE, on=TODAY)

    issue(people, "ratna")

    assert may_now(ratna, Deed.SETTLE, on=TODAY)


def test_it_ends_by_itself(people):
    ratna = without(people, "ratna")
    last = issue(people, "ratna").expires_on - timedelta(days=1)

    assert may_now(ratna, Deed.SETTLE, on=last)
    assert not may_now(ratna, Deed.SETTLE, on=last + timedelta(days=1))


def test_it_is_taken_back_from_that_day_on(people):
    ratna = without(people, "ratna")
    certificate = issue(people, "ratna", now=NOW - timedelta(days=9))

    revoke_certificate(
        certificate.id, because="Ujian dibantu orang lain", by=officer(people, "tono"), now=NOW
    )

    assert may_now(ratna, Deed.SETTLE, on=TODAY - timedelta(days=1))
    assert not may_now(ratna, Deed.SETTLE, on=TODAY)


def test_a_supervisor_makes_an_exception_for_some_days(people):
    ratna = without(people, "ratna")

    exemption = spare(people, "ratna")

    assert may_now(ratna, Deed.SETTLE, on=TODAY)
    assert not may_now(ratna, Deed.SETTLE, on=exemption.until)


@pytest.mark.parametrize(("days", "reason"), [(0, "x"), (31, "x"), (7, " ")])
def test_an_exception_is_short_and_has_a_reason(people, days, reason):
    with pytest.raises(NotPossible):
        spare(people, "ratna", days=days, reason=reason)


@pytest.mark.parametrize("by", ["made", "ratna", "yohan", "agus", "dewi", "tono", "putri", "adi"])
def test_only_the_supervisor_of_the_office_makes_one(people, by):
    with pytest.raises(NoSuchCertificate):
        spare(people, "ratna", by=by)


def test_not_for_oneself(people):
    with pytest.raises(NoSuchCertificate):
        spare(people, "sari", by="sari")


def test_the_same_sent_twice_is_kept_once(people):
    without(people, "ratna")
    twice = uuid4()
    assert issue(people, "ratna", id=twice) == issue(people, "ratna", id=twice)
    assert spare(people, "ratna", id=twice) == spare(people, "ratna", id=twice)
    assert Certificate.objects.filter(account=people["ratna"]).count() == 1


def test_only_a_trainer_certifies(people):
    for name in ("ratna", "sari", "adi", "dewi"):
        with pytest.raises(NoSuchCertificate):
            issue_certificate(
                people["ratna"].id, LAW, by=officer(people, name), now=NOW, id=uuid4()
            )


def test_reading_words_and_answering_need_none(people):
    ratna = without(people, "ratna")

    assert may_now(ratna, Deed.READ_WORDS, on=TODAY)
    assert may_now(ratna, Deed.ANSWER, on=TODAY)
    assert needed_for(Deed.ANSWER) is None
    assert {deed for course in courses().values() for deed in course.deeds} == {
        Deed.SETTLE, Deed.REFER, Deed.TEACH,
    }  # fmt: skip
