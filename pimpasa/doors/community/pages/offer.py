"""Checking a job offer: pasted, read, shown with its warning signs, and thrown away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pimpasa.answers.cards import RedFlag, countries
from pimpasa.answers.offer import CheckedOffer, check_offer
from pimpasa.doors.community.forms import read_pasted
from pimpasa.doors.community.pages.page import page, today_in
from pimpasa.doors.community.pages.sending import check as check_words
from pimpasa.doors.community.pages.shown import spoken
from pimpasa.intake.actions import WordsRefused
from pimpasa.intake.receipts import new_form
from pimpasa.intake.rules import MOST_LETTERS, Flaw
from pimpasa.links.licences import licence_of

TOO_LONG = _("That is more than we read at once: at most 10,000 letters. Here is the first part.")


def check(request: HttpRequest) -> HttpResponse:
    """The empty field, or what the pasted offer shows."""
    if request.method != "POST":
        return page(request, "offer")
    pasted = read_pasted(request)
    try:
        words = check_words(pasted)
    except WordsRefused as refused:
        # there is no code here under which the rest could follow
        why = TOO_LONG if refused.flaw is Flaw.TOO_LONG else refused.reason
        kept = {"words": refused.left[:MOST_LETTERS], "refused": why}
        return page(request, "offer", kept, status=refused.status)
    checked = check_offer(words)
    values = {
        "checked": checked,
        "signs": [_shown_flag(sign.number, sign.flag) for sign in checked.signs],
        "countries": _known_of(checked),
        "licences": [
            asked for name in checked.firms if (asked := licence_of(name, today=today_in(None)))
        ],
        "words": words,
        "form": new_form(today=today_in(None)),
    }
    return page(request, "offer_read", values)


def _shown_flag(number: int, flag: RedFlag) -> dict[str, Any]:
    language = spoken()
    return {
        "number": number,
        "is_grave": flag.is_grave,
        "name": flag.name.to(language),
        "why": flag.why.to(language),
        "what_to_do": flag.what_to_do.to(language),
    }


def _known_of(checked: CheckedOffer) -> list[dict[str, Any]]:
    """What is known of the countries the offer leads to."""
    named = {name.casefold() for name in checked.destinations}
    language = spoken()
    return [
        {
            "name": country.name.to(language),
            "job": country.job_name.to(language),
            "note": country.note.to(language),
            "valid_from": country.valid_from,
            "verified": country.verified,
        }
        for country in countries(timezone.localdate())
        if country.name.id.casefold() in named
    ]
