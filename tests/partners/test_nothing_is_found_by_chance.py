"""Schemathesis sends what the OpenAPI document allows, and what it does not: nothing breaks."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from pimpasa.doors.partners.api import document

EXAMPLES = int(os.environ.get("PIMPASA_FUZZ", "12"))  # an operation; `make fuzz` sends many more
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]

schema = schemathesis.openapi.from_dict(document())
schema.app = get_wsgi_application()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_stays():
    """A server lets go of its connection after each request; the test's transaction is in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="PIMPASA_FUZZ" not in os.environ,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_breaks_whatever_is_sent(case, theirs, referral):
    for name in ("referral_id", "id"):
        if name in case.path_parameters and case.path_parameters[name] != "":
            case.path_parameters[name] = str(referral.id)
    case.call_and_validate(headers={"Authorization": f"Bearer {theirs.token}"}, checks=CHECKS)
