"""People: who works here, under which role and for which villages; accounts opened and closed."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import ActForm, Given, carry_out
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.people_acts import acts_for, ends_of, hand_over_form
from pimpasa.doors.office.people_forms import (
    AssignForm,
    LeaveForm,
    PersonForm,
    PostForm,
    StaffFilter,
)
from pimpasa.doors.office.places_forms import EndDayForm
from pimpasa.doors.office.told import acts_on
from pimpasa.people.actions.accounts import (
    change_post,
    close_account,
    open_account,
    renew_sign_in,
)
from pimpasa.people.actions.assignments import assign_village, end_assignment, hand_over
from pimpasa.people.queries import staff
from pimpasa.people.rules import Deed, Officer, Role
from pimpasa.places import queries as places
from pimpasa.places.gazetteer import Found

PAGE = 50
MOST_MEANT = 12


@require_safe
@office_page(Deed.MANAGE_PEOPLE)
def people(request: OfficeRequest) -> HttpResponseBase:
    """The accounts this officer manages, by office, role and name for signing in."""
    form = StaffFilter(request.GET, by=request.officer, on=request.today)
    found = staff.staff_of(request.officer, form.chosen(), on=request.today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "served": staff.villages_served([one.id for one in page], on=request.today),
        "territory": places.territory_on(request.today),
        "today": request.today,
    }
    return render(request, "office/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.MANAGE_PEOPLE)
def open_one(request: OfficeRequest) -> HttpResponseBase:
    """Open an account; its first password is shown once."""
    by, passwords = request.officer, dict[UUID, str]()
    form = PersonForm(request.POST or None, by=by, on=request.today)

    def deed(given: Given) -> None:
        person = form.person()
        account, password = open_account(person, post=form.post(), by=by, now=request.now)
        passwords[account.id] = password

    status = carry_out(form, deed) if request.method == "POST" else 200
    for account_id, password in passwords.items():
        return _password(request, account_id, password)
    return render(request, "office/person_open.html", {"form": form}, status=status)


@require_safe
@office_page(Deed.MANAGE_PEOPLE)
def person(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """One person: the post, the villages, and what was done with the account."""
    return _page(request, account_id)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def post(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """Give somebody another role or place."""
    staff.account_managed_by(request.officer, account_id)
    form = PostForm(request.POST, by=request.officer, on=request.today)
    status = carry_out(
        form,
        lambda given: change_post(
            account_id, post=form.post(), by=request.officer, now=request.now
        ),
    )
    return _page(request, account_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def leave(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """Close an account from a day on."""
    staff.account_managed_by(request.officer, account_id)
    form, by = LeaveForm(request.POST), request.officer
    status = carry_out(
        form, lambda given: close_account(account_id, on=given["on"], by=by, now=request.now)
    )
    return _page(request, account_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def renew(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """A new first password and no second factor, for who lost theirs."""
    password = renew_sign_in(account_id, by=request.officer, now=request.now)
    return _password(request, account_id, password)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def assign(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """Give an officer a village; when several may be meant, ask which."""
    staff.account_managed_by(request.officer, account_id)
    by, meant = request.officer, _meant(request.POST.get("village", ""), request.officer)
    form = AssignForm(request.POST, meant=meant)
    status = carry_out(
        form,
        lambda given: assign_village(
            account_id,
            given["code"],
            since=given["since"],
            until=given["until"],
            by=by,
            now=request.now,
        ),
    )
    return _page(request, account_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def unassign(request: OfficeRequest, assignment_id: UUID) -> HttpResponseBase:
    """The officer no longer serves the village from a day on."""
    kept = staff.assignment(request.officer, assignment_id)
    form, by = EndDayForm(request.POST, key=assignment_id), request.officer
    status = carry_out(
        form, lambda given: end_assignment(assignment_id, by=by, now=request.now, **given)
    )
    return _page(request, kept.account_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_PEOPLE)
def hand(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """Let a colleague serve some of the villages from a day on, in one act."""
    account = staff.account_managed_by(request.officer, account_id)
    by, form = request.officer, hand_over_form(request, account, request.POST)
    status = carry_out(
        form,
        lambda given: hand_over(
            account_id,
            to=UUID(given["to"]),
            villages=given["villages"],
            on=given["on"],
            by=by,
            now=request.now,
        ),
    )
    return _page(request, account_id, sent=form, status=status)


def _page(
    request: OfficeRequest, account_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("people_page", account_id=account_id)
    account = staff.account_managed_by(request.officer, account_id)
    held = list(staff.assignments_of(account_id))
    context = {
        "account": account,
        "assignments": ends_of(request, held, sent),
        "acts": acts_for(request, account, sent),
        "told": acts_on(account_id, villages={one.village_id: one.village.name for one in held}),
        "territory": places.territory_on(request.today),
        "is_officer": account.role == Role.PIMPASA,
        "today": request.today,
    }
    return render(request, "office/person.html", context, status=status)


def _password(request: OfficeRequest, account_id: UUID, password: str) -> HttpResponse:
    account = staff.account_managed_by(request.officer, account_id)
    context = {"account": account, "password": password}
    return render(request, "office/password.html", context)


def _meant(typed: str, by: Officer) -> list[Found]:
    """The villages that may be meant, of those this officer may give."""
    exact = places.village_with_code(typed.strip())
    found = [exact] if exact else places.find_villages(typed, limit=200)
    own = [one for one in found if by.role is Role.ADMIN or by.serves(one.code)]
    return own[:MOST_MEANT]
