"""Who reads words, for the village's own officer or not: only what holds is promised."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.doors.community.forms import NO_VILLAGE, Telling
from pimpasa.doors.community.pages.page import today_in
from pimpasa.doors.community.pages.sending import villages_meant
from pimpasa.places.queries import (
    fostered_villages,
    office_elsewhere,
    office_for_unplaced,
    office_of,
)


def reads_here(telling: Telling) -> str:
    """Who reads it when nothing else is chosen: an officer only where a village has one."""
    villages = villages_meant(telling)
    meant = next((v for v in villages.found if v.code == villages.picked), None)
    if meant is None:
        office = office_for_unplaced() if villages.picked == NO_VILLAGE else None
        return office.name if office else _("The immigration officers for the village")
    today = today_in(meant.code)
    if fostered_villages([meant.code], on=today).exists():
        return _("The officer for this village")
    office = office_of(meant.code, on=today) or office_for_unplaced()
    return office.name if office else _("An immigration office")


def who_reads(telling: Telling) -> str:
    """Which office reads it, as far as the village is known."""
    villages = villages_meant(telling)
    if villages.picked == NO_VILLAGE or not villages.found:
        return _without_a_village()
    meant = next((v for v in villages.found if v.code == villages.picked), None)
    if meant is None:
        return _(
            "Choose this when it is about people of the village hall or an officer. Which office "
            "reads it depends on the village: choose it below and press Look for it to see."
        )
    other = office_elsewhere(meant.code, on=today_in(meant.code))
    if other is None:
        return _(
            "When it is about people of the village hall or an officer. There is no other office "
            "for %(village)s yet: a supervisor of its own office reads it, never the officer for "
            "the village."
        ) % {"village": meant.name}
    return _(
        "When it is about people of the village hall or an officer. What is about %(village)s is "
        "read by %(office)s, not by the office for that village."
    ) % {"village": meant.name, "office": other.name}


def _without_a_village() -> str:
    office = office_for_unplaced()
    if office is None:
        return _("Name the village: no office reads words without one yet.")
    return _(
        "Without a village it is read by %(office)s, whoever it is about. Name the village to "
        "see who reads it then."
    ) % {"office": office.name}
