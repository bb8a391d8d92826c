"""A panel holds every week and every place, the silent ones too."""

from datetime import date, timedelta

import pytest

from pimpasa.counts.models import WeekExposure, WeekTalk
from pimpasa.counts.queries import panel
from pimpasa.counts.rules import week_of
from pimpasa.intake.models import Kind
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import QUESTION, TODAY, tell, work

MONDAY = week_of(TODAY)
BEFORE = MONDAY - timedelta(days=7)


@pytest.fixture
def _told(people):
    tell(QUESTION, kind=Kind.QUESTION)
    tell(QUESTION, kind=Kind.QUESTION, village=NEXT_VILLAGE)
    tell(QUESTION, kind=Kind.QUESTION, village=NEXT_VILLAGE, today=BEFORE)
    tell(QUESTION, kind=Kind.QUESTION, village=FAR_VILLAGE)
    WeekExposure.objects.create(village=LOMBANG, week=MONDAY, visits=1, attendance=40)
    WeekExposure.objects.create(village=NEXT_VILLAGE, week=MONDAY, visits=2, attendance=5)
    work()


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize(
    ("level", "within", "places", "n", "attendance"),
    [
        (13, ["32.12"], (NEXT_VILLAGE, LOMBANG), [[1, 0], [1, 1]], [[0, 0], [5, 40]]),
        (8, ["32.12"], ("32.12.11",), [[1], [2]], [[0], [45]]),
        (2, ["32", "53"], ("32", "53"), [[1, 0], [2, 1]], [[0, 0], [45, 0]]),
        (13, [LOMBANG], (LOMBANG,), [[0], [1]], [[0], [40]]),
    ],
)
def test_counts_and_exposure_stand_side_by_side(level, within, places, n, attendance):
    found = panel("topic:passport", within=within, level=level, first=BEFORE, last=TODAY)

    assert found.places == places
    assert found.weeks == (BEFORE, MONDAY)
    assert found.n.tolist() == n
    assert found.attendance.tolist() == attendance


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize(
    ("what", "attendance"),
    [("topic:passport", [[5, 40]]), ("topic:tppo", [[5, 15]]), ("all", [[5, 40]])],
)
def test_a_talk_on_one_topic_lends_no_ear_to_another(what, attendance):
    WeekTalk.objects.create(village=LOMBANG, week=MONDAY, topic="passport", people=25)

    found = panel(what, within=["32.12"], level=13, first=MONDAY, last=TODAY)

    assert found.attendance.tolist() == attendance


def test_silence_is_in_the_panel(people):
    found = panel("topic:tppo", within=["32.12"], level=13, first=BEFORE, last=TODAY)

    assert found.heard.shape == (2, 2)
    assert found.heard.sum() == 0


def test_weeks_run_forward(people):
    with pytest.raises(ValueError, match="lies before"):
        panel("all", within=["32"], level=13, first=date(2026, 3, 9), last=date(2026, 3, 2))
