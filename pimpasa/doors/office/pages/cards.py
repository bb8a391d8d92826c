"""Approved answers: cards with their sources, and answers proposed and approved for everybody."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.answers import cardsearch
from pimpasa.answers.cards import cards as all_cards
from pimpasa.answers.public import approve, propose, waiting, withdraw
from pimpasa.answers.queries import public_answers
from pimpasa.base.errors import Refused
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.forms import PublicAnswerForm
from pimpasa.doors.office.frame import render
from pimpasa.people.rules import Deed, may


@require_safe
@office_page()
def cards(request: OfficeRequest) -> HttpResponseBase:
    """Every card in force, or those that fit what was asked."""
    asked = request.GET.get("q", "").strip()[:300]
    on = request.today
    found = cardsearch.suggest(asked, on=on, limit=20).cards if asked else list(all_cards(on))
    may_answer = may(request.officer.role, Deed.ANSWER)
    context = {
        "asked": asked,
        "cards": found,
        "waiting": waiting() if may_answer else [],
        "public": public_answers()[:50],
        "may_answer": may_answer,
        "due_for_review": {card.slug for card in found if card.review_on <= on},
    }
    return render(request, "office/cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.ANSWER)
def cards_propose(request: OfficeRequest) -> HttpResponseBase:
    """Propose an answer for everybody; a second person has to approve it."""
    form = PublicAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose(request.officer, **form.cleaned_data, now=request.now)
        return redirect("cards")
    status = 422 if request.method == "POST" else 200
    return render(request, "office/propose.html", {"form": form}, status=status)


@require_POST
@office_page(Deed.ANSWER)
def cards_decide(request: OfficeRequest, answer_id: UUID) -> HttpResponseBase:
    """Approve what a colleague proposed, or withdraw what stands."""
    deed = withdraw if request.POST.get("deed") == "withdraw" else approve
    try:
        deed(request.officer, answer_id, now=request.now)
    except Refused as refusal:
        context = {"reason": refusal.reason}
        return render(request, "office/refused.html", context, status=refusal.status)
    return redirect("cards")
