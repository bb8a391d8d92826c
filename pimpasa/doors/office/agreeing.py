"""How far two readers agree, for the pages of figures: of the last year, or from a day on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pimpasa.people.rules import Deed, Officer, may
from pimpasa.verification.agreement import FEWEST
from pimpasa.verification.second import agreement_for

YEAR = timedelta(days=365)


def agreement_context(officer: Officer, *, today: date) -> dict[str, Any]:
    """What `_agreement.html` shows; nothing to those who see no such figures."""
    if not may(officer.role, Deed.EXPORT_COUNTS):
        return {}
    since = datetime.combine(today - YEAR, time(), tzinfo=UTC)
    return {
        "agreement": agreement_for(officer, since=since).items(),
        "fewest_pairs": FEWEST,
        "links_to_second": True,
    }
