"""Events: what is taught there, the tests before and after, and what they say."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.forms import model_to_dict
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.base.errors import Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.plots import plot_ease, plot_gains, plot_telling_apart
from pimpasa.doors.office.training_forms import (
    ExamForm,
    FeedbackForm,
    InviteForm,
    MaterialForm,
    PlanForm,
    ReplyForm,
    TermsForm,
)
from pimpasa.people.rules import Deed, may
from pimpasa.places import queries as places
from pimpasa.training.actions.events import (
    Moment,
    certify_passed,
    give_feedback,
    hand_in,
    plan_event,
)
from pimpasa.training.actions.seats import Answer
from pimpasa.training.papers import attendance_pdf
from pimpasa.training.queries import results
from pimpasa.training.queries.results import Event
from pimpasa.training.queries.seats import place_in_line, unanswered


@require_http_methods(["GET", "HEAD", "POST"])
@office_page()
def events(request: OfficeRequest) -> HttpResponseBase:
    """The events one teaches or is invited to; a trainer plans another."""
    by, may_plan = request.officer, may(request.officer.role, Deed.CERTIFY)
    if request.method == "POST" and not may_plan:
        raise results.NoSuchEvent
    form, status = PlanForm(request.POST or None, initial={"held_on": request.today}), 200
    if request.method == "POST":
        status = carry_out(form, lambda _given: plan_event(form.plan(), by=by, now=request.now))
    if not status:
        return redirect("training_event", event_id=form.cleaned_data["id"])
    plan = Act(_("Plan an event"), _("Plan"), reverse("training_events"), form)
    context = {
        "events": results.events_for(by),
        "unanswered": {one.id for one in unanswered(by, on=request.today)},
        "acts": [plan] if may_plan else [],
    }
    return render(request, "office/training_events.html", context, status=status)


@require_safe
@office_page()
def event(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """One event: agenda, one's own badge and tests, and for the trainer who came and the gain."""
    return event_page(request, event_id)


@require_safe
@office_page(Deed.CERTIFY)
def sheet(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """The attendance sheet as a PDF."""
    found = results.event_for(request.officer, event_id)
    seats = list(results.seats_of(request.officer, event_id))
    pdf = attendance_pdf(found, seats, zone=request.officer.zone, language=get_language() or "id")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="daftar-hadir.pdf"'
    return response


@require_POST
@office_page(Deed.CERTIFY)
def graduate(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Certify everybody who passed."""
    certify_passed(event_id, by=request.officer, now=request.now)
    return redirect("training_event", event_id=event_id)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page()
def before(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """The test before."""
    return _test(request, event_id, Moment.BEFORE)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page()
def after(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """The test after."""
    return _test(request, event_id, Moment.AFTER)


@require_POST
@office_page()
def tell(request: OfficeRequest, event_id: UUID) -> HttpResponseBase:
    """Say how it was."""
    results.own_seat(request.officer, event_id)
    form = FeedbackForm(request.POST)
    status = carry_out(
        form,
        lambda given: give_feedback(event_id, by=request.officer, now=request.now, **given),
    )
    return event_page(request, event_id, sent=form, status=status)


def _test(request: OfficeRequest, event_id: UUID, moment: Moment) -> HttpResponseBase:
    seat = results.own_seat(request.officer, event_id)
    found, status = results.event_for(request.officer, event_id), 200
    form = ExamForm(
        request.POST or None, asked=results.questions_of(found), initial={"id": uuid4()}
    )
    if form.is_valid():
        try:
            chosen, made = form.chosen(), form.cleaned_data["id"]
            hand_in(event_id, moment, chosen, by=request.officer, now=request.now, id=made)
            return redirect("training_event", event_id=event_id)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            status = refusal.status
    context = {"event": found, "form": form, "seat": seat, "is_before": moment == Moment.BEFORE}
    return render(request, "office/training_test.html", context, status=status)


def event_page(
    request: OfficeRequest, event_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of an event, or the way back to it when nothing was refused."""
    if not status:
        return redirect("training_event", event_id=event_id)
    officer = request.officer
    found, teaches = results.event_for(officer, event_id), may(officer.role, Deed.CERTIFY)
    seat = results.seat_of(officer, event_id)
    came, invited = results.who_came(event_id)
    context = {
        "event": found,
        "teaches": teaches,
        "seat": seat,
        "attempts": results.attempts_of(seat) if seat else {},
        "asked": len(found.questions),
        "came": came,
        "invited": invited,
        "materials": results.materials_of(event_id),
        **(_results(found) if teaches else {}),
        "feedback": results.feedback_of(event_id) if teaches else None,
        "in_line": place_in_line(seat) if seat else 0,
        "acts": _acts(request, found, seat, sent),
    }
    return render(request, "office/training_event.html", context, status=status)


def _results(event: Event) -> dict[str, Any]:
    found, language = results.results_of(event), get_language() or "id"
    named = [(one.lesson.title.to(language), one.gain) for one in found.by_lesson]
    items = [measure for _question, measure in found.items]
    whole = [(str(_("The whole test")), found.gain)] if found.gain else []
    return {
        "results": found,
        "gain_plot": plot_gains([*whole, *named]) if found.gain else None,
        "ease": plot_ease(items),
        "apart": plot_telling_apart(items),
    }


def _acts(request: OfficeRequest, event: Event, seat: Any, sent: ActForm | None) -> list[Act]:
    acts = []
    if seat and not seat.came_at and request.today <= event.held_on:
        url = reverse("training_reply", args=[event.id])
        form = sent_or(ReplyForm(seat=seat), sent)
        is_open = seat.answer == Answer.OPEN
        acts.append(Act(_("Will you come?"), _("Send"), url, form, is_open=is_open))
    if may(request.officer.role, Deed.CERTIFY):
        acts += _trainers_acts(event, sent)
    if seat and seat.came_at:
        url = reverse("training_feedback", args=[event.id])
        said = sent_or(FeedbackForm(initial={"rating": seat.rating}), sent)
        acts.append(Act(_("Say how it was"), _("Send"), url, said))
    return acts


def _trainers_acts(event: Event, sent: ActForm | None) -> list[Act]:
    note = _("Who finds no free seat stands on the waiting list.")
    url = reverse("training_invite", args=[event.id])
    inviting = Act(
        _("Invite"), _("Invite"), url, sent_or(InviteForm(offices=offices()), sent), note
    )
    url = reverse("training_terms", args=[event.id])
    terms = sent_or(TermsForm(initial=model_to_dict(event)), sent)
    changing = Act(_("Seats, reminder and door"), _("Change"), url, terms)
    url = reverse("training_material_add", args=[event.id])
    adding = Act(_("Add a material"), _("Add it"), url, sent_or(MaterialForm(), sent))
    return [inviting, changing, adding]


def offices() -> list[tuple[str, str]]:
    """Offices to choose from: id and name."""
    return [(str(one.id), one.name) for one in places.offices()]
