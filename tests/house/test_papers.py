"""Every paper keeps to its one page with the longest words, and its code leads where it says."""

import io
import shutil
import subprocess
from datetime import date
from uuid import UUID

import pypdf
import pytest
import typst

from pimpasa.answers.poster import poster
from pimpasa.outreach.papers import Sheet, Signature, as_pdf
from pimpasa.places.gazetteer import Found
from pimpasa.training.models import Certificate
from pimpasa.training.papers import address_of, certificate_pdf
from pimpasa.warnings import notice as notices
from pimpasa.warnings.actions import MOST_LETTERS
from pimpasa.warnings.models import Scope, Warning

SITE = "https://pimpasa.example"
LONG_NAME = "Raden Ajeng Kartika Sulistyowati Hadiningrat-Prawirodirdjo binti Abdurrahman"
VILLAGE = "Sungai Kuning Benio Pangkalan Terpadu Baru"
ODD = "Bhâringinan Tèmor, Karang Dhuwur"  # as Madura and Java write
MOST_ROWS = 60


class Printed:
    """Every paper that was made, once more as a picture."""

    def __init__(self):
        self.pictures = []

    def codes(self):
        """What the QR codes of the last one say, as a phone reads them."""
        command = ["zbarimg", "--quiet", "--raw", "-"]
        seen = subprocess.run(command, input=self.pictures[-1], capture_output=True, check=False)
        return seen.stdout.decode().split()


@pytest.fixture
def printed(monkeypatch):
    kept, draw = Printed(), typst.compile

    def both(template, **more):
        if shutil.which("zbarimg"):
            picture = draw(template, **more, format="png", ppi=150)
            kept.pictures.append(picture if isinstance(picture, bytes) else picture[-1])
        return draw(template, **more)

    monkeypatch.setattr(typst, "compile", both)
    return kept


def words_on_its_one_page(pdf):
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


def leads_to(printed, address):
    return not shutil.which("zbarimg") or printed.codes() == [address]


def test_a_poster_of_the_longest_village(printed):
    found = Found(
        "32.12.11.2012", VILLAGE, ODD, "Kabupaten Kepulauan Siau Tagulandang Biaro", "", ""
    )
    said = words_on_its_one_page(poster(found, SITE, language="en"))

    assert VILLAGE in said
    assert "Bhâringinan Tèmor" in said
    assert leads_to(printed, f"{SITE}/lapor/?desa=32.12.11.2012")


def test_a_warning_as_long_as_it_may_be(printed, monkeypatch):
    monkeypatch.setattr(notices, "place_names", lambda _warning: [VILLAGE] * 8)
    most = {part: ("Kata " * n)[: n - 4] + "khir" for part, n in MOST_LETTERS.items()}
    told = {f"{part}_{spoken}": said for part, said in most.items() for spoken in ("id", "en")}
    one = Warning(id=UUID(int=7), scope=Scope.PUBLIC, valid_until=date(2026, 4, 1), **told)
    said = words_on_its_one_page(notices.notice(one, SITE, language="id"))

    assert said.count("khir") == len(MOST_LETTERS)
    assert "110" in said
    assert "RANCANGAN" in said
    assert leads_to(printed, f"{SITE}/peringatan/{one.id}/")


def test_a_certificate_of_the_longest_name(printed, people):
    certificate = Certificate.objects.filter(account=people["ratna"]).first()
    certificate.account.display_name = LONG_NAME
    said = words_on_its_one_page(certificate_pdf(certificate, SITE, language="en"))

    assert "Abdurrahman" in said
    assert leads_to(printed, address_of(certificate, SITE))


@pytest.mark.parametrize("rows", [0, MOST_ROWS])
def test_a_month_of_nothing_and_of_the_most_villages(rows):
    first = Signature("Petugas", LONG_NAME, "1 April 2026", "ab12cd34" * 16, "0f1e2d3c" * 8)
    month = Sheet(
        "id",
        "Laporan bulanan",
        f"{LONG_NAME} · Maret 2026",
        ("Desa", "Kunjungan", "Penyuluhan", "Perempuan", "Laki-laki", "Dijanjikan"),
        [[VILLAGE, n, 1, 40, 30, 2] for n in range(rows)],
        ["Jumlah", 8, 6, 400, 300, 20],
        (first, Signature("Atasan")),
        "Catatan terakhir",
    )
    said = words_on_its_one_page(as_pdf(month))

    assert said.count(VILLAGE) == rows
    assert "Catatan terakhir" in said
    assert "Atasan belum ditandatangani" in said
