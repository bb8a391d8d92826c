"""What became of it: closed with a reason, people counted once, told back, gone to again."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from pimpasa.answers.models import Message
from pimpasa.answers.queries import conversation_with_code
from pimpasa.intake.actions import Sharing
from pimpasa.intake.queries import NamesYou, NoSuchReport
from pimpasa.outcomes import queries
from pimpasa.outcomes.actions import (
    Back,
    CouldBetray,
    Help,
    NoDayToCome,
    NotThatMany,
    Reason,
    StillWaits,
    close_report,
    make_return,
    note_help,
    plan_return,
    reopen_report,
    tell_back,
)
from pimpasa.outcomes.models import Closing, Helped
from pimpasa.outcomes.public import outcomes_told
from pimpasa.outcomes.rules import Danger, dangers, quarter_before
from pimpasa.referrals.actions import NotInThisOrder, Taken, move
from pimpasa.referrals.models import Referral, State
from tests.referrals.test_referrals_go_their_way import sent
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import NOW, OFFER, TODAY, officer, tell

WORDS = "Perusahaan itu tidak berizin. Sudah ditangani."


@pytest.fixture
def receipt(people):
    return tell(sharing=Sharing.YES)


def ended(people, report):
    referral = sent(people, report)
    lina = officer(people, "lina")
    move(lina, referral.id, State.ACCEPTED, now=NOW)
    return move(lina, referral.id, State.OUTCOME, now=NOW, taken=Taken("tidak berizin"))


def back(words=WORDS, **more):
    return Back(words, uuid4(), **more)


def test_a_report_is_closed_once_and_can_be_opened_again(people, receipt):
    ratna, report = officer(people, "ratna"), receipt.report_id
    first = close_report(ratna, report, Reason.NOTHING_FOUND, now=NOW)
    assert close_report(ratna, report, Reason.NOTHING_FOUND, now=NOW) == first
    reopen_report(ratna, report, now=NOW)
    assert queries.closing_of(report) is None

    close_report(ratna, report, Reason.HELPED, now=NOW)

    assert queries.closing_of(report).reason == Reason.HELPED
    assert Closing.objects.count() == 2


def test_what_an_agency_still_owes_keeps_it_open(people, receipt):
    ratna, report = officer(people, "ratna"), receipt.report_id
    referral = ended(people, report)
    with pytest.raises(StillWaits):
        close_report(ratna, report, Reason.HANDED_OVER, now=NOW)

    tell_back(ratna, referral.id, back(), now=NOW)

    assert close_report(ratna, report, Reason.HANDED_OVER, now=NOW)


def test_the_outcome_is_told_once_under_the_code(people, receipt):
    referral, ratna, told = ended(people, receipt.report_id), officer(people, "ratna"), back()
    for _ in range(2):
        tell_back(ratna, referral.id, told, now=NOW)

    assert Referral.objects.get().state == State.TOLD
    assert Message.objects.count() == 1
    assert conversation_with_code(receipt.code).said[-1].words == WORDS


def test_nothing_is_told_before_there_is_an_outcome(people, receipt):
    referral = sent(people, receipt.report_id)

    with pytest.raises(NotInThisOrder):
        tell_back(officer(people, "ratna"), referral.id, back(), now=NOW)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("words", "danger"),
    [
        ("Hubungi 0812-3456-7890.", Danger.PHONE),
        ("Kami datang pukul 9.", Danger.HOUR),
        ("Petugas Ratna sudah ke sana.", Danger.OFFICER),
        ("Akun @agen_kerja sudah ditutup.", Danger.HANDLE),
    ],
)
def test_words_that_could_betray_are_looked_at_first(people, receipt, words, danger):
    referral, ratna = ended(people, receipt.report_id), officer(people, "ratna")
    with pytest.raises(CouldBetray) as refused:
        tell_back(ratna, referral.id, back(words), now=NOW)
    assert refused.value.dangers == {danger}

    tell_back(ratna, referral.id, back(words, is_looked_at=True), now=NOW)

    assert Message.objects.get().words == words


def test_plain_words_betray_nothing():
    assert dangers(WORDS, officers=["Ratna", "Al"]) == frozenset()
    assert dangers("Ratnawati dan Al datang.", officers=["Ratna", "Al"]) == frozenset()


def test_people_are_counted_once_however_many_reports_speak_of_them(people):
    ratna, sari, group = officer(people, "ratna"), officer(people, "sari"), uuid4()
    first, second = tell().report_id, tell().report_id
    for _ in range(2):
        note_help(ratna, first, group, help=Help.STOPPED, people=3, now=NOW)
        note_help(ratna, second, group, now=NOW)

    known = queries.figures(sari, since=TODAY, until=TODAY + timedelta(days=1))
    assert known.helped == {"STOPPED": 3}
    assert known.people == 3
    assert queries.helped_in(second).get().id == group


def test_a_group_is_offered_to_those_who_may_read_of_it(people):
    ratna, yohan, group = officer(people, "ratna"), officer(people, "yohan"), uuid4()
    note_help(ratna, tell().report_id, group, people=2, now=NOW)
    next_door = tell(village=NEXT_VILLAGE)

    assert queries.group_for(yohan, group) is None
    with pytest.raises(NotThatMany):
        note_help(yohan, next_door.report_id, group, now=NOW)
    assert Helped.objects.count() == 1


def test_a_return_is_planned_moved_and_made(people, receipt):
    ratna, report = officer(people, "ratna"), receipt.report_id
    with pytest.raises(NoDayToCome):
        plan_return(ratna, report, TODAY - timedelta(days=1), now=NOW)
    for days in (7, 9):
        plan_return(ratna, report, TODAY + timedelta(days=days), now=NOW)
    due = queries.returns_for(ratna, until=TODAY + timedelta(days=9))
    assert due.get().on == TODAY + timedelta(days=9)

    make_return(ratna, report, now=NOW)

    assert not due.all().exists()


@pytest.mark.parametrize("who", ["yohan", "made", "agus", "lina", "dewi", "adi"])
def test_others_close_nothing(people, receipt, who):
    with pytest.raises(NoSuchReport):
        close_report(officer(people, who), receipt.report_id, Reason.HELPED, now=NOW)


def test_nobody_closes_words_that_name_himself(people):
    report = tell(f"{OFFER} Ratna tahu.").report_id

    with pytest.raises(NamesYou):
        close_report(officer(people, "ratna"), report, Reason.NOTHING_FOUND, now=NOW)


def closed(people, village, reason, many):
    by = officer(people, "made" if village == FAR_VILLAGE else "sari")
    for _ in range(many):
        close_report(by, tell(village=village).report_id, reason, now=NOW)


def test_only_whole_quarters_are_told_and_small_numbers_are_hidden(people):
    closed(people, LOMBANG, Reason.HELPED, 7)
    closed(people, LOMBANG, Reason.ANSWERED, 2)
    closed(people, FAR_VILLAGE, Reason.HELPED, 6)
    assert outcomes_told(today=TODAY).rows == ()

    table = outcomes_told(today=date(2026, 4, 1))

    assert (table.since, table.until) == (date(2026, 1, 1), date(2026, 4, 1))
    numbers = [one for row in table.rows for one in (row.all, *row.by_reason)]
    assert not {1, 2, 3, 4} & set(numbers)
    assert None in numbers


def test_quarters_follow_each_other_without_gap_or_overlap():
    day, seen = date(2025, 1, 1), set()
    while day < date(2027, 1, 1):
        since, until = quarter_before(day)
        assert since < until <= day
        seen.add((since, until))
        day += timedelta(days=1)
    quarters = sorted(seen)
    assert all(one[1] == after[0] for one, after in pairwise(quarters))
