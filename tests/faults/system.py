"""A whole running system in a home of its own, to be killed, starved and lied to."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from pimpasa.doors.clock.management.commands.serve import server_command, worker_command

ROOT = Path(__file__).parents[2]
IS_LONG = os.environ.get("PIMPASA_FAULTS") == "long"
STARTS_WITHIN = 40.0  # seconds, on a machine that does much else


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class System:
    """Server and worker on one home; every process it starts is its own to kill."""

    def __init__(self, home, *, database_url="", **environment):
        self.home, self.database_url = Path(home), database_url
        self.port, self.instance = free_port(), secrets.token_hex(8)
        self.servers, self.workers = {}, []  # by port; each of them is one of `processes` too
        self.log_path = self.home / "output.log"
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("PIMPASA", "DATABASE"))}
        self.environment = plain | {
            "PIMPASA_HOME": str(self.home),
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "pimpasa.settings",
            "PIMPASA_INSTANCE": self.instance,
            "PIMPASA_DEMO": "0",
            "PIMPASA_BACKUP_HOURS": "0",
            "PIMPASA_SUPERVISED": "1",
            **environment,
        }
        self.processes = []

    def start(self, *, wrapper=(), with_worker=True):
        """Start and wait until our own server answers. `wrapper` runs it, such as strace."""
        self.processes = [self._begin([*wrapper, *server_command("127.0.0.1", self.port)])]
        if with_worker:
            self.start_worker()
        self.wait_until_well()
        return self

    def start_many(self, *, servers, workers):
        """As on several machines: each server with a port of its own, all on one database."""
        ports = [self.port, *(free_port() for _ in range(servers - 1))]
        self.servers = {port: self._begin(server_command("127.0.0.1", port)) for port in ports}
        self.processes = list(self.servers.values())
        for _ in range(workers):
            self.start_worker()
        for port in ports:
            self.wait_until_well(port=port)
        return self

    def start_worker(self):
        self.workers.append(self._begin(worker_command()))
        self.processes.append(self.workers[-1])

    def kill_worker(self):
        self._kill_one(self.workers.pop())

    def kill_server(self, port):
        """One of `start_many`; its port answers no more."""
        self._kill_one(self.servers.pop(port))

    def _kill_one(self, process):
        self.processes.remove(process)
        kill_all(process)

    def _begin(self, command):
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_well(self, *, within=STARTS_WITHIN, port=None):
        """Seconds until /sehat is 200."""
        start = time.monotonic()
        while time.monotonic() - start < within:
            with contextlib.suppress(OSError, HTTPException):
                status, _body, instance = self.ask("GET", "/sehat", port=port)
                if status == 200:
                    assert instance == self.instance, "another server answers at this port"
                    return time.monotonic() - start
            time.sleep(0.05)
        raise AssertionError(f"not well after {within} s:\n{self.log_path.read_text()[-3000:]}")

    def ask(self, method, path, body=None, headers=None, *, port=None, timeout=20):
        """One request on a connection of its own: status, body, instance."""
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.getheader("Pimpasa-Instance")
        finally:
            connection.close()

    def kill(self):
        """kill -9 to every process of it, at once."""
        kill_all(*self.processes)
        self.processes, self.servers, self.workers = [], {}, []

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
                return
        self.processes, self.servers, self.workers = [], {}, []

    def manage(self, *words, check=True, **environment):
        """Run a command of the house; returns what it did."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, words)],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )
        assert not check or done.returncode == 0, done.stderr[-3000:]
        return done

    def begin_command(self, *words):
        """Start a command of the house and do not wait for it."""
        begun = self._begin([sys.executable, "manage.py", *map(str, words)])
        self.processes.append(begun)
        return begun

    def wait_until(self, is_so, *, within=STARTS_WITHIN):
        last = time.monotonic() + within
        while not is_so():
            assert time.monotonic() < last, self.log_path.read_text()[-3000:]
            time.sleep(0.02)


def kill_all(*processes):
    """kill -9 to these and all they started; returns when they are gone."""
    pids = [pid for process in processes for pid in (process.pid, *below(process.pid))]
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for process in processes:
        process.wait()
    last = time.monotonic() + 10
    while any(is_alive(pid) for pid in pids) and time.monotonic() < last:
        time.sleep(0.01)


def below(pid):
    """All processes that descend from this one."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    children = [int(child) for child in found]
    return children + [lower for child in children for lower in below(child)]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def copy_home(template, to):
    """A home of its own with all that the template has, keys included."""
    shutil.copytree(template, to)
    return to
