"""Words that the village's own office may not read do not show in the village's figures."""

from pimpasa.counts.models import WeekCount
from pimpasa.intake.models import Readers
from tests.standing import LOMBANG
from tests.street import QUESTION, tell, work


def test_a_complaint_counts_without_its_village(people):
    tell(QUESTION)
    tell("Petugas desa minta uang.", readers=Readers.ELSEWHERE)
    work()

    counted = WeekCount.objects.filter(what="all").values_list("village", "n")
    assert set(counted) == {(LOMBANG, 1), ("", 1)}
