"""What a process asks of the disk and tells the network, in order, seen by strace."""

import re
import shutil
import subprocess

import pytest

CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<rest>.*)")
RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)")
FLUSHES = ("fsync", "fdatasync")  # builds of SQLite differ in which they call
SEEN = f"trace={','.join(FLUSHES)},pwrite64,writev"


def strace(*options):
    """How strace is called; the test that needs it says loudly when it cannot be had."""
    if shutil.which("strace") is None:
        pytest.skip("NOT TESTED, strace is not installed: apt install strace")
    tried = subprocess.run(["strace", "-f", "true"], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"NOT TESTED, strace may not look here: {tried.stderr.strip()}")
    return ["strace", "-f", "-y", "--seccomp-bpf", "-s", "16", *map(str, options)]


def answers_before_their_flush(trace):
    """How many answers of status 200 went out, and how many of them before the log was flushed."""
    told = early = 0
    is_flushed = False
    for name, what in finished_calls(trace):
        is_log = "pimpasa.sqlite3-wal>" in what
        if is_log:
            is_flushed = name in FLUSHES and what.endswith("= 0")
        elif name == "writev" and "HTTP/1.1 200" in what:
            told, early = told + 1, early + (not is_flushed)
            is_flushed = False
    return told, early


def finished_calls(trace):
    """Name and text of each call, at the moment it came back."""
    begun = {}
    for line in trace.read_text(errors="replace").splitlines():
        if found := CALL.match(line):
            pid, name, rest = found.groups()
            if rest.endswith("<unfinished ...>"):
                # What is sent can be read before the call is back: it counts from here on.
                if name == "writev":
                    yield name, rest
                begun[pid] = rest.removesuffix("<unfinished ...>")
            else:
                yield name, rest
        elif (found := RESUMED.match(line)) and found["name"] != "writev":
            yield found["name"], begun.pop(found["pid"], "") + found["rest"]
