"""The register of requests about data, on its pages."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from pimpasa.rights.models import DataRequest
from tests.office.desk import at_the_desk, with_second_factor

SENT = {
    "request_id": str(UUID(int=9)),
    "wish": "ERASURE",
    "shown": "SEEN",
    "who": "Siti, Jl. Melati 3",
    "words": "Hapus nama saya",
}


@pytest.fixture
def putri(people):
    return at_the_desk(with_second_factor(people["putri"]))


def came(hours=1):
    """An hour ago on the clock of Jakarta, as a browser writes it."""
    return (timezone.localtime() - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_request_is_taken_down_shown_and_refused(putri):
    went = putri.post("/kantor/hak/", SENT | {"came_at": came()})
    assert went.url == f"/kantor/hak/{UUID(int=9)}/"
    assert "Siti" not in page(putri, "/kantor/hak/"), "the list names nobody"
    assert "Siti" in page(putri, went.url)
    assert went.url in page(putri, "/kantor/")

    refused = {"outcome": "NOT_GIVEN", "ground": "PROTECTS", "note": "x", "language": "id"}
    assert putri.post(f"{went.url}jawab/", refused).status_code == 302

    shown = page(putri, went.url)
    assert "Tidak ada data tentang Anda" in shown
    assert "mengungkap siapa yang melapor" in shown
    assert went.url not in page(putri, "/kantor/")


def test_a_request_is_taken_at_the_counter_and_read_by_who_answers_alone(people, putri):
    ratna = at_the_desk(with_second_factor(people["ratna"]))
    assert "/kantor/hak/loket/" in page(ratna, "/kantor/terima/")

    went = ratna.post("/kantor/hak/loket/", SENT | {"came_at": came()})
    again = ratna.post("/kantor/hak/loket/", SENT | {"came_at": came()})

    assert went.url == again.url == "/kantor/hak/loket/dicatat/"
    assert "Siti" not in page(ratna, went.url)
    page(ratna, f"/kantor/hak/{UUID(int=9)}/", status=404)
    page(ratna, "/kantor/hak/", status=404)
    assert "Siti" in page(putri, f"/kantor/hak/{UUID(int=9)}/")
    assert DataRequest.objects.get().registered_by == people["ratna"].id


def test_what_is_refused_at_the_counter_is_kept_in_the_form(people):
    ratna = at_the_desk(with_second_factor(people["ratna"]))

    answer = ratna.post("/kantor/hak/loket/", SENT | {"came_at": came(hours=-5)})

    assert answer.status_code == 422
    assert "Jl. Melati 3" in answer.content.decode()


def test_the_moment_is_that_of_the_officers_clock(putri):
    putri.post("/kantor/hak/", SENT | {"came_at": came(hours=30)})

    left = DataRequest.objects.get().due_at - timezone.now()
    assert timedelta(hours=41, minutes=58) < left < timedelta(hours=42, minutes=1)


def test_what_is_refused_is_kept_in_the_form(putri):
    answer = putri.post("/kantor/hak/", SENT | {"came_at": came(hours=-5)})
    assert answer.status_code == 422
    assert "Jl. Melati 3" in answer.content.decode()

    putri.post("/kantor/hak/", SENT | {"came_at": came()})
    path = f"/kantor/hak/{UUID(int=9)}/"
    sent = {"outcome": "DONE", "letter": "", "language": "id", "note": "catatan saya"}
    answer = putri.post(f"{path}jawab/", sent)
    assert answer.status_code == 422
    assert "catatan saya" in answer.content.decode()


def test_who_asks_shows_who_they_are(putri):
    putri.post("/kantor/hak/", SENT | {"came_at": came(), "shown": "NOT_SHOWN"})
    path = f"/kantor/hak/{UUID(int=9)}/"
    gift = {"outcome": "DONE", "letter": "Sudah dihapus.", "language": "en"}
    assert putri.post(f"{path}jawab/", gift).status_code == 422

    assert putri.post(f"{path}identitas/", {"shown": "NOT_SHOWN"}).status_code == 422
    assert putri.post(f"{path}identitas/", {"shown": "SEEN"}).status_code == 302
    assert putri.post(f"{path}jawab/", gift).status_code == 302
    assert "receipt code" in page(putri, path)
