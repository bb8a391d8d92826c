"""Everybody chooses the language and the look of their own desk."""

from pimpasa.people.models import Account
from tests.office.desk import at_the_desk, with_second_factor


def test_both_languages_are_offered_and_the_choice_is_kept(people):
    dewi = at_the_desk(people["dewi"])
    page = dewi.get("/kantor/saya/").content.decode()
    assert page.count('name="language"') == 2

    dewi.post("/kantor/saya/", {"language": "en", "theme": "dark"})

    assert Account.objects.get(username="dewi").language == "en"
    page = dewi.get("/kantor/saya/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'value="en" checked' in page


def test_from_the_page_of_the_second_factor_a_way_leads_back(people):
    shown = at_the_desk(with_second_factor(people["sari"])).get("/akun/langkah-kedua/")

    assert 'href="/kantor/saya/"' in shown.content.decode()
