"""Pages we take from django-allauth speak our Indonesian, and follow when their English changes."""

from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po

from pimpasa.doors.office import borrowed
from tests.office.desk import at_the_desk

LIBRARIES = [
    Path(allauth.__file__).parent / "locale",
    Path(django.__file__).parent / "contrib" / "auth" / "locale",
]


def theirs():
    """English sentences of the libraries, and their Indonesian."""
    said = {}
    for folder in LIBRARIES:
        with (folder / "id" / "LC_MESSAGES" / "django.po").open("rb") as file:
            said |= {one.id: one.string for one in read_po(file, locale="id") if one.id}
    return said


def counted():
    return [promise._kw for promise in borrowed.COUNTED]


def test_every_borrowed_sentence_is_still_one_of_theirs():
    known = theirs()

    assert [one for one in borrowed.SENTENCES if one not in known] == []
    assert [one for one in counted() if (one["singular"], one["plural"]) not in known] == []


@pytest.mark.django_db
@pytest.mark.urls("tests.office.pages")
def test_asking_for_the_password_again_is_plain(people):
    page = at_the_desk(people["ratna"]).get("/akun/pastikan/").content.decode()

    assert page.count("Pastikan ini Anda") == 2  # the title and the heading
    assert "autentikasi" not in page.lower()
