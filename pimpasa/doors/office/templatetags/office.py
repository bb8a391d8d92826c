"""Words for codes, in templates of the office: `{{ row.kind|named:"KINDS" }}`."""

import json
import time
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import segno
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django import template
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.demo.cast import StandingPerson, standing_people
from pimpasa.doors.office import labels
from pimpasa.people.rules import Officer
from pimpasa.referrals.packets import packets
from pimpasa.triage.reader.law import as_cited

register = template.Library()


@register.filter
def named(code: str, table: str) -> str | Promise:
    """What a code is called; a code we have no word for stays as it is."""
    words: dict[str, str | Promise] = getattr(labels, table)
    return words.get(str(code), str(code))


@register.filter
def clock(minutes: int) -> str:
    """Minutes after midnight as people here write the hour: 08.30."""
    return f"{minutes // 60 % 24:02d}.{minutes % 60:02d}"


@register.filter
def addressee(packet: str) -> str:
    """Whom a packet goes to, in the language of the page; a code nobody knows stays as it is."""
    known = packets().get(packet)
    if known is None:
        return packet
    return known.to_en if get_language() == "en" else known.to_id


@register.filter
def unlocalized(number: float) -> str:
    """A number as pictures write it, in every language."""
    return f"{number:g}"


@register.filter
def detail(event: Any, name: str) -> Any:
    """One thing the ledger kept beside an event: a code or a count, never words."""
    return json.loads(event.details).get(name, "")


@register.filter
def day(when: date | None) -> str:
    """A day as people say it: Sel, 24 Nov 2026."""
    return date_format(when, "D, j M Y") if when else ""


@register.filter
def moment(when: datetime | None, officer: Officer) -> str:
    """A moment on the officer's own clock, with the name of that clock: 24 Nov, 09.00 WIB."""
    if when is None:
        return ""
    local = when.astimezone(officer.zone.info)
    return f"{date_format(local, 'j M')}, {date_format(local, 'H.i')} {officer.zone.name}"


@register.filter
def dated(when: datetime | None, officer: Officer) -> str:
    """A moment in a history that goes over years: 24 Nov 2026, 09.00 WIB."""
    if when is None:
        return ""
    local = when.astimezone(officer.zone.info)
    return f"{date_format(local, 'j M Y, H.i')} {officer.zone.name}"


@register.filter
def hours(minutes: int) -> str:
    """Minutes as people say them: 6 jam 49 menit."""
    whole, rest = divmod(minutes, 60)
    said = [_("%(n)d min") % {"n": rest}] if rest or not whole else []
    return " ".join([_("%(n)d h") % {"n": whole}, *said] if whole else said)


@register.filter
def exactly(when: datetime, officer: Officer) -> str:
    """A moment to the second, with its year: 24 Nov 2026, 09.00.05 WIB."""
    local = when.astimezone(officer.zone.info)
    return f"{date_format(local, 'j M Y, H.i.s')} {officer.zone.name}"


@register.filter
def when(held: Any, today: date) -> str:
    """Whether a period holds (done), is over (past) or is to come (wait), as `.track` shows it."""
    if held.since > today:
        return "wait"
    return "done" if held.until is None or today < held.until else "past"


register.filter("cited", as_cited)


@register.filter
def with_query(way: str, query: str) -> str:
    """A way narrowed by what stands in an address already."""
    return f"{way}?{query}"


@register.filter
def way_to(way: str, waits: str) -> str:
    """A way to referrals, narrowed to what they wait for; no way stays none."""
    return _narrowed(way, "waits", waits) if way else ""


@register.filter
def with_clock(way: str, clock: str) -> str:
    """A way to what was owed, narrowed to one clock."""
    return _narrowed(way, "clock", clock)


@register.filter
def with_help(way: str, what: str) -> str:
    """A way to people helped, narrowed to what with."""
    return _narrowed(way, "help", what)


@register.filter
def with_reason(way: str, reason: str) -> str:
    """A way to closings, narrowed to why."""
    return _narrowed(way, "reason", reason)


@register.simple_tag
def figure(n: int, behind: str, label: object = "", *, of: str = "rows") -> SafeString:
    """A number as the way to the list behind it: so many rows, or people in them (`of="people"`).

    Without a way it stays a number.
    """
    if not behind:
        return format_html("{}", n)
    said = f"{label}: {n}" if label else ""
    return format_html(
        '<a href="{}" data-figure="{}" data-of="{}"{}>{}</a>',
        behind,
        str(n),
        of,
        format_html(' aria-label="{}"', said) if said else "",
        n,
    )


@register.simple_tag
def qr(text: str) -> SafeString:
    """The text as a QR code drawn in the page itself: pictures from elsewhere are refused."""
    drawn = segno.make(text, error="m").svg_inline(border=2, omitsize=True, svgclass="qr-code")
    return mark_safe(drawn)  # noqa: S308  drawn by us: paths and numbers alone


@register.simple_tag
def cast() -> list[StandingPerson]:
    """The standing people of the demonstration; nobody elsewhere."""
    return standing_people()


@register.simple_tag(takes_context=True)
def code_of_the_moment(context: dict[str, Any]) -> str:
    """In a demonstration, what the authenticator app of whoever signs in shows now."""
    stage = getattr(context["request"], "_login_stage", None)
    name = stage.login.user.username if stage else ""
    secret = next((p.totp_secret for p in standing_people() if p.username == name), "")
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30)) if secret else ""


@register.filter
def held(mapping: dict[object, str], key: object) -> str:
    """The value a mapping holds for this key, or nothing."""
    return mapping.get(key, "")


def _narrowed(way: str, name: str, value: str) -> str:
    return f"{way}{'&' if '?' in way else '?'}{urlencode({name: value})}"
