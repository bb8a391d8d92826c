"""The inbox: every report of this officer, narrowed by filters that stay in the address."""

from django.db.models import Q
from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from pimpasa.answers import desk
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.forms import FilterForm
from pimpasa.doors.office.frame import render
from pimpasa.links.queries import reports_naming
from pimpasa.people.rules import Deed
from pimpasa.places.queries import place_name, village_with_code
from pimpasa.signals.queries import signal_for
from pimpasa.signals.telling import behind_signal
from pimpasa.verification.second import blind_for


@require_safe
@office_page(Deed.READ_WORDS)
def inbox(request: OfficeRequest) -> HttpResponseBase:
    """One page of reports, emergencies first, then the newest."""
    form = FilterForm(request.GET)
    signal_id = form.signal_id()
    signal = signal_for(request.officer, signal_id) if signal_id else None
    contact_id = form.contact_id()
    among = behind_signal(signal) if signal else None
    if contact_id:
        named = Q(report__in=reports_naming(request.officer, contact_id))
        among = among & named if among else named
    number = request.GET.get("page", "1")
    page = desk.inbox(
        request.officer,
        form.filters(),
        page=int(number) if number.isdecimal() else 1,
        blind=blind_for(request.officer, now=request.now),
        among=among,
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "signal": signal,
        "names_one": bool(contact_id),
        "place": place_name(signal.place) if signal else "",
        "village": village_with_code(form.filters().village),
    }
    return render(request, "office/inbox.html", context)
