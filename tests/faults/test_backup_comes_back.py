"""Rows 25 and 29: a backup made under load comes back elsewhere, and tells a thief nothing."""

import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from pimpasa.base import parcels
from tests.faults.checker import Finally, digester
from tests.faults.conftest import running_on_postgres, running_on_sqlite
from tests.faults.home import as_told, empty_database, files_with, told_commands
from tests.faults.load import FORM, Crowd, Told, forms, send
from tests.faults.system import System

MOST_STALL = 2.0  # seconds a writer waits while a backup is made, on a machine that does much else
pytestmark = pytest.mark.xdist_group("backup")  # made once for all of these


@dataclass
class BackedUp:
    """A system that was backed up while people told, and is stopped now."""

    system: System
    before: list[Told]  # acknowledged before the backup began
    during: list[Told]
    file: Path
    longest_wait: float  # of whoever told while it was made

    def elsewhere(self, folder, request):
        """Another machine with nothing on it, and its database when it has one."""
        url = ""
        if self.system.database_url:
            url = empty_database(request.getfixturevalue("cluster"))
        return System(folder / "elsewhere" / "home", database_url=url)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def backed_up(request, template, tmp_path_factory):
    home = tmp_path_factory.mktemp("backed-up") / "home"
    if request.param == "sqlite":
        made = running_on_sqlite(template, home)
    else:
        database = [request.getfixturevalue(name) for name in ("cluster", "template_database")]
        made = running_on_postgres(*database, template, home)
    with made as system:
        yield back_up_under_load(system)


def back_up_under_load(system):
    system.start()
    before = forms(system, 8)
    assert {send(system, told) for told in before} == {200}
    with Crowd(system, villagers=4, pause=0.2) as crowd:
        crowd.wait_for(8)
        start = time.monotonic()
        said = system.manage("backup").stdout.split()[-1]
        end = time.monotonic()
        crowd.wait_for(4)
    system.stop()
    waited = crowd.longest_wait(since=start, until=end)
    return BackedUp(system, before, crowd.history, Path(said), waited)


def test_it_comes_back_elsewhere_as_the_docs_say(backed_up, tmp_path, request, say):
    restored = backed_up.elsewhere(tmp_path, request)
    commands = [line for line in told_commands("Backup and restore") if "make run" not in line]

    done = as_told(
        commands,
        old=backed_up.system.home,
        new=restored.home,
        backup=backed_up.file,
        environment=restored.environment,
    )

    assert done.returncode == 0, done.stderr
    assert "rows, chain and keys are checked" in done.stdout
    assert backed_up.longest_wait < MOST_STALL
    there, digest = set(Finally(restored).digests()), digester(restored)
    assert {digest(told.code) for told in backed_up.before} <= there
    assert there <= {digest(told.code) for told in [*backed_up.before, *backed_up.during]}
    assert len(there) == Finally(restored).count("ledger_event", "name='intake.report_received'")
    assert "holds" in restored.manage("verify_ledger").stdout
    assert_told_is_read(restored.start(), backed_up.before[0])
    restored.kill()
    say(f"{len(there)} reports came back, longest wait {backed_up.longest_wait * 1000:.0f} ms")


def test_it_is_not_put_over_what_is_there(backed_up):
    system = backed_up.system
    rows = Finally(system).count("intake_report")

    refused = system.manage("restore", backed_up.file, check=False)

    assert refused.returncode == 1
    assert "not empty; nothing was changed" in refused.stderr
    assert Finally(system).count("intake_report") == rows


def test_other_keys_are_told_and_leave_nothing_behind(backed_up, tmp_path, request):
    restored = backed_up.elsewhere(tmp_path, request)
    keys, new_keys = backed_up.system.home / "keys", restored.home / "keys"
    new_keys.mkdir(parents=True)
    shutil.copy(keys / "backup.key", new_keys)

    refused = restored.manage("restore", backed_up.file, check=False)  # it made keys of its own

    assert refused.returncode == 1
    assert "put the key file of that time into keys/ring.json" in refused.stderr
    shutil.copy(keys / "ring.json", new_keys)
    assert restored.manage("restore", backed_up.file).returncode == 0
    assert len(Finally(restored).digests()) >= len(backed_up.before)


def test_a_thief_of_all_files_but_the_keys_reads_no_words(backed_up):
    system, backup = backed_up.system, backed_up.file
    key = parcels.read_identity(system.home / "keys" / "backup.key")
    parcels.open_file(backup, system.home / "opened-backup", key=key)

    for told in backed_up.before:
        secret = re.search("[0-9a-f]{12}", told.fields["cerita"]).group().encode()
        assert files_with(system.home, secret) == []
        assert files_with(system.home, told.code.encode()) == []
    assert files_with(system.home, b"intake_report")  # the search does find what is in the clear
    assert b"pimpasa" not in backup.read_bytes()


def assert_told_is_read(system, told):
    """The person opens the conversation with the code kept from before."""
    status, body, _ = system.ask("POST", "/kode/", urlencode({"kode": told.code}), FORM)
    assert status == 200
    assert told.fields["cerita"] in body.decode()
