"""What is new somewhere is told to all offices: by province, small counts hidden, by two people."""

from datetime import timedelta

import pytest
from django.core import mail

from pimpasa.verification.actions import Verdict
from pimpasa.warnings.actions import BetraysSomebody, NotPossible
from pimpasa.warnings.digests import (
    NoSuchDigest,
    approve_digest,
    digest_for,
    digests_for,
    gather_digest,
    news_in,
    note_digest_read,
    receipts,
    write_digest,
)
from pimpasa.warnings.models import Digest, DigestReader
from tests.standing import NEXT_VILLAGE
from tests.street import NOW, TODAY, officer, work
from tests.verification.test_its_clock import rise
from tests.warnings.test_warnings_name_nobody import prove, signal  # noqa: F401

TEXT = {"text_id": "Tawaran palsu lewat grup sekolah.", "text_en": "False offers in school groups."}


@pytest.fixture
def digest(people, signal):  # noqa: F811
    prove(people, signal)
    gather_digest(now=NOW)
    return Digest.objects.get()


def test_the_clock_gathers_what_proved_true_once_and_it_is_due_in_a_day(people, digest, signal):  # noqa: F811
    assert gather_digest(now=NOW + timedelta(hours=1)) == 0

    assert digest.due_at == NOW + timedelta(hours=24)
    [news] = news_in(digest)
    assert (news.what, news.province, news.week) == ("topic:tppo", "32", TODAY)


def test_small_counts_are_not_told(digest, signal):  # noqa: F811
    [news] = news_in(digest)

    assert (news.reports, news.villages) == (9, None)
    signal.observed = 4
    signal.save()
    assert news_in(digest)[0].reports is None


def test_a_false_alarm_is_no_news_and_neither_is_what_a_province_knows(people, digest):
    prove(people, rise(NEXT_VILLAGE, "topic:tppo"), who="sari")
    prove(people, rise(what="topic:tppm"), Verdict.FALSE)

    assert gather_digest(now=NOW) == 0


def test_two_people_let_it_out_and_all_offices_are_told(people, digest):
    for name in ("made", "tono"):
        people[name].email = f"{name}@example.org"
        people[name].save()
    sari, agus = officer(people, "sari"), officer(people, "agus")
    with pytest.raises(NotPossible):
        approve_digest(sari, digest.id, now=NOW)
    write_digest(sari, digest.id, **TEXT, now=NOW)
    with pytest.raises(NotPossible):
        approve_digest(sari, digest.id, now=NOW)
    assert not digests_for(officer(people, "yohan")).exists()

    approve_digest(agus, digest.id, now=NOW)
    work()

    assert sorted(to for letter in mail.outbox for to in letter.to) == [
        "made@example.org", "tono@example.org",
    ]  # fmt: skip
    assert all("grup" not in letter.body for letter in mail.outbox)
    told = set(DigestReader.objects.values_list("account", flat=True))
    assert told == {
        people[n].id for n in ("ratna", "yohan", "sari", "made", "agus", "dewi", "tono")
    }
    note_digest_read(officer(people, "yohan"), digest.id, now=NOW)
    note_digest_read(officer(people, "yohan"), digest.id, now=NOW)
    assert receipts(digest) == (7, 1)
    with pytest.raises(NotPossible):
        write_digest(sari, digest.id, **TEXT, now=NOW)


def test_what_somebody_told_is_not_repeated(people, digest):
    given = TEXT | {"text_id": "Namanya Darto, lewat grup sekolah."}
    with pytest.raises(BetraysSomebody):
        write_digest(officer(people, "sari"), digest.id, **given, now=NOW)


@pytest.mark.parametrize("who", ["ratna", "dewi", "lina", "putri", "adi"])
def test_others_neither_write_nor_see_what_waits(people, digest, who):
    with pytest.raises(NoSuchDigest):
        write_digest(officer(people, who), digest.id, **TEXT, now=NOW)
    with pytest.raises(NoSuchDigest):
        digest_for(officer(people, who), digest.id)
