"""What contacts and their standing are called at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTACTS: dict[str, Promise] = {
    "PHONE": _("Phone number"),
    "HANDLE": _("Account name"),
    "LINK": _("Web link"),
    "ACCOUNT": _("Bank or e-wallet account"),
    "FIRM": _("Firm"),
    "PERSON": _("Person"),
}
LICENCES: dict[str, Promise] = {
    "LICENSED": _("licensed"),
    "SUSPENDED": _("licence suspended"),
    "REVOKED": _("licence revoked"),
    "RUN_OUT": _("licence run out"),
    "ALIKE": _("not on the list; a name like it is"),
    "NOT_FOUND": _("not on the list of licensed firms"),
}
SAID: dict[str, Promise] = {
    "": _("Nobody has looked yet"),
    "ONE": _("They are one"),
    "TWO": _("They are two"),
}
