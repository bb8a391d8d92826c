"""What the pages say of the models is what the library has."""

from pathlib import Path

from kentongan.space.models import MODELS

PAGES = Path(__file__).parents[2] / "docs" / "mathematics"


def test_every_model_has_its_line_in_the_mathematics():
    text = (PAGES / "space-scan.md").read_text()
    assert all(f"| `{model}` |" in text for model in MODELS)


def test_every_page_names_its_sources():
    pages = list(PAGES.glob("space-*.md"))
    assert len(pages) >= 4
    assert all("Source" in page.read_text() for page in pages)
