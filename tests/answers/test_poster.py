"""The poster: one page, the same bytes every time, and a code that leads to the village."""

import io
import shutil
import subprocess

import pypdf
import pytest

from pimpasa.answers.poster import poster
from pimpasa.places.gazetteer import Found

LOMBANG = Found(
    "32.12.11.2011", "Lombang", "Juntinyuat", "Kabupaten Indramayu", "Jawa Barat", "45282"
)
SITE = "https://pimpasa.example"


def text_of(pdf):
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


@pytest.mark.parametrize(
    ("language", "claim", "heading", "sign"),
    [
        ("id", "Tanya dulu.", "Lima tanda bahaya", "Dilarang bercerita kepada keluarga"),
        ("en", "Ask first.", "Five warning signs", "You must not tell your family"),
    ],
)
def test_one_page_names_the_village_the_signs_and_the_police(language, claim, heading, sign):
    words = text_of(poster(LOMBANG, SITE, language=language))
    for shown in ("Lombang", "Juntinyuat", claim, heading, sign, "110", "pimpasa.example"):
        assert shown in words
    assert "{" not in words


def test_it_is_an_a4_page():
    (page,) = pypdf.PdfReader(io.BytesIO(poster(LOMBANG, SITE, language="id"))).pages
    millimetres = [float(side) / 72 * 25.4 for side in page.mediabox[2:]]
    assert millimetres == pytest.approx([210, 297], abs=0.5)


def test_the_same_village_gives_the_same_bytes():
    assert poster(LOMBANG, SITE, language="id") == poster(LOMBANG, SITE, language="id")


def test_the_longest_names_still_fit_on_one_page():
    long = Found(
        "32.12.11.2012",
        "Sungai Kuning Benio Pangkalan Terpadu Baru",
        "Pangkalan Kerinci Timur",
        "Kabupaten Kepulauan Siau Tagulandang Biaro",
        "Sulawesi Utara",
        "",
    )
    assert "Benio" in text_of(poster(long, SITE, language="en"))


def test_the_code_is_the_address_of_the_tell_page_with_the_village(monkeypatch):
    made = []
    import pimpasa.answers.poster as module

    draw = module.segno.make
    monkeypatch.setattr(
        module.segno, "make", lambda address, **more: made.append(address) or draw(address, **more)
    )
    poster(LOMBANG, f"{SITE}/", language="id")
    assert made == [f"{SITE}/lapor/?desa=32.12.11.2011"]


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="pdffonts is not installed")
def test_it_uses_no_font_of_the_machine(tmp_path):
    file = tmp_path / "poster.pdf"
    file.write_bytes(poster(LOMBANG, SITE, language="id"))
    listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    fonts = [line.split()[0] for line in listed.splitlines()[2:]]
    assert fonts
    assert all("SourceSansPro" in font for font in fonts)
