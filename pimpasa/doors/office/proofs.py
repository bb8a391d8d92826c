"""The forms in which people prove who they are: what fails is noted, never what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from pimpasa.doors.office.once import Once
from pimpasa.people.actions.sign_in import note_failed_second_factor, note_failed_sign_in

WRONG = "incorrect_code"


class CodeToSignIn(Once, AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in: a code of the app, or a recovery code."""

    def clean_code(self) -> Any:
        """Check the code; note a wrong one."""
        return _noting(super().clean_code, self.user)


class CodeToGoOn(Once, ReauthenticateForm):  # type: ignore[misc]
    """The second factor before something that matters."""

    def clean_code(self) -> Any:
        """Check the code; note a wrong one."""
        return _noting(super().clean_code, self.user)


class KeyToSignIn(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey or security key at sign-in."""

    def clean_credential(self) -> Any:
        """Check the key; note a wrong one, when it is known whose it should be."""
        return _noting(super().clean_credential, self.user)


class KeyToGoOn(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey or security key before something that matters."""

    def clean_credential(self) -> Any:
        """Check the key; note a wrong one."""
        return _noting(super().clean_credential, self.user)


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """A new password, for whoever knows the present one."""

    def clean_oldpassword(self) -> str:
        """Check the present password; note a wrong one."""
        try:
            return super().clean_oldpassword()  # type: ignore[no-any-return]
        except ValidationError:
            note_failed_sign_in(self.user.username, now=timezone.now())
            raise


def _noting(check: Callable[[], Any], account: Any) -> Any:
    """Note what is wrong, with an answer that is no answer at all among it.

    A try that was not even looked at, because there were too many, adds no line.
    """
    try:
        return check()
    except ValidationError as refused:
        if refused.code == WRONG:
            _note(account)
        raise
    except (KeyError, TypeError, ValueError) as malformed:
        _note(account)
        raise get_adapter().validation_error(WRONG) from malformed


def _note(account: Any) -> None:
    """A key without an account behind it is nobody's failure."""
    if account is not None:
        note_failed_second_factor(UUID(str(account.pk)), now=timezone.now())
