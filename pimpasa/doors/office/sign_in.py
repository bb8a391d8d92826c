"""How the office signs people in: what django-allauth asks, answered the way of this house."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pimpasa.base import vault
from pimpasa.base.errors import NotThere
from pimpasa.doors.office.middleware import SECOND_FACTOR
from pimpasa.people.actions.sign_in import note_failed_sign_in, note_sign_in, note_sign_out
from pimpasa.people.queries import officer_at
from pimpasa.people.rules import Role, needs_second_factor


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in with what it leaves in the ledger. Nobody signs up: accounts are made for people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **rest: Any) -> HttpResponse | None:
        """Let nobody in who has no access on this day."""
        try:
            officer_at(user, now=timezone.now())
        except NotThere:
            return self.respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return super().pre_login(request, user, **rest)  # type: ignore[no-any-return]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session under a new name, and note it."""
        super().login(request, user)
        note_sign_in(user.pk, now=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        """End the session, and note it."""
        if request.user.is_authenticated:
            note_sign_out(request.user.pk, now=timezone.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password for a known account."""
        note_failed_sign_in(credentials.get("username", ""), now=timezone.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        """A keyed digest of the network: enough to count tries by, and no address is kept."""
        network = truncate_ip(super().get_client_ip(request))
        return vault.blind_index(network, purpose="office.sign-in").hex()[:32]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries by account alone: with the host in the key, each name of it adds tries."""
        return str(credentials.get("username", "")).casefold()


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, passkeys and recovery codes, their secrets sealed."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before the database sees it."""
        return base64.b64encode(vault.seal(text.encode(), place="office.second-factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        sealed = base64.b64decode(encrypted_text)
        return vault.unseal(sealed, place="office.second-factor").decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever needs a second factor keeps at least one."""
        account = authenticator.user
        if authenticator.type not in SECOND_FACTOR or not needs_second_factor(Role(account.role)):
            return True
        others = Authenticator.objects.filter(user=account, type__in=SECOND_FACTOR)
        return bool(others.exclude(pk=authenticator.pk).exists())
