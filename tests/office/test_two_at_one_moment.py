"""Two officers decide at the same moment: the second is told so, never that something broke."""

import pytest
from django.db import IntegrityError

from pimpasa.triage import actions
from pimpasa.triage.models import Settlement
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_case_page import CHOSEN, page_of
from tests.street import tell, work


@pytest.fixture
def decided(people):
    """A case that Ratna has just settled."""
    receipt = tell()
    work()
    ratna = at_the_desk(with_second_factor(people["ratna"]))
    assert ratna.post(page_of(receipt, "putusan/"), CHOSEN).status_code == 302
    return receipt


@pytest.fixture
def looked_before(monkeypatch):
    """The next look at what was settled sees what was there before Ratna wrote."""
    looks = []

    def look(report_id):
        looks.append(report_id)
        return None if len(looks) == 1 else see(report_id)

    see = actions.latest_settlement
    monkeypatch.setattr(actions, "latest_settlement", look)
    return looks


def test_whoever_was_second_is_told_that_it_was_settled_meanwhile(people, decided, looked_before):
    sari = at_the_desk(with_second_factor(people["sari"]))

    answer = sari.post(page_of(decided, "putusan/"), CHOSEN | {"is_tppo": "0"})

    assert answer.status_code == 409
    assert len(looked_before) == 2
    assert Settlement.objects.get().is_tppo


def test_what_the_database_refuses_twice_is_a_mistake_of_ours(people, decided, monkeypatch):
    monkeypatch.setattr(actions, "latest_settlement", lambda _: None)
    sari = at_the_desk(with_second_factor(people["sari"]))

    with pytest.raises(IntegrityError):
        sari.post(page_of(decided, "putusan/"), CHOSEN | {"is_tppo": "0"})
