"""The country on which the demonstration of the tests is played, and the play itself."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from pimpasa.demo.plan import read_offices
from pimpasa.demo.planted import plan_planted
from pimpasa.demo.year import make_demonstration
from pimpasa.places.directory import directory
from pimpasa.places.models import Province, Regency
from pimpasa.places.rules import parent_of
from tests.standing import village

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def draw_country():
    """Every place that the demonstration speaks of."""
    for staffed in read_offices():
        for home in staffed.homes:
            village(home.code, home.code)
    for planted, _told in plan_planted(until=NOW.date()):
        for code in planted.villages:
            village(code, code)
    codes = {c for e in directory().entries for c in (e.seat, *e.serves)}
    provinces = {parent_of(c) for c in codes} - set(Province.objects.values_list("pk", flat=True))
    Province.objects.bulk_create(Province(code=c, name=c) for c in provinces)
    missing = codes - set(Regency.objects.values_list("pk", flat=True))
    Regency.objects.bulk_create(
        Regency(code=c, name=c, kind="REGENCY", province_id=parent_of(c)) for c in missing
    )


def play(messages):
    """Play the year; returns how many spoke."""
    return make_demonstration(now=NOW, progress=lambda _day, _share: None, messages=messages)


def forget_keys():
    """Take away how the standing people sign in."""
    Path(settings.KEY_FILE).with_name("demo.json").unlink()
