"""Every role has a desk; lists show codes and days, never words."""

import pytest

from pimpasa.training.models import Certificate
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import TODAY
from tests.street import DANGER, OFFER, QUESTION, tell, work

EVERYONE = "ratna yohan sari made agus dewi tono lina putri adi".split()
READERS = {"ratna", "yohan", "sari", "made", "agus"}


@pytest.fixture
def street(people):
    for words in (OFFER, DANGER, QUESTION):
        tell(words)
    work()
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


@pytest.mark.parametrize("name", EVERYONE)
def test_each_has_a_desk_and_no_words_on_it(street, name):
    answer = street[name].get("/kantor/")

    assert answer.status_code == 200
    page = answer.content.decode()
    for words in ("0834-1122-3344", "disekap", "berapa biaya"):
        assert words not in page


@pytest.mark.parametrize("name", EVERYONE)
def test_only_readers_have_an_inbox(street, name):
    assert street[name].get("/kantor/laporan/").status_code == (200 if name in READERS else 404)


def test_filters_stay_in_the_address_and_narrow_the_list(street):
    whole = street["ratna"].get("/kantor/laporan/").content.decode()
    narrow = street["ratna"].get("/kantor/laporan/?urgency=EMERGENCY&state=UNREAD").content.decode()

    assert whole.count('class="lead"') == 3
    assert narrow.count('class="lead"') == 1
    assert 'value="EMERGENCY" selected' in narrow


@pytest.mark.parametrize(
    "query", ["?page=x", "?page=999", "?since=never", "?state=NONSENSE", "?page=-1"]
)
def test_a_strange_address_does_no_harm(street, query):
    assert street["ratna"].get(f"/kantor/laporan/{query}").status_code == 200


def test_language_and_look_are_the_persons_own(street, people):
    street["ratna"].post("/kantor/saya/", {"language": "en", "theme": "dark"})

    page = street["ratna"].get("/kantor/").content.decode()
    assert '<html lang="en" data-theme="dark">' in page
    assert "Desk" in page
    assert '<html lang="id">' in street["sari"].get("/kantor/").content.decode()


def test_no_page_of_the_office_may_be_kept_by_a_browser(street):
    for path in ("/kantor/", "/kantor/laporan/", "/kantor/jawaban/", "/akun/masuk/"):
        assert "no-store" in street["ratna"].get(path)["Cache-Control"]


def test_a_trainer_sees_whose_certificates_need_care(street, people):
    calm = street["tono"].get("/kantor/").content.decode()
    Certificate.objects.filter(account=people["yohan"]).update(expires_on=TODAY)
    course = Certificate.objects.filter(account=people["ratna"]).first()
    Certificate.objects.filter(pk=course.pk).update(expires_on=TODAY)

    page = street["tono"].get("/kantor/").content.decode()

    assert "Yohan" not in calm
    of_ratna = page.partition(f"/petugas/{people['ratna'].id}/")[2].partition("</li>")[0]
    of_yohan = page.partition(f"/petugas/{people['yohan'].id}/")[2].partition("</li>")[0]
    assert (of_ratna.count('class="tag '), of_yohan.count('class="tag ')) == (1, 3)
    assert str(people["sari"].id) not in page


def test_to_an_analyst_reports_are_due_and_do_not_wait_for_him(street):
    page = street["agus"].get("/kantor/").content.decode()

    assert "jatuh tempo di wilayah Anda" in page
    assert "menunggu Anda" not in page
