"""A certificate in force, run out or excepted: what needs one, and every page that does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.intake.actions import Sharing
from pimpasa.outreach.actions import write_profile
from pimpasa.outreach.planning import next_week
from pimpasa.people.models import Agency
from pimpasa.people.rules import Role
from pimpasa.referrals.packets import packets
from pimpasa.training.actions import Spared, grant_exemption
from pimpasa.training.courses import courses
from pimpasa.training.models import Certificate
from tests.house.access import OFFICE
from tests.house.test_access_matrix import path_of
from tests.house.things import MAKE
from tests.office.desk import at_the_desk, with_second_factor
from tests.office.test_case_page import CHOSEN
from tests.standing import LOMBANG
from tests.street import officer, tell, work

pytestmark = pytest.mark.django_db
FACT = {"text": "Nelayan", "source": "Kepala desa", "on": "2026-03-01"}


def in_force(people):
    """As everybody of the street stands."""


def run_out(people):
    Certificate.objects.update(expires_on=timezone.localdate())


def excepted(people):
    run_out(people)
    now = timezone.now()
    until = timezone.localdate() + timedelta(days=9)
    for course in courses():
        spared = Spared(uuid4(), people["ratna"].id, course, until, "Kelas bulan depan")
        grant_exemption(spared, by=officer(people, "sari", on=now.date()), now=now)


def settling():
    receipt = tell()
    work()
    return f"/kantor/laporan/{receipt.report_id}/putusan/", CHOSEN


def referring():
    report = tell(sharing=Sharing.YES, today=timezone.localdate()).report_id
    told = {field.code: "ada" for field in packets()["migrant_workers"].must}
    agency = Agency.objects.get(code="bp3mi-jabar").id
    form = told | {"id": uuid4(), "agency": agency, "reason": ""}
    return f"/kantor/laporan/{report}/rujukan/?ke=migrant_workers", form


def planning_a_talk():
    on = timezone.localdate().isoformat()
    form = {"id": str(uuid4()), "kind": "talk", "on": on}
    return f"/kantor/kunjungan/rencana/?desa={LOMBANG}", form


def planning_a_week_of_talks():
    on = next_week(timezone.localdate())[0].isoformat()
    form = {f"{LOMBANG}.id": str(uuid4()), f"{LOMBANG}.kind": "talk", f"{LOMBANG}.on": on}
    return "/kantor/kunjungan/pekan/", form


STANDINGS = ((in_force, 302), (run_out, 403), (excepted, 302))


@pytest.mark.parametrize(
    "deed",
    [settling, referring, planning_a_talk, planning_a_week_of_talks],
    ids=lambda d: d.__name__,
)
@pytest.mark.parametrize(
    ("standing", "status"), STANDINGS, ids=lambda one: getattr(one, "__name__", "")
)
def test_what_needs_a_certificate_needs_it_today(people, deed, standing, status):
    ratna = officer(people, "ratna")
    write_profile(
        ratna, LOMBANG, {"livelihoods": FACT}, id=uuid4(), seen_version=0, now=timezone.now()
    )
    standing(people)
    path, form = deed()

    answer = at_the_desk(with_second_factor(people["ratna"])).post(path, form)

    assert answer.status_code == status, answer.content.decode()[-3000:]


def test_every_page_can_be_looked_at_and_nothing_else_is_closed(people):
    """Reading words and answering need no certificate: no page and no other act changes."""
    desk = at_the_desk(with_second_factor(people["ratna"]))
    found = {}
    for standing, _status in STANDINGS:
        standing(people)
        for name, page in OFFICE.items():
            for verb, who in (("get", page.get), ("post", page.post)):
                if Role.PIMPASA in who:
                    thing = MAKE[page.about](LOMBANG) if page.about else None
                    answer = getattr(desk, verb)(path_of(name, thing), page.sends or None)
                    found.setdefault((name, verb), []).append(answer.status_code)

    assert len(found) > 60
    changed = {key: codes for key, codes in found.items() if len(set(codes)) > 1}
    assert changed == {("referrals_paper", "post"): [409, 403, 409]}  # it hands a case over
