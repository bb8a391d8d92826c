"""The verification workbench: what people did about a signal, and what they can do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.verify_forms import (
    AskForm,
    AssessForm,
    CloseForm,
    ConcludeForm,
    ConflictForm,
    DecideForm,
    LearnForm,
    StepForm,
)
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed
from pimpasa.places.queries import place_name
from pimpasa.signals.grouping import together_with
from pimpasa.signals.queries import signal_for
from pimpasa.verification import queries
from pimpasa.verification.actions import StepKind, declare_conflict, take_step
from pimpasa.verification.risks import Matrix, matrix
from pimpasa.verification.single import look_into

MOST = 100
WORDS = {  # the last part of the address where a step is sent
    StepKind.DECISION: "putusan",
    StepKind.ASKED: "tanya",
    StepKind.LEARNED: "temuan",
    StepKind.ASSESSMENT: "risiko",
    StepKind.VERDICT: "kesimpulan",
    StepKind.CLOSING: "tutup",
}


@require_safe
@office_page(Deed.VERIFY)
def waiting(request: OfficeRequest) -> HttpResponseBase:
    """The signals nobody has closed, those due soonest first."""
    found = queries.waiting_for(request.officer)[:MOST]
    said = queries.last_words([one.pk for one in found])
    rows = [(one, one.signal, place_name(one.signal.place), said.get(one.pk, "")) for one in found]
    return render(request, "office/verify_waiting.html", {"rows": rows})


@require_POST
@office_page(Deed.VERIFY)
def report(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Begin to look into one report, or go on."""
    signal = look_into(request.officer, report_id, now=request.now)
    return redirect("verify", signal_id=signal.id)


@require_safe
@office_page(Deed.VERIFY)
def verify(request: OfficeRequest, signal_id: UUID) -> HttpResponseBase:
    """The workbench of one signal."""
    return _page(request, signal_id)


@require_POST
@office_page(Deed.VERIFY)
def step(request: OfficeRequest, signal_id: UUID, kind: str) -> HttpResponseBase:
    """Keep a step of this kind."""
    form = _OPENING[StepKind(kind)](request, signal_id, True)
    status = carry_out(
        form, lambda _given: take_step(request.officer, signal_id, form.doing(), now=request.now)
    )
    return _page(request, signal_id, sent=form, status=status)


@require_POST
@office_page(Deed.VERIFY)
def near(request: OfficeRequest, signal_id: UUID) -> HttpResponseBase:
    """Say to be too near to judge."""
    declare_conflict(request.officer, signal_id, now=request.now)
    return redirect("verify", signal_id=signal_id)


def _page(
    request: OfficeRequest, signal_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("verify", signal_id=signal_id)
    signal = signal_for(request.officer, signal_id)
    verification = queries.verification_for(request.officer, signal)
    steps = list(queries.steps_of(verification)) if verification else []
    too_near = verification is not None and queries.is_too_near(request.officer, verification)
    kinds = {taken.kind for taken in steps}
    context = {
        "signal": signal,
        "place": place_name(signal.place),
        "verification": verification,
        "steps": [(taken, queries.assessment_of(taken)) for taken in steps],
        "names": names_of(taken.by for taken in steps),
        "risk": _risk(next((s.figures for s in reversed(steps) if s.figures), None)),
        "too_near": too_near,
        "is_closed": StepKind.CLOSING in kinds,
        "is_true": queries.is_true(signal),
        "track": queries.track_record(kind=signal.kind, method=signal.method),
        "acts": [] if too_near or StepKind.CLOSING in kinds else _acts(request, signal_id, sent),
        "conflict": _conflict(signal_id),
        "together": [(s, place_name(s.place)) for s in together_with(request.officer, signal)],
    }
    return render(request, "office/verify.html", context, status=status)


@dataclass(frozen=True)
class _Risk:
    """The matrix with the cell that was chosen last."""

    matrix: Matrix
    likelihood: int
    consequence: int
    level: str
    advice: str


def _risk(figures: dict[str, int] | None) -> _Risk | None:
    if not figures:
        return None
    known = matrix()
    level = known.level(**figures)
    advice = known.advice[level].to(get_language() or "id")
    return _Risk(known, figures["likelihood"], figures["consequence"], str(level), advice)


def _acts(request: OfficeRequest, signal_id: UUID, sent: ActForm | None) -> list[Act]:
    return [
        Act(
            title,
            button,
            reverse(f"verify_{kind.lower()}", args=[signal_id]),
            sent_or(_OPENING[kind](request, signal_id, False), sent),
            note,
        )
        for kind, title, button, note in _OFFERED
    ]


def _conflict(signal_id: UUID) -> Act:
    return Act(
        _("I am too near to this"),
        _("Say so"),
        reverse("verify_near", args=[signal_id]),
        ConflictForm(),
        _("It is about me, my family or my friends. Somebody else will look into it."),
        is_grave=True,
    )


def _learning(request: OfficeRequest, signal_id: UUID, sending: bool) -> LearnForm:
    signal = signal_for(request.officer, signal_id)
    verification = queries.verification_for(request.officer, signal)
    asked = queries.open_questions(verification) if verification else []
    questions = [(str(one.id), f"{one.position}. {(one.note or '')[:60]}") for one in asked]
    return LearnForm(request.POST if sending else None, questions=questions)


def _plain(form: type[StepForm]) -> Callable[[OfficeRequest, UUID, bool], StepForm]:
    def opened(request: OfficeRequest, _signal_id: UUID, sending: bool) -> StepForm:
        return form(request.POST if sending else None)

    return opened


_OPENING: dict[StepKind, Callable[[OfficeRequest, UUID, bool], StepForm]] = {
    StepKind.DECISION: _plain(DecideForm),
    StepKind.ASKED: _plain(AskForm),
    StepKind.LEARNED: _learning,
    StepKind.ASSESSMENT: _plain(AssessForm),
    StepKind.VERDICT: _plain(ConcludeForm),
    StepKind.CLOSING: _plain(CloseForm),
}
_OFFERED: tuple[tuple[StepKind, Promise, Promise, Promise], ...] = (
    (StepKind.DECISION, _("Decide"), _("Decide"), _("The clock stops with the decision.")),
    (StepKind.ASKED, _("Ask somebody"), _("Write it down"), _("Who was asked, and what.")),
    (StepKind.LEARNED, _("Write down what was learned"), _("Write it down"), _("Facts, no names.")),
    (StepKind.ASSESSMENT, _("Assess the risk"), _("Assess"), _("Before warning or referring.")),
    (StepKind.VERDICT, _("Conclude"), _("Conclude"), _("A warning follows only what is true.")),
    (StepKind.CLOSING, _("Close"), _("Close"), _("Not by the one who concluded.")),
)
