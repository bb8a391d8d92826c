"""Keeps the parts of the system running: starts them, starts anew what dies, stops them all."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before something that died starts again
STEADY = 20.0  # seconds after which a part counts as running well
PATIENCE = 15.0  # seconds to end by itself
_PR_SET_PDEATHSIG = 1

log = logging.getLogger("pimpasa.clock")


@dataclass
class Part:
    """One process of the system."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause: float = FIRST_PAUSE


@dataclass
class Supervisor:
    """Runs parts until told to stop. It ends only processes it started."""

    parts: Sequence[Part]
    environment: Mapping[str, str]
    is_stopping: bool = field(default=False, init=False)

    def run(self, *, each_round: Callable[[], None]) -> None:
        """Stay until Ctrl-C, TERM or HUP; call `each_round` a few times a second."""
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._stop)
        try:
            while not self.is_stopping:
                for part in self.parts:
                    self._tend(part, now=time.monotonic())
                each_round()
                time.sleep(0.2)
        finally:
            self._end_all()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _tend(self, part: Part, *, now: float) -> None:
        if part.process is not None and part.process.poll() is not None:
            if now - part.started_at > STEADY:
                part.pause = FIRST_PAUSE
            log.warning("%s ended (%s); it starts again", part.name, part.process.returncode)
            part.process, part.start_at = None, now + part.pause
            part.pause = min(part.pause * 2, LONGEST_PAUSE)
        if part.process is None and now >= part.start_at:
            part.started_at = now
            # Sessions of their own: Ctrl-C reaches us alone, and we end them in order.
            part.process = subprocess.Popen(  # noqa: S603  our own commands
                part.command,
                env=self.environment,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509  no threads run here yet
            )

    def _end_all(self) -> None:
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            process.terminate()
        last = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(timeout=max(0.1, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Ask Linux to end this process when its parent is gone, so that nothing is left behind."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    if parent != os.getppid():  # it was gone before we asked
        os.kill(os.getpid(), by)
