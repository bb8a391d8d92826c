"""Warnings: those meant for the caller's agency, and those for all."""

from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from ninja import Query, Router

from pimpasa.doors.partners import forms
from pimpasa.doors.partners.access import Key, PartnerRequest, answers, writes
from pimpasa.exchange.queries import warnings_after
from pimpasa.exchange.rules import Scope
from pimpasa.warnings.cap import MEDIA_TYPE, as_cap
from pimpasa.warnings.deliveries import note_reading
from pimpasa.warnings.queries import places_of, read_by, warning_for

router = Router(tags=["warnings"])
READ = Key(Scope.WARNINGS_READ)
MOST = 200  # entries of the feed
FEED = "application/atom+xml"


@router.get(
    "",
    url_name="warnings",
    operation_id="listWarnings",
    auth=READ,
    response=answers(forms.Warnings),
)
def listed(
    request: PartnerRequest,
    after: Annotated[UUID | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> forms.Warnings:
    """Warnings for your agency and for all, the newest first. Listing is not reading."""
    found = warnings_after(request.officer, after=after, limit=limit, on=request.today)
    read = read_by(request.officer)
    page = [_said(one, is_read=one.id in read) for one in found[:limit]]
    return forms.Warnings(warnings=page, next=page[-1].id if len(found) > limit else None)


@router.get(
    "/feed",
    url_name="warnings_feed",
    operation_id="followWarnings",
    auth=READ,
    **writes(FEED, "An Atom feed; each entry leads to its CAP alert."),
)
def feed(request: PartnerRequest) -> HttpResponse:
    """The same warnings as a feed, for systems that follow alerts. Listing is not reading."""
    site = settings.SITE.rstrip("/")
    atom = Atom1Feed(
        title="Pimpasa",
        link=f"{site}{reverse('partners:warnings')}",
        description="",
        feed_url=f"{site}{request.path}",
    )
    for one in warnings_after(request.officer, after=None, limit=MOST, on=request.today)[:MOST]:
        atom.add_item(
            one.headline_id,
            f"{site}{reverse('partners:warning_cap', args=[one.id])}",
            "",
            unique_id=one.id.urn,
            updateddate=one.withdrawn_at or one.approved_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=FEED)


@router.get(
    "/{uuid:warning_id}/cap",
    url_name="warning_cap",
    operation_id="readWarningAsCap",
    auth=READ,
    **writes(MEDIA_TYPE, "A CAP 1.2 alert as docs/api/warning.xsd has it."),
)
def cap(request: PartnerRequest, warning_id: UUID) -> HttpResponse:
    """One warning in the Common Alerting Protocol; reading it so is reading it."""
    note_reading(request.officer, warning_id, now=request.now)
    warning = warning_for(request.officer, warning_id, on=request.today)
    alert = as_cap(warning, settings.SITE, is_exercise=settings.DEMO)
    return HttpResponse(alert, content_type=MEDIA_TYPE)


@router.get(
    "/{uuid:warning_id}",
    url_name="warning",
    operation_id="readWarning",
    auth=READ,
    response=answers(forms.Warning),
)
def read(request: PartnerRequest, warning_id: UUID) -> forms.Warning:
    """One warning; those who made it see that your system has read it."""
    note_reading(request.officer, warning_id, now=request.now)
    warning = warning_for(request.officer, warning_id, on=request.today)
    return _said(warning, is_read=warning.id in read_by(request.officer))


def _said(warning: Any, *, is_read: bool) -> forms.Warning:
    return forms.Warning(
        id=warning.id,
        severity=warning.severity,
        scope=warning.scope,
        indonesian=forms.Said(
            headline=warning.headline_id, text=warning.text_id, advice=warning.advice_id
        ),
        english=forms.Said(
            headline=warning.headline_en, text=warning.text_en, advice=warning.advice_en
        ),
        places=list(places_of(warning)),
        approved_at=warning.approved_at,
        valid_until=warning.valid_until,
        withdrawn_at=warning.withdrawn_at,
        withdrawn_because=warning.withdrawn_because,
        is_read=is_read,
    )
