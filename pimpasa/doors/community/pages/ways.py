"""What somebody may come to tell: what each page asks, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pimpasa.intake.actions import Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Way:
    """One of the ways to tell us something."""

    kind: Kind
    title: Promise
    lead: Promise
    label: Promise
    hint: Promise
    asks_leaving: bool = False  # when somebody will go, and whether others may be told
    is_complaint: bool = False  # never read by the village's officer, whatever was chosen


ASK = Way(
    Kind.QUESTION,
    title=_("Ask the officer for your village"),
    lead=_(
        "About passports, work abroad, a foreigner in the village, or anything that worries you."
    ),
    label=_("What would you like to know?"),
    hint=_("Short is fine, in any language. Leave out your name if it is not needed."),
)
SUGGEST = Way(
    Kind.SUGGESTION,
    title=_("Give a suggestion"),
    lead=_("What would make things better in your village, or at the immigration office?"),
    label=_("Your suggestion"),
    hint=_("Short is fine, in any language. Leave out your name if it is not needed."),
)
REPORT = Way(
    Kind.REPORT,
    title=_("Tell it in your own words"),
    lead=_("It may be short, and in any language. Do not write your name if it is not needed."),
    label=_("What happened?"),
    hint=_("If you know: who offers it, what work, where to, when they leave."),
    asks_leaving=True,
)
OFFER = Way(
    Kind.JOB_OFFER,
    title=_("Pass this offer on to an officer"),
    lead=_("One message can save several people. You need not give a name."),
    label=_("The offer, as you got it"),
    hint=_("You may add what you know: who sent it, who wants to go."),
    asks_leaving=True,
)
COMPLAIN = Way(
    Kind.REPORT,
    title=_("Complain about an officer"),
    lead=_(
        "The officer for your village never reads this. On the next page you see which office "
        "does. No name is needed."
    ),
    label=_("What happened?"),
    hint=_("If you know: who, where, which day, and what was asked of you."),
    is_complaint=True,
)
