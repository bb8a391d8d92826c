"""What became of a report, on its own page and in figures."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from pimpasa.outcomes import queries
from pimpasa.outcomes.models import Closing, Helped, PlannedReturn
from pimpasa.outcomes.public import outcomes_told, people_helped
from pimpasa.outcomes.rules import quarter_before
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import tell


@pytest.fixture
def seated(people):
    return {name: at_the_desk(with_second_factor(account)) for name, account in people.items()}


@pytest.fixture
def report(people):
    return tell(today=timezone.localdate()).report_id


def page(client, path):
    return client.get(path).content.decode()


def send(seated, report, name, **form):
    return seated["ratna"].post(f"/kantor/laporan/{report}/{name}/", form)


def test_a_report_is_closed_and_opened_again(seated, report):
    assert send(seated, report, "selesai").status_code == 422
    assert send(seated, report, "selesai", reason="NOTHING_FOUND", note="x").status_code == 302
    assert "tidak terbukti" in page(seated["ratna"], f"/kantor/laporan/{report}/")

    assert send(seated, report, "buka-lagi").status_code == 302
    assert queries.closing_of(report) is None


def test_the_same_people_in_a_second_report_are_not_counted_again(seated, report):
    first = send(seated, report, "terbantu", group=uuid4(), help="STOPPED", people=3)
    assert first.status_code == 302
    second = tell(today=timezone.localdate()).report_id
    group = Helped.objects.get().id
    assert str(group) in page(seated["ratna"], f"/kantor/laporan/{second}/hasil/")

    assert send(seated, second, "terbantu/sama", group=group).status_code == 302

    assert Helped.objects.get().people == 3
    figures = page(seated["sari"], "/kantor/hasil/")
    assert "Orang yang terbantu: 3" in figures


def test_a_group_of_another_village_officer_cannot_be_joined(seated, report, people):
    assert send(seated, report, "terbantu/sama", group=uuid4()).status_code == 422


def test_a_return_is_planned_shown_and_made(seated, report):
    day = timezone.localdate() + timedelta(days=3)
    assert send(seated, report, "kembali", on=day.isoformat()).status_code == 302
    assert f"/kantor/laporan/{report}/hasil/" in page(seated["ratna"], "/kantor/hasil/")

    assert send(seated, report, "kembali/sudah").status_code == 302
    assert PlannedReturn.objects.get().made_on


def test_the_directorate_is_told_of_a_whole_quarter_and_of_nothing_small(seated, report):
    since, until = quarter_before(timezone.localdate())
    for kind, people in (("HOME", 31), ("STOPPED", 26), ("CARE", 3)):
        Helped.objects.create(help=kind, people=people, on=since, noted_by=uuid4())
    Helped.objects.create(help="HOME", people=9, on=until, noted_by=uuid4())
    send(seated, report, "terbantu", group=uuid4(), help="HOME", people=2)

    told = people_helped(today=timezone.localdate())
    shown = page(seated["dewi"], "/kantor/hasil/?since=2020-01-01&until=2030-01-01")

    assert told["CARE"] is None
    assert sum(n is None for n in told.values()) >= 2
    assert {n for n in told.values() if n is not None} <= {31, 26, 60}
    cells = re.findall(r'<td class="num"[^>]*>(\d+)</td>', shown)
    assert {"31", "26"} & set(cells)
    assert "3" not in cells
    assert str(report) not in shown


def test_a_province_of_few_is_not_even_named_to_the_directorate(seated, report):
    since, _ = quarter_before(timezone.localdate())
    assert send(seated, report, "selesai", reason="NOTHING_FOUND", note="x").status_code == 302
    Closing.objects.update(closed_on=since)
    assert outcomes_told(today=timezone.localdate()).rows

    assert "Jawa Barat" not in page(seated["dewi"], "/kantor/hasil/")
