"""Anyone can check a certificate: the true one, the ended, the revoked, and the forged one."""

import io
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pypdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.test import Client

from pimpasa.base import vault
from pimpasa.training.models import Certificate
from pimpasa.training.papers import address_of, certificate_pdf, open_badge
from pimpasa.training.public import (
    Finding,
    check,
    look_up,
    revocation_list,
    seal_of,
    statement_of,
)
from pimpasa.training.rules import pack, unpack
from tests.street import TODAY

UNKNOWN = UUID(int=7)  # the same in every process, for its name is part of a test's

SITE = "https://pimpasa.example"
DEEP = f"1.{urlsafe_b64encode(b'[' * 1500).decode()}.AAAA"  # lists within lists
pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(people):
    return Certificate.objects.filter(account=people["ratna"], course="reading-the-law").get()


def forged(certificate):
    """What it says, signed by somebody else."""
    said, _ = unpack(seal_of(certificate))
    return pack(said, Ed25519PrivateKey.generate().sign(said))


def test_the_code_of_a_true_one_holds(certificate):
    verdict = check(address_of(certificate, SITE), on=TODAY)

    assert verdict.finding == Finding.HOLDS
    assert verdict.statement.name == "Ratna"
    assert check(str(certificate.id), on=TODAY) == verdict


def test_it_ends(certificate):
    last = certificate.expires_on - timedelta(days=1)
    assert look_up(certificate.id, on=last).finding == Finding.HOLDS
    assert look_up(certificate.id, on=certificate.expires_on).finding == Finding.ENDED


def test_a_revoked_one_is_told_and_listed(certificate):
    certificate.revoked_on, certificate.revoked_because = TODAY, "ujian dibantu"
    certificate.save()

    assert look_up(certificate.id, on=TODAY).finding == Finding.REVOKED
    listed = revocation_list(SITE, on=TODAY)
    assert [one["id"] for one in listed["revoked"]] == [str(certificate.id)]
    assert str(certificate.id) in listed["signed"]
    assert vault.is_signed(
        listed["signed"].encode(),
        bytes.fromhex(listed["signature"]),
        by=bytes.fromhex(listed["public_key"]),
    )
    assert "ujian" not in json.dumps(listed)


def test_a_forged_one_is_refused(certificate):
    assert check(forged(certificate), on=TODAY).finding == Finding.FORGED


def test_a_changed_name_is_refused(certificate):
    said, signature = unpack(seal_of(certificate))
    other = said.replace(b"Ratna", b"Joko")

    assert other != said
    assert check(pack(other, signature), on=TODAY).finding == Finding.FORGED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "PIMPASA1.x.y",
        "a.b.c",
        str(UNKNOWN),
        "#" * 50,
        "é.é.é",
        DEEP,
        f"PIMPASA{DEEP}",
        "a.W10.c",
    ],
)
def test_nonsense_is_unknown(text):
    assert check(text, on=TODAY).finding == Finding.UNKNOWN


def test_a_stranger_sees_the_name_and_the_days_on_the_public_page(certificate):
    answer = Client().get(f"/sertifikat/{certificate.id}/")

    assert answer.status_code == 200
    words = answer.content.decode()
    assert "Ratna" in words
    assert "Membaca laporan menurut undang-undang" in words


def test_a_stranger_with_a_forged_code_is_told(certificate):
    answer = Client().post("/sertifikat/", {"teks": forged(certificate)})

    assert answer.status_code == 404
    assert "Ratna" not in answer.content.decode()


def test_the_paper_names_the_officer_and_is_the_same_every_time(certificate):
    made = certificate_pdf(certificate, SITE, language="id")
    (page,) = pypdf.PdfReader(io.BytesIO(made)).pages
    words = " ".join(page.extract_text().split())

    for shown in ("Ratna", "Membaca laporan", "pimpasa.example/sertifikat/", str(certificate.id)):
        assert shown in words
    assert certificate_pdf(certificate, SITE, language="id") == made


def of_badge(word):
    return json.loads(urlsafe_b64decode(word + "=" * (-len(word) % 4)))


def test_the_open_badge_is_signed_as_a_jwt(certificate):
    head, body, signature = open_badge(certificate, SITE).split(".")
    header, claims = of_badge(head), of_badge(body)
    decode = lambda word: urlsafe_b64decode(word + "=" * (-len(word) % 4))  # noqa: E731

    key = Ed25519PublicKey.from_public_bytes(decode(header["jwk"]["x"]))
    key.verify(decode(signature), f"{head}.{body}".encode())
    assert (header["alg"], header["typ"], header["jwk"]["crv"]) == ("EdDSA", "JWT", "Ed25519")
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert claims["validUntil"].startswith(statement_of(certificate).expires_on.isoformat())
    (subject,) = claims["credentialSubject"]["identifier"]
    assert subject["identityHash"] == "Ratna"


def test_the_claims_of_the_open_badge_say_the_same_as_the_credential(certificate):
    """Open Badges 3.0, 8.2: checkers refuse it where a claim and the credential differ."""
    claims = of_badge(open_badge(certificate, SITE).split(".")[1])
    moment = lambda seconds: f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"  # noqa: E731

    assert claims["iss"] == claims["issuer"]["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == claims["credentialSubject"]["id"]
    assert moment(claims["nbf"]) == claims["validFrom"]
    assert moment(claims["exp"]) == claims["validUntil"]


def test_an_open_badge_is_checked_too_and_one_with_a_key_of_its_own_is_refused(certificate):
    true = open_badge(certificate, SITE)
    assert check(true, on=TODAY) == look_up(certificate.id, on=TODAY)

    head, body, _ = true.split(".")
    other = Ed25519PrivateKey.generate()
    header = of_badge(head)
    header["jwk"]["x"] = word_of(other.public_key().public_bytes_raw())
    said = f"{word_of(json.dumps(header).encode())}.{body}"
    assert check(f"{said}.{word_of(other.sign(said.encode()))}", on=TODAY).finding == Finding.FORGED
    assert check(f"{head}.{body}.{word_of(bytes(64))}", on=TODAY).finding == Finding.FORGED


def word_of(raw):
    return urlsafe_b64encode(raw).decode().rstrip("=")
