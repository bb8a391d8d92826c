"""Row 50: however much comes in and however long it waits, the machine decides nothing."""

from datetime import timedelta

import pytest
from django.apps import apps

from pimpasa.doors.clock import tasks
from pimpasa.ledger.models import Event
from pimpasa.signals.models import Signal
from pimpasa.triage.models import Reading
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import DANGER, NOW, OFFER, QUESTION, tell, work

pytestmark = pytest.mark.django_db

BY_NOBODY = {  # what may happen without an officer; all else in the ledger has a name
    "intake.report_received",  # the person
    "triage.reading_suggested",
    "triage.emergency_raised",
    "links.heard_elsewhere",
    "signals.raised",
    "signals.widened",
    "signals.noted",  # a rise without enough voices: written down, before nobody
    "answers.deadline_missed",
    "verification.deadline_missed",
    "rights.reminded",
    "rights.deadline_missed",
    "ledger.verified",
}
DECIDED_BY = {  # decisions about a person or a place, and the field that names who took it
    "triage.Settlement": "settled_by",
    "verification.Step": "by",
    "warnings.Warning": "drafted_by",
    "referrals.Referral": "drafted_by",
    "outcomes.Closing": "closed_by",
}


@pytest.mark.parametrize(("model", "field"), DECIDED_BY.items())
def test_no_decision_can_be_kept_without_who_took_it(model, field):
    assert not apps.get_model(model)._meta.get_field(field).null


def test_weeks_of_alarms_that_nobody_looks_at_change_no_standing_of_anybody(people):
    for words in (DANGER, OFFER, QUESTION):
        for village in (LOMBANG, NEXT_VILLAGE):
            tell(words, village=village)
    for day in (0, 1, 3, 7, 30):
        later = NOW + timedelta(days=day)
        work(now=later)
        tasks.escalate_deadlines.call(now=later)
        tasks.walk_ledger.call(now=later)
        work(now=later)

    happened = set(Event.objects.filter(actor=None).values_list("name", flat=True))
    assert Reading.objects.filter(is_tppo=True).exists(), "the machine saw nothing"
    assert Signal.objects.exists()
    assert happened <= BY_NOBODY, happened - BY_NOBODY
    assert {"triage.emergency_raised", "answers.deadline_missed"} <= happened
    assert not Event.objects.exclude(actor=None).exists()
    assert not [m for m in DECIDED_BY if apps.get_model(m).objects.exists()]
