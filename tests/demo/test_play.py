"""The year is played through the real actions, and leaves a system that looks lived in."""

import json
import stat
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail

from pimpasa.answers.models import Deadline, Message
from pimpasa.base.content import content_root
from pimpasa.demo.cast import standing_people
from pimpasa.demo.year import NotEmpty, make_demonstration
from pimpasa.intake.models import Report
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.models import Event
from pimpasa.people.models import Account
from pimpasa.people.rules import Role
from pimpasa.triage.models import Reading, Settlement
from tests.standing import village

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
MESSAGES = 60


@pytest.fixture
def played(db, settings):
    settings.DEMO = True
    with (content_root() / "demo" / "offices.toml").open("rb") as file:
        for office in tomllib.load(file)["office"]:
            for code in office["villages"]:
                village(code, code)
    make_demonstration(now=NOW, progress=lambda _: None, messages=MESSAGES)
    yield
    Path(settings.KEY_FILE).with_name("demo.json").unlink()


def test_a_lived_in_year(played, settings):
    spoken = Report.objects.count()
    assert MESSAGES - 3 <= spoken <= MESSAGES  # what comes later today has not been said yet
    assert Reading.objects.count() == spoken
    assert Settlement.objects.count() > MESSAGES / 2
    assert Message.objects.exclude(officer=None).count() > MESSAGES / 2
    assert Deadline.objects.exists() or Report.objects.filter(received_on=NOW.date()).count() == 0
    assert ledger.broken_link() is None
    assert not ledger.parked_jobs().exists()
    assert not mail.outbox

    met = Event.objects.filter(name="answers.deadline_met").values_list("details", flat=True)
    in_time = [json.loads(details)["in_time"] for details in met]
    assert any(in_time)
    assert Event.objects.filter(happened_on__gt=NOW.date()).count() == 0


def test_one_standing_person_per_role_with_keys_only_the_owner_may_read(played, settings):
    people = standing_people()

    assert {p.role for p in people} == {role.value for role in Role}
    for person in people:
        assert Account.objects.get(username=person.username).check_password(person.password)
    file = Path(settings.KEY_FILE).with_name("demo.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    settings.DEMO = False
    assert standing_people() == []


def test_it_never_stands_beside_real_people(played):
    with pytest.raises(NotEmpty):
        make_demonstration(now=NOW, progress=lambda _: None, messages=1)
