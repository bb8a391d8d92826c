"""Turns the keys: everything sealed is sealed anew, while the system runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Func, Value

from pimpasa.base import vault
from pimpasa.base.sealed import Sealed, SealedField

BATCH = 200


def sealed_fields() -> list[SealedField]:
    """Every sealed field of every model."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, SealedField)
    ]


def reseal(field: SealedField) -> int:
    """Seal each value of this field that has an older key with the key that writes now.

    A value that somebody changes meanwhile is left as they wrote it. Returns how many were older.
    """
    older = 0
    for keys in _batches(field):
        for row in field.model._default_manager.filter(pk__in=keys).only("pk", field.attname):
            older += _reseal_one(field, row)
    return older


def _reseal_one(field: SealedField, row: models.Model) -> bool:
    kept = row.__dict__[field.attname]
    if not isinstance(kept, Sealed) or vault.sealed_with(kept.token) == vault.ring().current:
        return False
    place = field.place(row)
    anew = Sealed(vault.seal(vault.unseal(kept.token, place=place), place=place))
    same = field.model._default_manager.filter(pk=row.pk, **{field.attname: kept})
    same.update(**{field.attname: anew})
    return True


def _batches(field: SealedField) -> Iterator[list[Any]]:
    """Keys of rows whose value has an older key; only the first bytes are read to find them."""
    now = bytes([vault.FORMAT]) + vault.ring().current.to_bytes(vault.KEY_NUMBER_BYTES, "big")
    head = Func(
        F(field.attname),
        Value(1),
        Value(len(now)),
        function="substr",
        output_field=models.BinaryField(),
    )
    heads = field.model._default_manager.exclude(**{field.attname: None}).annotate(head=head)
    older = [pk for pk, mark in heads.values_list("pk", "head").iterator() if bytes(mark) != now]
    for start in range(0, len(older), BATCH):
        yield older[start : start + BATCH]
