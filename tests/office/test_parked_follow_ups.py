"""An administrator sees what keeps failing, lets it run again, and reads nobody's words."""

import pytest
from django_tasks import task

from pimpasa.ledger import followups
from pimpasa.ledger.followups import MOST_TRIES, Worker
from pimpasa.ledger.models import Event, Job
from pimpasa.triage.actions import suggest_reading
from tests.office.desk import at_the_desk, with_second_factor
from tests.street import DANGER, NOW, TODAY, tell

PATH = "/kantor/tindak-lanjut/"


class CannotRead(Exception):
    """Its message repeats the words, as messages do."""


@task()
def stumble(*, now):
    raise CannotRead(DANGER)


def parked_job(step=stumble):
    """A follow-up that failed as often as one may."""
    followups.queue(step, on=TODAY)
    job = Job.objects.get(task_path=step.module_path, status="READY")
    for number in range(MOST_TRIES):
        job = followups.take(Worker(f"w{number}"), now=NOW.replace(year=NOW.year + 1 + number))
        assert not followups.run(job, now=NOW)
    return Job.objects.get(id=job.id)


@pytest.fixture
def adi(people):
    return at_the_desk(with_second_factor(people["adi"]))


def test_it_says_which_step_failed_and_how_often_and_repeats_no_words(adi):
    parked_job()

    page = adi.get(PATH).content.decode()

    assert "stumble" in page
    assert "CannotRead" in page
    assert f'<td class="num">{MOST_TRIES}</td>' in page
    assert "disekap" not in page


def test_it_says_after_which_event_it_should_have_happened(adi):
    receipt = tell(DANGER)
    of_the_reader = Job.objects.filter(task_path=suggest_reading.module_path)
    of_the_reader.update(status="FAILED", worker_ids=["w"] * MOST_TRIES, finished_at=NOW)

    page = adi.get(PATH).content.decode()

    assert "Sebuah laporan masuk" in page
    assert str(receipt.report_id) not in page


def test_one_runs_again_when_asked_and_the_ledger_says_who_asked(adi, people):
    job, other = parked_job(), parked_job()

    answer = adi.post(f"{PATH}{job.id}/")

    assert answer.url == PATH
    assert Job.objects.get(id=job.id).status == "READY"
    assert Job.objects.get(id=other.id).status == "FAILED"
    event = Event.objects.get(name="ledger.follow_up_retried")
    assert (event.subject, event.actor) == (job.id, people["adi"].id)


def test_all_run_again_when_asked(adi):
    jobs = [parked_job(), parked_job()]

    adi.post(f"{PATH}semua/")

    assert set(Job.objects.values_list("status", flat=True)) == {"READY"}
    assert Event.objects.filter(name="ledger.follow_up_retried").count() == len(jobs)


def test_what_runs_already_is_not_there_to_be_run_again(adi):
    job = parked_job()
    followups.retry(job.id)

    assert adi.post(f"{PATH}{job.id}/").status_code == 404
    assert not Event.objects.filter(name="ledger.follow_up_retried").exists()


def test_the_desk_leads_there(adi):
    assert f'href="{PATH}"' in adi.get("/kantor/").content.decode()
    parked_job()

    assert "1 tindak lanjut tertahan" in adi.get("/kantor/").content.decode()
