"""Style, types, walls between the stages, migrations, translations: then one verdict."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "lint": ["-m", "ruff", "check", "-q", "."],
    "style": ["-m", "ruff", "format", "-q", "--check", "."],
    "types": ["-m", "mypy"],
    "walls": ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "settings": ["manage.py", "check", "--fail-level", "WARNING"],
    "translations": ["tools/translations.py", "check"],
}


def main() -> bool:
    """Run every check; True when all hold."""
    with tempfile.TemporaryDirectory(prefix="pimpasa-check-") as home:
        environment = os.environ | {"PIMPASA_HOME": home}
        environment.pop("DATABASE_URL", None)
        failed = [name for name, words in CHECKS.items() if not holds(name, words, environment)]
    if failed:
        print(f"\ncheck failed: {', '.join(failed)}\n")
    return not failed


def holds(name: str, words: list[str], environment: dict[str, str]) -> bool:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "FAILED" if done.returncode else "ok"
    print(f"check {name:13} {verdict:6} {time.monotonic() - start:4.0f} s", flush=True)
    if done.returncode:
        print(done.stdout)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
