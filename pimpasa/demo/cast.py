"""Who can sign in to the demonstration: one standing person per role, with everything filled in.

The passwords and second factors are drawn when the demonstration is made and stand in a file beside
the keys. The file exists nowhere but in a demonstration.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.people.models import Account
from pimpasa.people.rules import Role

_WHAT = {
    Role.PIMPASA: _("Village officer: reads, settles, answers"),
    Role.SUPERVISOR: _("Supervisor: deadlines, and all villages of the office"),
    Role.ANALYST: _("Regional analyst: reads across offices"),
    Role.DIRECTORATE: _("Directorate: figures, never villagers' words"),
    Role.TRAINER: _("Trainer: courses and certificates"),
    Role.PARTNER: _("Partner agency: takes referrals"),
    Role.DPO: _("Data protection: the ledger, never villagers' words"),
    Role.ADMIN: _("Runs the system, never reads villagers' words"),
}


@dataclass(frozen=True)
class StandingPerson:
    """One person a newcomer can be, in one click."""

    username: str
    name: str
    role: str
    password: str
    totp_secret: str  # base32; the sign-in page shows the code of the moment

    @property
    def what(self) -> str | Promise:
        """What this person sees, in a few words."""
        return _WHAT[Role(self.role)]


def standing_people() -> list[StandingPerson]:
    """Those who can be chosen on the sign-in page; nobody outside a demonstration."""
    return read_cast() if settings.DEMO else []


def read_cast() -> list[StandingPerson]:
    """Those who were kept when the demonstration was made; nobody where none was."""
    path = _file()
    if not path.exists():
        return []
    kept = json.loads(path.read_text(encoding="utf-8"))
    fields = StandingPerson.__dataclass_fields__  # an older file also holds what is told here
    return [StandingPerson(**{name: one[name] for name in fields}) for one in kept]


def choose_cast(usernames: Iterable[str], passwords: Mapping[str, str]) -> None:
    """Give these accounts a second factor, and keep how they sign in."""
    _write([_with_keys(username, passwords[username]) for username in usernames])


def _with_keys(username: str, password: str) -> StandingPerson:
    account = Account.objects.get(username=username)
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    TOTP.activate(account, secret)
    return StandingPerson(
        username=username,
        name=account.display_name,
        role=account.role,
        password=password,
        totp_secret=secret,
    )


def _write(people: list[StandingPerson]) -> None:
    """Readable for the owner of this home only."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(person) for person in people], file, ensure_ascii=False, indent=1)


def _file() -> Path:
    return Path(settings.KEY_FILE).with_name("demo.json")
