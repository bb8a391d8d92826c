"""Systems of partner agencies: keys with which they come in, addresses where they are called."""

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
from pimpasa.doors.office.systems_forms import SCOPES, NewHookForm, NewKeyForm
from pimpasa.exchange.actions import make_key, revoke_key
from pimpasa.exchange.hooks import close_hook, open_hook, renew_secret, replay
from pimpasa.exchange.queries import hooks_of, keys_of, latest_calls
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


@require_POST
@office_page(Deed.MANAGE_SYSTEMS)
def hook_open(request: OfficeRequest, agency_id: UUID) -> HttpResponseBase:
    """Write down where a system is called; the secret both sides know is shown once."""
    agency = staff.agency(agency_id)
    form, secrets = NewHookForm(request.POST), list[str]()

    def deed(given: Given) -> None:
        hook = open_hook(request.officer, agency.id, given["url"], now=request.now)
        secrets.append(hook.secret)

    status = carry_out(form, deed)
    for secret in secrets:
        return render(request, "office/hook.html", {"agency": agency, "secret": secret})
    return _page(request, agency_id, sent=form, status=status)


@require_POST
@office_page(Deed.MANAGE_SYSTEMS)
def hook_close(request: OfficeRequest, hook_id: UUID) -> HttpResponseBase:
    """A system is called no more."""
    hook = close_hook(request.officer, hook_id, now=request.now)
    return redirect("offices_keys", agency_id=hook.agency_id)


@require_POST
@office_page(Deed.MANAGE_SYSTEMS)
def hook_renew(request: OfficeRequest, hook_id: UUID) -> HttpResponseBase:
    """A new secret, shown once; the former one holds for a week beside it."""
    hook = renew_secret(request.officer, hook_id, now=request.now)
    context = {"agency": hook.agency, "secret": hook.secret, "former_until": hook.former_until}
    return render(request, "office/hook.html", context)


@require_POST
@office_page(Deed.MANAGE_SYSTEMS)
def call_again(request: OfficeRequest, call_id: UUID) -> HttpResponseBase:
    """Call a system once more about the same thing."""
    call = replay(request.officer, call_id, now=request.now)
    return redirect("offices_keys", agency_id=call.hook.agency_id)


def _page(
    request: OfficeRequest, agency_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    key, hook = sent_or(NewKeyForm(), sent), sent_or(NewHookForm(), sent)
    to_keys, to_hooks = (reverse(name, args=[agency_id]) for name in _FORMS)
    context = {
        "agency": staff.agency(agency_id),
        "keys": [
            (key, [SCOPES[Scope(scope)] for scope in key.scopes])
            for key in keys_of(request.officer, agency_id)
        ],
        "hooks": [(one, latest_calls(one)) for one in hooks_of(request.officer, agency_id)],
        "acts": [
            Act(_("Make a key"), _("Make it"), to_keys, key),
            Act(_("Call a system"), _("Write it down"), to_hooks, hook, _CALLS),
        ],
    }
    return render(request, "office/keys.html", context, status=status)


_FORMS = ("offices_keys", "offices_hooks")
_CALLS = _("It is told that a referral or a warning waits, never what it says.")
