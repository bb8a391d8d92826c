"""At the desk a signal is decided on, looked into, assessed, concluded, and closed by another."""

from uuid import uuid4

import pytest

from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.verification.models import Conflict, Step
from pimpasa.verification.queries import is_true
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG
from tests.street import TODAY, tell, work

ASSESSED = {
    "hazard": "Tawaran palsu lewat grup",
    "exposure": "Lulusan SMK, kira-kira 40 orang",
    "context": "Musim paceklik",
    "likelihood": "4",
    "consequence": "4",
}


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


@pytest.fixture
def signal(people):
    noticed = Noticed(SignalKind.RISE, "topic:tppo", [LOMBANG], TODAY, "test", observed=9)
    raised = raise_signal(noticed, today=TODAY)
    work()
    return raised


def send(client, signal, part, **given):
    step = {"step": str(uuid4())}
    return client.post(f"/kantor/sinyal/{signal.id}/periksa/{part}/", step | given)


def page_of(client, signal):
    return client.get(f"/kantor/sinyal/{signal.id}/periksa/").content.decode()


def test_what_waits_is_listed_with_its_hour(seated, signal):
    page = seated["ratna"].get("/kantor/periksa/").content.decode()

    assert f"/kantor/sinyal/{signal.id}/periksa/" in page
    assert "Lombang" in page
    assert str(signal.id) not in seated["yohan"].get("/kantor/periksa/").content.decode()


def test_the_whole_way_over_the_pages(seated, signal):
    ratna, sari = seated["ratna"], seated["sari"]
    send(ratna, signal, "putusan", value="ASSESS", note="Tiga sumber berbeda")
    send(ratna, signal, "tanya", value="VILLAGE", note="Siapa yang menawari?")
    asked = Step.objects.get(kind="ASKED")
    send(ratna, signal, "temuan", answers=str(asked.id), note="Orang luar desa")
    send(ratna, signal, "risiko", **ASSESSED)
    send(ratna, signal, "kesimpulan", value="TRUE", note="Dua keluarga sudah membayar")
    own = send(ratna, signal, "tutup")
    assert own.status_code == 409

    send(sari, signal, "tutup", note="Diteruskan ke BP3MI")

    assert Step.objects.get(kind="LEARNED").answers == asked
    assert is_true(signal)
    page = page_of(sari, signal)
    for said in ("Orang luar desa", "Lulusan SMK, kira-kira 40 orang", "Diteruskan ke BP3MI"):
        assert said in page
    assert "<form" not in page.partition("<main")[2].partition("<dialog")[0]


def test_what_was_said_stands_in_the_list_until_it_is_closed(seated, signal):
    ratna = seated["ratna"]
    send(ratna, signal, "putusan", value="ASSESS", note="Tiga sumber berbeda")
    decided = ratna.get("/kantor/periksa/").content.decode()
    send(ratna, signal, "risiko", **ASSESSED)
    send(ratna, signal, "kesimpulan", value="TRUE", note="Dua keluarga sudah membayar")

    concluded = ratna.get("/kantor/periksa/").content.decode()

    assert ">Periksa</span>" in decided
    assert "Benar, perlu tindakan" not in decided
    assert ">Benar, perlu tindakan</span>" in concluded


def test_what_was_typed_is_kept_when_it_is_refused(seated, signal):
    refused = send(seated["ratna"], signal, "kesimpulan", value="TRUE", note="Sudah ditanya")

    assert refused.status_code == 409
    assert "Sudah ditanya" in refused.content.decode()


def test_the_same_step_sent_twice_is_kept_once(seated, signal):
    same = str(uuid4())
    for _ in range(2):
        send(seated["ratna"], signal, "putusan", step=same, value="MONITOR")

    assert Step.objects.count() == 1


def test_who_says_to_be_near_is_offered_nothing(seated, signal):
    send(seated["ratna"], signal, "dekat")

    assert Conflict.objects.count() == 1
    assert send(seated["ratna"], signal, "putusan", value="MONITOR").status_code == 409
    assert "/periksa/putusan/" not in page_of(seated["ratna"], signal)
    assert "/periksa/putusan/" in page_of(seated["sari"], signal)


def test_one_report_is_looked_into_from_its_case(seated):
    report = tell().report_id
    work()
    assert f"/kantor/laporan/{report}/periksa/" in case_of(seated["ratna"], report)

    begun = seated["ratna"].post(f"/kantor/laporan/{report}/periksa/")

    address = begun.headers["Location"]
    assert f"/kantor/laporan/{report}/" in seated["ratna"].get(address).content.decode()
    assert address in case_of(seated["sari"], report)
    assert seated["yohan"].get(address).status_code == 404


def case_of(client, report):
    return client.get(f"/kantor/laporan/{report}/").content.decode()
