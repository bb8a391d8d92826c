"""Names of villages while somebody types. The name comes in a form, so it stands in no address."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pimpasa.places.gazetteer import Found
from pimpasa.places.queries import find_villages

MOST = 8
STEP_BYTES = 2048  # every answer has whole steps: its length does not tell what was typed


def villages(request: HttpRequest) -> HttpResponse:
    """The villages that may be meant, each with what tells it from others of its name."""
    name = request.POST.get("desa", "")[:120].strip()
    found = find_villages(name)[:MOST] if name else []
    body = json.dumps({"villages": [_shown(village) for village in found]}, ensure_ascii=False)
    raw = body.encode()
    padded = raw + b" " * (-len(raw) % STEP_BYTES)
    return HttpResponse(padded, content_type="application/json")


def _shown(village: Found) -> dict[str, str]:
    place = {
        "district": village.district,
        "regency": village.regency,
        "province": village.province,
    }
    return {
        "code": village.code,
        "name": village.name,
        "district": village.district,
        "place": _("District %(district)s, %(regency)s, %(province)s") % place,
    }
