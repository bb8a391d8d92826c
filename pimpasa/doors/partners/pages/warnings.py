"""Warnings: those meant for the caller's agency, and those for all."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from pimpasa.doors.partners import forms
from pimpasa.doors.partners.access import Key, PartnerRequest, answers
from pimpasa.exchange.queries import warnings_after
from pimpasa.exchange.rules import Scope
from pimpasa.warnings.deliveries import note_reading
from pimpasa.warnings.queries import places_of, read_by, warning_for

router = Router(tags=["warnings"])


@router.get(
    "",
    url_name="warnings",
    operation_id="listWarnings",
    auth=Key(Scope.WARNINGS_READ),
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
    "/{uuid:warning_id}",
    url_name="warning",
    operation_id="readWarning",
    auth=Key(Scope.WARNINGS_READ),
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
