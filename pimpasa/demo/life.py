"""How the villages of the demonstration live, as its file says it by their tags."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from PIL import Image, ImageDraw

from pimpasa.base.content import read_toml
from pimpasa.demo.plan import Home, folder
from pimpasa.places.actions.geography import import_geography

TOLD_BY = "Kepala desa (contoh)"


def facts_of(home: Home, on: date) -> dict[str, dict[str, str]]:
    """What is known of a village, each with its source and day; the first tag that speaks wins."""
    life = read_toml(folder() / "life.toml")
    said: dict[str, str] = dict(life["always"])
    for tag in home.tags:
        for code, text in life["tag"].get(tag, {}).items():
            said.setdefault(code, text)
    for code, text in life["rest"].items():
        said.setdefault(code, text)
    return {
        code: {"text": text, "source": TOLD_BY, "on": on.isoformat()} for code, text in said.items()
    }


def strew_villages() -> None:
    """Say where the villages lie, about: without that no round trip can be planned."""
    import_geography(folder() / "places.csv", source="peragaan (rekaan)")


def promises() -> list[str]:
    """What officers promise in villages."""
    return [row["what"] for row in read_toml(folder() / "life.toml")["promise"]]


def records() -> list[dict[str, Any]]:
    """What is settled in villages: kind and text."""
    return list(read_toml(folder() / "life.toml")["record"])


def sent_back() -> str:
    """What a supervisor found wrong in a month."""
    return str(read_toml(folder() / "life.toml")["sent_back"]["because"])


def picture() -> bytes:
    """A drawing of an empty village hall: no photo, and nobody on it."""
    image = Image.new("RGB", (960, 600), "#cfe3ee")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 600), fill="#8fae7e")
    draw.rectangle((200, 250, 760, 470), fill="#f3ead7")
    draw.polygon([(160, 260), (480, 110), (800, 260)], fill="#a4573d")
    for left in (250, 600):
        draw.rectangle((left, 310, left + 110, 390), fill="#5d7f93")
    draw.rectangle((430, 320, 530, 470), fill="#6b4a33")
    draw.rectangle((300, 268, 660, 300), fill="#ffffff")
    draw.text((405, 278), "CONTOH: balai desa", fill="#1a202c")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
