"""What the pages say of certificates: in force, ended, excepted."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.people.rules import Deed
from pimpasa.training.models import Certificate, Exemption
from pimpasa.training.queries import may_now
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import officer, tell, work

pytestmark = pytest.mark.django_db
LAW = "reading-the-law"


@pytest.fixture
def desks(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


def lapse(people, name):
    Certificate.objects.filter(account=people[name]).delete()


def case_of(client, report):
    return client.get(f"/kantor/laporan/{report.report_id}/", headers={"accept-language": "en"})


def test_who_lacks_the_certificate_is_told_before_choosing_anything(people, desks):
    report = tell()
    work()
    assert 'id="putusan"' in case_of(desks["ratna"], report).content.decode()

    lapse(people, "ratna")

    words = case_of(desks["ratna"], report).content.decode()
    assert 'id="putusan"' not in words
    assert "Membaca laporan menurut undang-undang" in words
    assert 'id="jawab"' in words  # answering needs none


def test_ones_own_page_says_what_one_may_do(people, desks):
    lapse(people, "ratna")

    words = desks["ratna"].get("/kantor/pelatihan/").content.decode()

    assert "Meneruskan ke lembaga lain dengan aman" in words


def test_the_supervisor_makes_an_exception_and_the_officer_may_go_on(people, desks):
    lapse(people, "ratna")
    ratna, today = officer(people, "ratna"), timezone.localdate()
    page = f"/kantor/pelatihan/petugas/{people['ratna'].id}/"
    assert desks["sari"].get(page).status_code == 200

    until = today.replace(year=today.year + 1)
    sent = {"id": uuid4(), "course": LAW, "until": until, "reason": "Kursus bulan depan"}
    assert desks["sari"].post(f"{page}kecuali/", sent).status_code == 422
    sent["until"] = today.fromordinal(today.toordinal() + 14)
    assert desks["sari"].post(f"{page}kecuali/", sent).status_code == 302

    assert may_now(ratna, Deed.SETTLE, on=today)
    assert Exemption.objects.get().reason == "Kursus bulan depan"


def test_a_trainer_certifies_on_the_page_and_takes_it_back(people, desks):
    lapse(people, "ratna")
    page = f"/kantor/pelatihan/petugas/{people['ratna'].id}/"
    given = {"id": uuid4(), "course": LAW}
    assert desks["tono"].post(f"{page}luluskan/", given).status_code == 302
    certificate = Certificate.objects.get(account=people["ratna"])

    path = f"/kantor/pelatihan/sertifikat/{certificate.id}/"
    assert desks["ratna"].get(path)["Content-Type"] == "application/pdf"
    assert desks["ratna"].get(f"{path}lencana/").status_code == 200
    assert desks["yohan"].get(path).status_code == 404

    assert desks["tono"].post(f"{path}cabut/", {"because": "salah orang"}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.revoked_because == "salah orang"


@pytest.mark.parametrize("slug", ["trafficking", "talking"])
def test_a_lesson_can_be_read(desks, slug):
    assert desks["dewi"].get(f"/kantor/pelatihan/materi/{slug}/").status_code == 200
    assert desks["dewi"].get("/kantor/pelatihan/materi/tidak-ada/").status_code == 404


def test_each_of_ones_certificates_says_what_it_is_worth_today(people, desks):
    """What ended stands as ended also where a newer one of the same course holds."""
    today = timezone.localdate()
    Certificate.objects.filter(account=people["ratna"]).delete()
    for course, since, until, revoked in (
        (LAW, -900, -10, None),
        (LAW, -10, 700, None),
        ("working-together", -300, 40, None),
        ("teaching-in-the-village", -300, 400, -5),
    ):
        Certificate.objects.create(
            account=people["ratna"],
            course=course,
            issued_on=today + timedelta(days=since),
            expires_on=today + timedelta(days=until),
            issued_by=uuid4(),
            revoked_on=revoked and today + timedelta(days=revoked),
            revoked_because="x" if revoked else "",
        )

    page = desks["ratna"].get("/kantor/pelatihan/").content.decode()
    papers = page[page.index('aria-labelledby="papers"') :]

    said = re.findall(
        r'<span class="tag (\w+)">([^<]+)</span><a href="/kantor/pelatihan/sert', papers
    )
    assert said == [
        ("ok", "berlaku"),
        ("danger", "dicabut"),
        ("warn", "segera berakhir"),
        ("danger", "sudah berakhir"),
    ]
