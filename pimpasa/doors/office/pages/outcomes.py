"""What became of it: closing, people helped, returns, telling back, and the figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.base.vault import content_digest
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import Act, ActForm, Given, carry_out, sent_or
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.labels import BETRAYALS, HELPS
from pimpasa.doors.office.outcome_forms import (
    CloseCaseForm,
    HelpForm,
    PeriodForm,
    ReopenForm,
    ReturnForm,
    SameForm,
    TellForm,
    WentForm,
)
from pimpasa.intake.queries import report_for
from pimpasa.outcomes import actions, public, queries
from pimpasa.people.rules import Deed
from pimpasa.referrals.queries import referral_for

YEAR = timedelta(days=365)
SOON = timedelta(days=14)


@require_safe
@office_page(Deed.READ_WORDS, Deed.EXPORT_COUNTS)
def outcomes(request: OfficeRequest) -> HttpResponseBase:
    """Outcomes of a period, and the returns that are due; the directorate is told of quarters."""
    if not request.officer.reads_words:
        return _of_the_nation(request)
    form = PeriodForm(request.GET)
    form.is_valid()
    until = form.cleaned_data.get("until") or request.today + timedelta(days=1)
    since = form.cleaned_data.get("since") or until - YEAR
    context = {
        "form": PeriodForm(initial={"since": since, "until": until}),
        "figures": queries.figures(request.officer, since=since, until=until),
        "returns": queries.returns_for(request.officer, until=request.today + SOON),
        "today": request.today,
        "days": urlencode({"since": since, "until": until}),
    }
    return render(request, "office/outcomes.html", context)


@require_safe
@office_page(Deed.ANSWER)
def of_case(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """What became of one report."""
    return _page(request, report_id)


@require_POST
@office_page(Deed.ANSWER)
def close(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Close the report."""
    form = CloseCaseForm(request.POST)
    deed = actions.close_report
    return _do(request, report_id, form, lambda by: deed(*by, now=request.now, **form.closing()))


