"""The demonstration asks who may act for the day it is where they serve, as the actions do."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from pimpasa.demo.stage import Stage
from pimpasa.people.rules import Deed
from pimpasa.training.models import Certificate
from tests.street import officer

ENDS = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (datetime(2026, 5, 19, 16, 59, tzinfo=UTC), True),  # 23.59 WIB on the day before
        (datetime(2026, 5, 19, 17, 0, tzinfo=UTC), False),  # midnight WIB, still the 19th in UTC
    ],
    ids=["before midnight", "after midnight"],
)
def test_a_certificate_ends_at_midnight_where_the_officer_serves(people, now, may):
    Certificate.objects.filter(account=people["ratna"]).update(expires_on=ENDS)
    stage = Stage(Random(1), now, {})

    assert stage.may(officer(people, "ratna"), Deed.SETTLE, now) is may
