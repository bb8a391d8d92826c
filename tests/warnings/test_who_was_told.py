"""A warning comes before those it is for; a letter leads there; who read it is known."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from pimpasa.people.models import Agency
from pimpasa.warnings.actions import (
    Draft,
    Scope,
    Severity,
    Text,
    approve_warning,
    draft_warning,
    withdraw_warning,
)
from pimpasa.warnings.deliveries import note_reading
from pimpasa.warnings.models import Delivery
from pimpasa.warnings.queries import NoSuchWarning, in_force, received, warning_for, warnings_for
from tests.street import NOW, TODAY, officer, work
from tests.warnings.test_warnings_name_nobody import prove, signal  # noqa: F401

TEXT = Text("Awas kapal", "Beware", "Ada tawaran palsu.", "A false offer.", "Tanya.", "Ask.")


@pytest.fixture
def warned(people, signal):  # noqa: F811
    """A restricted warning for Ratna's district and one agency, approved and sent."""
    for name in ("ratna", "sari", "made", "lina"):
        people[name].email = f"{name}@example.org"
        people[name].save()
    prove(people, signal)
    agencies = (Agency.objects.get().id,)
    until = TODAY + timedelta(days=30)
    draft = Draft(
        uuid4(), signal.id, Severity.SEVERE, TEXT, ("32.12.11",), until, agencies=agencies
    )
    warning = draft_warning(officer(people, "ratna"), draft, now=NOW)
    approve_warning(officer(people, "sari"), warning.id, now=NOW)
    work()
    return warning


def test_it_comes_before_the_offices_and_agencies_it_is_for(people, warned):
    told = set(Delivery.objects.values_list("account", flat=True))

    assert told == {people[n].id for n in ("ratna", "yohan", "sari", "agus", "dewi", "lina")}


def test_letters_lead_to_the_page_and_say_nothing_of_it(people, warned):
    assert sorted(to for m in mail.outbox for to in m.to) == [
        "lina@example.org",
        "ratna@example.org",
        "sari@example.org",
    ]
    for letter in mail.outbox:
        assert f"/kantor/peringatan/{warned.id}/" in letter.body
        assert not {"kapal", "32.12"} & set((letter.subject + letter.body).split())


def test_who_was_not_written_to_is_known(people, warned):
    rows = {row.name: row for row in received(officer(people, "sari"), warned)}

    assert rows["Lina"].was_mailed
    assert not rows["Yohan"].was_mailed
    assert rows["Lina"].body == "BP3MI"


def test_who_read_it_is_known_once(people, warned):
    lina = officer(people, "lina")
    for at in (NOW, NOW + timedelta(hours=1)):
        note_reading(lina, warned.id, now=at)

    rows = {row.name: row.read_at for row in received(officer(people, "sari"), warned)}
    assert rows["Lina"] == NOW
    assert rows["Sari"] is None
    assert received(lina, warned) == received(officer(people, "made"), warned) == []


def test_a_restricted_one_is_for_those_it_was_sent_to(people, warned):
    assert not in_force(on=TODAY).exists()
    assert warning_for(officer(people, "lina"), warned.id, on=TODAY) == warned
    for name in ("made", "tono", "putri", "adi"):
        with pytest.raises(NoSuchWarning):
            warning_for(officer(people, name), warned.id, on=TODAY)


def test_withdrawing_it_is_told_to_all_who_were_told(people, warned):
    before = len(mail.outbox)
    withdraw_warning(officer(people, "sari"), warned.id, because="Pelaku ditahan.", now=NOW)
    work()

    assert len(mail.outbox) == before + 3
    assert warned.scope == Scope.RESTRICTED
    assert warnings_for(officer(people, "lina"), on=TODAY).get().withdrawn_because
