"""Row 35: words that retention removed are in no file any more, not even sealed."""

from tests.faults.checker import Finally
from tests.faults.home import files_with
from tests.faults.load import Crowd, forms, send

LONG_AGO = "2020-01-01"
COLUMNS = {"intake_report": "words", "triage_reading": "whole"}


def sealed_words(final):
    """Every sealed value of the reports, as the database holds it."""
    return [
        bytes(value)
        for table, column in COLUMNS.items()
        for (value,) in final.rows(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
    ]


def removed_under_load(system):
    """Tell, grow old, and let the worker remove it while others tell; what was sealed before."""
    final = Finally(system)
    system.start()
    old = forms(system, 30)
    assert {send(system, told) for told in old} == {200}
    final.wait_until_worked_off()
    gone = sealed_words(final)
    final.change(f"UPDATE intake_report SET received_on = '{LONG_AGO}'")
    with Crowd(system, villagers=2, pause=0.2) as crowd:
        crowd.wait_for(2)
        run_now(system, final, "retention")
        forgotten = "forgotten_on IS NOT NULL"
        system.wait_until(lambda: final.count("intake_report", forgotten) == 30, within=120)
        # The evidence of the readings goes in follow-ups of its own.
        system.wait_until(lambda: not set(gone) & set(sealed_words(final)), within=120)
        run_now(system, final, "overwriting")
    assert len(gone) == 60
    return gone


def run_now(system, final, duty):
    """Let what recurs be due, and wait until the worker has done it."""
    final.change(f"DELETE FROM ledger_duty WHERE name = '{duty}'")
    system.manage("tick")
    waiting = "queue_name = 'outside' AND status <> 'FAILED'"
    jobs = "django_tasks_database_dbtaskresult"
    system.wait_until(lambda: not final.count(jobs, waiting), within=120)


def test_what_was_removed_is_in_no_file_of_sqlite(on_sqlite):
    gone = removed_under_load(on_sqlite)  # the server still runs and holds its files open
    kept = sealed_words(Finally(on_sqlite))

    assert kept
    assert [files_with(on_sqlite.home, value) for value in gone] == [[]] * len(gone)
    assert all(files_with(on_sqlite.home, value) for value in kept[:5])  # the search does find


def test_what_was_removed_is_not_in_a_backup_of_postgresql(on_postgres, cluster, tmp_path):
    gone = removed_under_load(on_postgres)
    kept = sealed_words(Finally(on_postgres))
    name = on_postgres.database_url.partition("@/")[2].partition("?")[0]

    dump = cluster.dump(name, tmp_path / "dump.sql").read_text()

    assert kept[0].hex() in dump
    assert [value for value in gone if value.hex() in dump] == []
