"""The whole country, loaded once for a file of tests."""

import pytest
from django.db import transaction

from pimpasa.places import queries
from pimpasa.places.actions.loading import load_places


@pytest.fixture(scope="module")
def whole_country(django_db_setup, django_db_blocker):
    """All places of the official list; yields what the progress was told."""
    told = []
    with django_db_blocker.unblock(), transaction.atomic():
        load_places(told.append)
        yield told
        transaction.set_rollback(True)
    queries.names.cache_clear()
