"""What recurs, drawn: its numbers open the reports one may read, and tell how many others are."""

from datetime import timedelta

from django.utils import timezone

from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_signals_page import figures_of
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import OFFER, OWN_WORDS, tell, work


def test_a_contact_opens_the_reports_of_ones_own_that_name_it(people):
    today = timezone.localdate()
    for n, (words, village) in enumerate(
        [(OFFER, LOMBANG), (OWN_WORDS, LOMBANG), (OWN_WORDS, NEXT_VILLAGE), ("Halo.", LOMBANG)]
    ):
        tell(words, village=village, today=today - timedelta(days=n))
    work(now=timezone.now())
    ratna = at_the_desk(with_second_factor(people["ratna"]))

    page = ratna.get("/kantor/jaringan/").content.decode()

    [(way, n)] = figures_of(page)
    assert n == 2
    assert "dari 3" in page
    assert 'data-rows="2"' in ratna.get(way).content.decode()
    yohan = at_the_desk(with_second_factor(people["yohan"]))
    assert 'data-rows="1"' in yohan.get(way).content.decode()
    made = at_the_desk(with_second_factor(people["made"]))
    assert 'data-rows="0"' in made.get(way).content.decode()
