"""Everybody reads the warnings in force, for a village or all; what is not for all stays hidden."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.places.queries import names
from pimpasa.signals.actions import Noticed, SignalKind, raise_signal
from pimpasa.warnings.models import WarnedPlace, Warning
from tests.community.test_facts import words
from tests.standing import FAR_VILLAGE, LOMBANG, NOW, TODAY


def warned(*, place="32.12.11", scope="PUBLIC", days=30, approved=True, **more):
    signal = raise_signal(
        Noticed(SignalKind.RISE, "topic:tppo", [LOMBANG], TODAY, "test", observed=9), today=TODAY
    )
    warning = Warning.objects.create(
        signal=signal,
        severity="SEVERE",
        scope=scope,
        headline_id="Tawaran palsu di kapal",
        headline_en="False offers on ships",
        text_id="Ada tawaran palsu.",
        text_en="There are false offers.",
        advice_id="Tanya dulu.",
        advice_en="Ask first.",
        drafted_by=uuid4(),
        drafted_at=NOW,
        approved_by=uuid4() if approved else None,
        approved_at=NOW if approved else None,
        valid_until=timezone.localdate() + timedelta(days=days),
        **more,
    )
    WarnedPlace.objects.create(warning=warning, code=place)
    return warning


def test_those_in_force_are_listed_in_both_languages(villager):
    warned()

    assert "Tawaran palsu di kapal" in words(villager.get("/peringatan/"))
    assert "False offers on ships" in words(villager.get("/en/peringatan/"))


def test_a_village_sees_its_own_and_the_name_stands_in_no_address(villager):
    warned()
    names.cache_clear()
    asked = words(villager.post("/peringatan/", {"desa": "Lombang"}))
    assert f'value="{LOMBANG}"' in asked

    assert "Tawaran palsu" in words(villager.post("/peringatan/", {"kode": LOMBANG}))
    assert "Tawaran palsu" not in words(villager.post("/peringatan/", {"kode": FAR_VILLAGE}))


def test_one_warning_and_its_page_for_the_board(villager):
    told = warned()
    page = words(villager.get(f"/peringatan/{told.id}/"))

    for said in ("Tawaran palsu di kapal", "Tanya dulu.", f"/peringatan/{told.id}/papan/"):
        assert said in page
    assert villager.get(f"/peringatan/{told.id}/papan/").content.startswith(b"%PDF")


@pytest.mark.parametrize("more", [{"scope": "RESTRICTED"}, {"approved": False}])
def test_what_is_not_for_everybody_is_not_there(villager, more):
    told = warned(**more)

    for path in (f"/peringatan/{told.id}/", f"/peringatan/{told.id}/papan/"):
        assert villager.get(path).status_code == 404
    for path in ("/peringatan/", "/peringatan/atom.xml"):
        assert "Tawaran palsu" not in words(villager.get(path))


def test_a_withdrawn_one_says_why_and_is_printed_no_more(villager):
    told = warned(withdrawn_by=uuid4(), withdrawn_at=NOW, withdrawn_because="Pelaku ditahan.")

    assert "Pelaku ditahan." in words(villager.get(f"/peringatan/{told.id}/"))
    assert villager.get(f"/peringatan/{told.id}/papan/").status_code == 404
    assert "Tawaran palsu" not in words(villager.get("/peringatan/"))


def test_one_that_is_over_says_so(villager):
    told = warned(days=0)

    assert "sudah lewat" in words(villager.get(f"/peringatan/{told.id}/"))
    assert villager.get(f"/peringatan/{told.id}/papan/").status_code == 404


def test_the_feed_holds_those_in_force(villager):
    told = warned()
    feed = villager.get("/peringatan/atom.xml")

    assert feed["Content-Type"] == "application/atom+xml"
    assert f"/peringatan/{told.id}/" in feed.content.decode()
    assert told.id.urn in feed.content.decode()
