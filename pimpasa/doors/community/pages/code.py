"""Under the code: what was said by both, writing back, and ending it for good.

The code comes in the body of a form and goes back hidden in the page; it is never in an address.
Right and wrong codes take the same time and the same number of bytes. When very many codes are
tried, each try asks for a little work; whoever's code has opened already is not asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pimpasa.answers.actions import (
    ConversationOver,
    KeptForACase,
    SaidBefore,
    end_conversation,
    write_back,
)
from pimpasa.answers.queries import NoSuchCode, Standing, conversation_with_code
from pimpasa.base.codes import SlipKind, slip_in
from pimpasa.doors.community.even import evenly
from pimpasa.doors.community.forms import Writing, read_writing
from pimpasa.doors.community.pages.page import page, today_in
from pimpasa.doors.community.pages.sending import NeedsWork
from pimpasa.intake import valves
from pimpasa.intake.actions import WordsRefused
from pimpasa.intake.receipts import has_opened, opened_stamp

LOOK_UPS = valves.LookUps()  # a count of this process only

Answer = Callable[[HttpRequest, Writing], HttpResponse]


@evenly
def open_code(request: HttpRequest) -> HttpResponse:
    """The conversation that a code opens; without one, the field to type it in."""
    return under_code(request, _conversation)


@evenly
def write(request: HttpRequest) -> HttpResponse:
    """Add to the conversation."""
    return under_code(request, _write)


@evenly
def end(request: HttpRequest) -> HttpResponse:
    """Ask once more, then remove everything that was said."""
    return under_code(request, _end if request.POST.get("pasti") == "ya" else _ask_once_more)


def under_code(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Answer whoever has the code; anybody else gets the field to type it in."""
    if request.method != "POST":
        return page(request, "code", {})
    writing = read_writing(request)
    if not _may_look(writing):
        return _ask_for_work(request, writing)
    try:
        return answer(request, writing)
    except NoSuchCode as refused:
        # Answered like any page: a 404 in the log of a network would tell a wrong code apart.
        told = {"refused": refused.reason, "typed": writing.typed, "slip": _told_of(writing.typed)}
        return page(request, "code", told)


def _told_of(typed: str) -> str:
    """Which word to look at again. What the code itself shows, so nothing of what we keep."""
    slip = slip_in(typed)
    if slip is None:
        return ""
    said = {
        SlipKind.NOTHING: _("Type the eight words first."),
        SlipKind.WORD: _(
            "Word %(number)d cannot be right. Each word has four letters, as in laho."
        ),
        SlipKind.COUNT: _("A code has eight words. Here are %(number)d."),
        SlipKind.MIXED: _("One letter is wrong, or two words changed places."),
    }
    return said[slip.kind] % {"number": slip.number}


def _may_look(writing: Writing) -> bool:
    """Asked before the code is looked at, so that the answer tells nothing about it."""
    return (
        has_opened(writing.code, writing.opened)
        or LOOK_UPS.are_open(now=time.monotonic())
        or valves.answered(writing.typed, writing.sum)
        or valves.did_work(writing.typed, writing.nonce)
    )


def _ask_for_work(request: HttpRequest, writing: Writing) -> HttpResponse:
    values = {
        "refused": NeedsWork.reason,
        "typed": writing.typed,
        "challenge": writing.typed,
        "sum": valves.question_for(writing.typed),
        "work_bits": valves.WORK_BITS,
    }
    return page(request, "code", values, status=NeedsWork.status)


def _conversation(request: HttpRequest, writing: Writing, **more: Any) -> HttpResponse:
    conversation = conversation_with_code(writing.code)
    values = {
        "conversation": conversation,
        "is_deleted": conversation.standing is Standing.DELETED,
        "steps": _steps(conversation.standing),
        "code": writing.code,
        "opened": opened_stamp(writing.code),
        "message": uuid4(),
        **more,
    }
    return page(request, "conversation", values)


def _write(request: HttpRequest, writing: Writing) -> HttpResponse:
    village = conversation_with_code(writing.code).village_code
    try:
        write_back(writing.code, writing.words, message_id=writing.message, today=today_in(village))
    except WordsRefused as refused:
        kept = {"words": refused.left[:10_000], "kept_letters": writing.kept_letters}
        return _conversation(
            request, writing, refused=refused.reason, message=writing.message, **kept
        )
    except (SaidBefore, ConversationOver) as refused:
        return _conversation(request, writing, refused=refused.reason, words=writing.shown_words)
    return _conversation(request, writing, just_written=True)


def _ask_once_more(request: HttpRequest, writing: Writing) -> HttpResponse:
    conversation_with_code(writing.code)
    return page(request, "end", {"code": writing.code, "opened": opened_stamp(writing.code)})


def _end(request: HttpRequest, writing: Writing) -> HttpResponse:
    village = conversation_with_code(writing.code).village_code
    try:
        end_conversation(writing.code, today=today_in(village))
    except KeptForACase as refused:
        return _conversation(request, writing, not_ended=refused.reason)
    return page(request, "ended", {})


def _steps(standing: Standing) -> int:
    """How many steps of the way are done."""
    return {Standing.RECEIVED: 1, Standing.READ: 2, Standing.ANSWERED: 3}.get(standing, 0)
