"""The reader's own command: files in, files out, no Django, no words in its complaints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pimpasa.triage.reader.__main__ import main

SECRET = "ibu Kartinah dikurung"


def written(tmp_path: Path, *lines: str) -> list[str]:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    return [str(source), str(tmp_path / "out.jsonl")]


def test_messages_are_read_from_one_file_into_another(tmp_path: Path) -> None:
    files = written(tmp_path, json.dumps({"id": "1", "text": SECRET}), "")
    assert main(files) == 0
    row = json.loads(Path(files[1]).read_text(encoding="utf-8"))
    assert row["id"] == "1"
    assert row["means"] == ["confine"]
    assert "text" not in row


def test_it_runs_without_django_and_without_settings(tmp_path: Path) -> None:
    files = written(tmp_path, json.dumps({"id": "1", "text": "halo"}))
    code = (
        "import sys; from pimpasa.triage.reader.__main__ import main; "
        f"main({files!r}); sys.exit('django' in sys.modules)"
    )
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (f'{{"id": "1", "text": "{SECRET}"', "line 2 is not JSON"),
        (f'["{SECRET}"]', "line 2 is not an object"),
        (f'{{"text": "{SECRET}"}}', "line 2 has no id"),
        ('{"id": "1", "text": 7}', "line 2 has no text"),
        ("[" * 100_000, "line 2 is not JSON"),
    ],
)
def test_a_bad_line_is_named_but_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, complaint: str
) -> None:
    files = written(tmp_path, '{"id": "0", "text": "halo"}', line)
    assert main(files) == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert SECRET not in said
    assert not Path(files[1]).exists()


def test_a_missing_file_and_missing_words_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none"), str(tmp_path / "out")]) == 2
    assert "No such file" in capsys.readouterr().err
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
