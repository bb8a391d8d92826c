"""Another story for a test, and the true one again afterwards."""

from contextlib import contextmanager

from pimpasa.ledger import followups


@contextmanager
def another_story(story, *, at_once=None):
    """What follows what, while the test runs."""
    before = followups._story, followups._at_once
    followups.tell(story, at_once=at_once)
    yield
    followups.tell(before[0], at_once=before[1])
