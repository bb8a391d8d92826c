"""Row 34: the keys turn while people tell; all stays readable, and the old key can go."""

import json
from urllib.parse import urlencode
from uuid import UUID

from django.test import override_settings

from pimpasa.base import vault
from tests.faults.checker import Finally, assert_kept
from tests.faults.load import FORM, Crowd, finish, forms, send


def test_keys_turn_while_people_tell(system, say):
    system.start()
    before = forms(system, 10)
    assert {send(system, told) for told in before} == {200}
    with Crowd(system, villagers=4, pause=0.3) as crowd:
        crowd.wait_for(10)
        turned = system.manage("rotate_keys", "--grace", "2").stdout
        crowd.wait_for(10)
    finish(system, crowd.history)
    told = [*before, *crowd.history]

    assert "the old keys are gone" in turned
    assert list(json.loads((system.home / "keys" / "ring.json").read_text())["field_keys"]) == ["2"]
    assert_kept(system, told)  # no follow-up failed for want of a key
    for table, column in (("intake_report", "words"), ("triage_reading", "whole")):
        values = Finally(system).rows(f"SELECT {column} FROM {table}")
        assert {vault.sealed_with(bytes(value)) for (value,) in values} == {2}
    assert words_there(system) == sorted(one.fields["cerita"] for one in told)
    status, body, _ = system.ask("POST", "/kode/", urlencode({"kode": before[0].code}), FORM)
    assert status == 200
    assert before[0].fields["cerita"] in body.decode()  # the server was never restarted
    say(f"{len(told)} reports told around the turn; {turned.strip()}")


def test_a_turn_that_was_killed_is_finished_by_the_next(on_sqlite):
    system = on_sqlite.start(with_worker=False)
    told = forms(system, 5)
    assert {send(system, one) for one in told} == {200}
    killed = system.begin_command("rotate_keys", "--grace", "30")
    system.wait_until(lambda: len(field_keys(system)) == 2)
    killed.kill()
    killed.wait()

    assert words_there(system) == sorted(one.fields["cerita"] for one in told)
    system.manage("rotate_keys", "--grace", "0.1")

    assert list(field_keys(system)) == ["3"]
    assert words_there(system) == sorted(one.fields["cerita"] for one in told)


def field_keys(system):
    return json.loads((system.home / "keys" / "ring.json").read_text())["field_keys"]


def words_there(system):
    """All that was told, read from the database with the keys there are now."""
    rows = Finally(system).rows("SELECT id, words FROM intake_report")
    with override_settings(KEY_FILE=str(system.home / "keys" / "ring.json")):
        vault.forget_ring()
        opened = [
            vault.unseal(bytes(words), place=f"intake.Report.words.{UUID(str(row))}").decode()
            for row, words in rows
        ]
    vault.forget_ring()
    return sorted(opened)
