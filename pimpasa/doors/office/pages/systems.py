"""Systems of partner agencies: the keys with which they come in, made and revoked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, Given, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.systems_forms import SCOPES, NewKeyForm
from pimpasa.exchange.actions import make_key, revoke_key
from pimpasa.exchange.queries import keys_of
from pimpasa.exchange.rules import Scope
from pimpasa.people.queries import staff
from pimpasa.people.rules import Deed


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.MANAGE_SYSTEMS)
def keys(request: OfficeRequest, agency_id: UUID) -> HttpResponseBase:
    """The keys of an agency's systems; a new one is shown once."""
    agency = staff.agency(agency_id)
    form, tokens = NewKeyForm(request.POST or None), list[str]()

    def deed(given: Given) -> None:
        made = make_key(
            request.officer, agency.id, given["name"], scopes=given["scopes"], now=request.now
        )
        tokens.append(made[1])

    status = carry_out(form, deed) if request.method == "POST" else 200
    for token in tokens:
        return render(request, "office/key.html", {"agency": agency, "token": token})
    return _page(request, agency_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_SYSTEMS)
def revoke(request: OfficeRequest, key_id: UUID) -> HttpResponseBase:
    """A key opens nothing any more."""
    key = revoke_key(request.officer, key_id, now=request.now)
    return redirect("offices_keys", agency_id=key.account.agency_id)


def _page(
    request: OfficeRequest, agency_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    form = sent_or(NewKeyForm(), sent)
    url = reverse("offices_keys", args=[agency_id])
    context = {
        "agency": staff.agency(agency_id),
        "keys": [
            (key, [SCOPES[Scope(scope)] for scope in key.scopes])
            for key in keys_of(request.officer, agency_id)
        ],
        "acts": [Act(_("Make a key"), _("Make it"), url, form)],
    }
    return render(request, "office/keys.html", context, status=status)
