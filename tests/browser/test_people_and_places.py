"""Everybody can use the pages of villages, offices and people: axe finds nothing."""

import pytest

from pimpasa.people.actions.assignments import put_on_duty
from pimpasa.places.actions.fostering import foster_village
from pimpasa.places.rules import Decree
from tests.browser.acts import go_on, unfold
from tests.browser.test_officer import CHROMIUM, faults_of, visit
from tests.office.desk import with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE, NOW, TODAY, everyone
from tests.street import officer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser at {CHROMIUM}"),
]


@pytest.fixture
def people():
    """Everybody, one fostered village, and a turn on duty."""
    people = everyone()
    office = people["sari"].office_id
    decree = Decree("W.11-1", office, TODAY, ("pesisir",))
    foster_village(LOMBANG, decree=decree, actor=people["adi"].id, now=NOW)
    by = officer(people, "adi")
    put_on_duty(people["yohan"].id, since=TODAY, until=TODAY.replace(year=2099), by=by, now=NOW)
    return people


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_everybody_can_use_the_pages(live_server, people, scheme, width):
    office, ratna = people["sari"].office_id, people["ratna"].id
    paths = [
        "/kantor/desa/?office=&q=lombang",
        f"/kantor/desa/{LOMBANG}/",
        f"/kantor/desa/{NEXT_VILLAGE}/",
        "/kantor/kanim/",
        "/kantor/kanim/buka/",
        f"/kantor/kanim/{office}/",
        "/kantor/mitra/",
        "/kantor/orang/",
        "/kantor/orang/buka/",
        f"/kantor/orang/{ratna}/",
        f"/kantor/kanim/{office}/jaga/",
    ]

    def walk(page):
        faults = {}
        for path in paths:
            page.goto(live_server.url + path)
            unfold(page, "details")
            faults[path] = faults_of(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults[path].append(("wider than the window", ""))
        return {path: found for path, found in faults.items() if found}

    adi = with_second_factor(people["adi"])
    window = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    # axe itself is put in from outside, which the pages' own policy would refuse
    assert visit(live_server.url, adi, walk, bypass_csp=True, **window) == {}


def test_a_village_is_given_by_hand(live_server, people):
    def walk(page):
        page.goto(f"{live_server.url}/kantor/orang/")
        go_on(page, "text=Ratna")
        unfold(page, "#assign")
        page.fill("#assign_village", "junti kebon")
        go_on(page, "#assign button.btn")
        page.check(f"#assign input[value='{NEXT_VILLAGE}']")
        go_on(page, "#assign button.btn")
        return page.inner_text("#isi .track")

    sari = with_second_factor(people["sari"])

    assert "Juntikebon" in visit(live_server.url, sari, walk)
