"""What the processes of a running system take: processor seconds and memory."""

import os
from contextlib import suppress
from pathlib import Path

from tests.faults.system import System, below

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(system: System) -> float:
    """What the server's processes have spent since they began."""
    return sum(_cpu(pid) for pid in _server(system))


def server_mb(system: System) -> float:
    """Proportional memory of the server's processes."""
    return sum(_pss_mb(pid) for pid in _server(system))


def worker_mb(system: System) -> float:
    """Proportional memory of the worker."""
    return sum(_pss_mb(pid) for pid in _family(system.processes[1].pid))


def by_part(pid: int) -> dict[str, float]:
    """Proportional memory of all that descends from this process, by what it does."""
    found = dict.fromkeys(("server", "worker", "supervisor"), 0.0)
    for each in _family(pid):
        with suppress(FileNotFoundError):
            command = Path(f"/proc/{each}/cmdline").read_text().split("\0")
            part = "server" if "granian" in command else "supervisor"
            found["worker" if "work" in command else part] += _pss_mb(each)
    return found


def _server(system: System) -> list[int]:
    return _family(system.processes[0].pid)


def _family(pid: int) -> list[int]:
    return [pid, *below(pid)]


def _cpu(pid: int) -> float:
    with suppress(FileNotFoundError):
        spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(spent[11]) + int(spent[12])) / TICKS
    return 0.0


def _pss_mb(pid: int) -> float:
    with suppress(FileNotFoundError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
