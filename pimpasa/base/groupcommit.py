"""Many small writes, one flush to disk: each caller returns only after its own write is durable.

A writer thread takes all writes that wait, runs each in its own savepoint of one transaction, and
commits once. A write that fails is rolled back alone. Answers go out after the commit.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import close_old_connections, transaction

T = TypeVar("T")
MOST_IN_ONE = 128
_Write = tuple[Callable[[], Any], "Future[Any]"]

_waiting: queue.SimpleQueue[_Write] = queue.SimpleQueue()
_start = threading.Lock()
_writer: threading.Thread | None = None


def durably(write: Callable[[], T]) -> T:
    """Run `write` in a transaction, together with others that wait; return when it is on disk.

    Raises what `write` raises. With settings.GROUP_COMMIT off, or inside a transaction, it simply
    runs in one of its own.
    """
    if not settings.GROUP_COMMIT or transaction.get_connection().in_atomic_block:
        with transaction.atomic():
            return write()
    _ensure_writer()
    done: Future[T] = Future()
    _waiting.put((write, done))
    return done.result()


def _ensure_writer() -> None:
    global _writer  # noqa: PLW0603  one thread a process, begun by the first write after a fork
    with _start:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_write_for_ever, name="writer", daemon=True)
            _writer.start()


def _write_for_ever() -> None:
    while True:
        batch = [_waiting.get()]
        while len(batch) < MOST_IN_ONE:
            try:
                batch.append(_waiting.get_nowait())
            except queue.Empty:
                break
        _commit(batch)


def _commit(batch: list[_Write]) -> None:
    close_old_connections()
    answers: list[Callable[[], None]] = []
    try:
        with transaction.atomic():
            for write, done in batch:
                answers.append(_try(write, done))
    except BaseException as failed:
        for _, done in batch:
            done.set_exception(failed)
        transaction.get_connection().close()
        return
    for answer in answers:
        answer()


def _try(write: Callable[[], Any], done: Future[Any]) -> Callable[[], None]:
    """Run one write in its savepoint; hand back the answer to give once all is committed."""
    try:
        with transaction.atomic():
            result = write()
    except Exception as refused:
        return partial(done.set_exception, refused)
    return partial(done.set_result, result)
