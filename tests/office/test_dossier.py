"""A village is handed over on paper: what was learned and promised, nothing of what was told."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from pypdf import PdfReader

from pimpasa.outreach.actions import Given, write_profile
from pimpasa.outreach.findings import Checked, Written, check_recall, write_record
from pimpasa.outreach.recall import questions
from tests.office.desk import at_the_desk, with_second_factor
from tests.outreach.test_villages_are_visited import plan, report
from tests.standing import LOMBANG
from tests.street import NOW, TODAY, officer, tell

PATH = f"/kantor/desa/{LOMBANG}/serah-terima/"
SECRET = "Paman saya menahan paspor sepupu saya di gudang."


@pytest.fixture
def desk(people):
    ratna = officer(people, "ratna")
    fact = {"text": "Nelayan dan petani garam", "source": "Kepala desa", "on": "2026-03-01"}
    facts = {"livelihoods": fact, "risk_geographical": fact | {"text": "Banyak dermaga"}}
    write_profile(ratna, LOMBANG, facts, id=uuid4(), seen_version=0, now=NOW)
    due = TODAY + timedelta(days=9)
    talk = report(
        people,
        plan(people, "talk"),
        audience={"F.26-45": 31},
        promises=(Given(uuid4(), "Membawa brosur paspor", due),),
    )
    knew = Checked(uuid4(), "AFTER", TODAY, 20, dict.fromkeys(questions(), 15))
    check_recall(ratna, talk.id, knew, now=NOW)
    agreed = Written(uuid4(), "AGREEMENT", "Surat pengantar dibaca bersama")
    write_record(ratna, LOMBANG, agreed, now=NOW)
    tell(SECRET)
    return at_the_desk(with_second_factor(people["ratna"]))


def words_of(answer):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_all_that_is_owed_and_known_is_handed_over_and_no_words(desk):
    answer = desk.get(PATH)
    said = words_of(answer)

    for known in (
        "Lombang", "Ratna", "petani garam", "Kepala desa", "Banyak dermaga", "31", "75 %",
        "Membawa brosur paspor", "Surat pengantar dibaca bersama",
    ):  # fmt: skip
        assert known in said
    assert "gudang" not in said
    assert answer.content == desk.get(PATH).content


def test_a_village_of_which_nothing_is_known_has_a_dossier_too(people):
    desk = at_the_desk(with_second_factor(people["ratna"]))

    assert "Lombang" in words_of(desk.get(PATH))
