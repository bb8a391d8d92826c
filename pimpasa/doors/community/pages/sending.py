"""Sending what was told: which village, whether the valves ask for work, and into the house."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import Refused
from pimpasa.doors.community.forms import NO_VILLAGE, Telling
from pimpasa.doors.community.pages.page import today_in
from pimpasa.doors.community.pages.ways import Way
from pimpasa.intake import valves
from pimpasa.intake.actions import Channel, Language, Receipt, WordsRefused, receive_report
from pimpasa.intake.receipts import FormTooOld, check_form
from pimpasa.intake.rules import check_words
from pimpasa.places.gazetteer import Found
from pimpasa.places.queries import find_villages, village_with_code

VALVES = valves.Valves()  # counts of this process only; nothing in them says who


class NeedsVillage(Refused):
    """A village was named that is not yet one of the list."""

    reason = _("Which village do you mean? Choose it below, or choose to name no village.")


class NeedsWork(Refused):
    """More comes in than people would send, so a little work is asked for."""

    reason = _(
        "Very much is coming in just now. So that we know a person is writing, "
        "add the two numbers below."
    )
    status = 429


class FilesTooLarge(Refused):
    """So much came at once that the files could not be read."""

    reason = _(
        "The files together are larger than 12 MB, so they did not come along. Your words are "
        "still here. Choose fewer or smaller files, or send only the words."
    )
    status = 413


@dataclass(frozen=True)
class Villages:
    """The villages that may be meant, and the one that is."""

    found: list[Found]
    picked: str

    @property
    def is_unknown(self) -> bool:
        """True when a name was typed that we do not know."""
        return not self.found


def check(words: str) -> str:
    """The words as they would be kept. Raises WordsRefused."""
    checked = check_words(words)
    if checked.flaw:
        raise WordsRefused(checked.flaw, checked.words)
    return checked.words


def villages_meant(telling: Telling) -> Villages:
    """What the typed name, or the picked code, may mean; a single one is picked already."""
    picked = village_with_code(telling.village)
    if picked and telling.village_name in ("", telling.village_searched):
        name = telling.village_name
        others = [v for v in find_villages(name) if v.code != picked.code] if name else []
        return Villages([picked, *others], picked.code)
    found = find_villages(telling.village_name) if telling.village_name else []
    if telling.village == NO_VILLAGE and telling.village_name == telling.village_searched:
        return Villages(found, NO_VILLAGE)
    return Villages(found, found[0].code if len(found) == 1 else "")


def send(telling: Telling, way: Way) -> Receipt:
    """Hand the words to the house. Raises every refusal that a page can show."""
    if telling.form is None:
        raise FormTooOld
    village = _village(telling)
    today = today_in(village)
    code = check_form(telling.form, today=today)
    if telling.files_lost:
        raise FilesTooLarge
    _ask_for_work(telling, code, village)
    told = telling.told(way.kind, village=village, language=_spoken())
    return receive_report(told, code=code, channel=Channel.WEB, today=today)


def _spoken() -> Language:
    """The language of the page, in which the answer is wanted too."""
    return Language.EN if get_language() == "en" else Language.ID


def _village(telling: Telling) -> str | None:
    is_settled = telling.village_name == telling.village_searched
    if telling.village == NO_VILLAGE and is_settled:
        return None
    if is_settled and village_with_code(telling.village):
        return telling.village
    if telling.village_name or telling.village:
        raise NeedsVillage
    return None


def _ask_for_work(telling: Telling, code: str, village: str | None) -> None:
    if VALVES.are_open(village, now=time.monotonic()):
        return
    if not (valves.answered(code, telling.sum) or valves.did_work(code, telling.nonce)):
        raise NeedsWork
