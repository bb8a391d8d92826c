"""What is told to an officer is kept once, and the person leaves with a code on a card."""

import re

import pytest

from pimpasa.base.codes import read_code
from pimpasa.doors.office.hearing import HearingForm
from pimpasa.intake.models import Report
from pimpasa.intake.queries import report_with_code
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE
from tests.street import DANGER, OFFER, TODAY

PATH = "/kantor/terima/cerita/"
HERE = f"{PATH}?desa={LOMBANG}"
CHOSEN = {
    "channel": "OFFICER",
    "kind": "REPORT",
    "leaving": "SOON",
    "language": "en",
    "only_by_code": "1",
    "sharing": "NO",
}


@pytest.fixture
def ratna(people):
    return at_the_desk(with_second_factor(people["ratna"]))


def filled_in(client, words, *, at=HERE, **more):
    form = client.get(at).context["form"]
    carried = {name: form.initial[name] for name in ("code", "given_on", "stamp")}
    return {**CHOSEN, **carried, "words": words, **more}


def code_on(page):
    return re.search(r'<p class="code large">([a-z ]+)</p>', page.content.decode()).group(1)


def test_the_code_made_before_sending_opens_what_was_told(ratna, people):
    form = filled_in(ratna, OFFER)

    receipt = ratna.post(HERE, form)

    assert code_on(receipt) == form["code"] == read_code(form["code"])
    report = report_with_code(form["code"])
    assert (report.words, report.channel, report.village_id) == (OFFER, "OFFICER", LOMBANG)
    assert (report.leaving, report.sharing, report.language) == ("SOON", "NO", "en")
    assert (report.only_by_code, report.entered_by) == (True, people["ratna"].id)


def test_the_card_carries_the_code_and_none_of_the_words(ratna):
    page = ratna.post(HERE, filled_in(ratna, OFFER)).content.decode()

    card = re.search(r'<section class="code-card.*?</section>', page, re.S).group(0)
    assert 'lang="en"' in card
    assert "<svg" in card
    assert "/en/kode/" in card
    assert "slot di Kamboja" not in page
    assert "0834" not in page


def test_sending_the_form_again_gives_the_same_receipt(ratna):
    form = filled_in(ratna, OFFER)

    first, again = ratna.post(HERE, form), ratna.post(HERE, form)

    assert code_on(first) == code_on(again)
    assert again.context["receipt"].is_repeat
    assert Report.objects.count() == 1


def test_other_words_under_a_used_code_are_refused_and_stay_in_the_field(ratna):
    form = filled_in(ratna, OFFER)
    ratna.post(HERE, form)

    refused = ratna.post(HERE, {**form, "words": "Cerita lain"})

    assert refused.status_code == 422
    assert "Cerita lain" in refused.content.decode()
    assert Report.objects.get().words == OFFER


def test_a_form_that_is_too_old_keeps_the_words_and_gets_a_fresh_code(ratna):
    form = filled_in(ratna, OFFER)
    old = HearingForm.empty(today=TODAY.replace(year=2020)).initial

    refused = ratna.post(HERE, {**form, **{n: old[n] for n in ("code", "given_on", "stamp")}})
    renewed = refused.context["form"].data

    assert refused.status_code == 422
    assert renewed["words"] == OFFER
    assert code_on(ratna.post(HERE, renewed)) == renewed["code"] != old["code"]


@pytest.mark.parametrize("words", ["", "   ", "\x07bunyi", "a" * 10_001])
def test_words_that_cannot_be_kept_are_gently_refused(ratna, words):
    refused = ratna.post(HERE, filled_in(ratna, words))

    assert refused.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize("code", [NEXT_VILLAGE, FAR_VILLAGE, "99.99.99.9999", "x"])
def test_words_from_anothers_village_cannot_be_taken_in(ratna, code):
    form = filled_in(ratna, OFFER)

    assert ratna.get(f"{PATH}?desa={code}").status_code == 404
    assert ratna.post(f"{PATH}?desa={code}", form).status_code == 404
    assert not Report.objects.exists()


def test_a_village_is_found_by_name_among_ones_own_only(ratna, people):
    sari = at_the_desk(with_second_factor(people["sari"]))

    own = ratna.get(f"{PATH}?cari=juntikebon").content.decode()
    office = sari.get(f"{PATH}?cari=juntikbon").content.decode()

    assert NEXT_VILLAGE not in own
    assert f"?desa={LOMBANG}" in own  # her own village needs no search
    assert f"?desa={NEXT_VILLAGE}" in office


def test_without_a_village_it_goes_to_the_office_that_takes_such_words(ratna):
    ratna.post(f"{PATH}?desa=-", filled_in(ratna, OFFER, at=f"{PATH}?desa=-"))

    assert Report.objects.get().village_id is None


def test_danger_is_said_at_once(ratna):
    assert 'role="alert"' in ratna.post(HERE, filled_in(ratna, DANGER)).content.decode()
    assert 'role="alert"' not in ratna.post(HERE, filled_in(ratna, OFFER)).content.decode()
