"""The desk: what is due now, who is in danger, what has just come in."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from pimpasa.answers import desk as desk_queries
from pimpasa.answers.desk import Filters
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.ledger import queries as ledger
from pimpasa.outreach.reporting import sent_back_and_open
from pimpasa.people.rules import Deed, Role, may
from pimpasa.places.queries import place_name
from pimpasa.referrals.queries import waiting_for
from pimpasa.referrals.stands import LATELY as LATELY_ANSWERED
from pimpasa.referrals.stands import stands_of
from pimpasa.rights.queries import waiting_for as requests_waiting
from pimpasa.signals.queries import signals_for
from pimpasa.training.queries.standing import Member, team_of
from pimpasa.verification.queries import last_words
from pimpasa.verification.queries import waiting_for as signals_waiting
from pimpasa.verification.second import blind_for
from pimpasa.warnings.digest_clock import owed_by

LATELY = timedelta(days=14)
MOST = 8
DAY = timedelta(days=1)


@require_safe
@office_page()
def desk(request: OfficeRequest) -> HttpResponseBase:
    """What this officer is to do today; each role has its own."""
    officer = request.officer
    sees_referrals = any(may(officer.role, deed) for deed in (Deed.REFER, Deed.ANSWER_REFERRAL))
    due = desk_queries.due(officer) if officer.reads_words else []
    context = {
        "today": request.today,
        "due": desk_queries.without_views(due, blind_for(officer, now=request.now)),
        "newest": desk_queries.inbox(officer, Filters(state="UNREAD")).rows[:8],
        "referrals": waiting_for(officer, on=request.today)[:8] if sees_referrals else None,
        "months_back": sent_back_and_open(officer) if may(officer.role, Deed.VISIT) else [],
        "signals": _signals(request),
        "digest": owed_by(officer, now=request.now),
        "care": _care(request) if may(officer.role, Deed.CERTIFY) else None,
        "asked": requests_waiting(officer)[:MOST] if _answers_requests(request) else None,
        "parked": ledger.parked_jobs().count() if may(officer.role, Deed.RETRY_JOBS) else None,
        "head": ledger.head(on=request.today) if may(officer.role, Deed.READ_LEDGER) else None,
    }
    if officer.role is Role.PARTNER:
        context |= _of_the_agency(request)
    return render(request, "office/desk.html", context)


def _of_the_agency(request: OfficeRequest) -> dict[str, Any]:
    """How one's own agency stands, with the way to what it answered lately."""
    asked = urlencode({"waits": "ANSWERED", "since": request.today - LATELY_ANSWERED + DAY})
    return {
        "stands": stands_of(request.officer, on=request.today),
        "answered_way": f"{reverse('referrals')}?{asked}",
    }


def _answers_requests(request: OfficeRequest) -> bool:
    return may(request.officer.role, Deed.ANSWER_REQUESTS)


def _care(request: OfficeRequest) -> list[Member]:
    """Whose certificates have ended or end soon."""
    return [one for one in team_of(request.officer, on=request.today) if one.needs_care]


def _signals(request: OfficeRequest) -> list[tuple[Any, str, Any, str]] | None:
    """What is to be decided on, the soonest first; for the directorate what was raised lately."""
    officer = request.officer
    if may(officer.role, Deed.VERIFY):
        waiting = signals_waiting(officer)[:MOST]
        said = last_words([one.pk for one in waiting])
        return [
            (one.signal, place_name(one.signal.place), one, said.get(one.pk, "")) for one in waiting
        ]
    if may(officer.role, Deed.EXPORT_COUNTS):
        lately = signals_for(officer).filter(quiet="", raised_on__gte=request.today - LATELY)
        newest = lately.order_by("-raised_on", "id")[:MOST]
        return [(one, place_name(one.place), None, "") for one in newest]
    return None
