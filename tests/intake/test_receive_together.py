"""Many villagers speak at the same moment: kept at once, each under their own code."""

import io
from datetime import date

import pytest
from PIL import Image

from pimpasa.base import groupcommit
from pimpasa.base.codes import new_code
from pimpasa.intake import actions
from pimpasa.intake.actions import Channel, Kind, SentBefore, Told, receive_report
from pimpasa.intake.models import Attachment, Report
from pimpasa.intake.queries import report_with_code
from pimpasa.ledger.models import Event, Job
from pimpasa.ledger.queries import broken_link

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def send_at_once(monkeypatch):
    """Sends (code, words, files) as one group; returns what each sender is told."""

    def send(*sendings):
        writes = []

        def wait(item, keep_all):
            writes.append(groupcommit._Write(keep_all, item))

        with monkeypatch.context() as patched:
            patched.setattr(actions, "durably_together", wait)
            for code, words, files in sendings:
                told = Told(words=words, kind=Kind.REPORT, files=files)
                receive_report(told, code=code, channel=Channel.WEB, today=TODAY)
        groupcommit._commit(writes)
        return [write.done.exception(0) or write.done.result(0) for write in writes]

    return send


def test_each_has_its_report_its_event_and_its_jobs(send_at_once):
    sent = [(new_code(), f"Pak, ini cerita nomor {number}.", []) for number in range(40)]

    receipts = send_at_once(*sent)

    assert [receipt.code for receipt in receipts] == [code for code, _, _ in sent]
    assert [report_with_code(code).words for code, _, _ in sent] == [words for _, words, _ in sent]
    events = Event.objects.order_by("position")
    assert [event.subject for event in events] == [receipt.report_id for receipt in receipts]
    assert Job.objects.count() == 2 * 40
    assert not broken_link()


def test_the_chain_goes_on_where_it_stopped(send_at_once):
    for _ in range(3):
        send_at_once(*[(new_code(), "Ada agen datang.", []) for _ in range(5)])

    assert list(Event.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, 16)
    )
    assert not broken_link()


def test_a_repeat_in_the_same_moment_gets_the_same_receipt(send_at_once):
    code = new_code()

    first, again = send_at_once((code, "Sama.", []), (code, "Sama.", []))

    assert (again.report_id, again.is_repeat, first.is_repeat) == (first.report_id, True, False)
    assert Report.objects.count() == Event.objects.count() == 1


def test_other_words_under_the_same_code_are_refused_and_no_one_else_notices(send_at_once):
    code = new_code()

    first, refused, other = send_at_once(
        (code, "Pertama.", []), (code, "Lain.", []), (new_code(), "Orang lain.", [])
    )

    assert isinstance(refused, SentBefore)
    assert report_with_code(code).words == "Pertama."
    assert {first.report_id, other.report_id} == set(Report.objects.values_list("id", flat=True))


def test_files_stay_with_their_words(send_at_once):
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "PNG")

    send_at_once(
        (new_code(), "Tanpa berkas.", []), (new_code(), "Dengan berkas.", [drawn.getvalue()] * 2)
    )

    files = Attachment.objects.all()
    assert [file.report.words for file in files] == ["Dengan berkas."] * 2
    assert all(bytes(file.content).startswith(b"\xff\xd8") for file in files)


def test_one_that_cannot_be_stored_takes_no_other_with_it(send_at_once, monkeypatch):
    store, codes = actions._store, [new_code(), new_code()]

    def refuse_one(new):
        store(new)
        if any(one.code == codes[0] for one in new):
            raise RuntimeError

    monkeypatch.setattr(actions, "_store", refuse_one)
    failed, fine = send_at_once((codes[0], "Satu.", []), (codes[1], "Dua.", []))

    assert isinstance(failed, RuntimeError)
    assert Report.objects.get().id == fine.report_id
    assert not broken_link()