@require_POST
@office_page(Deed.ANSWER)
def reopen(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Open it again."""
    form, deed = ReopenForm(request.POST), actions.reopen_report
    return _do(request, report_id, form, lambda by: deed(*by, now=request.now))


@require_POST
@office_page(Deed.ANSWER)
def help_new(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """People were helped who are not counted yet."""
    form, deed = HelpForm(request.POST), actions.note_help
    return _do(request, report_id, form, lambda by: deed(*by, now=request.now, **form.helped()))


@require_POST
@office_page(Deed.ANSWER)
def help_same(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """This report speaks of people who are counted already."""
    form, deed = _same_form(request, report_id, request.POST), actions.note_help
    return _do(request, report_id, form, lambda by: deed(*by, form.chosen(), now=request.now))


@require_POST
@office_page(Deed.ANSWER)
def plan(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """Go there again on a day."""
    form, deed = ReturnForm(request.POST), actions.plan_return
    return _do(
        request, report_id, form, lambda by: deed(*by, form.cleaned_data["on"], now=request.now)
    )


@require_POST
@office_page(Deed.ANSWER)
def went(request: OfficeRequest, report_id: UUID) -> HttpResponseBase:
    """The officer was there again."""
    form, deed = WentForm(request.POST), actions.make_return
    return _do(request, report_id, form, lambda by: deed(*by, now=request.now))


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.REFER)
def tell(request: OfficeRequest, referral_id: UUID) -> HttpResponseBase:
    """Write what the person will read, look at it as they will, send it under the code."""
    referral = referral_for(request.officer, referral_id)
    form, status = TellForm(request.POST or None), 200
    context: dict[str, Any] = {"referral": referral, "form": form}
    if request.POST.get("langkah") == "kirim":
        status = _tell(request, referral_id, form)
        if not status:
            return redirect("referrals_page", referral_id=referral_id)
    elif request.method == "POST":
        status = 200 if form.is_valid() else 422
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        found = sorted(queries.dangers_of(referral.report, words))
        context |= {
            "looked": words,
            "seen": content_digest(words.encode()),
            "dangers": [BETRAYALS[danger] for danger in found],
        }
    return render(request, "office/tell.html", context, status=status)


def _tell(request: OfficeRequest, referral_id: UUID, form: TellForm) -> int:
    """Words count as looked at only as long as they are those that were shown."""

    def deed(given: Given) -> None:
        seen = request.POST.get("seen") == content_digest(given["words"].encode())
        back = form.back(is_looked_at=seen)
        actions.tell_back(request.officer, referral_id, back, now=request.now)

    return carry_out(form, deed)


def _do(
    request: OfficeRequest,
    report_id: UUID,
    form: ActForm,
    deed: Callable[[tuple[Any, UUID]], object],
) -> HttpResponseBase:
    report_for(request.officer, report_id)
    status = carry_out(form, lambda given: deed((request.officer, report_id)))
    if not status:
        return redirect("outcomes_case", report_id=report_id)
    return _page(request, report_id, sent=form, status=status)


def _of_the_nation(request: OfficeRequest) -> HttpResponse:
    """What may leave the offices: of a whole quarter, so that no two periods can be subtracted."""
    table = public.outcomes_told(today=request.today)
    helped = public.people_helped(today=request.today)
    kinds = [(kind, n) for kind, n in helped.items() if kind != public.ALL and n is not None]
    rows = [row for row in table.rows if row.all is not None]  # that a province is there tells, too
    context = {"table": table, "rows": rows, "all_helped": helped[public.ALL], "helped": kinds}
    return render(request, "office/outcomes_nation.html", context)


def _page(
    request: OfficeRequest, report_id: UUID, *, sent: ActForm | None = None, status: int = 200
) -> HttpResponse:
    report, closing = actions.open_outcome(request.officer, report_id, now=request.now)
    planned = queries.next_return(report.id)
    context = {
        "report": report,
        "closing": closing,
        "planned": planned,
        "helped": queries.helped_in(report.id),
        "acts": _acts(request, report_id, sent, closed=closing, planned=planned),
    }
    return render(request, "office/outcome.html", context, status=status)


def _acts(
    request: OfficeRequest, report_id: UUID, sent: ActForm | None, *, closed: Any, planned: Any
) -> list[Act]:
    def act(deed: str, title: Any, button: Any, form: ActForm, note: Any = "") -> Act:
        return Act(title, button, reverse(f"outcomes_{deed}", args=[report_id]), form, note)

    form: ActForm
    acts = [act("close", _("Close the report"), _("Close"), sent_or(CloseCaseForm(), sent))]
    if closed:
        form = sent_or(ReopenForm(), sent)
        acts = [act("reopen", _("Something is left to do"), _("Open it again"), form)]
    note = _("Each group of people is counted once, however many reports speak of them.")
    acts.append(act("help", _("People were helped"), _("Add"), sent_or(HelpForm(), sent), note))
    same = _same_form(request, report_id)
    if same.fields["group"].widget.choices:
        title = _("They are counted already")
        acts.append(act("same", title, _("The same people"), sent_or(same, sent), note))
    if planned:
        form = sent_or(WentForm(), sent)
        acts.append(act("went", _("We were there again"), _("Write it down"), form))
    initial: Given = {"on": request.today + SOON}
    form = sent_or(ReturnForm(initial=initial), sent)
    acts.append(act("plan", _("Go there again"), _("Plan it"), form))
    return acts


def _same_form(request: OfficeRequest, report_id: UUID, data: Any = None) -> SameForm:
    report = report_for(request.officer, report_id)
    form = SameForm(data)
    near = queries.groups_near(request.officer, report)
    form.offer("group", [(str(one.id), _named(one)) for one in near])
    return form


def _named(group: Any) -> str:
    day = date_format(group.on, "j M Y")
    return f"{group.people} · {HELPS[group.help]} · {day}"
