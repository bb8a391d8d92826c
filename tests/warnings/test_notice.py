"""A warning on paper and in a group: whole, plain, in both languages, with the way to its page."""

from pimpasa.warnings.actions import approve_warning, draft_warning
from pimpasa.warnings.models import Scope
from pimpasa.warnings.notice import address_of, group_message, notice
from tests.street import NOW, officer
from tests.warnings.test_warnings_name_nobody import draft, prove, signal  # noqa: F401


def drafted(people, signal):  # noqa: F811
    prove(people, signal)
    return draft_warning(officer(people, "ratna"), draft(signal), now=NOW)


def test_the_same_page_every_time_and_another_for_another_language(people, signal):  # noqa: F811
    warning = drafted(people, signal)
    made = [
        notice(warning, "https://pimpasa.test", language=spoken) for spoken in ("id", "id", "en")
    ]

    assert made[0].startswith(b"%PDF")
    assert made[0] == made[1] != made[2]


def test_a_draft_is_marked_as_one(people, signal):  # noqa: F811
    warning = drafted(people, signal)
    before = notice(warning, "https://pimpasa.test", language="id")
    approved = approve_warning(officer(people, "sari"), warning.id, now=NOW)

    assert notice(approved, "https://pimpasa.test", language="id") != before


def test_a_group_gets_it_whole_with_the_way_to_its_page(people, signal):  # noqa: F811
    warning = drafted(people, signal)
    said = group_message(warning, "https://pimpasa.test/", language="id")

    for part in (warning.headline_id, warning.text_id, warning.advice_id):
        assert part in said
    assert said.endswith(f"https://pimpasa.test/peringatan/{warning.id}/")
    assert "31 Maret 2026" in said
    assert warning.text_en in group_message(warning, "https://pimpasa.test", language="en")


def test_what_is_not_for_the_public_leads_to_the_office_and_says_so(people, signal):  # noqa: F811
    prove(people, signal)
    sari = officer(people, "sari")
    for scope, door in ((Scope.PUBLIC, ""), (Scope.RESTRICTED, "/kantor")):
        given = draft(signal, scope=scope)
        warning = draft_warning(officer(people, "ratna"), given, now=NOW)
        approve_warning(sari, warning.id, now=NOW)
        address = address_of(warning, "https://pimpasa.test/")
        assert address == f"https://pimpasa.test{door}/peringatan/{warning.id}/"
