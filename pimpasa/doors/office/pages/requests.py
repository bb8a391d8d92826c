"""Requests of people about their own data: the register, one request, its answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.requests_forms import AnswerRequestForm, IdentityForm, RequestForm
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed
from pimpasa.rights import actions
from pimpasa.rights.actions import Shown
from pimpasa.rights.periods import periods
from pimpasa.rights.queries import register_for

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.ANSWER_REQUESTS)
def register(request: OfficeRequest) -> HttpResponseBase:
    """All requests, without who asked; and a new one is taken down."""
    act, taken, status = _taking(request, "requests")
    if taken:
        return redirect("requests_page", request_id=taken)
    rows = register_for(request.officer)[:MOST]
    context = {"rows": rows, "acts": [act], "title": _("A new request")}
    return render(request, "office/requests.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.TAKE_REQUESTS)
def counter(request: OfficeRequest) -> HttpResponseBase:
    """Somebody at the counter asks about their data: it is taken down, and read by who answers."""
    act, taken, status = _taking(request, "requests_counter")
    if taken:
        return redirect("requests_taken")
    context = {"acts": [act], "title": _("A new request"), "law": _law()}
    return render(request, "office/requests_counter.html", context, status=status)


@require_safe
@office_page(Deed.TAKE_REQUESTS)
def taken(request: OfficeRequest) -> HttpResponseBase:
    """It is taken down: what happens now, and what to tell who asked."""
    return render(request, "office/requests_counter.html", {"is_taken": True, "law": _law()})


def _taking(request: OfficeRequest, name: str) -> tuple[Act, UUID | None, int]:
    """The form that takes a request down; the request where it was sent and held."""
    zone = request.officer.zone
    taken = list[UUID]()
    if request.method == "POST":
        form = RequestForm(request.POST)
        status = carry_out(
            form,
            lambda _given: taken.append(
                actions.take_down(request.officer, form.asked(zone), now=request.now).id
            ),
        )
    else:
        now = request.now.astimezone(zone.info).replace(tzinfo=None)
        form, status = RequestForm(initial={"came_at": now}), 200
    act = Act(_("Take a request down"), _("Take it down"), reverse(name), form)
    return act, taken[0] if taken else None, status


def _law() -> str:
    return periods().law(language=get_language() or "id")


@require_safe
@office_page(Deed.ANSWER_REQUESTS)
def one(request: OfficeRequest, request_id: UUID) -> HttpResponseBase:
    """One request: who asks for what, until when, and what was answered."""
    return _page(request, request_id)


@require_POST
@office_page(Deed.ANSWER_REQUESTS)
def identity(request: OfficeRequest, request_id: UUID) -> HttpResponseBase:
    """Whoever asks has shown who they are."""
    form = IdentityForm(request.POST)

    def deed(given: dict[str, str]) -> None:
        shown = Shown(given["shown"])
        actions.show_identity(request.officer, request_id, shown, now=request.now)

    return _done(request, request_id, form, carry_out(form, deed))


@require_POST
@office_page(Deed.ANSWER_REQUESTS)
def answer(request: OfficeRequest, request_id: UUID) -> HttpResponseBase:
    """Answer it."""
    form = AnswerRequestForm(request.POST)
    status = carry_out(
        form,
        lambda _given: actions.answer_request(
            request.officer, request_id, form.answer(), now=request.now
        ),
    )
    return _done(request, request_id, form, status)


def _done(request: OfficeRequest, request_id: UUID, form: ActForm, status: int) -> HttpResponseBase:
    if status:
        return _page(request, request_id, sent=form, status=status)
    return redirect("requests_page", request_id=request_id)


def _page(
    request: OfficeRequest, request_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    asked = actions.open_request(request.officer, request_id, now=request.now)
    acts = []
    if asked.answered_on is None:
        to_answer, to_identity = (reverse(name, args=[asked.id]) for name in _FORMS)
        acts = [
            Act(_("Answer"), _("Answer it"), to_answer, sent_or(AnswerRequestForm(), sent), _SEND),
            Act(
                _("They showed who they are"),
                _("Write it down"),
                to_identity,
                sent_or(IdentityForm(initial={"shown": asked.shown}), sent),
            ),
        ]
    context = {
        "asked": asked,
        "names": names_of(filter(None, (asked.registered_by, asked.answered_by))),
        "law": _law(),
        "acts": acts,
    }
    return render(request, "office/request.html", context, status=status)


_FORMS = ("requests_answer", "requests_identity")
_SEND = _("The letter then stands here to be printed or copied; sending it is yours to do.")
