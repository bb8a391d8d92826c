"""What time removes of visits and months: photos, and why a month was sent back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.ledger.actions import record
from pimpasa.outreach.models import Photo, SentBack


def forget_old_visits(*, today: date) -> int:
    """Remove photos and reasons whose time has come; returns how many. Figures stay.

    Raises BrokenContent when the file of facts says no period.
    """
    photos, reasons = _periods()
    sent_back, _each = SentBack.objects.filter(on__lt=today - reasons).delete()
    old = Photo.objects.filter(added_on__lt=today - photos).values_list("id", "visit_id")
    for photo, visit in old:
        with transaction.atomic():
            Photo.objects.filter(id=photo).delete()
            record("outreach.photo_removed", subject=visit, on=today, why="retention")
    return sent_back + len(old)


def _periods() -> tuple[timedelta, timedelta]:
    kept = read_toml(content_root() / "retention.toml").get("outreach", {})
    try:
        return timedelta(days=kept["photo_days"]), timedelta(days=kept["sent_back_days"])
    except KeyError as missing:
        raise BrokenContent(f"retention.toml: {missing} is missing under [outreach]") from missing
