"""Makes the demonstration: the scene is set, the year is written and played up to today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from pimpasa.answers import cardsearch
from pimpasa.base.content import content_root
from pimpasa.base.errors import Refused
from pimpasa.demo.play import Play, texts
from pimpasa.demo.script import DAYS, MESSAGES, read_lines, write_year
from pimpasa.demo.setting import set_the_scene
from pimpasa.people.models import Account

SEED = 20241104  # the day the first 146 officers were named


class NotEmpty(Refused):
    """There are people in this system already: a demonstration never stands beside real data."""

    reason = "This system is in use. A demonstration is only made in an empty one."


def make_demonstration(
    *, now: datetime, progress: Callable[[int], object], messages: int = MESSAGES
) -> int:
    """Fill an empty system with a believable year that ends now; returns how many spoke.

    Raises NotEmpty.
    """
    if Account.objects.exists():
        raise NotEmpty
    random = Random(SEED)  # noqa: S311  a play, not a secret
    today = now.date()
    folder = content_root() / "demo"
    cardsearch.refresh_index(on=today)
    staffed = set_the_scene(random, since=today - timedelta(days=DAYS + 30))
    villages = {code: office.weight for office in staffed for code in office.villages}
    scenes = write_year(read_lines(folder), villages, random=random, until=today, messages=messages)
    play = Play(
        staffed=staffed,
        random=random,
        until=now,
        replies=texts(folder, "replies"),
        thanks=texts(folder, "answers"),
        progress=progress,
    )
    play.run(scenes)
    return len(scenes)
