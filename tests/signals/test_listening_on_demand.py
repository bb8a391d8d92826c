"""An analyst has a week listened to now, once for each asking, and sees what came of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.ledger.models import Event
from pimpasa.signals.asking import NotForYou, NotYetOver, ask_to_listen, listen_as_asked
from pimpasa.signals.models import Asking, Signal
from tests.office.desk import at_the_desk, with_second_factor
from tests.signals.test_listening import NOW as WEEK_NOW
from tests.signals.test_listening import WHAT, outbreak, regency  # noqa: F401
from tests.street import NOW, officer, work


def ask(people, who="agus", *, asking_id=None, what=WHAT, week=WEEK_NOW):
    return ask_to_listen(
        officer(people, who), asking_id=asking_id or uuid4(), what=what, week=week, now=NOW
    )


def test_what_rose_is_raised_at_once_and_asking_twice_asks_once(people, regency):  # noqa: F811
    outbreak()
    same = uuid4()
    for _ in range(2):
        ask(people, asking_id=same)
    assert not Signal.objects.exists()

    work()
    listen_as_asked.func(str(same), now=NOW)

    assert Signal.objects.count() == 1
    asking = Asking.objects.get()
    assert (asking.raised, asking.heard_on) == (1, NOW.date())
    assert Event.objects.filter(name="signals.listening_asked").count() == 1


def test_another_topic_hears_nothing_of_it(people, regency):  # noqa: F811
    outbreak()
    ask(people, what="topic:passport")
    work()

    assert not Signal.objects.exists()
    assert Asking.objects.get().raised == 0


def test_only_analysts_ask_and_only_about_weeks_that_can_be_heard(people):
    for who in ("ratna", "sari", "dewi"):
        with pytest.raises(NotForYou):
            ask(people, who)
    for week in (WEEK_NOW + timedelta(7), WEEK_NOW - timedelta(35), WEEK_NOW + timedelta(1)):
        with pytest.raises(NotYetOver):
            ask(people, week=week)


def test_the_page_takes_the_asking_and_shows_it(people):
    desk = at_the_desk(with_second_factor(people["agus"]))
    sent = {"id": str(uuid4()), "what": WHAT, "week": "0"}

    assert desk.post("/kantor/sinyal/dengar/", sent).status_code == 302
    assert desk.post("/kantor/sinyal/dengar/", sent).status_code == 302
    assert Asking.objects.count() == 1
    assert desk.post("/kantor/sinyal/dengar/", sent | {"week": "9"}).status_code == 422
    assert "sedang mendengar" in desk.get("/kantor/sinyal/").content.decode()
