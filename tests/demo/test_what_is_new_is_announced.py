"""In the play what proved true and is new is written by one, let out by another, and read."""

from datetime import timedelta
from random import Random

from pimpasa.demo.announcing import announce
from pimpasa.demo.stage import Stage
from pimpasa.warnings.digests import receipts
from pimpasa.warnings.models import Digest
from tests.street import NOW, officer
from tests.warnings.test_digest import TEXT
from tests.warnings.test_warnings_name_nobody import prove, signal  # noqa: F401


def test_it_is_out_within_a_day_and_told_once(people, signal):  # noqa: F811
    prove(people, signal)
    stage = Stage(Random(1), NOW + timedelta(days=3), supervisors={})

    for _again in range(2):
        announce(stage, TEXT, officer(people, "sari"), NOW)
    stage.play(since=NOW.date())

    digest = Digest.objects.get()
    assert digest.approved_by == people["sari"].id
    assert digest.written_by == people["agus"].id
    assert digest.approved_at < digest.due_at
    assert receipts(digest) == (7, 3)
