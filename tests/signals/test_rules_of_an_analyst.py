"""An analyst writes a rule, sees what it would have done, and it speaks when it is met."""

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest

from pimpasa.counts.models import WeekCount
from pimpasa.counts.rules import week_of
from pimpasa.ledger.models import Event
from pimpasa.signals.listening import listen_weekly
from pimpasa.signals.models import Rule, Signal
from pimpasa.signals.queries import villages_of
from pimpasa.signals.rules.windows import newly_met, sums
from pimpasa.signals.watching import (
    Draft,
    NoSuchRule,
    NotYourPlace,
    ask_rules,
    end_rule,
    try_rule,
    write_rule,
)
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import NOW, TODAY, officer

WEEK = timedelta(days=7)
MONDAY = week_of(TODAY)
DRAFT = Draft("Tawaran", "topic:tppo", "32.12", level=8, at_least=4, weeks=2)


@pytest.fixture
def told(people):
    for weeks, n in ((30, 1), (20, 3), (19, 2), (18, 2), (2, 3), (1, 2)):
        said(LOMBANG, weeks, n - 1 or 1)
        if n > 1:
            said(NEXT_VILLAGE, weeks, 1)


def said(code, weeks_ago, n):
    WeekCount.objects.create(
        village=code, week=MONDAY - weeks_ago * WEEK, what="topic:tppo", n=n, settled=0, heard=n
    )


def test_a_window_speaks_when_it_fills_and_again_after_it_fell_below():
    heard = np.array([[1], [2], [2], [0], [0], [3]], np.int32)

    assert sums(heard, weeks=2)[:, 0].tolist() == [1, 3, 4, 2, 0, 3]
    assert newly_met(heard, at_least=3, weeks=2)[:, 0].tolist() == [0, 1, 0, 0, 0, 1]


def test_a_rule_is_tried_on_the_past_before_it_is_kept(people, told):
    trial = try_rule(officer(people, "agus"), DRAFT, today=TODAY)

    assert trial.times == (
        (MONDAY - WEEK, "32.12.11", 5),
        (MONDAY - 19 * WEEK, "32.12.11", 5),
    )
    assert not Rule.objects.exists()


def test_what_is_met_is_raised_with_the_villages_that_spoke(people, told):
    write_rule(officer(people, "agus"), DRAFT, rule_id=uuid4(), now=NOW)

    listen_weekly(today=TODAY)

    signal = Signal.objects.get(kind="RULE")
    assert (signal.place, signal.observed) == ("32.12.11", 5)
    assert villages_of(signal) == (NEXT_VILLAGE, LOMBANG)
    assert signal.rule.name == "Tawaran"


def test_the_same_rule_sent_twice_is_kept_once_and_ended_once(people):
    analyst, rule_id = officer(people, "agus"), uuid4()
    for _ in range(2):
        write_rule(analyst, DRAFT, rule_id=rule_id, now=NOW)
    for _ in range(2):
        end_rule(analyst, rule_id, now=NOW)

    assert Event.objects.filter(name="signals.rule_written").count() == 1
    assert Event.objects.filter(name="signals.rule_ended").count() == 1


def test_a_rule_that_ended_speaks_no_more(people, told):
    analyst, rule_id = officer(people, "agus"), uuid4()
    write_rule(analyst, DRAFT, rule_id=rule_id, now=NOW)
    end_rule(analyst, rule_id, now=NOW)

    assert list(ask_rules(week=MONDAY - WEEK, today=TODAY)) == []


def test_nobody_looks_at_what_is_not_theirs(people):
    far = Draft("Jauh", "all", "53.04", level=8, at_least=4, weeks=2)
    rule = Rule.objects.create(
        name="x", what="all", within="53.04", level=8, at_least=2, days=7, made_by=uuid4(),
        since=TODAY,
    )  # fmt: skip

    for name, draft in (("agus", far), ("ratna", DRAFT), ("dewi", DRAFT)):
        with pytest.raises(NotYourPlace):
            try_rule(officer(people, name), draft, today=TODAY)
    with pytest.raises(NoSuchRule):
        end_rule(officer(people, "agus"), rule.id, now=NOW)


def test_the_page_tries_what_is_in_its_address_and_keeps_what_is_sent(people, told):
    desk = at_the_desk(with_second_factor(people["agus"]))
    asked = {"name": "Tawaran", "what": "topic:tppo", "within": "32.12", "level": "8"}
    asked |= {"at_least": "2", "weeks": "2"}

    tried = desk.get("/kantor/sinyal/aturan/", asked).content.decode()
    assert "Juntinyuat" in tried
    assert not Rule.objects.exists()

    kept = desk.post("/kantor/sinyal/aturan/", asked | {"id": str(uuid4())})
    assert kept.status_code == 302
    rule = Rule.objects.get()
    desk.post(f"/kantor/sinyal/aturan/{rule.id}/akhir/")
    rule.refresh_from_db()
    assert rule.until is not None
    assert desk.post("/kantor/sinyal/aturan/", asked | {"at_least": "0"}).status_code == 422
