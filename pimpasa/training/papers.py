"""A certificate on paper, made by Typst, and as an Open Badge."""

from __future__ import annotations

import io
import json
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import font_source_sans_pro
import segno
import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pimpasa.base import vault
from pimpasa.training.courses import courses
from pimpasa.training.lessons import lessons_of
from pimpasa.training.public import seal_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pimpasa.base.days import Zone
    from pimpasa.training.models import Certificate, Event, Seat

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_SHEET = Path(__file__).with_name("attendance.typ")
_FONTS = Path(font_source_sans_pro.__file__).with_name("files")
_CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",  # knows the list of the revoked
)


def address_of(certificate: Certificate, site: str) -> str:
    """Where anyone sees whether it holds. The signed word after # never leaves the reader."""
    return f"{site.rstrip('/')}/sertifikat/{certificate.id}/#{seal_of(certificate)}"


def certificate_pdf(certificate: Certificate, site: str, *, language: str) -> bytes:
    """The certificate, one A4 page; the same bytes every time."""
    with override("en" if language.startswith("en") else "id"):
        inputs = _inputs(certificate, site, language)
    made = typst.compile(  # type: ignore[misc]
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("a certificate is one document")
    return made


def open_badge(certificate: Certificate, site: str) -> str:
    """The certificate as an Open Badges 3.0 credential, secured as a JWT (VC-JWT, EdDSA).

    Source: 1EdTech, Open Badges Specification 3.0, section 8.2 (JSON Web Token proof format).
    """
    known = {"kty": "OKP", "crv": "Ed25519", "x": _word(vault.public_key())}
    head = _word(_json({"alg": "EdDSA", "typ": "JWT", "jwk": known}))
    body = _word(_json(_credential(certificate, site.rstrip("/"))))
    return f"{head}.{body}.{_word(vault.sign(f'{head}.{body}'.encode()))}"


def _credential(certificate: Certificate, site: str) -> dict[str, Any]:
    said, course = statement_of(certificate), courses()[certificate.course]
    address, issuer = f"{site}/sertifikat/{said.id}/", f"{site}/sertifikat/"
    lessons = ", ".join(lesson.title.en for lesson in lessons_of(said.course))
    subject = f"urn:uuid:{said.id}"  # of this certificate alone: nobody is known again by it
    return {
        "@context": list(_CONTEXT),
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": course.title_en,
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Pimpasa", "url": site},
        "validFrom": _moment(said.issued_on),
        "validUntil": _moment(said.expires_on),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": said.name,
                    "identityType": "name",
                    "hashed": False,
                }
            ],
            "achievement": {
                "id": f"{issuer}#{said.course}",
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "name": course.title_en,
                "description": f"Lessons: {lessons}.",
                "criteria": {"narrative": "A trainer of the programme certified the course."},
            },
        },
        "credentialStatus": {"id": f"{issuer}dicabut.json", "type": "1EdTechRevocationList"},
        "iss": issuer,
        "jti": address,
        "sub": subject,  # the standard wants it to be the subject's own id
        "nbf": _seconds(said.issued_on),
        "exp": _seconds(said.expires_on),
    }


def _inputs(certificate: Certificate, site: str, language: str) -> dict[str, str]:
    said, course = statement_of(certificate), courses()[certificate.course]
    out = io.BytesIO()
    code = segno.make(address_of(certificate, site), error="m", micro=False)
    code.save(out, kind="svg", border=0, dark="#1a202c")
    return {
        "language": "en" if language.startswith("en") else "id",
        "title": _("Certificate"),
        "to": _("given to"),
        "name": said.name,
        "learned": _("who has learned"),
        "course": course.title(language),
        "lessons": json.dumps([one.title.to(language) for one in lessons_of(said.course)]),
        "issued_label": _("Issued"),
        "issued": date_format(said.issued_on, "j F Y"),
        "expires_label": _("Holds to the end of"),
        "expires": date_format(said.last_day, "j F Y"),
        "number_label": _("Number"),
        "number": str(said.id),
        "check": _("Scan, or type the number at"),
        "site": f"{site.partition('://')[2] or site}/sertifikat/",
        "small": _(
            "Signed with Ed25519. It can be checked without a network; it ends by itself, and may "
            "be taken back before."
        ),
        "qr": out.getvalue().decode(),
    }


def _word(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp())


def attendance_pdf(event: Event, seats: Sequence[Seat], *, zone: Zone, language: str) -> bytes:
    """Who was invited and who came, with room to sign; the same bytes every time."""
    with override("en" if language.startswith("en") else "id"):
        rows = [
            [
                one.account.display_name,
                one.account.office.name if one.account.office else "",
                f"{one.came_at.astimezone(zone.info):%H.%M}" if one.came_at else "",
            ]
            for one in seats
        ]
        inputs = {
            "language": "en" if language.startswith("en") else "id",
            "title": event.title,
            "about": f"{date_format(event.held_on, 'l, j F Y')} · {event.place}",
            "heads": json.dumps(
                ["", _("Name"), _("Office"), f"{_('Came')} ({zone.name})", _("Signature")]
            ),
            "rows": json.dumps(rows),
        }
    made = typst.compile(  # type: ignore[misc]
        _SHEET,
        root=_SHEET.parent,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("an attendance sheet is one document")
    return made
