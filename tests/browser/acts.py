"""What a hand does on a page, each with the wait for what comes of it.

A browser does what it is told and answers at once; the next page comes when it comes. Whoever looks
in between sees the page that goes; `tests/house/test_browsers_are_waited_for.py` refuses it.
"""

from playwright.sync_api import Locator, Page, expect


def go_on(page: Page, what: str | Locator, *, key: str = "") -> None:
    """Press this and be on the page that comes, or press the key while standing on it."""
    where = one(page, what)
    with page.expect_navigation():
        if key:
            where.press(key)
        else:
            where.click()


def unfold(page: Page, what: str | Locator) -> None:
    """Open every closed fold (a `details`) among these, as a finger does."""
    folds = page.locator(what) if isinstance(what, str) else what
    for fold in folds.all():
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()
            expect(fold).to_have_attribute("open", "")


def one(page: Page, what: str | Locator) -> Locator:
    """The first of these."""
    return (page.locator(what) if isinstance(what, str) else what).first
