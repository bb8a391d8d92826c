"""How lessons and results are drawn: `{{ lesson.title|said }}`, `{{ one.after|percent }}`."""

from typing import Any

from django import template
from django.utils.translation import get_language

from pimpasa.training.courses import courses

register = template.Library()


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
