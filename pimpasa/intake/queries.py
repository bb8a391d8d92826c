"""Ask about reports. Guarded rows are listed only for the officer who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.codes import read_code
from pimpasa.base.errors import NotThere, Refused
from pimpasa.base.sentences import OneOf, one_of
from pimpasa.intake.models import Kind, Readers, Report
from pimpasa.places.queries import under

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

NOBODY = UUID(int=0)  # in whose place a sentence serves everybody who may read the same


class NoSuchReport(NotThere):
    """There is no such report, or it is another officer's."""

    reason = _("This report was not found. The code may be wrong, or another officer has it.")


class NamesYou(Refused):
    """The words name the officer, or somebody the officer declared to be close."""

    reason = _(
        "These words name you or somebody close to you, so a colleague has to act on them. "
        "Tell your supervisor; you need not say why."
    )
    status = 403


def report_with_code(typed: str) -> Report | None:
    """The report this receipt opens, or None. Says nothing about near misses.

    A code with a slip is looked up all the same, so that the answer takes as long.
    """
    code = read_code(typed)
    digest = vault.code_digest(code or "")
    return Report.objects.filter(receipt_digest=digest).first()


def reports_for(officer: Officer) -> QuerySet[Report]:
    """Reports this officer may read: the only list a door may show.

    Words about the people of an office go to an office elsewhere, when the person asked for it;
    words without a village, or from one that no office serves, go to the office that takes them.
    Where no other office is named, a supervisor of the village's own reads them, never the
    officer who serves the village.
    """
    return Report.objects.filter(readable_by(officer))


def may_read(officer: Officer, report: str = "report") -> Exists:
    """The condition that a row's report is one of `reports_for`, asked row by row.

    For few rows of many: `report__in=reports_for(officer)` lists all reports of an office first.
    """
    return Exists(reports_for(officer).filter(pk=OuterRef(report)))


def readable_by(officer: Officer) -> Q:
    """The condition of `reports_for`, for rows that hold `village` and `readers` as reports do."""
    if not officer.reads_words:
        return Q(pk__in=[])
    here = under(officer.scope) & Q(readers=Readers.VILLAGE)
    afar = under((*officer.elsewhere.only, *officer.elsewhere.own))
    if officer.takes_unplaced:
        nowhere = ~under(officer.served) & Q(readers=Readers.VILLAGE)
        here |= Q(village=None) | nowhere
        afar |= ~under(officer.elsewhere.everywhere_but)
    if officer.serves_villages:
        afar &= ~under(officer.scope)
    return here | afar & Q(readers=Readers.ELSEWHERE)


def report_for(officer: Officer, report_id: UUID) -> Report:
    """One report this officer may read. Raises NoSuchReport, whether it is theirs or not there."""
    asked = _one_of(replace(officer, id=NOBODY, name="", close=()))
    report = asked.with_key(report_id) if asked else None
    if report is None:
        raise NoSuchReport
    return report


@lru_cache(maxsize=256)
def _one_of(reader: Officer) -> OneOf[Report] | None:
    """What Django makes of `reports_for` and one key; None for those who read no words.

    Every act on a report asks it, and for an office that takes what has no village it takes longer
    to put together than to answer. It depends on nothing but the reader, who comes without name
    and circle: those who may read the same share a sentence.
    """
    return one_of(reports_for(reader))


def report_to_act_on(officer: Officer, report_id: UUID) -> Report:
    """One report this officer may act on: nobody acts on words that name himself or his circle.

    Raises NoSuchReport and NamesYou.
    """
    report = report_for(officer, report_id)
    refuse_own_case(officer, report)
    return report


def refuse_own_case(officer: Officer, report: Report) -> None:
    """Raises NamesYou when the words name the officer or the circle the officer declared."""
    if officer.is_named_in(report.words or ""):
        raise NamesYou


@dataclass(frozen=True)
class Tally:
    """How many reports these were, and of what kind; nothing of any of them."""

    reports: int
    kinds: tuple[tuple[str, int], ...]  # the most frequent first
    villages: int
    forgotten: int  # whose words are gone by now


def tally(ids: Collection[UUID]) -> Tally:
    """Count those of these that are reports."""
    rows = list(Report.objects.filter(id__in=ids).values_list("kind", "village", "forgotten_on"))
    kinds = Counter(Kind(kind) for kind, _village, _gone in rows)
    return Tally(
        reports=len(rows),
        kinds=tuple((str(kind.label), many) for kind, many in kinds.most_common()),
        villages=len({village for _kind, village, _gone in rows if village}),
        forgotten=sum(gone is not None for _kind, _village, gone in rows),
    )
