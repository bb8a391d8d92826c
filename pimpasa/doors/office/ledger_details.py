"""What stands beside an event of the ledger, in words: labels for its keys, names for its codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office import labels
from pimpasa.people.queries.staff import role_names
from pimpasa.places.queries import offices, place_name

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLACE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
KEYS: dict[str, Promise] = {
    "DESK": labels.CHAINS["DESK"],
    "STREET": labels.CHAINS["STREET"],
    "account_id": _("account"),
    "agency": _("agency"),
    "answer": _("said"),
    "before": _("before"),
    "by": _("who"),
    "card": _("card"),
    "channel": _("came by"),
    "clock": _("deadline"),
    "code": _("village"),
    "codes": _("villages"),
    "course": _("course"),
    "day": _("day"),
    "days": _("days"),
    "decree": _("decree"),
    "differs": _("differences"),
    "event": _("what"),
    "events": _("events"),
    "figures": _("figures"),
    "flat": _("unchanged"),
    "help": _("what changed"),
    "hours": _("hours"),
    "how": _("how"),
    "in_time": _("in time"),
    "kind": _("kind"),
    "method": _("method"),
    "moment": _("moment"),
    "month": _("month"),
    "moves": _("stops moved"),
    "name": _("name"),
    "office": _("office"),
    "openings": _("openings"),
    "operation": _("operation"),
    "other": _("with"),
    "packet": _("packet"),
    "page": _("page"),
    "people": _("people"),
    "position": _("step"),
    "reason": _("reason"),
    "receivers": _("receivers"),
    "regency": _("regency"),
    "regencies": _("regencies"),
    "region": _("region"),
    "risk": _("risk"),
    "role": _("role"),
    "scopes": _("scopes"),
    "seats": _("seats"),
    "severity": _("severity"),
    "since": _("from"),
    "step": _("step"),
    "tags": _("tags"),
    "tppm": _("smuggling"),
    "tppo": _("trafficking"),
    "until": _("until"),
    "urgency": _("urgency"),
    "value": _("said"),
    "values": _("values"),
    "verification": _("verification"),
    "version": _("version"),
    "villages": _("villages"),
    "why": _("why"),
}
_SIGNALS: dict[str, Promise] = {
    "RISE": _("a rise"),
    "RECURRENCE": _("something that recurs"),
    "RULE": _("a rule"),
}
_NAMES: dict[str, Mapping[str, str | Promise]] = {
    "channel": labels.CHANNELS,
    "clock": labels.CLOCKS,
    "event": labels.EVENTS,
    "help": labels.HELPS,
    "kind": labels.KINDS | _SIGNALS | labels.RECORDS,
    "moment": labels.MOMENTS,
    "reason": labels.CLOSINGS,
    "risk": labels.RISKS | labels.RISK_LEVELS,
    "role": {str(role): name for role, name in role_names().items()},
    "step": labels.REFERRAL_STEPS,
    "answer": {"YES": _("comes"), "NO": _("does not come"), "OPEN": _("has not said")},
    "how": {"PACKET": _("sealed packet"), "PAPER": _("on paper")},
    "urgency": labels.URGENCIES,
    "value": labels.STEP_VALUES,
    "why": {
        "PERSON": _("the person wished it"),
        "retention": _("its time was over"),
        "TOO_MANY": _("more came than can be looked into"),
        "ROOM": _("there was room for more"),
    },
}


@dataclass(frozen=True)
class Beside:
    """One thing the ledger kept beside an event, as it is shown."""

    label: str | Promise
    value: str


def told_beside(details: Mapping[str, Any], *, names: Callable[[str], str]) -> list[Beside]:
    """What was kept, in words; what says nothing (no value) is left out."""
    return [
        Beside(KEYS.get(key, key), _said(key, value, names))
        for key, value in details.items()
        if value not in ("", None, [], "None")
    ]


def names_beside(people: Mapping[UUID, str]) -> Callable[[str], str]:
    """Names for ids and codes, each asked for once; an id without a name shows how it begins."""
    known = {str(one): name for one, name in people.items()}
    known |= {str(one.id): one.name for one in offices()}

    def name_of(code: str) -> str:
        if code not in known:
            known[code] = place_name(code) if _PLACE.fullmatch(code) else code[:8]
        return known[code]

    return name_of


def _said(key: str, value: Any, names: Callable[[str], str]) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(_said(key, one, names) for one in value)
    text = str(value)
    if text in _NAMES.get(key, {}):
        return str(_NAMES[key][text])
    if _DAY.fullmatch(text):
        return date_format(date.fromisoformat(text), "j M Y")
    is_count = isinstance(value, int)  # 92, though it is also the code of a province
    return names(text) if not is_count and (_PLACE.fullmatch(text) or _is_id(text)) else text


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
