"""Training: what one learns, what one may do, and what the people of an office may do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.training_forms import IssueForm, RevokeForm, SpareForm
from pimpasa.people.rules import Deed, may
from pimpasa.training.actions import grant_exemption, issue_certificate, revoke_certificate
from pimpasa.training.lessons import lessons
from pimpasa.training.papers import certificate_pdf, open_badge
from pimpasa.training.queries import certificates_of, exemptions_of
from pimpasa.training.queries.seats import unanswered
from pimpasa.training.queries.standing import (
    account_seen_by,
    certificate_for,
    member_for,
    my_standings,
    state_alone,
    team_of,
)


@require_safe
@office_page()
def training(request: OfficeRequest) -> HttpResponseBase:
    """One's own certificates, and all lessons."""
    officer = request.officer
    context = {
        "standings": my_standings(officer, on=request.today),
        "unanswered": unanswered(officer, on=request.today),
        "lessons": lessons().values(),
        "certificates": [
            (one, state_alone(one, on=request.today)) for one in certificates_of(officer.id)
        ],
        "sees_team": may(officer.role, Deed.EXEMPT) or may(officer.role, Deed.CERTIFY),
        "teaches": may(officer.role, Deed.CERTIFY),
        "today": request.today,
    }
    return render(request, "office/training.html", context)


@require_safe
@office_page()
def lesson(request: OfficeRequest, slug: str) -> HttpResponseBase:
    """One lesson: the reading, then each question with its answer folded away; it prints whole."""
    found = lessons().get(slug)
    if found is None:
        raise Http404
    return render(request, "office/training_lesson.html", {"lesson": found})


@require_safe
@office_page(Deed.EXEMPT, Deed.CERTIFY)
def team(request: OfficeRequest) -> HttpResponseBase:
    """Who needs a certificate soon, in one's own office; for a trainer, everywhere."""
    context = {"members": team_of(request.officer, on=request.today), "today": request.today}
    return render(request, "office/training_team.html", context)


@require_safe
@office_page(Deed.EXEMPT, Deed.CERTIFY)
def member(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """One officer: certificates, exceptions, and what one may do about them."""
    return _member(request, account_id)


@require_POST
@office_page(Deed.CERTIFY)
def certify(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """Certify a course."""
    form = IssueForm(request.POST)
    account_seen_by(request.officer, account_id)
    status = carry_out(
        form,
        lambda given: issue_certificate(account_id, by=request.officer, now=request.now, **given),
    )
    return _member(request, account_id, sent=form, status=status)


@require_POST
@office_page(Deed.EXEMPT)
def spare(request: OfficeRequest, account_id: UUID) -> HttpResponseBase:
    """Make an exception for some days, for a reason."""
    form = SpareForm(request.POST)
    account_seen_by(request.officer, account_id)
    status = carry_out(
        form,
        lambda _given: grant_exemption(
            form.spared(account_id), by=request.officer, now=request.now
        ),
    )
    return _member(request, account_id, sent=form, status=status)


@require_POST
@office_page(Deed.CERTIFY)
def revoke(request: OfficeRequest, certificate_id: UUID) -> HttpResponseBase:
    """Take a certificate back."""
    account_id = certificate_for(request.officer, certificate_id).account_id
    form = RevokeForm(request.POST, key=certificate_id)
    by = request.officer
    status = carry_out(
        form, lambda given: revoke_certificate(certificate_id, by=by, now=request.now, **given)
    )
    return _member(request, account_id, sent=form, status=status)


@require_safe
@office_page()
def paper(request: OfficeRequest, certificate_id: UUID) -> HttpResponseBase:
    """The certificate as a PDF."""
    certificate = certificate_for(request.officer, certificate_id)
    pdf = certificate_pdf(certificate, settings.SITE, language=get_language() or "id")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="sertifikat-{certificate.course}.pdf"'
    return response


@require_safe
@office_page()
def badge(request: OfficeRequest, certificate_id: UUID) -> HttpResponseBase:
    """The certificate as an Open Badges 3.0 credential."""
    certificate = certificate_for(request.officer, certificate_id)
    response = HttpResponse(open_badge(certificate, settings.SITE), content_type="text/plain")
    response["Content-Disposition"] = f'attachment; filename="{certificate.course}.jwt"'
    return response


def _member(
    request: OfficeRequest, account_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    if not status:
        return redirect("training_member", account_id=account_id)
    found = member_for(request.officer, account_id, on=request.today)
    context = {
        "member": found,
        "certificates": [
            (one, _revoking(request, one, sent)) for one in certificates_of(account_id)
        ],
        "exemptions": exemptions_of(account_id),
        "acts": _acts(request, account_id, sent),
    }
    return render(request, "office/training_member.html", context, status=status)


def _acts(request: OfficeRequest, account_id: UUID, sent: ActForm | None) -> list[Act]:
    role, acts = request.officer.role, []
    if may(role, Deed.CERTIFY):
        url = reverse("training_issue", args=[account_id])
        acts.append(Act(_("Certify a course"), _("Certify"), url, sent_or(IssueForm(), sent)))
    if may(role, Deed.EXEMPT) and account_id != request.officer.id:
        note = _("From today, for thirty days at most. The ledger keeps who granted it.")
        url = reverse("training_spare", args=[account_id])
        acts.append(Act(_("Make an exception"), _("Grant"), url, sent_or(SpareForm(), sent), note))
    return acts


def _revoking(request: OfficeRequest, certificate: Any, sent: ActForm | None) -> list[Act]:
    ends = certificate.revoked_on or certificate.expires_on
    if not may(request.officer.role, Deed.CERTIFY) or ends <= request.today:
        return []
    url = reverse("training_revoke", args=[certificate.id])
    form = sent_or(RevokeForm(key=certificate.id), sent)
    return [Act(_("Take it back"), _("Take it back"), url, form, is_grave=True)]
