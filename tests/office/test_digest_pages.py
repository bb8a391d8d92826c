"""At the desk what is new is written by one, let out by another, and read by all offices."""

import pytest
from django.utils import timezone

from pimpasa.warnings.digests import gather_digest, receipts
from pimpasa.warnings.models import Digest
from tests.office.test_verification_page import seated, signal  # noqa: F401
from tests.office.test_warnings_pages import true  # noqa: F401
from tests.street import NOW, work

TEXT = {"text_id": "Tawaran palsu lewat grup sekolah.", "text_en": "False offers in school groups."}


@pytest.fixture
def digest(true):  # noqa: F811
    gather_digest(now=NOW)
    return Digest.objects.get()


def test_one_writes_another_lets_it_out_and_it_is_read(seated, digest):  # noqa: F811
    path = f"/kantor/kabar/{digest.id}/"
    assert path in seated["sari"].get("/kantor/kabar/").content.decode()
    assert path not in seated["yohan"].get("/kantor/kabar/").content.decode()
    assert seated["sari"].post(f"{path}tulis/", {"text_id": "Baru."}).status_code == 422
    betraying = TEXT | {"text_id": "Hubungi 0834-1122-3344"}
    refused = seated["sari"].post(f"{path}tulis/", betraying)
    assert "0834-1122-3344" in refused.content.decode()
    seated["sari"].post(f"{path}tulis/", TEXT)
    assert seated["sari"].post(f"{path}setuju/").status_code == 422

    seated["agus"].post(f"{path}setuju/")
    work(now=timezone.now())

    page = seated["made"].get(path).content.decode()
    assert "Tawaran palsu lewat grup sekolah." in page
    assert "Jawa Barat" in page
    assert "Lombang" not in page
    assert receipts(digest) == (7, 1)
    assert seated["lina"].get(path).status_code == 404
