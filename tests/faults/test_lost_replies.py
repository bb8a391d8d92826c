"""Row 5: whoever never saw the answer sends again, and gets the receipt they already hold."""

import threading

from django.test import override_settings

from tests.faults.checker import Finally, assert_kept
from tests.faults.load import Told, forms, send
from tests.faults.proxy import LossyProxy
from tests.faults.system import IS_LONG

TELLINGS = 500 if IS_LONG else 25
ROUNDS, TWINS, PROCESSES = (200, 8, 4) if IS_LONG else (12, 6, 2)


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


def test_twins_sent_at_the_same_moment_are_one_report(system, say):
    with override_settings(SERVER_PROCESSES=PROCESSES):
        system.start()
    history = forms(system, ROUNDS)
    alike, unlike = history[::2], history[1::2]

    for told in alike:
        assert at_the_same_moment([told] * TWINS, system) == [200] * TWINS
    for told in unlike:
        others = [with_other_words(told, number) for number in range(TWINS)]
        assert sorted(at_the_same_moment(others, system)) == [200] + [422] * (TWINS - 1)
        (kept,) = (other for other in others if other.is_acknowledged)
        assert send(system, kept) == 200  # these were the words that were kept
        told.receipts += kept.receipts

    assert_kept(system, history)
    say(f"{ROUNDS} times {TWINS} twins at {PROCESSES} processes")


def with_other_words(told, number):
    """A twin that tells something else under the same code."""
    return Told(told.code, told.fields | {"cerita": f"{told.fields['cerita']} Nomor {number}."})


def at_the_same_moment(tellings, system):
    """Send all of these at once; the status of each."""
    start, statuses = threading.Barrier(len(tellings)), []

    def one(told):
        start.wait()
        statuses.append(send(system, told))

    threads = [threading.Thread(target=one, args=(told,)) for told in tellings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
