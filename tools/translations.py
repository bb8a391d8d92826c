"""The strings people see: `collect` writes new ones into the catalogues, `check` finds gaps.

Works without the gettext programs. Each folder of `locale/` is the catalogue of one part.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from babel.messages.catalog import Catalog, Message  # noqa: E402
from babel.messages.extract import extract_python  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

PARTS = {  # catalogue -> folders whose strings it holds; the first that fits takes a file
    "community": ["pimpasa/doors/community"],
    "office": ["pimpasa/doors/office"],
    "stages": ["pimpasa"],
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def main(verb: str) -> int:
    gaps = [gap for part in PARTS for gap in (collect if verb == "collect" else check)(part)]
    for gap in gaps:
        print(gap)
    return 1 if gaps and verb == "check" else 0


def collect(part: str) -> list[str]:
    """Bring the Indonesian catalogue of one part up to date; what is new has no words yet."""
    path, wanted = catalogue_path(part), used(part)
    if not len(wanted):
        return []
    kept = read(path)
    kept.update(wanted, no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    write_po(out, kept, width=100, no_location=True, sort_output=True, omit_header=False)
    path.write_bytes(out.getvalue())
    return check(part)


def check(part: str) -> list[str]:
    """What is missing: strings without Indonesian words, or with other placeholders."""
    kept = read(catalogue_path(part))
    gaps = []
    for message in used(part):
        if not message.id:
            continue
        there = kept.get(message.id, message.context)
        gaps += [f"{part}: {why}: {message.id!r}" for why in faults(message, there)]
    return gaps


def faults(wanted: Message, there: Message | None) -> list[str]:
    said = there.string if there is not None else ""
    forms = [said] if isinstance(said, str) else list(said)
    if not forms or not all(forms):
        return ["no Indonesian words"]
    source = wanted.id if isinstance(wanted.id, str) else wanted.id[-1]
    same = all(sorted(_PLACES.findall(form)) == sorted(_PLACES.findall(source)) for form in forms)
    fuzzy = ["to be looked over"] if there is not None and there.fuzzy else []
    return fuzzy + ([] if same else ["other placeholders"])


def used(part: str) -> Catalog:
    """Every string the code and the pages of one part show."""
    catalogue = Catalog(locale="id", charset="utf-8")
    for path in files(part):
        for _line, function, messages, comments in strings(path):
            add(catalogue, function, messages, comments)
    return catalogue


def add(catalogue: Catalog, function: str, messages: object, comments: list[str]) -> None:
    words = messages if isinstance(messages, tuple) else (messages,)
    spec = KEYWORDS[function] or (1,)
    context = None
    if isinstance(spec[0], tuple):
        context, words, spec = words[0], words[1:], spec[1:]
    words = tuple(word for word in words[: len(spec)] if word)
    if words:
        catalogue.add(words if len(words) > 1 else words[0], context=context)


def strings(path: Path) -> Iterator[tuple[int, str, object, list[str]]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    yield from extract_python(io.BytesIO(text.encode()), tuple(KEYWORDS), (), {"encoding": "utf-8"})


def files(part: str) -> list[Path]:
    taken: set[Path] = set()
    for name, folders in PARTS.items():
        found = {
            path
            for folder in folders
            for path in (ROOT / folder).rglob("*")
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts
        }
        if name == part:
            return sorted(found - taken)
        taken |= found
    raise KeyError(part)


def catalogue_path(part: str) -> Path:
    return ROOT / "locale" / part / "id" / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="id", charset="utf-8", project="Pimpasa", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="id")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
