"""The folder of facts is found, and a broken file says which one it is."""

from pathlib import Path

import pytest

from pimpasa.base.content import PROJECT_ROOT, BrokenContent, content_root, read_toml


def test_the_project_brings_its_own_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIMPASA_CONTENT", raising=False)
    assert content_root() == PROJECT_ROOT / "content"
    assert (PROJECT_ROOT / "pyproject.toml").is_file()


def test_the_environment_may_name_another_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PIMPASA_CONTENT", str(tmp_path))
    assert content_root() == tmp_path


@pytest.mark.parametrize("written", [b"slug = ", b"slug = '\xff'", None])
def test_a_broken_file_is_named(tmp_path: Path, written: bytes | None) -> None:
    path = tmp_path / "hotlines.toml"
    if written is not None:
        path.write_bytes(written)
    with pytest.raises(BrokenContent, match=r"hotlines\.toml"):
        read_toml(path)
