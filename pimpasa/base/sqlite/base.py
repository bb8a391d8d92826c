"""Django's SQLite backend, with one fair queue for every process that writes.

SQLite's own busy handler sleeps and tries again, so an unlucky writer may wait for seconds while
others pass. Here each transaction first waits for a file lock, which the kernel hands on in turn.
After the disk failed to keep a commit, this process begins no other.
"""

import fcntl
import os
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from pimpasa.base.sqlite import trust

IO_ERROR = "disk I/O error"


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with a queue before BEGIN IMMEDIATE."""

    _turnstile: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if reason := trust.lost():
            raise OperationalError(f"{IO_ERROR}: {reason}")
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        except OperationalError as failed:
            if IO_ERROR in str(failed):
                trust.lose()
            raise
        finally:
            if not self.connection.in_transaction:
                self._end_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        path = f"{self.settings_dict['NAME']}-queue"
        self._turnstile = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._turnstile, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        turnstile, self._turnstile = self._turnstile, None
        if turnstile is not None:
            os.close(turnstile)
