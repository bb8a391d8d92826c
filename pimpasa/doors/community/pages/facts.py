"""What others asked, whom to call, what we keep: facts that anyone may read."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page

from pimpasa.answers.cards import card, cards, hotlines
from pimpasa.answers.cardsearch import suggest
from pimpasa.answers.queries import public_answers
from pimpasa.doors.community.pages.page import page
from pimpasa.doors.community.pages.shown import TOPICS, shown_card, shown_line, spoken
from pimpasa.places.queries import village_with_code

MOST_FOUND = 12
MOST_PUBLIC = 30
ASKED_FIRST = (
    "passport-cost",
    "job-offer-red-flags",
    "work-legal-steps",
    "who-is-my-pimpasa",
    "reporter-stays-hidden",
)


@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """Four plain choices, the code, what others asked, and the lines."""
    known = {card.slug: card for card in cards(timezone.localdate())}
    asked = [shown_card(known[slug]) for slug in ASKED_FIRST if slug in known]
    village = village_with_code(request.GET.get("desa", "")[:13])
    return page(request, "home", {"asked": asked, "village": village})


@gzip_page
def answers(request: HttpRequest) -> HttpResponse:
    """All questions by topic."""
    return page(request, "answers", {"topics": _by_topic()})


def search(request: HttpRequest) -> HttpResponse:
    """Questions that fit what was typed. Sent as a form, so that it stands in no address."""
    asked = request.POST.get("cari", "")[:500].strip()
    if not asked:
        return page(request, "answers", {"topics": _by_topic()})
    found = suggest(asked, on=timezone.localdate(), limit=MOST_FOUND)
    values = {
        "asked": asked,
        "found": [shown_card(card) for card in found.cards],
        "public": found.public_answers,
    }
    return page(request, "answers", values)


@gzip_page
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """What others asked about one topic, and the answers that are always ready."""
    if name not in TOPICS:
        raise Http404
    shown = [shown_card(c) for c in cards(timezone.localdate()) if c.topics[0] == name]
    public = public_answers(topic=name).filter(language=spoken())[:MOST_PUBLIC]
    return page(request, "topic", {"name": TOPICS[name], "cards": shown, "public": public})


@gzip_page
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """One answer, with its source and its age."""
    try:
        found = card(slug, on=timezone.localdate())
    except KeyError as missing:
        raise Http404 from missing
    return page(request, "answer", {"card": shown_card(found), "topic": found.topics[0]})


@gzip_page
def lines(request: HttpRequest) -> HttpResponse:
    """Whom to call, the most urgent first."""
    return page(request, "lines", {"lines": [shown_line(line) for line in hotlines()]})


@gzip_page
def keep(request: HttpRequest) -> HttpResponse:
    """What we keep and what we do not, in plain words."""
    return page(request, "keep")


@gzip_page
def about(request: HttpRequest) -> HttpResponse:
    """What Pimpasa is."""
    return page(request, "about")


def _by_topic() -> list[dict[str, Any]]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for written in cards(timezone.localdate()):
        grouped[written.topics[0]].append(shown_card(written))
    return [
        {"key": key, "name": name, "cards": grouped[key]}
        for key, name in TOPICS.items()
        if grouped[key]
    ]
