"""A digest stands on the desks of those who owe it, and is brought before them when it is late."""

from datetime import timedelta

import pytest
from django.core import mail

from pimpasa.ledger.models import Event
from pimpasa.warnings.digest_clock import escalate_late_digests, owed_by
from pimpasa.warnings.digests import approve_digest, write_digest
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import NOW, officer, work
from tests.warnings.test_digest import TEXT, digest  # noqa: F401
from tests.warnings.test_warnings_name_nobody import signal  # noqa: F401

LATE = NOW + timedelta(hours=25)


def test_it_is_owed_by_whoever_may_write_it_and_then_by_another(people, digest):  # noqa: F811
    sari, agus, dewi = (officer(people, name) for name in ("sari", "agus", "dewi"))
    assert owed_by(sari, now=NOW).digest == owed_by(agus, now=NOW).digest == digest.id
    assert owed_by(officer(people, "ratna"), now=NOW) is None

    write_digest(sari, digest.id, **TEXT, now=NOW)

    assert owed_by(sari, now=NOW) is None
    assert owed_by(agus, now=NOW).is_written
    assert owed_by(dewi, now=NOW) is None
    late = owed_by(dewi, now=LATE)
    assert (late.digest, late.is_late) == (None, True)
    approve_digest(agus, digest.id, now=LATE)
    assert owed_by(agus, now=LATE) is owed_by(dewi, now=LATE) is None


def test_what_is_late_is_written_once_to_those_who_owe_it_and_to_the_directorate(people, digest):  # noqa: F811
    for name in ("sari", "dewi", "ratna", "lina"):
        people[name].email = f"{name}@example.org"
        people[name].save()

    early = escalate_late_digests(now=NOW + timedelta(hours=23))
    assert [early, *(escalate_late_digests(now=LATE) for _ in range(2))] == [0, 1, 0]
    work(now=LATE)

    assert Event.objects.filter(name="warnings.digest_missed", subject=digest.id).count() == 1
    sent = {letter.to[0]: letter for letter in mail.outbox}
    assert set(sent) == {"sari@example.org", "dewi@example.org"}
    assert str(digest.id) in sent["sari@example.org"].body
    assert str(digest.id) not in sent["dewi@example.org"].body
    assert not any(n in letter.body for letter in sent.values() for n in ("tppo", "Jawa", "9 "))


@pytest.mark.parametrize(
    ("name", "is_there", "opens"),
    [("agus", True, True), ("dewi", True, False), ("ratna", False, False)],
)
def test_desks_show_it_to_those_it_concerns(people, digest, name, is_there, opens):  # noqa: F811
    page = at_the_desk(with_second_factor(people[name])).get("/kantor/").content.decode()

    assert ('id="kabar"' in page) is is_there
    assert (f"/kantor/kabar/{digest.id}/" in page) is opens
