"""Model fields that are encrypted at rest and open only where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from pimpasa.base import vault


@dataclass(frozen=True)
class Sealed:
    """Bytes as the database holds them. Opened when the field is read, not before."""

    token: bytes


class _Opening:
    """Opens a sealed value at the first reading: only the row knows where it belongs."""

    def __init__(self, field: SealedField) -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, Sealed):
            value = self.field.opened(vault.unseal(value.token, place=self.field.place(row)))
            row.__dict__[name] = value
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Bytes under AES-256-GCM, bound to model, field and row.

    The row needs its key before it is saved, so use it on models with a UUID as primary key.
    """

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        """Take the place of the plain attribute with one that opens the value."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def place(self, row: models.Model) -> str:
        """Where a value of this field in this row belongs."""
        return f"{self.model._meta.label}.{self.attname}.{row.pk}"

    def opened(self, plain: bytes) -> Any:
        """The value a person works with."""
        return plain

    def closed(self, value: Any) -> bytes:
        """The bytes to be sealed."""
        return bytes(value)

    def pre_save(self, row: models.Model, add: bool) -> Any:
        """Seal for this row; a value that was never opened goes back as it came."""
        value = row.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return Sealed(vault.seal(self.closed(value), place=self.place(row)))

    def get_prep_value(self, value: Any) -> Any:
        """Only sealed bytes may reach the database: `update(words=...)` is refused."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed for one row: set it on the row and save")
        return value.token

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Hand the sealed bytes to the database driver."""
        token = value if prepared else self.get_prep_value(value)
        return None if token is None else connection.Database.Binary(token)  # type: ignore[attr-defined]

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        """Keep it closed until somebody reads the field."""
        return None if value is None else Sealed(bytes(value))


class SealedText(SealedField):
    """Text under AES-256-GCM, bound to model, field and row."""

    def opened(self, plain: bytes) -> str:
        """The text."""
        return plain.decode()

    def closed(self, value: str) -> bytes:
        """The text as UTF-8."""
        return value.encode()
