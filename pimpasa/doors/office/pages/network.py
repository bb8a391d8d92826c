"""What recurs, drawn and in a table, and the names that may be one."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.labels import CONTACTS
from pimpasa.doors.office.network_picture import picture
from pimpasa.links.network import ELSEWHERE, Knot, network
from pimpasa.links.queries import pairs_for
from pimpasa.links.resemblance import Said, say_of_pair
from pimpasa.people.rules import Deed
from pimpasa.places.queries import place_name

LOOK_BACK = timedelta(days=180)
MOST_PAIRS = 25
LONGEST = 26  # letters of a title in the picture


@require_safe
@office_page(Deed.VERIFY)
def recurring(request: OfficeRequest) -> HttpResponseBase:
    """Contacts that were named in two villages or more, and names that may be one."""
    since = request.today - LOOK_BACK
    knots = network(request.officer, since=since)
    codes = {thread.place for knot in knots for thread in knot.threads}
    names = {code: place_name(code) for code in codes if code} | {ELSEWHERE: _("Elsewhere")}
    titles = [_title(knot) for knot in knots]
    context = {
        "since": since,
        "knots": [
            (
                title,
                knot,
                len(knot.mine),
                knot.reports,
                knot.reports - len(knot.mine),
                _way(knot, since),
            )
            for title, knot in zip(titles, knots, strict=True)
        ],
        "names": names,
        "picture": picture(knots, titles=[_short(t) for t in titles], names=names),
        "pairs": pairs_for(request.officer)[:MOST_PAIRS],
        "said": Said,
    }
    return render(request, "office/network.html", context)


@require_POST
@office_page(Deed.VERIFY)
def pair(request: OfficeRequest, pair_id: UUID) -> HttpResponseBase:
    """Say whether two names are one."""
    said = Said.ONE if request.POST.get("said") == Said.ONE else Said.TWO
    say_of_pair(request.officer, pair_id, said, now=request.now)
    return redirect("signals_network")


def _way(knot: Knot, since: date) -> str:
    """The way to the reports of one's own that name a contact."""
    return f"{reverse('inbox')}?{urlencode({'contact': knot.contact, 'since': since})}"


def _title(knot: Knot) -> str:
    if not knot.names:
        return f"{CONTACTS[knot.kind]}, {_('writing removed')}"
    return " = ".join(knot.names)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
