"""A warning in the Common Alerting Protocol 1.2, for systems that pass alerts on.

The area is told by the official codes of its places, never by a polygon or a circle: an alert must
not point to a house. Source: OASIS, Common Alerting Protocol Version 1.2, 1 July 2010.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from django.utils.translation import override

from pimpasa.base.days import Zone, zone_of
from pimpasa.places.queries import place_name
from pimpasa.warnings.models import Scope, Warning
from pimpasa.warnings.notice import address_of, said_in
from pimpasa.warnings.public import places_of

MEDIA_TYPE: Final = "application/cap+xml"
NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
GEOCODE: Final = "KEMENDAGRI"  # codes of the Ministry of Home Affairs, as in 32.12.11.2005
LANGUAGES: Final = ("id", "en")
_SCOPES = {Scope.PUBLIC: "Public", Scope.RESTRICTED: "Restricted"}


def as_cap(warning: Warning, site: str, *, is_exercise: bool) -> bytes:
    """The warning as a CAP alert, one `info` a language; a withdrawn one cancels its alert.

    A draft has the status Draft. `is_exercise` marks what a demonstration sends.
    """
    zone = zone_of(next(iter(places_of(warning)), ""))
    root = ElementTree.Element("alert", xmlns=NAMESPACE)
    for name, said in _head(warning, site, zone, is_exercise=is_exercise):
        _add(root, name, said)
    for language in LANGUAGES:
        with override(language):
            _add_info(root, warning, site, zone, language)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _head(warning: Warning, site: str, zone: Zone, *, is_exercise: bool) -> list[tuple[str, str]]:
    sent = warning.approved_at or warning.drafted_at
    sender = urlsplit(site).netloc
    status = "Exercise" if is_exercise else "Actual"
    head = [
        ("identifier", str(warning.id)),
        ("sender", sender),
        ("sent", _moment(sent, zone)),
        ("status", status if warning.approved_at else "Draft"),
        ("msgType", "Alert"),
        ("scope", _SCOPES[Scope(warning.scope)]),
    ]
    if warning.scope == Scope.RESTRICTED:
        head.append(
            ("restriction", "Immigration officers and partner agencies; not for the public")
        )
    if warning.withdrawn_at is None:
        return head
    cancelled = dict(head) | {
        "identifier": f"{warning.id}.withdrawn",
        "sent": _moment(warning.withdrawn_at, zone),
        "msgType": "Cancel",
        "note": warning.withdrawn_because,
        "references": f"{sender},{warning.id},{_moment(sent, zone)}",
    }
    return list(cancelled.items())


def _add_info(
    root: ElementTree.Element, warning: Warning, site: str, zone: Zone, language: str
) -> None:
    said = said_in(warning, language)
    info = ElementTree.SubElement(root, "info")
    parts = {
        "language": language,
        "category": "Security",
        "event": _("Trafficking or smuggling of people"),
        "responseType": "AllClear" if warning.withdrawn_at else "Avoid",
        "urgency": "Past" if warning.withdrawn_at else "Expected",
        "severity": warning.severity.title(),
        "certainty": "Observed",
        "expires": _midnight(warning.valid_until, zone),
        "senderName": "Pimpasa",
        "headline": said["headline"],
        "description": said["text"],
        "instruction": said["advice"],
    }
    for name, part in parts.items():
        _add(info, name, part)
    if warning.scope == Scope.PUBLIC:
        _add(info, "web", address_of(warning, site))
    for code in places_of(warning):
        area = ElementTree.SubElement(info, "area")
        _add(area, "areaDesc", place_name(code))
        geocode = ElementTree.SubElement(area, "geocode")
        _add(geocode, "valueName", GEOCODE)
        _add(geocode, "value", code)


def _add(parent: ElementTree.Element, name: str, said: str) -> None:
    ElementTree.SubElement(parent, name).text = said


def _midnight(day: date, zone: Zone) -> str:
    return _moment(datetime.combine(day, time(0), zone.info), zone)


def _moment(at: datetime, zone: Zone) -> str:
    """With the offset in figures, as the protocol wants it."""
    return at.astimezone(zone.info).isoformat(timespec="seconds")
