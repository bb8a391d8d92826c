"""The same seed and moment give the same year, but for ids and codes, which are drawn anew."""

from collections import Counter

import pytest
from django.db import transaction

from pimpasa.answers.models import Message
from pimpasa.intake.models import Report
from pimpasa.ledger.models import Event
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


def _outline():
    """All that is told and done, without the ids and codes, which are drawn anew.

    Which readings are read a second time follows from ids: so that nobody can foresee it.
    """
    reports = Report.objects.values_list("received_on", "village_id", "kind", "channel")
    kept = Event.objects.exclude(name__startswith="verification.second_")
    events = kept.values_list("name", "happened_on", "happened_at")
    messages = Message.objects.values_list("position", "said_on", "card")
    return Counter(reports), Counter(events), Counter(messages)
