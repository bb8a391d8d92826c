"""A village's dossier in the words of one language: for whoever takes the village over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pimpasa.doors.office.labels import MOMENTS, PROFILE_GROUPS, RECORDS, TOPICS
from pimpasa.doors.office.visit_forms import in_own_language
from pimpasa.outreach import queries
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.papers import Dossier, Part
from pimpasa.outreach.profiles import fields
from pimpasa.outreach.recall import questions
from pimpasa.outreach.rules import attendance
from pimpasa.people.queries.staff import assignments_in
from pimpasa.people.rules import Officer
from pimpasa.places.gazetteer import Found

VISITS = 12


def dossier_of(officer: Officer, village: Found, *, on: date) -> Dossier:
    """All that stands written of a village of this officer. Raises NoSuchVisit for another's."""
    profile = queries.profile_for(officer, village.code)
    made = [one for one in queries.visits_in(village.code)[:VISITS] if not one.called_off_because]
    language = get_language() or "id"
    return Dossier(
        language="en" if language.startswith("en") else "id",
        title=_("Handing over a village"),
        about=f"{village.name}, {village.district}, {village.regency} ({village.code})",
        lines=[_("As of %(day)s") % {"day": _day(on)}],
        parts=[
            _serving(village.code, on),
            *_life(queries.facts_of(profile) if profile else {}),
            _promises(officer, village.code),
            _visits(made),
            _recalls(made),
            _records(officer, village.code),
        ],
        note=_(
            "Nothing of what people told stands here, and nobody who told. Reports are read at the "
            "desk by whoever serves the village."
        ),
    )


def _serving(code: str, on: date) -> Part:
    held = [one for one in assignments_in(code) if one.until is None or one.until > on]
    rows = [[one.account.display_name, _day(one.since), _day(one.until)] for one in held]
    return Part(_("Who serves it"), [_("Officer"), _("since"), _("until")], rows)


def _life(facts: dict[str, dict[str, str]]) -> Iterable[Part]:
    for group, title in PROFILE_GROUPS.items():
        rows = [
            [in_own_language(field, "label"), known["text"], known["source"], _on(known)]
            for code, field in fields().items()
            if field.group == group and (known := facts.get(code))
        ]
        heads = ["", _("What is known"), _("Who says so"), _("When")]
        yield Part(str(title), heads, rows, wide=1)


def _promises(officer: Officer, code: str) -> Part:
    given = queries.open_promises(officer).filter(visit__village=code)
    rows = [[one.what, _day(one.due_on)] for one in given]
    empty = _("No promise is open.")
    return Part(_("Promised and not kept yet"), [_("Promised there"), _("by")], rows, empty=empty)


def _visits(made: list[queries.Visit]) -> Part:
    rows = [
        [
            _day(one.made_on or one.planned_on),
            in_own_language(kinds()[one.kind], "label") if one.kind in kinds() else one.kind,
            str(TOPICS.get(one.topic, one.topic)),
            str(attendance(one.audience)) if one.made_on else _("planned"),
        ]
        for one in made
    ]
    heads = [_("Day"), _("Kind"), _("Topic"), _("People")]
    return Part(_("Visits and talks"), heads, rows, wide=1, first=24)


def _recalls(made: list[queries.Visit]) -> Part:
    """The last room that was asked: what it knew, moment by moment."""
    for visit in made:
        if kept := queries.recalls_of(visit.id):
            rows = [
                [
                    in_own_language(question, "ask"),
                    *(f"{100 * one.right.get(code, 0) / one.asked:.0f} %" for one in kept.values()),
                ]
                for code, question in questions().items()
            ]
            heads = [_("Question"), *(str(MOMENTS[moment]) for moment in kept)]
            return Part(_("What the room knew"), heads, rows)
    return Part(_("What the room knew"), [], [])


def _records(officer: Officer, code: str) -> Part:
    rows = [
        [str(RECORDS[one.kind]), one.text, _day(one.written_on)]
        for one in queries.records_for(officer, code)
    ]
    heads = [_("Kind"), _("What was written"), _("When")]
    return Part(_("Records and agreements"), heads, rows, wide=1)


def _on(known: dict[str, str]) -> str:
    return _day(date.fromisoformat(known["on"]) if known.get("on") else None)


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else "–"
