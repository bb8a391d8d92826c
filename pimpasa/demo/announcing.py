"""What proved true and is new goes to all offices of the demonstration within a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from pimpasa.demo.stage import Stage
from pimpasa.people.queries import accounts_of_roles
from pimpasa.people.rules import Officer, Role
from pimpasa.warnings.digests import (
    approve_digest,
    digests_for,
    gather_digest,
    note_digest_read,
    write_digest,
)

WRITTEN_AFTER, OUT_AFTER, READ_AFTER = timedelta(hours=2), timedelta(hours=5), timedelta(days=1)


def announce(stage: Stage, wording: Mapping[str, str], by: Officer, now: datetime) -> None:
    """An hour after it proved true it is gathered; an analyst writes it, a supervisor lets it out.

    Nothing follows where the province knows of it already.
    """
    if not gather_digest(now=now):
        return
    analysts = accounts_of_roles([Role.ANALYST], on=now.date())
    waiting = digests_for(by).filter(approved_at=None).first()
    if not analysts or waiting is None:
        return
    writer = stage.officer(analysts[0], now)

    def write(at: datetime) -> None:
        texts = {"text_id": wording["text_id"], "text_en": wording["text_en"]}
        write_digest(writer, waiting.id, **texts, now=at)

    def out(at: datetime) -> None:
        approve_digest(by, waiting.id, now=at)
        stage.work(at)
        stage.plan(at + READ_AFTER, read)

    def read(at: datetime) -> None:
        """Two of three have read it a day later."""
        readers = accounts_of_roles([Role.PIMPASA, Role.SUPERVISOR], on=at.date())
        for n, account in enumerate(sorted(readers, key=lambda one: one.username)):
            if n % 3 != 2:
                note_digest_read(stage.officer(account, at), waiting.id, now=at)

    stage.plan(now + WRITTEN_AFTER, write)
    stage.plan(now + OUT_AFTER, out)
