"""A system reads and answers the referrals of its agency, and of no other."""

from uuid import uuid4

import pytest

from pimpasa.ledger.queries import history_of
from pimpasa.people.models import Account
from pimpasa.referrals.models import Referral, Step
from tests.partners.systems import problem

pytestmark = pytest.mark.django_db
DEEDS = {
    "acknowledge": {"number": "AD-1"},
    "accept": {"note": "Tim berangkat"},
    "decline": {"reason": "Bukan wilayah kami; kirim ke Polres Indramayu"},
    "progress": {"note": "Diperiksa"},
    "answer": {"result": "Perusahaan ditutup"},
}


def test_the_list_tells_that_there_is_something_and_nothing_of_it(theirs, referral):
    said = theirs.get("/referrals").json()

    [one] = said["referrals"]
    assert (one["id"], one["state"], said["next"]) == (str(referral.id), "SENT", None)
    assert "told" not in one


def test_what_was_told_is_read_and_the_ledger_knows(theirs, referral):
    said = theirs.get(f"/referrals/{referral.id}").json()

    assert said["told"]
    assert set(said["told"].values()) == {"ada"}
    assert [step["state"] for step in said["steps"]] == ["SENT"]
    opened = history_of(referral.id).filter(name="referrals.opened")
    assert opened.get().actor == Account.objects.get(username__startswith="sistem-").id


def test_the_whole_way_by_api(theirs, referral):
    for name in ("acknowledge", "accept", "progress", "answer"):
        answer = theirs.post(f"/referrals/{referral.id}/{name}", DEEDS[name])
        assert answer.status_code == 200, answer.content

    kept = Referral.objects.get()
    assert (kept.state, kept.their_number) == ("OUTCOME", "AD-1")
    assert Step.objects.get(referral=kept, state="OUTCOME").note == "Perusahaan ditutup"


def test_declining_needs_a_reason_that_is_kept(theirs, referral):
    path = f"/referrals/{referral.id}/decline"

    assert problem(theirs.post(path, {"reason": "  "})) == (422, "request.not_valid")
    assert theirs.post(path, DEEDS["decline"]).json()["state"] == "DECLINED"
    assert "Polres" in Step.objects.get(state="DECLINED").note


def test_a_step_out_of_order_is_a_conflict(theirs, referral):
    answer = theirs.post(f"/referrals/{referral.id}/answer", DEEDS["answer"])

    assert problem(answer) == (409, "referrals.moved_on")


@pytest.mark.parametrize("deed", ["", *(f"/{name}" for name in DEEDS)])
def test_anothers_and_nobodys_look_the_same(anothers, referral, deed):
    def ask(thing):
        path = f"/referrals/{thing}{deed}"
        return anothers.post(path, DEEDS[deed[1:]]) if deed else anothers.get(path)

    answers = [ask(referral.id), ask(uuid4())]

    assert problem(answers[0]) == (404, "referrals.not_found")
    assert answers[0].content == answers[1].content
    assert Referral.objects.get().state == "SENT"


def test_another_agency_lists_nothing(anothers, referral):
    assert anothers.get("/referrals").json() == {"referrals": [], "next": None}


def test_nothing_is_read_once_its_time_is_over(theirs, referral):
    Referral.objects.update(expires_on="2026-03-03")

    assert theirs.get(f"/referrals/{referral.id}").json()["told"] == {}


def test_a_page_leads_to_the_next(theirs, referral):
    for _ in range(4):
        Referral.objects.create(
            report=referral.report, packet="police", agency=referral.agency, state="SENT",
            fields="{}", sent_on=referral.sent_on, drafted_on=referral.drafted_on,
            drafted_by=uuid4(), expires_on=referral.expires_on,
        )  # fmt: skip
    seen, after = [], {}
    while True:
        page = theirs.get("/referrals", limit=2, **after).json()
        seen += [one["id"] for one in page["referrals"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}

    assert sorted(seen) == sorted(str(one) for one in Referral.objects.values_list("id", flat=True))


def test_only_a_state_that_was_asked_for(theirs, referral):
    assert theirs.get("/referrals", state="ACCEPTED").json()["referrals"] == []
    assert len(theirs.get("/referrals", state="SENT").json()["referrals"]) == 1
    assert problem(theirs.get("/referrals", state="DRAFTED")) == (422, "request.not_valid")
