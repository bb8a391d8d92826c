"""Rules of an analyst: tried on the past year, then kept, and ended when they no longer help."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pimpasa.counts.rules import WEEK
from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.acts import DONE, carry_out, sent_id
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.signal_forms import BacktestForm, RuleForm
from pimpasa.people.queries import names_of
from pimpasa.people.rules import Deed
from pimpasa.places.queries import place_name
from pimpasa.signals.watching import end_rule, rules_for, try_rule, write_rule
from pimpasa.verification.backtest import backtest

MOST = 40  # times of a trial that are listed


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.WRITE_RULES)
def rules(request: OfficeRequest) -> HttpResponseBase:
    """All rules, and a new one: what is in the address is tried, what is sent is kept."""
    if request.method == "POST":
        form = RuleForm(request.POST, officer=request.officer)
        status = carry_out(form, lambda _given: _write(request, form))
        return redirect("signals_rules") if status == DONE else _page(request, form, status=status)
    given = request.GET if "what" in request.GET else None
    return _page(request, RuleForm(given, officer=request.officer))


@require_safe
@office_page(Deed.WRITE_RULES)
def held_to_the_past(request: OfficeRequest) -> HttpResponseBase:
    """Any rule over the past: what it would have found, how often false, how early."""
    given = request.GET if "what" in request.GET else None
    form = BacktestForm(given, officer=request.officer)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        past = form.cleaned_data["past"] * WEEK
        held = backtest(request.officer, form.draft(), past=past, today=request.today)
        context |= {"held": held, "events": [(e, place_name(e.place)) for e in held.events[:MOST]]}
    return render(request, "office/signal_backtest.html", context)


@require_POST
@office_page(Deed.WRITE_RULES)
def end(request: OfficeRequest, rule_id: UUID) -> HttpResponseBase:
    """Let a rule speak no more."""
    end_rule(request.officer, rule_id, now=request.now)
    return redirect("signals_rules")


def _write(request: OfficeRequest, form: RuleForm) -> None:
    write_rule(request.officer, form.draft(), rule_id=sent_id(request), now=request.now)


def _page(request: OfficeRequest, form: RuleForm, *, status: int = 200) -> HttpResponse:
    kept = list(rules_for(request.officer))
    context: dict[str, Any] = {
        "form": form,
        "id": uuid4(),
        "rules": [(rule, place_name(rule.within), rule.days // 7) for rule in kept],
        "names": names_of(rule.made_by for rule in kept),
    }
    if form.is_bound and form.is_valid() and status == 200:
        trial = try_rule(request.officer, form.draft(), today=request.today)
        times = [(week, place_name(code), n) for week, code, n in trial.times[:MOST]]
        context |= {"trial": trial, "times": times}
    return render(request, "office/signal_rules.html", context, status=status)
