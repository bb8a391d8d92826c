"""Makes the demonstration: the scene is set, the year is written and played up to today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test.utils import override_settings

from pimpasa.answers import cardsearch
from pimpasa.base.errors import Refused
from pimpasa.demo.asking import plan_asking
from pimpasa.demo.cast import choose_cast
from pimpasa.demo.day import plan_day
from pimpasa.demo.effort import shares_done
from pimpasa.demo.ids import ids_from
from pimpasa.demo.learning import plan_learning
from pimpasa.demo.life import strew_villages
from pimpasa.demo.listening import Watch, mondays
from pimpasa.demo.looking import Looking
from pimpasa.demo.meeting import FIRST_DAY, MEETING, plan_meeting
from pimpasa.demo.plan import Home, Staffed, Story, folder, read_day, read_offices
from pimpasa.demo.planted import Planted, keep_planted, plan_planted
from pimpasa.demo.play import Play, texts
from pimpasa.demo.referring import Referring
from pimpasa.demo.reporting import plan_reports
from pimpasa.demo.requesting import plan_requests
from pimpasa.demo.script import DAYS, MESSAGES, Scene, read_lines, write_year
from pimpasa.demo.second_readers import SecondReaders
from pimpasa.demo.setting import Setting, changes, names, villages_of_the_first
from pimpasa.demo.stage import Stage
from pimpasa.demo.visiting import plan_rounds
from pimpasa.people.models import Account

SEED = 20241104  # the day the first 146 officers were named
SET_UP = timedelta(days=30)  # how long before the first word the offices and people are there
Progress = Callable[[date, float], object]
OTHERS = ("analyst", "directorate", "trainer", "partner", "dpo", "admin")


class NotEmpty(Refused):
    """There are people in this system already: a demonstration never stands beside real data."""

    reason = "This system is in use. A demonstration is only made in an empty one."


class Drawn(Argon2PasswordHasher):
    """Argon2 with little work: it guards 84 random bits, and nobody can guess those."""

    time_cost, memory_cost, parallelism = 1, 8, 1


def make_demonstration(*, now: datetime, progress: Progress, messages: int = MESSAGES) -> int:
    """Fill an empty system with a believable year that ends now; returns how many spoke.

    `progress` is told each day that was played, and the share of the work that is done by then.
    The same seed and moment give the same year. Raises NotEmpty.
    """
    if Account.objects.exists():
        raise NotEmpty
    with ids_from(Random(f"{SEED} ids")):  # noqa: S311  a play, not a secret
        return _make(now, progress, messages)


def _make(now: datetime, progress: Progress, messages: int) -> int:
    random = Random(SEED)  # noqa: S311  a play, not a secret
    today = now.date()
    since = min(today - timedelta(days=DAYS) - SET_UP, FIRST_DAY)
    plan, stories = read_offices(), read_day()
    homes = [home for staffed in plan for home in staffed.homes]
    setting = Setting(names(random))
    stage = Stage(random, now, setting.supervisors)
    play = Play(stage, texts(folder(), "replies"), texts(folder(), "answers"))
    planted = plan_planted(until=today)
    scenes = _scenes(homes, stories, random, today, messages)
    scenes += [scene for _one, told in planted for scene in told]
    cardsearch.refresh_index(on=today)
    stage.plan_changes(changes(setting, plan, since=since, until=today))
    stage.plan_changes(plan_meeting(setting, seed=SEED, since=since, until=today))
    play.plan(scenes)
    plan_day(play, stories)
    _work_in_villages(stage, setting, plan, scenes)
    _watch(stage, [one for one, _told in planted])
    done = _shares_done(scenes, since=since, until=today)
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.{Drawn.__name__}"]):
        stage.play(since=since, after=lambda day: progress(day, done.get(day, 1.0)))
    first, supervisor = setting.staff[plan[0].name][0], setting.supervisors[plan[0].name]
    choose_cast([first.username, supervisor.username, *OTHERS], setting.passwords)
    return len(scenes) + len(stories)


def _shares_done(scenes: Sequence[Scene], *, since: date, until: date) -> dict[date, float]:
    told, listened = [scene.on for scene in scenes], mondays(until)
    return shares_done(told, since=since, until=until, taught=MEETING, listened=listened)


def _scenes(
    homes: Sequence[Home], stories: Sequence[Story], random: Random, until: date, messages: int
) -> list[Scene]:
    """What chance says in the year; it does not drown what the written day tells of."""
    quiet = {story.village for story in stories}
    written = write_year(read_lines(folder()), homes, random=random, until=until, messages=messages)
    return [one for one in written if one.village not in quiet or (until - one.on).days > 12]


def _work_in_villages(
    stage: Stage, setting: Setting, plan: Sequence[Staffed], scenes: Sequence[Scene]
) -> None:
    """Let villages be known and visited, what many ask be answered, each month be signed."""
    since = stage.until.date() - timedelta(days=DAYS)
    homes = [home for staffed in plan for home in staffed.homes]
    standing = villages_of_the_first(plan[0], len(plan))
    plan_rounds(stage, homes, scenes, seed=SEED, since=since, standing=standing)
    plan_asking(stage, homes)
    plan_requests(stage, homes)
    plan_reports(stage, setting, since=since)
    plan_learning(stage, setting, seed=SEED)
    stage.plan(stage.until, lambda _now: strew_villages())


def _watch(stage: Stage, planted: list[Planted]) -> None:
    """Let the system listen to the year and officers look, read again, refer.

    What the system was not told is written down beside.
    """
    Watch(stage, planted, Looking(stage)).plan(until=stage.until.date())
    for who in (SecondReaders, Referring):
        who(stage, Random(SEED)).plan(until=stage.until.date())  # noqa: S311  a play
    keep_planted(planted)
