"""What can be done on the page of a person, by whoever manages the account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.access import OfficeRequest
from pimpasa.doors.office.acts import Act, ActForm, sent_or
from pimpasa.doors.office.people_forms import (
    AssignForm,
    HandOverForm,
    LeaveForm,
    PostForm,
    RenewForm,
)
from pimpasa.doors.office.places_forms import EndDayForm
from pimpasa.people.queries import staff
from pimpasa.people.rules import Role

_WHERE = ("office", "section", "region", "agency")


@dataclass(frozen=True)
class Held:
    """An assignment and how it can be ended, while it can."""

    assignment: Any  # with village, since and until
    acts: list[Act]


def acts_for(request: OfficeRequest, account: Any, sent: ActForm | None) -> list[Act]:
    """Villages first, for a village officer; then the post and the account itself."""
    villages = _village_acts(request, account, sent) if account.role == Role.PIMPASA else []
    by, on = request.officer, request.today
    held = {name: str(getattr(account, f"{name}_id") or "") for name in _WHERE}
    post = PostForm(by=by, on=on, initial={"role": account.role} | held)
    return [
        *villages,
        Act(
            _("Another role or place"),
            _("Change"),
            _url("post", account),
            sent_or(post, sent),
            _("Another role or office ends all villages and duty turns of the old one today."),
        ),
        Act(
            _("Lost password or second factor"),
            _("Make a new first password"),
            _url("renew", account),
            sent_or(RenewForm(), sent),
            _("The old password and second factor stop working at once, on every device."),
        ),
        Act(
            _("Close the account"),
            _("Close"),
            _url("leave", account),
            sent_or(LeaveForm(initial={"on": on}), sent),
            _("Villages and duty turns end with it. What the person did stays in the ledger."),
            is_grave=True,
        ),
    ]


def ends_of(request: OfficeRequest, held: Iterable[Any], sent: ActForm | None) -> list[Held]:
    """Each assignment; one that has no end yet can be ended."""
    return [Held(one, [] if one.until else [_end(request, one, sent)]) for one in held]


def hand_over_form(
    request: OfficeRequest, account: Any, data: Mapping[str, Any] | None = None
) -> HandOverForm:
    """The form to hand villages over, with those held today and the colleagues of the office."""
    today = request.today
    held = [
        (one.village_id, f"{one.village.name}, {one.village.district.name}")
        for one in staff.assignments_of(account.id)
        if one.holds(today)
    ]
    colleagues = staff.colleagues_of(account, by=request.officer, on=today)
    others = [(str(one.id), one.display_name) for one in colleagues]
    return HandOverForm(data, held=held, others=others, initial={"on": today})


def _village_acts(request: OfficeRequest, account: Any, sent: ActForm | None) -> list[Act]:
    assign = sent if isinstance(sent, AssignForm) else AssignForm(initial={"since": request.today})
    hand = sent_or(hand_over_form(request, account), sent)
    return [
        Act(_("Give a village"), _("Give"), _url("assign", account), assign),
        Act(
            _("Hand villages over"),
            _("Hand over"),
            _url("hand", account),
            hand,
            _("The colleague serves them from that day; the day before is the last one here."),
        ),
    ]


def _end(request: OfficeRequest, one: Any, sent: ActForm | None) -> Act:
    form = sent_or(EndDayForm(key=one.id, initial={"on": request.today}), sent)
    return Act(_("End"), _("End it"), reverse("people_unassign", args=[one.id]), form)


def _url(deed: str, account: Any) -> str:
    return reverse(f"people_{deed}", args=[account.id])
