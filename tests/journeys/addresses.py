"""Every address of each door, with examples where an address holds a name."""

from uuid import UUID

from django.urls import reverse

from tests.house.access import COMMUNITY, PAGES, PARTNERS

SOMETHING = UUID("00000000-0000-4000-8000-000000000000")
NOT_FOR_READING = {"community:poster", "robots", "health"}
OF_A_THING = {"community:certificate", "community:warning", "community:notice"}  # none is there


def of_community():
    """Pages of the community that can be opened."""
    hidden = NOT_FOR_READING | OF_A_THING
    names = [name for name in COMMUNITY if name not in hidden and PAGES[name].get]
    return [reverse(name, kwargs=PAGES[name].example) for name in names]


def of_office():
    """Pages of the office and of accounts, those about a report too."""
    names = [name for name in PAGES if name not in COMMUNITY | PARTNERS]
    return [reverse(name, kwargs=_example(PAGES[name])) for name in names]


def of_partners():
    """Addresses that open by key, and the document that says which there are."""
    names = [name for name in PARTNERS if name != "partners_nothing"]
    return [reverse(name, kwargs=_example(PAGES[name])) for name in names]


def _example(page):
    return page.example | ({page.about: SOMETHING} if page.about else {})
