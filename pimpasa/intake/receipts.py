"""Receipts made before sending: the form page signs a code, and the report brings it along.

So whoever never saw our answer, because the network or the server died, still holds the code,
and sending again gives the same receipt instead of a second report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.codes import new_code, read_code
from pimpasa.base.errors import Refused

GOOD_FOR = timedelta(days=30)  # a form may wait in a phone until there is a network again
_PURPOSE = "receipt"
_OPENED = "opened"


class FormTooOld(Refused):
    """The form was not given out by us, or too long ago."""

    reason = _("This form is no longer valid. Your words are still here: please send them again.")


@dataclass(frozen=True)
class Form:
    """What a form page carries, hidden, and brings back."""

    code: str
    given_on: date
    stamp: str


def new_form(*, today: date) -> Form:
    """A fresh code under our stamp."""
    code = new_code()
    return Form(code, today, vault.stamp(f"{code}|{today}", purpose=_PURPOSE))


def opened_stamp(code: str) -> str:
    """What a page under this code carries to show that the code has opened already."""
    return vault.stamp(read_code(code) or "", purpose=_OPENED)


def has_opened(code: str, stamp: str) -> bool:
    """True when we gave this stamp out under this very code: whoever holds it need not guess."""
    known = read_code(code)
    return vault.is_our_stamp(known or "", stamp, purpose=_OPENED) and known is not None


def check_form(form: Form, *, today: date) -> str:
    """The code in its one written form. Raises FormTooOld when it is not ours, or too old.

    A day of leeway forgives clocks that jump.
    """
    code = read_code(form.code)
    ours = vault.is_our_stamp(f"{code}|{form.given_on}", form.stamp, purpose=_PURPOSE)
    fresh = form.given_on - timedelta(days=1) <= today <= form.given_on + GOOD_FOR
    if code is None or not ours or not fresh:
        raise FormTooOld
    return code
