"""The same seed and moment give the same year, but for codes and keys, which are drawn anew."""

from collections import Counter

import pytest
from django.db import transaction

from pimpasa.answers.models import Message
from pimpasa.intake.models import Report
from pimpasa.ledger.models import Event
from pimpasa.signals.models import Signal
from pimpasa.verification.models import SecondReading
from tests.demo.country import draw_country, forget_keys, play


@pytest.mark.django_db
def test_the_same_seed_and_moment_give_the_same_year(settings):
    settings.DEMO = True
    draw_country()
    years = []
    for _ in range(2):
        with transaction.atomic():
            play(20)
            years.append(_outline())
            transaction.set_rollback(True)
    forget_keys()

    assert years[0] == years[1]
    assert len(years[0][0]) > 20
    assert all(years[0])


def _outline():
    """All that is told and done, raised and drawn to be read again, under which ids."""
    reports = Report.objects.values_list("received_on", "village_id", "kind", "channel")
    events = Event.objects.values_list("name", "subject", "happened_on", "happened_at")
    messages = Message.objects.values_list("position", "said_on", "card")
    signals = Signal.objects.values_list("id", "kind", "what", "place", "week", "observed")
    again = SecondReading.objects.values_list("settlement", "taken_by", "said", "differs")
    return *map(Counter, (reports, events, messages, signals)), sorted(map(str, again))
