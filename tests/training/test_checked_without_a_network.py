"""The small program that checks a certificate away from any network."""

import json
from datetime import timedelta

import pytest

from pimpasa.base import vault
from pimpasa.training.models import Certificate
from pimpasa.training.papers import address_of
from pimpasa.training.public import revocation_list, seal_of
from tests.street import TODAY
from tools.check_certificate import finding

pytestmark = pytest.mark.django_db
SITE = "https://pimpasa.example"


@pytest.fixture
def certificate(people):
    return Certificate.objects.filter(account=people["ratna"], course="reading-the-law").get()


def test_true_ended_forged_and_revoked(certificate):
    key, code = vault.public_key().hex(), address_of(certificate, SITE)
    assert finding(code, key, "", on=TODAY) == ""
    assert "not hold" in finding(code, key, "", on=certificate.expires_on)
    assert "not hold" in finding(code, key, "", on=certificate.issued_on - timedelta(days=1))
    assert "forged" in finding(seal_of(certificate)[:-9] + "AAAAAAAAA", key, "", on=TODAY)

    certificate.revoked_on, certificate.revoked_because = TODAY, "x"
    certificate.save()
    listed = json.dumps(revocation_list(SITE, on=TODAY))
    assert finding(code, key, listed, on=TODAY) == "was taken back"
