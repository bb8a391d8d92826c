"""A home that cannot be written is said in one line with what to do, never as a traceback."""

import os
import subprocess
import sys

import pytest

from pimpasa.base.content import PROJECT_ROOT


def serve(home):
    return subprocess.run(
        [sys.executable, "manage.py", "serve", "--port", "1"],
        cwd=PROJECT_ROOT,
        env=os.environ | {"PIMPASA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "pimpasa.settings"},
        capture_output=True,
        text=True,
    )


def test_a_home_inside_a_file(tmp_path):
    (tmp_path / "file").write_text("")

    said = serve(tmp_path / "file" / "home")

    assert said.returncode != 0
    assert "What to do: " in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_of_somebody_else(tmp_path):
    tmp_path.chmod(0o500)

    said = serve(tmp_path / "home")

    assert said.returncode != 0
    assert "make " in said.stderr
    assert "Traceback" not in said.stderr
