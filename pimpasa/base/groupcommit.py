"""Many small writes, one flush to disk: each caller returns only after its own write is durable.

A writer thread takes all writes that wait and commits them once. Writes of one kind that know how
to be done together are done together; each other runs in a savepoint of its own. A write that
fails is rolled back alone. Answers go out after the commit.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, IntegrityError, close_old_connections, transaction

from pimpasa.base.errors import Unavailable

T = TypeVar("T")
Item = TypeVar("Item")
MOST_IN_ONE = 128
DEADLOCK = "40P01"  # PostgreSQL's code

KeepAll = Callable[[Sequence[Any]], Sequence[Any]]


@dataclass
class _Write:
    """One caller who waits."""

    keep_all: KeepAll | None  # None: the item is a function to be called
    item: Any
    done: Future[Any] = field(default_factory=Future)
    answer: Any = None  # what to return, or the exception to raise

    def is_told(self) -> None:
        """Wake the caller, with the answer or the refusal."""
        if isinstance(self.answer, BaseException):
            self.done.set_exception(self.answer)
        else:
            self.done.set_result(self.answer)


_waiting: queue.SimpleQueue[_Write] = queue.SimpleQueue()
_start = threading.Lock()
_writer: threading.Thread | None = None


def durably(write: Callable[[], T]) -> T:
    """Run `write` in a transaction, together with others that wait; return when it is on disk.

    Raises what `write` raises. With settings.GROUP_COMMIT off, or inside a transaction, it simply
    runs in one of its own.
    """
    result: T = _keep(_Write(None, write))
    return result


def durably_together(
    item: Item, keep_all: Callable[[Sequence[Item]], Sequence[T | Exception]]
) -> T:
    """Like `durably`, for writes that are quicker done at once.

    `keep_all` takes the items of all callers who wait and answers for each, in their order, with
    what to return or what to raise. When it raises itself, it is called again for each item alone.
    """
    result: T = _keep(_Write(keep_all, item))
    return result


def _keep(write: _Write) -> Any:
    if not settings.GROUP_COMMIT or transaction.get_connection().in_atomic_block:
        with transaction.atomic():
            _do_alone(write)
            if isinstance(write.answer, BaseException):
                raise write.answer
        return write.answer
    _ensure_writer()
    _waiting.put(write)
    return write.done.result()


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


def _commit(batch: Sequence[_Write]) -> None:
    close_old_connections()
    for writes in _apart(batch):
        _commit_at_once(writes)


def _apart(batch: Sequence[_Write]) -> list[Sequence[_Write]]:
    """What shares a transaction: on SQLite all; on PostgreSQL only what is done together.

    There a transaction takes rows first and the ledger's chain last (ledger/actions.py). One that
    went on to further rows with the chain in hand could wait for somebody who waits for the chain.
    """
    if transaction.get_connection().vendor == "sqlite":
        return [batch]
    alone = [[write] for write in batch if write.keep_all is None]
    alike = sorted((write for write in batch if write.keep_all is not None), key=_kind)
    return [*(list(writes) for _, writes in groupby(alike, key=_kind)), *alone]


def _commit_at_once(batch: Sequence[_Write]) -> None:
    try:
        with transaction.atomic():
            for keep_all, alike in groupby(sorted(batch, key=_kind), key=lambda w: w.keep_all):
                writes = list(alike)
                if keep_all is None or len(writes) == 1 or not _is_done_together(writes):
                    _do_each(writes)
            # A savepoint that could not be undone takes all with it, and Django says nothing.
            if transaction.get_rollback():
                raise Unavailable
    except BaseException as failed:
        for write in batch:
            write.answer = failed
        transaction.get_connection().close()
    for write in batch:
        write.is_told()


def _kind(write: _Write) -> int:
    return id(write.keep_all)


def _is_done_together(writes: Sequence[_Write]) -> bool:
    """Try all in one savepoint; False when that failed, whosever fault it was."""
    try:
        with transaction.atomic():
            answers = _answers(writes)
    except Exception:
        return False
    for write, answer in zip(writes, answers, strict=True):
        write.answer = answer
    return True


def _do_each(writes: Iterable[_Write]) -> None:
    """Each in its own savepoint."""
    for write in writes:
        try:
            _do_alone(write)
        except Exception as refused:
            write.answer = refused


def _do_alone(write: _Write) -> None:
    """In a savepoint; once more when another process was first, whose write is seen by then."""
    try:
        with transaction.atomic():
            _do(write)
    except DatabaseError as failed:
        if not was_second(failed):
            raise
        with transaction.atomic():
            _do(write)


def was_second(failed: BaseException) -> bool:
    """True when the database refused this because of what another did at the same moment."""
    cause = getattr(failed.__cause__, "sqlstate", None)
    return isinstance(failed, IntegrityError) or cause == DEADLOCK


def _do(write: _Write) -> None:
    [write.answer] = _answers([write])


def _answers(alike: Sequence[_Write]) -> Sequence[Any]:
    keep_all = alike[0].keep_all or _call_each
    return keep_all([write.item for write in alike])


def _call_each(writes: Sequence[Callable[[], Any]]) -> Sequence[Any]:
    return [write() for write in writes]
