"""Rows 1, 2 and 12: four servers and four workers on one PostgreSQL, one of each killed."""

import random
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urlencode
from uuid import UUID, uuid4

from tests.faults.checker import Finally, assert_kept, digester
from tests.faults.desk import Desk
from tests.faults.load import FORM, forms, send
from tests.faults.system import IS_LONG

PEOPLE, EACH = (8, 100) if IS_LONG else (5, 6)
ALL_TOLD = 900 if IS_LONG else 60  # seconds, on a machine that does much else
SERVERS = WORKERS = 4
PATIENCE = 60.0  # seconds until an act must have been acknowledged


@dataclass
class Acts:
    """What was said to many servers, each under an id of its own and to two servers at once."""

    desk: Desk
    written: dict[UUID, str] = field(default_factory=dict)  # message -> code of the person
    answered: dict[UUID, UUID] = field(default_factory=dict)  # message -> report

    def tell(self, told):
        self._until_done(lambda port: send(self.desk.system, told, port=port) == 200)

    def write_back(self, told):
        message = uuid4()
        fields = {"kode": told.code, "cerita": "Ada kabar lagi.", "pesan": str(message)}
        self._twice(lambda port: self._post("/kode/tulis/", fields, port=port) == 200)
        self.written[message] = told.code

    def answer(self, report):
        message, path = uuid4(), f"/kantor/laporan/{report}/jawaban/"
        fields = {"words": "Jangan berikan paspor.", "message_id": str(message), "card": ""}
        self._twice(lambda port: self.desk.send(path, fields, port=port) == 302)
        self.answered[message] = report

    def _post(self, path, fields, *, port):
        return self.desk.system.ask("POST", path, urlencode(fields), FORM, port=port)[0]

    def _twice(self, deed):
        """To two servers at the same moment, each again at another until it was acknowledged."""
        twins = [threading.Thread(target=self._until_done, args=(deed,)) for _ in range(2)]
        for twin in twins:
            twin.start()
        for twin in twins:
            twin.join()

    def _until_done(self, deed):
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            try:
                done = deed(random.choice(list(self.desk.system.servers)))
            except (OSError, HTTPException):
                done = False  # that server is dead: another has the same database
            if done:
                return
        raise AssertionError("an act was never acknowledged")


def test_four_servers_and_four_workers_lose_nothing_when_one_of_each_dies(
    on_postgres, cluster, say
):
    desk = Desk(on_postgres)
    system = on_postgres.start_many(servers=SERVERS, workers=WORKERS)
    acts, failed = Acts(desk), []
    history = [with_village(told, desk.village) for told in forms(system, PEOPLE * EACH)]
    threads = [
        threading.Thread(target=live, args=(acts, history[number::PEOPLE], failed), daemon=True)
        for number in range(PEOPLE)
    ]
    for thread in threads:
        thread.start()
    system.wait_until(lambda: len(acts.written) >= len(history) // 4, within=ALL_TOLD)
    system.kill_server(random.choice(list(system.servers)))
    system.kill_worker()
    for thread in threads:
        thread.join()

    assert not failed
    assert_kept(system, history)
    final = Finally(system)
    messages = {row for (row,) in final.rows("SELECT id FROM answers_message")}
    assert messages == acts.written.keys() | acts.answered.keys()
    assert len(acts.written) == len(acts.answered) == len(history)
    assert final.count("ledger_event", "name = 'answers.person_wrote'") == len(acts.written)
    assert final.count("ledger_event", "name = 'answers.answered'") == len(acts.answered)
    assert not final.rows(TWICE), "an effect happened twice"
    assert "ERROR" not in system.log_path.read_text()
    waited = cluster.log.read_text().count("deadlock detected")
    say(f"{len(history)} lives, {len(messages)} messages, each sent twice; {waited} deadlocks")


TWICE = """
    SELECT subject, name, count(*) FROM ledger_event
    WHERE name IN ('intake.report_received', 'triage.reading_suggested', 'answers.answered')
    GROUP BY subject, name HAVING count(*) > 1
"""


def live(acts, theirs, failed):
    """What happens to some people: each tells, adds something, and is answered."""
    try:
        for told in theirs:
            acts.tell(told)
            acts.write_back(told)
            acts.answer(report_of(acts.desk.system, told))
    except BaseException as why:
        failed.append(why)
        raise


def with_village(told, village):
    told.fields["desa_kode"] = village
    return told


def report_of(system, told):
    digest = digester(system)(told.code).hex()
    [(report,)] = Finally(system).rows(
        f"SELECT id FROM intake_report WHERE receipt_digest = '\\x{digest}'"
    )
    return report
