"""Write the OpenAPI document of the partners door to docs/api/openapi.json."""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from pimpasa.doors.partners.api import document  # noqa: E402

text = json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False)
(ROOT / "docs" / "api" / "openapi.json").write_text(text + "\n", encoding="utf-8")
