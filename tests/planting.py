"""A word of its own in every sealed field there is, so that a test can look where it turns up."""

import base64
import json
import os
from datetime import timedelta
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from pimpasa.base.sealed import SealedField


def sealed_fields():
    """All sealed fields of all models, as (model, field)."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, SealedField)
    ]


def canary(field):
    """The word of this field, which stands nowhere else."""
    return f"kenari-{field.model._meta.label_lower}-{field.name}".replace(".", "-")


def plant_everywhere():
    """Give every sealed field of a new row its word; returns the rows."""
    made = {}
    return [a_row(model, made) for model in {model for model, _ in sealed_fields()}]


def a_row(model, made):
    """A row of this model with what it needs, made once."""
    if model not in made:
        needed = (f for f in model._meta.concrete_fields if is_needed(f))
        made[model] = model.objects.create(**{f.name: value_for(f, made) for f in needed})
    return made[model]


def is_needed(field):
    sealed = isinstance(field, SealedField)
    return sealed or not (field.null or field.has_default() or field.auto_created)


def value_for(field, made):
    """Something that this field takes."""
    if isinstance(field, SealedField):
        return field.opened(canary(field).encode())
    if field.is_relation:
        return one_of(field.related_model, made)
    if field.choices:
        return field.choices[0][0]
    plain = _NAMED.get(field.name, _PLAIN[field.get_internal_type()])()
    return plain[: field.max_length] if isinstance(plain, str) else plain


def one_of(model, made):
    """The planted row of this model, or any: what others told may hold only one of something."""
    holds_words = any(model is sealed for sealed, _ in sealed_fields())
    there = None if holds_words else model.objects.order_by("pk").first()
    return there or a_row(model, made)


def spellings(word):
    """How a file may spell a word."""
    return {
        word.encode("utf-8"),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        json.dumps(word).strip('"').encode(),
        # Whole groups of three letters, wherever in a longer text the word begins.
        *(base64.b64encode(word.encode()[skip:])[:-4] for skip in range(3)),
    }


_PLAIN = {
    "CharField": lambda: uuid4().hex[:8],
    "SlugField": lambda: uuid4().hex[:8],
    "TextField": lambda: uuid4().hex[:8],
    "UUIDField": uuid4,
    "DateField": timezone.localdate,
    "DateTimeField": lambda: timezone.now() + timedelta(days=30),
    "BinaryField": lambda: os.urandom(32),
    "BooleanField": lambda: False,
    "IntegerField": lambda: 1,
    "PositiveIntegerField": lambda: 1,
    "PositiveSmallIntegerField": lambda: 1,
    "SmallIntegerField": lambda: 1,
    "FloatField": lambda: 0.5,
    "DecimalField": lambda: 1,
    "JSONField": dict,
}
_NAMED = {
    "until": lambda: timezone.localdate() + timedelta(days=30),  # after other days of their row
    "expires_on": lambda: timezone.localdate() + timedelta(days=30),
    "position": lambda: 900,  # behind whatever stands there already
}
