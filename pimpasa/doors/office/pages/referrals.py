"""Referrals from both sides: what was asked of whom, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.labels import REFERRAL_STEPS
from pimpasa.doors.office.referral_forms import (
    NO_AGENCY,
    PacketForm,
    PaperForm,
    ReferralFilter,
    StepForm,
    label_of,
)
from pimpasa.people.queries import names_of, staff
from pimpasa.people.rules import Deed, Role, may
from pimpasa.referrals import queries
from pimpasa.referrals.actions import State, move, open_referral
from pimpasa.referrals.handing import print_letter, seal_packet, signing_key
from pimpasa.referrals.outside import AgencyTold, told_outside
from pimpasa.referrals.packets import packets

ON_A_PAGE = 25
_HANDED = (State.APPROVED, State.SENT)
_GRAVE = (State.DECLINED, State.REVOKED)


@require_safe
@office_page(Deed.READ_WORDS, Deed.ANSWER_REFERRAL, Deed.EXPORT_COUNTS)
def referrals(request: OfficeRequest) -> HttpResponseBase:
    """The referrals of one's villages, or those sent to one's agency."""
    form = ReferralFilter(request.GET)
    found = queries.referrals_among(request.officer, form.chosen(), on=request.today)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": asked.urlencode(),
        "is_partner": request.officer.role is Role.PARTNER,
        "may_refer": may(request.officer.role, Deed.REFER),
        "sees_figures": _sees_figures(request),
        "today": request.today,
    }
    return render(request, "office/referrals.html", context)


@require_safe
@office_page(Deed.READ_WORDS, Deed.ANSWER_REFERRAL)
def referral(request: OfficeRequest, referral_id: UUID) -> HttpResponseBase:
    """One referral with what may be read of it; the ledger notes who looked."""
    return _page(request, referral_id)


@require_POST
@office_page(Deed.REFER, Deed.ANSWER_REFERRAL)
def step(request: OfficeRequest, referral_id: UUID) -> HttpResponseBase:
    """Take a referral one step on."""
    queries.referral_for(request.officer, referral_id)
    chosen = request.POST.get("step", "")
    if chosen not in REFERRAL_STEPS:
        return _page(request, referral_id, status=422)
    form = StepForm(request.POST, key=chosen.lower())
    status = carry_out(
        form,
        lambda given: move(
            request.officer, referral_id, State(chosen), now=request.now, taken=form.taken()
        ),
    )
    if not status:
        still = queries.referrals_for(request.officer).filter(id=referral_id).exists()
        return redirect("referrals_page", referral_id) if still else redirect("referrals")
    return _page(request, referral_id, sent=form, status=status)


@require_POST
@office_page(Deed.REFER)
def packet(request: OfficeRequest, referral_id: UUID) -> HttpResponseBase:
    """The referral as a sealed packet for an agency without an account."""
    form, key = PacketForm(request.POST), request.POST.get("key", "")

    def make() -> bytes:
        return seal_packet(request.officer, referral_id, to=key, now=request.now)

    return _file(request, referral_id, form, make, name="rujukan.json.age")


@require_POST
@office_page(Deed.REFER)
def paper(request: OfficeRequest, referral_id: UUID) -> HttpResponseBase:
    """The referral on paper, as the last resort."""

    def make() -> bytes:
        return print_letter(request.officer, referral_id, now=request.now)

    return _file(request, referral_id, PaperForm(request.POST), make, name="rujukan.pdf")


@require_safe
@office_page(Deed.REFER, Deed.EXPORT_COUNTS)
def figures(request: OfficeRequest) -> HttpResponseBase:
    """How each agency answers: how many days it takes, and how much is still open."""
    names = {agency.id: agency.name for agency in staff.agencies()}
    known = queries.figures_of_agencies(request.officer)
    may_open = request.officer.reads_words
    told: Sequence[queries.AgencyFigures | AgencyTold] = known if may_open else told_outside(known)
    rows = [
        (
            row,
            names.get(row.agency, "") if row.agency else "",
            way_to_agency(row) if may_open else "",
        )
        for row in told
    ]
    context = {"rows": rows, "may_open": may_open}
    return render(request, "office/referral_figures.html", context)


def way_to_agency(row: queries.AgencyFigures | AgencyTold) -> str:
    """The way to what went to one addressee."""
    asked = {"packet": row.packet, "agency": row.agency or NO_AGENCY}
    return f"{reverse('referrals')}?{urlencode(asked)}"


def _page(
    request: OfficeRequest, referral_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    officer = request.officer
    found = open_referral(officer, referral_id, now=request.now)
    packet = packets().get(found.packet)
    told = queries.fields_of(found, on=request.today)
    labels = {field.code: label_of(field) for field in packet.fields} if packet else {}
    steps = queries.steps_for(officer, found)
    is_partner = officer.role is Role.PARTNER
    context: dict[str, Any] = {
        "referral": found,
        "packet": packet,
        "told": [(labels.get(code, code), text) for code, text in told.items()],
        "steps": steps,
        "names": {} if is_partner else names_of(one.by for one in steps if one.by),
        "is_partner": is_partner,
        "acts": _acts(request, found, sent),
        "may_tell": State.TOLD in queries.next_steps(officer, found),
        "is_mine": found.drafted_by == officer.id,
        "today": request.today,
    }
    return render(request, "office/referral.html", context, status=status)


def _acts(request: OfficeRequest, found: Any, sent: ActForm | None) -> list[Act]:
    plans = request.officer.role is not Role.PARTNER
    url = reverse("referrals_step", args=[found.id])
    acts = []
    for state in queries.next_steps(request.officer, found):
        if state not in REFERRAL_STEPS:
            continue
        form = sent_or(StepForm(key=state.lower()), sent).only(str(state), plans=plans)
        label = REFERRAL_STEPS[state]
        acts.append(Act(label, label, url, form, is_grave=state in _GRAVE))
    return [*acts, *_handing(found, sent)] if may(request.officer.role, Deed.REFER) else acts


def _file(
    request: OfficeRequest,
    referral_id: UUID,
    form: ActForm,
    make: Callable[[], bytes],
    *,
    name: str,
) -> HttpResponseBase:
    queries.referral_for(request.officer, referral_id)
    made: list[bytes] = []
    if status := carry_out(form, lambda given: made.append(make())):
        return _page(request, referral_id, sent=form, status=status)
    kind = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
    response = HttpResponse(made[0], content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _handing(found: Any, sent: ActForm | None) -> list[Act]:
    """Ways to an agency without an account, once a second person has approved it."""
    if found.agency_id or found.state not in _HANDED:
        return []
    packet_url, paper_url = (
        reverse(f"referrals_{way}", args=[found.id]) for way in ("packet", "paper")
    )
    seal = sent_or(PacketForm(), sent)
    note = _(
        "Encrypted for the agency alone, signed by us. Read them our signing key by telephone "
        "once, so that they can check it: %(key)s"
    ) % {"key": signing_key()}
    last = _("Only where nothing else works: paper lies about.")
    return [
        Act(_("Sealed packet"), _("Make the packet"), packet_url, seal, note),
        Act(_("On paper"), _("Make the letter"), paper_url, sent_or(PaperForm(), sent), last),
    ]


def _sees_figures(request: OfficeRequest) -> bool:
    return any(may(request.officer.role, deed) for deed in (Deed.REFER, Deed.EXPORT_COUNTS))
