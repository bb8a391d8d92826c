"""Villages: find any of them, list the fostered ones, and see who serves one under which decree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.answers import desk
from pimpasa.answers.desk import Filters
from pimpasa.base.errors import NotThere
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, Given, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.places_forms import EndForm, FosteredFilter, FosterForm, TagsForm
from pimpasa.outreach import queries as outreach
from pimpasa.people.queries import staff
from pimpasa.people.rules import Deed, may, may_foster
from pimpasa.places import queries as places
from pimpasa.places.actions.fostering import (
    NotInTerritory,
    end_fostering,
    foster_village,
    tag_village,
)
from pimpasa.places.gazetteer import Found
from pimpasa.places.rules import parent_of

PAGE = 50
OPEN_STATES = (("UNREAD", _("Not settled")), ("UNANSWERED", _("Not answered")))


@require_safe
@office_page()
def villages(request: OfficeRequest) -> HttpResponseBase:
    """The fostered villages, at first those of the own office; a search finds all others too."""
    query = request.GET.copy()
    if "office" not in query and request.officer.office and "q" not in query:
        query["office"] = str(request.officer.office)
    form, today = FosteredFilter(query, on=request.today), request.today
    chosen = form.chosen()
    page = Paginator(places.fostered_among(chosen, on=today), PAGE).get_page(query.get("page"))
    query.pop("page", None)
    listed = {kept.village_id for kept in page}
    found = places.find_villages(chosen.text, limit=20) if chosen.text else []
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "asked": chosen.text,
        "tags": places.tags_of([kept.id for kept in page]),
        "serving": staff.serving_on(listed, on=today),
        "others": [village for village in found if village.code not in listed],
    }
    return render(request, "office/villages.html", context)


@require_safe
@office_page()
def village(request: OfficeRequest, code: str) -> HttpResponseBase:
    """One village: who serves it, under which decree, and what waits there."""
    return _page(request, _village(code))


@require_POST
@office_page(Deed.FOSTER_VILLAGES)
def foster(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Write down the decree by which the village becomes a fostered one."""
    found, form = _mine(request, code), FosterForm(request.POST)

    def deed(given: Given) -> None:
        office = places.office_of(code, on=given["since"])
        if office is None:
            raise NotInTerritory
        paper = form.paper(office=office.id)
        foster_village(code, decree=paper, actor=request.officer.id, now=request.now)

    status = carry_out(form, deed)
    return _page(request, found, sent=form, status=status) if status else _back(code)


@require_POST
@office_page(Deed.FOSTER_VILLAGES)
def end(request: OfficeRequest, code: str) -> HttpResponseBase:
    """The village is no longer fostered from a day on."""
    found, form = _mine(request, code), EndForm(request.POST)
    kept = _lasting(code)
    status = carry_out(
        form,
        lambda given: end_fostering(kept, actor=request.officer.id, now=request.now, **given),
    )
    return _page(request, found, sent=form, status=status) if status else _back(code)


@require_POST
@office_page(Deed.FOSTER_VILLAGES)
def tags(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Say other words about the village."""
    found, form = _mine(request, code), TagsForm(request.POST)
    kept = _lasting(code)
    status = carry_out(
        form, lambda given: tag_village(kept, actor=request.officer.id, now=request.now, **given)
    )
    return _page(request, found, sent=form, status=status) if status else _back(code)


def _page(
    request: OfficeRequest, found: Found, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    code, today, officer = found.code, request.today, request.officer
    fostered = list(places.fostering_history(code))
    context = {
        "village": found,
        "acts": _acts(request, code, sent) if may_foster(officer, village=code) else [],
        "fostered": fostered,
        "is_fostered": any(kept.holds(today) for kept in fostered),
        "tags": places.tags_of([kept.id for kept in fostered]),
        "serving": staff.serving_on([code], on=today).get(code, []),
        "assignments": staff.assignments_in(code),
        "office": places.office_of(code, on=today),
        "territory": places.offices_of_regency(parent_of(parent_of(code))),
        "waiting": [
            (label, state, desk.how_many(officer, Filters(state=state, village=code)))
            for state, label in OPEN_STATES
            if officer.reads_words and officer.serves(code)
        ],
        "outreach": _outreach(request, code),
        "today": today,
    }
    return render(request, "office/village.html", context, status=status)


def _outreach(request: OfficeRequest, code: str) -> dict[str, Any]:
    """When somebody was there last and what is known, for whoever visits there."""
    if not may(request.officer.role, Deed.VISIT) or not request.officer.serves(code):
        return {}
    last = outreach.last_visits([code]).get(code)
    return {"last": last, "known": outreach.profile_of(code)}


def _acts(request: OfficeRequest, code: str, sent: ActForm | None) -> list[Act]:
    lasting = places.lasting_fostering(code)
    if lasting is None:
        form: ActForm = sent_or(FosterForm(initial={"since": request.today}), sent)
        url = reverse("villages_foster", args=[code])
        note = _("The office that serves the village on that day fosters it.")
        return [Act(_("Make it a fostered village"), _("Write it down"), url, form, note)]
    words = ", ".join(places.tags_of([lasting.id]).get(lasting.id, []))
    changed = sent_or(TagsForm(initial={"tags": words}), sent)
    ended = sent_or(EndForm(initial={"on": request.today}), sent)
    url, end_url = (reverse(name, args=[code]) for name in ("villages_tags", "villages_end"))
    return [
        Act(_("Change the tags"), _("Save"), url, changed),
        Act(_("End the fostering"), _("End it"), end_url, ended, is_grave=True),
    ]


def _village(code: str) -> Found:
    found = places.village_with_code(code)
    if found is None:
        raise NotThere
    return found


def _mine(request: OfficeRequest, code: str) -> Found:
    """The village, where this officer may say whether it is fostered."""
    if not may_foster(request.officer, village=code):
        raise NotThere
    return _village(code)


def _lasting(code: str) -> UUID:
    kept = places.lasting_fostering(code)
    if kept is None:
        raise NotThere
    return kept.id


def _back(code: str) -> HttpResponse:
    return redirect("villages_page", code=code)
