"""The turning of the keys, in an order that a running system survives."""

from __future__ import annotations

import base64
import time
import uuid
from datetime import date
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from pimpasa.base import keyring, vault
from pimpasa.base.resealing import reseal, sealed_fields
from pimpasa.ledger.actions import record

_SECRETS = ("secret", "seed")  # what allauth keeps under our seal


def turn_keys(*, today: date, grace: float) -> int:
    """Turn the keys that seal fields; returns how many values were sealed anew.

    Every process reads the key file again when it changes, so all write with the new key at once.
    A write that began before may still arrive under the old one: the old key goes only when, after
    `grace` seconds, nothing is left of it.
    """
    path = Path(settings.KEY_FILE)
    keyring.replace_file(path, keyring.with_new_field_key(keyring.load(path)))
    count = _reseal_all()
    while True:
        time.sleep(grace)
        late = _reseal_all()
        count += late
        if not late:
            break
    with transaction.atomic():
        record("ledger.keys_turned", subject=uuid.uuid4(), on=today, values=count)
    keyring.replace_file(path, keyring.without_old_field_keys(keyring.load(path)))
    return count


def _reseal_all() -> int:
    vault.forget_ring()
    return sum(reseal(field) for field in sealed_fields()) + _reseal_second_factors()


def _reseal_second_factors() -> int:
    adapter, count = get_adapter(), 0
    for kept in Authenticator.objects.all():
        anew = dict(kept.data)
        for name in _SECRETS:
            if name in anew and _is_older(anew[name]):
                anew[name] = adapter.encrypt(adapter.decrypt(anew[name]))
        if anew != kept.data:
            count += Authenticator.objects.filter(pk=kept.pk, data=kept.data).update(data=anew)
    return count


def _is_older(sealed: str) -> bool:
    return vault.sealed_with(base64.b64decode(sealed)) != vault.ring().current
