"""Row 5: whoever never saw the answer sends again, and gets the receipt they already hold."""

from tests.faults.checker import Finally, assert_kept
from tests.faults.load import forms, send
from tests.faults.proxy import LossyProxy
from tests.faults.system import IS_LONG

TELLINGS = 500 if IS_LONG else 25


def test_a_lost_reply_is_answered_with_the_same_receipt(system):
    system.start()
    proxy = LossyProxy(system.port)
    history = forms(system, TELLINGS)

    for told in history:
        assert send(system, told, port=proxy.port, timeout=5) == 0
    assert proxy.lost == TELLINGS
    assert Finally(system).count("intake_report") == TELLINGS  # all were kept, none heard of it
    for told in history:
        assert send(system, told) == 200

    assert {told.receipts[0] == told.code for told in history} == {True}
    assert_kept(system, history)
    proxy.close()


def test_other_words_under_a_used_code_are_refused(system):
    system.start()
    (told,) = forms(system, 1)
    assert send(system, told) == 200

    told.fields["cerita"] += " Dan satu lagi."

    assert send(system, told) == 422
    assert Finally(system).count("intake_report") == 1
