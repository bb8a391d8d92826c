"""Who reads words that are not for the village's own officer: only what holds is promised."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.doors.community.forms import NO_VILLAGE, Telling
from pimpasa.doors.community.pages.page import today_in
from pimpasa.doors.community.pages.sending import villages_meant
from pimpasa.places.queries import office_elsewhere, office_for_unplaced


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
