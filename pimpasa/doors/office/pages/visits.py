"""Visits: what is to come, what was made, what was promised, and who came."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, Text, carry_out, sent_or
from pimpasa.doors.office.finding_forms import PhotoForm, RecallForm
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.pages.take_in import pick_village, village_of
from pimpasa.doors.office.visit_forms import (
    MadeForm,
    OffForm,
    PlanForm,
    PromiseForm,
    ReportForm,
    in_own_language,
)
from pimpasa.outreach import queries
from pimpasa.outreach.actions import call_off, keep_promise, plan_visit, promise, report_visit
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.queries import Visit
from pimpasa.outreach.recall import questions
from pimpasa.outreach.reporting import sent_back_and_open
from pimpasa.outreach.rules import attendance
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed
from pimpasa.places.queries import place_name

PAGE = 50


@require_safe
@office_page(Deed.VISIT)
def visits(request: OfficeRequest) -> HttpResponseBase:
    """The visits of one's own villages, the latest day first, and what is promised there."""
    asked = MadeForm(request.GET).asked(by=request.officer.id)
    found = (
        queries.visits_made(request.officer, asked)
        if asked
        else queries.visits_for(request.officer)
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "asked": asked,
        "came": queries.people_at(found) if asked else None,
        "place": place_name(asked.place) if asked and asked.place else "",
        "query": query.urlencode(),
        "page": page,
        "rows": [(row, kind_of(row), attendance(row.audience)) for row in page],
        "promises": list(queries.open_promises(request.officer)[:PAGE]),
        "ask_again": queries.recalls_due(request.officer, on=request.today)[:PAGE],
        "months_back": sent_back_and_open(request.officer),
        "unreported": queries.unreported(request.officer, on=request.today).count(),
        "today": request.today,
    }
    return render(request, "office/visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.VISIT)
def plan(request: OfficeRequest) -> HttpResponseBase:
    """Plan a visit: first the village, then what and when."""
    village = village_of(request)
    if village is None:
        return pick_village(request, "visits_plan")
    form = PlanForm(request.POST or None, initial={"on": request.today})
    status = 200
    if request.method == "POST":
        status = carry_out(
            form,
            lambda given: plan_visit(request.officer, form.plan(village.code), now=request.now),
        )
        if not status:
            return redirect("visits_page", visit_id=form.cleaned_data["id"])
    context = {"village": village, "form": form, "known": queries.profile_of(village.code)}
    return render(request, "office/visit_plan.html", context, status=status)


@require_safe
@office_page(Deed.VISIT)
def visit(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """One visit: its plan, its report, its promises."""
    return page_of(request, visit_id)


@require_POST
@office_page(Deed.VISIT)
def report(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """Say how the visit went."""
    form = ReportForm(request.POST)
    status = carry_out(
        form, lambda given: report_visit(request.officer, visit_id, form.done(), now=request.now)
    )
    return page_of(request, visit_id, sent=form, status=status)


@require_POST
@office_page(Deed.VISIT)
def off(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """The visit will not be made."""
    form = OffForm(request.POST)
    status = carry_out(
        form, lambda given: call_off(request.officer, visit_id, now=request.now, **given)
    )
    return page_of(request, visit_id, sent=form, status=status)


@require_POST
@office_page(Deed.VISIT)
def promised(request: OfficeRequest, visit_id: UUID) -> HttpResponseBase:
    """Write down what was promised there."""
    form = PromiseForm(request.POST)
    status = carry_out(
        form, lambda given: promise(request.officer, visit_id, form.given(), now=request.now)
    )
    return page_of(request, visit_id, sent=form, status=status)


@require_POST
@office_page(Deed.VISIT)
def kept(request: OfficeRequest, promise_id: UUID) -> HttpResponseBase:
    """A promise is kept."""
    done = keep_promise(request.officer, promise_id, now=request.now)
    return redirect("visits_page", visit_id=done.visit_id)


def kind_of(row: Visit) -> str:
    """What kind of visit it is, in words; a kind no longer known stays as its code."""
    kind = kinds().get(row.kind)
    return in_own_language(kind, "label") if kind else row.kind


def page_of(
    request: OfficeRequest, visit_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a visit, or the way back to it when nothing was refused."""
    row = queries.visit_for(request.officer, visit_id)
    if not status:
        return redirect("visits_page", visit_id=visit_id)
    context = {
        "visit": row,
        "kind": kind_of(row),
        "by": names_of([row.officer]).get(row.officer, ""),
        "came": attendance(row.audience),
        "promises": list(queries.promises_of(row.id)),
        "heard": queries.heard_at(row.id),
        "recalls": _recalls(row),
        "photos": queries.photos_of(row.id),
        "report": None if row.made_on or row.called_off_because else _report(request, row, sent),
        "acts": _acts(request, row, sent),
        "today": request.today,
    }
    return render(request, "office/visit.html", context, status=status)


def _report(request: OfficeRequest, row: Visit, sent: ActForm | None) -> ReportForm:
    return sent_or(ReportForm(initial={"on": min(row.planned_on, request.today)}), sent)


def _recalls(row: Visit) -> list[tuple[str, date, int, list[tuple[str, int]]]]:
    """Each moment with the share, in percent, that knew each answer."""
    asked = questions()
    return [
        (
            moment,
            kept.on,
            kept.asked,
            [
                (in_own_language(asked[code], "ask"), round(100 * n / kept.asked))
                for code, n in kept.right.items()
                if code in asked
            ],
        )
        for moment, kept in queries.recalls_of(row.id).items()
    ]


def _acts(request: OfficeRequest, row: Visit, sent: ActForm | None) -> list[Act]:
    if row.called_off_because:
        return []

    def act(title: Text, button: Text, name: str, form: ActForm, *, is_grave: bool = False) -> Act:
        return Act(
            title, button, reverse(name, args=[row.id]), sent_or(form, sent), is_grave=is_grave
        )

    acts = [act(_("Something was promised"), _("Keep it"), "visits_promise", PromiseForm())]
    if row.made_on is None:
        off_form = OffForm()
        return [
            *acts,
            act(_("Call the visit off"), _("Call it off"), "visits_off", off_form, is_grave=True),
        ]
    acts.append(act(_("Add a photo"), _("Add it"), "visits_photo", PhotoForm()))
    if (kind := kinds().get(row.kind)) and kind.is_talk:
        form = RecallForm(initial={"on": row.made_on})
        acts.append(
            act(_("Three questions to the room"), _("Keep the numbers"), "visits_recall", form)
        )
    return acts
