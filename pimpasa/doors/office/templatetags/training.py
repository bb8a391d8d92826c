"""How lessons and results are drawn: `{{ lesson.title|said }}`, `{{ gain.after|along }}`."""

from typing import Any

from django import template
from django.utils.translation import get_language

from pimpasa.training.courses import courses

register = template.Library()
_LEFT, _WIDE, _TALL = 8, 624, 46  # of the picture of gains, in its own units


@register.filter
def paragraphs(text: str) -> list[tuple[str, str]]:
    """A reading as ("h2" or "p", words) pairs: a line that begins with ## is a heading."""
    parts = (part.strip() for part in text.split("\n\n"))
    return [("h2", p[2:].strip()) if p.startswith("##") else ("p", p) for p in parts if p]


@register.filter
def said(both: Any) -> str:
    """Content in both languages, in the one that is spoken."""
    return str(both.to(get_language() or "id"))


@register.filter
def course(code: str) -> str:
    """What a course is called."""
    known = courses().get(code)
    return known.title(get_language() or "id") if known else code


@register.filter
def percent(share: float) -> str:
    """A share of 0 to 1 as whole percent."""
    return f"{100 * share:.0f} %"


@register.filter
def along(share: float) -> str:
    """Where a share of 0 to 100 stands in the picture."""
    return f"{_LEFT + _WIDE * share / 100:.1f}"


@register.filter
def span(gain: Any) -> str:
    """How long the bar from before to after is."""
    return f"{max(0.0, _WIDE * (gain.after - gain.before) / 100):.1f}"


@register.filter
def row_at(place: int) -> int:
    """The height of a row in the picture."""
    return _TALL * place + 28


@register.filter
def rows_high(rows: int) -> int:
    """How tall the picture of so many rows is."""
    return _TALL * rows
