"""Row 2: in whatever order people send, again, otherwise and too late, all is there once.

Villagers tell, send again, send other words under their code, write back, read and remove; a model
that is a few dictionaries says what must be there after each step.
"""

from datetime import date
from uuid import uuid4, uuid5

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from pimpasa.answers.actions import (
    ConversationOver,
    SaidBefore,
    end_conversation,
    write_back,
)
from pimpasa.answers.models import Message
from pimpasa.answers.queries import NoSuchCode, conversation_with_code
from pimpasa.base.codes import new_code
from pimpasa.intake.actions import Channel, Kind, SentBefore, Told, receive_report
from pimpasa.intake.models import Report
from pimpasa.ledger.models import Event
from tests.faults.system import IS_LONG

TODAY = date(2026, 3, 2)
RUNS, STEPS = (200, 60) if IS_LONG else (6, 25)
WORDS = st.sampled_from(["Berapa biaya paspor?", "Ada calo di desa.", "Tolong.", "Kabar baru."])
NTH = st.integers(0, 30)


class Street(RuleBasedStateMachine):
    """The villagers, and what each must find."""

    def __init__(self):
        super().__init__()
        self.told = {}  # code -> words; None once they are removed
        self.first_words = {}  # code -> what was told first, removed or not
        self.written = {}  # message -> (code, words)
        self.receipts = {}  # code -> id of the report
        self.own = uuid4()  # runs share a database: messages of one are not those of another
        self.before = Report.objects.count(), Message.objects.count()

    def some_code(self, nth):
        codes = list(self.told)
        return codes[nth % len(codes)] if codes else None

    @rule(words=WORDS)
    def tell(self, words):
        code = new_code()
        self.receipts[code] = self.send(code, words).report_id
        self.told[code] = self.first_words[code] = words

    @rule(nth=NTH, words=WORDS)
    def send_again(self, nth, words):
        if code := self.some_code(nth):
            if words == self.first_words[code]:
                receipt = self.send(code, words)
                assert (receipt.report_id, receipt.code) == (self.receipts[code], code)
                assert receipt.is_repeat
            else:
                with pytest.raises(SentBefore):
                    self.send(code, words)

    @rule(nth=NTH, words=WORDS, again=st.booleans())
    def write(self, nth, words, again):
        if code := self.some_code(nth):
            for _ in range(1 + again):
                self.say(code, words, uuid5(self.own, str(nth)) if again else uuid4())

    def say(self, code, words, message):
        known = self.written.get(message)
        try:
            write_back(code, words, message_id=message, today=TODAY)
        except ConversationOver:
            assert self.told[code] is None
        except SaidBefore:
            assert known is not None
            assert known != (code, words) or self.told[known[0]] is None
        else:
            assert known in (None, (code, words))
            self.written[message] = (code, words)

    @rule(nth=NTH)
    def remove(self, nth):
        if code := self.some_code(nth):
            end_conversation(code, today=TODAY)
            self.told[code] = None

    @rule(nth=NTH)
    def read(self, nth):
        if code := self.some_code(nth):
            said = [one.words for one in conversation_with_code(code).said if one.words]
            kept = [words for of, words in self.written.values() if of == code]
            assert sorted(said) == sorted([self.told[code], *kept] if self.told[code] else [])

    @rule()
    def guess(self):
        with pytest.raises(NoSuchCode):
            conversation_with_code(new_code())

    @invariant()
    def all_is_there_once(self):
        reports, messages = self.before
        assert Report.objects.count() - reports == len(self.told)
        assert Message.objects.count() - messages == len(self.written)
        received = Event.objects.filter(name="intake.report_received")
        assert received.filter(subject__in=self.receipts.values()).count() == len(self.told)

    def send(self, code, words):
        told = Told(words=words, kind=Kind.QUESTION)
        return receive_report(told, code=code, channel=Channel.WEB, today=TODAY)


@pytest.mark.django_db
def test_what_is_there_is_what_was_kept():
    run_state_machine_as_test(
        Street,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
