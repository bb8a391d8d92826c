"""Sessions that a copy of the database does not give away.

The database holds a keyed digest of the session's name and its content sealed under a key that
is not in it: whoever steals a backup can neither take over a session nor read one.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from pimpasa.base import vault


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with the name hashed and the content sealed."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Seal the content."""
        plain = json.dumps(session_dict, separators=(",", ":")).encode()
        return base64.b64encode(vault.seal(plain, place="office.session")).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Open the content; what does not open is an empty session."""
        try:
            opened = vault.unseal(base64.b64decode(session_data), place="office.session")
        except (vault.SealBroken, ValueError):
            return {}
        content: dict[str, Any] = json.loads(opened)
        return content

    def exists(self, session_key: str) -> bool:
        """True when there is a session of this name."""
        return super().exists(_kept(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Remove the session of this name, or this one."""
        name = session_key or self.session_key
        if name is not None:
            self.model.objects.filter(session_key=_kept(name)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row as it is kept."""
        row = super().create_model_instance(data)
        row.session_key = _kept(row.session_key)
        return row

    def _get_session_from_db(self) -> Any:
        alive = self.model.objects.filter(expire_date__gt=timezone.now())
        row = alive.filter(session_key=_kept(self.session_key or "")).first()
        if row is None:
            self._session_key = None
        return row


def _kept(name: str) -> str:
    return vault.blind_index(name, purpose="office.session").hex()[:40]
