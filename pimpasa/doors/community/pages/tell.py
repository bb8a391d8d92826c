"""Telling: first the words and the village, then a look over it all, then the receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pimpasa.answers.cardsearch import suggest
from pimpasa.base.errors import Refused
from pimpasa.doors.community.forms import NO_VILLAGE, Step, Telling, read_telling
from pimpasa.doors.community.pages.elsewhere import reads_here, who_reads
from pimpasa.doors.community.pages.page import page, page_around, today_in
from pimpasa.doors.community.pages.sending import (
    FilesTooLarge,
    NeedsVillage,
    NeedsWork,
    check,
    send,
    villages_meant,
)
from pimpasa.doors.community.pages.shown import shown_card
from pimpasa.doors.community.pages.ways import ASK, Way
from pimpasa.intake import valves
from pimpasa.intake.actions import (
    FileRefused,
    Leaving,
    Readers,
    Receipt,
    SentBefore,
    Sharing,
    TooManyFiles,
    WordsRefused,
)
from pimpasa.intake.receipts import FormTooOld, new_form, opened_stamp
from pimpasa.intake.rules import names_a_phone
from pimpasa.places.queries import village_with_code
from pimpasa.triage.reader import read

_FIELDS: dict[type[Refused], str] = {
    WordsRefused: "cerita",
    FileRefused: "berkas",
    TooManyFiles: "berkas",
    FilesTooLarge: "berkas",
    NeedsVillage: "desa",
    NeedsWork: "jumlah",
    FormTooOld: "kirim",
}


def tell(request: HttpRequest, way: Way) -> HttpResponse:
    """The whole way of telling: an empty form, a second look, and the receipt."""
    if request.method != "POST":
        return _empty_form(request, way)
    telling = _as_asked(read_telling(request), way)
    try:
        return _next(request, way, telling)
    except SentBefore as refused:
        values = {"refused": refused.reason, "words": telling.shown_words}
        return page(request, "sent_before", values, status=refused.status)
    except WordsRefused as refused:
        return _first_page(request, way, replace(telling, words=refused.left), refused)
    except tuple(_FIELDS) as refused:
        return _second_look(request, way, telling, refused)


def _next(request: HttpRequest, way: Way, telling: Telling) -> HttpResponse:
    if telling.step is Step.CHANGE:
        return _first_page(request, way, telling)
    telling = replace(telling, words=check(telling.words))
    if telling.step is Step.LOOK:
        return _second_look(request, way, telling)
    return _receipt(request, way, telling, send(telling, way))


def _empty_form(request: HttpRequest, way: Way) -> HttpResponse:
    village = village_with_code(request.GET.get("desa", "")[:13])
    values = {"way": way, "form": new_form(today=today_in(None)), "village": village}
    return page(request, "tell", values)


def _first_page(
    request: HttpRequest, way: Way, telling: Telling, refused: Refused | None = None
) -> HttpResponse:
    values = {
        "way": way,
        "telling": telling,
        "form": telling.form or new_form(today=today_in(None)),
        "village": village_with_code(telling.village),
    }
    return page(request, "tell", values | _refused(refused), status=_status(refused))


def _second_look(
    request: HttpRequest, way: Way, telling: Telling, refused: Refused | None = None
) -> HttpResponse:
    form = telling.form
    if form is None or isinstance(refused, FormTooOld):
        form = new_form(today=today_in(None))
    values = {
        "way": way,
        "telling": telling,
        "form": form,
        "villages": villages_meant(telling),
        "no_village": NO_VILLAGE,
        "reads_here": reads_here(telling),
        "who_reads": who_reads(telling),
        "leaving": Leaving,
        "readers": Readers,
        "sharing": Sharing,
        "names_a_phone": names_a_phone(telling.words),
        "is_emergency": _is_emergency(telling),
        "answers": _perhaps_answered(telling, way),
    }
    if isinstance(refused, NeedsWork):
        values |= {
            "challenge": form.code,
            "sum": valves.question_for(form.code),
            "work_bits": valves.WORK_BITS,
        }
    return page(request, "look", values | _refused(refused), status=_status(refused))


def _receipt(request: HttpRequest, way: Way, telling: Telling, receipt: Receipt) -> HttpResponse:
    is_urgent = telling.seemed_urgent
    if is_urgent is None:
        is_urgent = _is_emergency(telling)
    fills = {"code": receipt.code, "opened": opened_stamp(receipt.code)}
    return page_around(request, "receipt", fills, is_emergency=is_urgent)


def _is_emergency(telling: Telling) -> bool:
    return read(telling.words).urgency == "emergency"


def _as_asked(telling: Telling, way: Way) -> Telling:
    """Only what this way asks counts: a complaint never goes to the officer of the village."""
    if way.is_complaint:
        telling = replace(telling, readers=Readers.ELSEWHERE)
    if not way.asks_leaving:
        telling = replace(telling, leaving=Leaving.UNKNOWN)
    return telling


def _perhaps_answered(telling: Telling, way: Way) -> list[dict[str, Any]]:
    if way is not ASK:
        return []
    found = suggest(telling.words, on=timezone.localdate(), limit=3)
    return [shown_card(card) for card in found.cards]


def _refused(refused: Refused | None) -> dict[str, Any]:
    if refused is None:
        return {}
    return {"refused": refused.reason, "field": _FIELDS[type(refused)]}


def _status(refused: Refused | None) -> int:
    return refused.status if refused else 200
