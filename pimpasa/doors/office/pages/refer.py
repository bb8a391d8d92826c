"""From a case to a referral: whom to ask, with what, and with whose consent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.referral_forms import (
    ConsentForm,
    ReferForm,
    addressees,
    name_of,
    never_in,
)
from pimpasa.intake.queries import report_for
from pimpasa.people.rules import Deed
from pimpasa.referrals.actions import draft_referral
from pimpasa.referrals.consents import record_consent, withdraw_consent
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import consent_with, consents_of
from pimpasa.referrals.rules import Packet


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.REFER)
def refer(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Choose an addressee, fill its packet, keep the draft."""
    packet = packets().get(request.GET.get("ke", ""))
    if request.method != "POST" or packet is None:
        return _page(request, report_id, packet=packet)
    form = ReferForm(request.POST, packet=packet, on=request.today)
    made: list[Any] = []
    status = carry_out(
        form,
        lambda given: made.append(
            draft_referral(request.officer, report_id, form.draft(), now=request.now)
        ),
    )
    if not status:
        return redirect("referrals_page", referral_id=made[0].id)
    return _page(request, report_id, packet=packet, sent=form, status=status)


@require_POST
@office_page(Deed.REFER)
def consent(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Write down what the person agreed to."""
    report_for(request.officer, report_id)
    form = ConsentForm(request.POST)
    status = carry_out(
        form,
        lambda given: record_consent(request.officer, report_id, **form.agreed(), now=request.now),
    )
    packet = packets().get(request.POST.get("packet", ""))
    if not status and packet:
        return redirect(f"{reverse('referrals_refer', args=[report_id])}?ke={packet.code}")
    return _page(request, report_id, packet=packet, sent=form, status=status or 422)


@require_POST
@office_page(Deed.REFER)
def withdraw(request: OfficeRequest, consent_id: UUID) -> HttpResponseBase:
    """The person took it back."""
    given = consent_with(request.officer, consent_id)
    withdraw_consent(request.officer, consent_id, now=request.now)
    return redirect("referrals_refer", report_id=given.report_id)


def _page(
    request: OfficeRequest,
    report_id: UUID,
    *,
    packet: Packet | None,
    sent: ActForm | None = None,
    status: int = 200,
) -> HttpResponse:
    report = report_for(request.officer, report_id)
    context: dict[str, Any] = {
        "report": report,
        "packet": packet,
        "addressees": addressees(),
        "consents": consents_of(report.id),
    }
    if packet:
        form = sent if isinstance(sent, ReferForm) else _empty(request, packet)
        agree = sent_or(ConsentForm(), sent).only(packet)
        url = reverse("referrals_consent", args=[report.id])
        note = _("Ask them under the code, or in person before a witness. They may take it back.")
        act = Act(_("They agreed"), _("Write the consent down"), url, agree, note)
        context |= {"form": form, "to": name_of(packet), "never": never_in(packet), "acts": [act]}
    return render(request, "office/refer.html", context, status=status)


def _empty(request: OfficeRequest, packet: Packet) -> ReferForm:
    initial = {"call_back": request.officer.name}
    return ReferForm(packet=packet, on=request.today, initial=initial)
