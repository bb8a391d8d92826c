"""The case page: a person's words, how they were read, what was settled, what was said."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from pimpasa.answers import cardsearch
from pimpasa.answers.actions import answer as send_answer
from pimpasa.answers.cards import card as card_named
from pimpasa.answers.queries import deadlines_of, messages_of
from pimpasa.base.errors import NotThere, Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.elements import groups, sum_up
from pimpasa.doors.office.evidence import pieces
from pimpasa.doors.office.forms import AnswerForm, SettleForm
from pimpasa.doors.office.frame import render
from pimpasa.intake.actions import OpenedWords, open_attachment, open_words, set_hold
from pimpasa.ledger.queries import history_of
from pimpasa.links.named import named_in
from pimpasa.outcomes.queries import closing_of, next_return
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed, may
from pimpasa.referrals.queries import referrals_of
from pimpasa.signals.queries import signal_of_report
from pimpasa.training.queries import missing
from pimpasa.triage.actions import answer_emergency, settle
from pimpasa.triage.queries import latest_settlement, reading_of, settlements_of, whole_reading
from pimpasa.triage.reader.law import law_in_force
from pimpasa.triage.rules import View
from pimpasa.verification.second import is_reading


@require_safe
@office_page(Deed.READ_WORDS)
def case(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Open the words, which the ledger notes, and show all that belongs to them."""
    opened = open_words(request.officer, report_id, now=request.now)
    form = _answer_form(
        request,
        request.GET.get("kartu", ""),
        language=request.GET.get("bahasa") or opened.report.language,
    )
    return _page(request, opened, answer=form)


@require_POST
@office_page(Deed.SETTLE)
def settle_case(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Keep the officer's decision; what was chosen stays on the page when it cannot be kept."""
    form = SettleForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            decision = form.decision(law_on=request.today)
            settle(request.officer, report_id, decision, now=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            status = refusal.status
        else:
            return redirect("case", report_id=report_id)
    opened = open_words(request.officer, report_id, now=request.now)
    return _page(request, opened, form=form, status=status)


@require_POST
@office_page(Deed.SETTLE)
def sum_of_elements(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """What the elements chosen so far add up to: a piece of the page, put in by htmx."""
    form = SettleForm(request.POST)
    found = sum_up(form.views(), is_child=request.POST.get("is_child") == "1")
    return render(request, "office/_sum.html", {"found": found})


@require_POST
@office_page(Deed.ANSWER)
def answer_case(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Send an answer; the words stay in the field when it cannot be sent."""
    form = AnswerForm(request.POST)
    status = 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            send_answer(
                request.officer,
                report_id,
                given["words"],
                message_id=given["message_id"],
                now=request.now,
                card=given["card"],
            )
        except Refused as refusal:
            form.add_error("words", str(refusal.reason))
            status = refusal.status
        else:
            return redirect("case", report_id=report_id)
    opened = open_words(request.officer, report_id, now=request.now)
    return _page(request, opened, answer=form, status=status)


@require_POST
@office_page(Deed.SETTLE)
def take_on(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Take an emergency on."""
    answer_emergency(request.officer, report_id, now=request.now)
    return redirect("case", report_id=report_id)


@require_POST
@office_page(Deed.SETTLE)
def hold(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Set a legal hold; releasing it is for those who may."""
    wanted = request.POST.get("hold") == "1"
    if not wanted and not may(request.officer.role, Deed.RELEASE_HOLD):
        raise NotThere
    set_hold(request.officer, report_id, hold=wanted, now=request.now)
    return redirect("case", report_id=report_id)


@require_safe
@office_page(Deed.READ_WORDS)
def attachment(request: OfficeRequest, attachment_id: UUID) -> HttpResponseBase:
    """One file, as what it was found to be; the browser may not run anything in it."""
    file = open_attachment(request.officer, attachment_id, now=request.now)
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Content-Disposition"] = "inline"
    return response


def _page(
    request: OfficeRequest,
    opened: OpenedWords,
    *,
    form: SettleForm | None = None,
    answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    report = opened.report
    if is_reading(request.officer, report.id):  # a second reader must not see the first reading
        return redirect("second_read", report_id=report.id)
    reading, settled = reading_of(report.id), latest_settlement(report.id)
    whole = whole_reading(reading) if reading else None
    views = form.views() if form else dict(settled.views) if settled else {}
    history = list(history_of(report.id))
    form = form or SettleForm(initial=_initial(reading, settled))
    context = {
        "opened": opened,
        "report": report,
        "pieces": pieces(opened.words or "", (whole or {}).get("findings", [])),
        "reading": reading,
        "whole": whole,
        "settled": settled,
        "earlier": list(settlements_of(report.id))[:-1],
        "groups": groups(whole, views),
        "found": sum_up(views, is_child=bool(settled and settled.is_child)),
        "form": form,
        "flags": [form[name] for name in (*_FLAGS, "urgency")],
        "view_codes": [view.value for view in View],
        "answer": answer or _answer_form(request, ""),
        "suggested": cardsearch.suggest(opened.words or "", on=request.today).cards,
        "other_language": "id" if report.language == "en" else "en",
        "messages": list(messages_of(report.id)),
        "deadlines": deadlines_of(report.id),
        "referrals": referrals_of(report.id),
        "named": named_in(request.officer, report.id, today=request.today),
        "signal": signal_of_report(report.id),
        "may_verify": may(request.officer.role, Deed.VERIFY),
        "closing": closing_of(report.id),
        "planned": next_return(report.id),
        "history": history,
        "names": names_of([e.actor for e in history if e.actor]),
        "citations": [c for c in law_in_force(request.today) if c.offence in ("tppo", "tppm")],
        "may_settle": may(request.officer.role, Deed.SETTLE),
        "uncertified": missing(request.officer, Deed.SETTLE, on=request.today),
        "may_release": may(request.officer.role, Deed.RELEASE_HOLD),
    }
    return render(request, "office/case.html", context, status=status)


def _answer_form(request: OfficeRequest, slug: str, *, language: str = "id") -> AnswerForm:
    """An empty answer, or one with the text of a card to begin from, in the person's language."""
    initial: dict[str, Any] = {"message_id": uuid4(), "card": slug}
    if slug:
        try:
            initial["words"] = card_named(slug, on=request.today).answer.to(language).strip()
        except (KeyError, LookupError):
            initial["card"] = ""
    return AnswerForm(initial=initial)


def _initial(reading: Any, settled: Any) -> dict[str, Any]:
    """Kind and topics from the machine; flags only from an officer, never from the machine."""
    if settled is not None:
        flags = {name: "1" if getattr(settled, name) else "0" for name in _FLAGS}
        return flags | {
            "kind": settled.kind,
            "topics": settled.topics,
            "urgency": settled.urgency,
            "note": settled.note or "",
            "seen_version": settled.version,
        }
    if reading is None:
        return {}
    return {"kind": reading.kind, "topics": reading.topics, "seen_version": 0}


_FLAGS = ("is_tppo", "is_tppm", "is_child")
