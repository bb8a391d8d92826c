"""The ledger, for the data protection officer: who did what when, and whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from pimpasa.base.spreadsheets import csv_lines
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.ledger_details import names_beside, told_beside
from pimpasa.doors.office.seeking import SeekingForm
from pimpasa.ledger.overseeing import export_ledger, read_ledger, verify_ledger
from pimpasa.ledger.queries import THE_LEDGER, last_verification, signed_head
from pimpasa.people.queries import everybody
from pimpasa.people.rules import Deed

COLUMNS = "chain position day moment actor_id actor event subject details hash".split()


@require_safe
@office_page(Deed.READ_LEDGER)
def ledger(request: OfficeRequest) -> HttpResponseBase:
    """One page of what happened, newest first; that it was read is noted too."""
    people = everybody(request.officer)
    form = SeekingForm(request.GET, people=people)
    number = request.GET.get("page", "1")
    opened = read_ledger(
        form.sought(today=request.today),
        page=int(number) if number.isdecimal() else 1,
        reader=request.officer.id,
        now=request.now,
    )
    name_of = names_beside(dict(people))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "opened": opened,
        "rows": [(e, told_beside(json.loads(e.details), names=name_of)) for e in opened.events],
        "names": dict(people),
        "query": query.urlencode(),
        "the_ledger": THE_LEDGER,
        "walked": last_verification(),
        "signed": json.dumps(signed_head(on=request.today), indent=1),
    }
    return render(request, "office/ledger.html", context)


@require_safe
@office_page(Deed.READ_LEDGER)
def ledger_export(request: OfficeRequest) -> HttpResponseBase:
    """All that fits as CSV, in which no cell is a formula."""
    people = everybody(request.officer)
    sought = SeekingForm(request.GET, people=people).sought(today=request.today)
    events = export_ledger(sought, reader=request.officer.id, now=request.now)
    rows = _rows(events, dict(people), request.officer.zone.info)
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="buku-{request.today}.csv"'
    return response


@require_POST
@office_page(Deed.READ_LEDGER)
def ledger_verify(request: OfficeRequest) -> HttpResponseBase:
    """Walk both chains now."""
    verify_ledger(on=request.today, at=request.now, by=request.officer.id)
    return redirect("ledger")


def _rows(events: Iterator[Any], names: dict[UUID, str], zone: Any) -> Iterator[list[object]]:
    yield list(COLUMNS)
    for e in events:
        moment = e.happened_at.astimezone(zone).isoformat() if e.happened_at else None
        who = names.get(e.actor, "") if e.actor else ""
        yield [
            *(e.chain, e.position, e.happened_on, moment, e.actor, who),
            *(e.name, e.subject, e.details, e.hash),
        ]
