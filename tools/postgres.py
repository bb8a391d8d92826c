"""A PostgreSQL of our own, on a private socket, for as long as a command runs.

`tools/postgres.py [--fast] COMMAND ...` runs the command with DATABASE_URL set. `--fast` turns
durability off, for tests that do not look at it.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PEACE = 30.0  # seconds to start or stop
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CALM = {"max_connections": "100", "shared_buffers": "128MB", "listen_addresses": ""}


class NoPostgres(Exception):
    """PostgreSQL cannot be had here; the message says why."""


class Cluster:
    """One private cluster in a folder that goes when it is closed."""

    def __init__(self, *, is_fast: bool) -> None:
        """Make it; `start` starts it."""
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="pimpasa-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.settings = CALM | (FAST if is_fast else {})
        self.process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.data, "-U", "pimpasa", "-A", "trust", "-E", "UTF8", "-N")

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.folder / "log"

    @property
    def url(self) -> str:
        """What DATABASE_URL says."""
        return f"postgresql://pimpasa@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start and wait until it answers."""
        options = [
            word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")
        ]
        log = self.log.open("ab")
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.data, "-k", self.folder, *options],
            stdout=log,
            stderr=log,
            start_new_session=True,
            **as_postgres(),
        )
        log.close()
        last = time.monotonic() + PEACE
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > last:
                raise NoPostgres(self.log.read_text()[-2000:])
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """True when it takes connections."""
        asked = [self.programs / "pg_isready", "-q", "-h", self.folder]
        return subprocess.run(asked).returncode == 0

    def kill(self) -> None:
        """End it as a power cut would: no goodbye, no last write."""
        if self.process is not None:
            children = self._signal_all(signal.SIGKILL)
            self.process.wait()
            for pid in children:
                while Path(f"/proc/{pid}").exists():
                    time.sleep(0.01)

    def hold(self) -> None:
        """Let nothing of it go on, as a machine that hangs."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let all of it go on after `hold`."""
        self._signal_all(signal.SIGCONT)

    def stop(self) -> None:
        """Stop it at once, politely."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PEACE)
            except subprocess.TimeoutExpired:
                self.kill()

    def dump(self, name: str, into: Path) -> Path:
        """All that this database holds, as text."""
        asked = [self.programs / "pg_dump", "-h", self.folder, "-U", "pimpasa", "-f", into, name]
        subprocess.run(asked, check=True)
        return into

    def close(self) -> None:
        """Stop it and remove all of it."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal_all(self, what: signal.Signals) -> list[int]:
        """Send it to the server and all it started; returns those."""
        if self.process is None:
            return []
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        children = [int(pid) for pid in found.split()]
        for pid in (self.process.pid, *children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)
        return children

    def _run(self, program: str, *options: object) -> None:
        command = [self.programs / program, *map(str, options)]
        done = subprocess.run(command, capture_output=True, text=True, **as_postgres())
        if done.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise NoPostgres(f"{program}: {done.stderr.strip()}")


def as_postgres() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as its own user."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": "/"}


def programs() -> Path:
    """The folder of the newest PostgreSQL here. Raises NoPostgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    if there := shutil.which("initdb"):
        return Path(there).resolve().parent
    raise NoPostgres("PostgreSQL is not installed (apt install postgresql)")


@contextlib.contextmanager
def cluster(*, is_fast: bool) -> Iterator[Cluster]:
    """A running cluster, gone afterwards."""
    made = Cluster(is_fast=is_fast)
    try:
        made.start()
        yield made
    finally:
        made.close()


def main(words: list[str]) -> int:
    is_fast = words[:1] == ["--fast"]
    command = words[is_fast:]
    try:
        with cluster(is_fast=is_fast) as made:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": made.url}).returncode
    except NoPostgres as why:
        print(f"\nPostgreSQL cannot be had here, so nothing ran on it: {why}\n", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
