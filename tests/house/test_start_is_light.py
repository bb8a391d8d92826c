"""Pages and commands start without the drum: it costs seconds and 80 MB in every process."""

import os
import subprocess
import sys
from pathlib import Path

LOOK = """
import django, sys
django.setup()
import pimpasa.urls, pimpasa.wsgi, pimpasa.doors.clock.tasks
print(*sorted(name for name in sys.modules if name in ("kentongan", "numba")))
"""


def test_serving_pages_does_not_load_the_drum(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=Path(__file__).parents[2],
        env=os.environ
        | {"PIMPASA_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "pimpasa.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
