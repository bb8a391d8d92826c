"""The staff of an agency see their own figures: what waits, what is late, how many days it took."""

from datetime import timedelta

from pimpasa.people.models import Agency
from pimpasa.referrals.models import Referral, State
from pimpasa.referrals.queries import Chosen, referrals_among
from pimpasa.referrals.stands import Stands, stands_of
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_signals_page import figures_of
from tests.street import TODAY, officer, tell


def referred(state, *, agency, sent=10, answered=None, late=False):
    """A referral sent so many days ago, and answered so many days after that."""
    sent_on = TODAY - timedelta(days=sent)
    return Referral.objects.create(
        report_id=tell().report_id,
        packet="migrant_workers",
        agency=agency,
        state=state,
        drafted_by="00000000-0000-0000-0000-000000000001",
        drafted_on=sent_on,
        sent_on=sent_on,
        answered_on=None if answered is None else sent_on + timedelta(days=answered),
        escalated_on=TODAY if late else None,
        expires_on=TODAY + timedelta(days=90),
    )


def a_year_of_referrals():
    mine = Agency.objects.get(code="bp3mi-jabar")
    other = Agency.objects.create(code="polres", name="Polres")
    referred(State.SENT, agency=mine)
    referred(State.RECEIVED, agency=mine, late=True)
    referred(State.ACCEPTED, agency=mine, answered=2)
    referred(State.TOLD, agency=mine, answered=9)
    referred(State.TOLD, agency=mine, sent=800, answered=90)
    referred(State.DRAFTED, agency=mine)
    referred(State.SENT, agency=other, late=True)


def test_of_ones_own_and_of_the_last_year(people):
    a_year_of_referrals()

    found = stands_of(officer(people, "lina"), on=TODAY)

    assert found == Stands(2, 1, 1, 2, median_days=5.5, slowest_days=9)


def test_each_number_on_their_desk_opens_as_many_referrals(people):
    a_year_of_referrals()
    lina = at_the_desk(with_second_factor(people["lina"]))

    figures = figures_of(lina.get("/kantor/").content.decode())

    assert len(figures) == 4
    for way, n in figures:
        assert f'data-rows="{n}"' in lina.get(way).content.decode(), way


def test_what_went_on_paper_is_a_list_of_its_own(people):
    a_year_of_referrals()
    on_paper = referred(State.SENT, agency=None)
    found = referrals_among(officer(people, "ratna"), Chosen(without_agency=True), on=TODAY)

    assert [one.id for one in found] == [on_paper.id]
