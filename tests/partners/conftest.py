"""What the tests of the partners door lean on."""

import pytest

from pimpasa.intake.actions import Sharing
from pimpasa.referrals.models import Referral
from tests.partners.systems import referral_sent, system
from tests.street import OFFER, tell, work


@pytest.fixture
def report(people):
    told = tell(OFFER, sharing=Sharing.YES).report_id
    work()
    return told


@pytest.fixture
def referral(people, report):
    """Sent, and readable by the clock on the wall too, which the door reads."""
    referral = referral_sent(people, report)
    Referral.objects.update(expires_on="2099-01-01")
    referral.refresh_from_db()
    return referral


@pytest.fixture
def theirs(people):
    """The system of the agency the referral was sent to."""
    return system(people)


@pytest.fixture
def anothers(people):
    """The system of an agency that was sent nothing."""
    return system(people, agency="polda")
