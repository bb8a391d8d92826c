"""Ids follow the seed of the play, secrets never do."""

import os
import secrets
from random import Random
from uuid import uuid4

from pimpasa.demo.ids import ids_from
from pimpasa.intake.models import Report


def drawn():
    with ids_from(Random(7)):
        return [uuid4(), Report().id, uuid4()], [os.urandom(16), secrets.token_bytes(16)]


def test_ids_are_the_same_again_and_secrets_are_not():
    (ids, secret), (again, other) = drawn(), drawn()

    assert ids == again
    assert len(set(ids)) == 3
    assert not set(secret) & set(other)


def test_afterwards_ids_come_from_the_system_again():
    drawn()

    assert uuid4() not in drawn()[0]
    assert uuid4() != uuid4()
