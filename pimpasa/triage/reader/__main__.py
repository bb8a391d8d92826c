"""Reads a file of messages: python -m pimpasa.triage.reader IN.jsonl OUT.jsonl."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pimpasa.triage.reader import read
from pimpasa.triage.reader.content import ContentError

USAGE = "usage: python -m pimpasa.triage.reader IN.jsonl OUT.jsonl"


class BadInput(ValueError):
    """A line that is not a message; says which line and what is wrong, never the words."""


def main(arguments: list[str]) -> int:
    """Read the first file, write the labels of its messages to the second; 0 when all went well."""
    if len(arguments) != 2:
        return _complain(USAGE)
    source, target = map(Path, arguments)
    try:
        lines = source.read_text("utf-8").split("\n")
        readings = [
            {"id": message["id"], **read(message["text"]).as_record()}
            for message in _messages(lines)
        ]
        with target.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=True) + "\n" for row in readings)
    except (BadInput, ContentError, OSError, UnicodeDecodeError) as wrong:
        return _complain(f"{source}: {wrong}")
    sys.stdout.write(f"{len(readings)} messages read\n")
    return 0


def _messages(lines: list[str]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            message = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            raise BadInput(f"line {number} is not JSON") from None
        if not isinstance(message, dict):
            raise BadInput(f"line {number} is not an object")
        for key in ("id", "text"):
            if not isinstance(message.get(key), str):
                raise BadInput(f"line {number} has no {key}")
        yield message


def _complain(what: str) -> int:
    sys.stderr.write(f"{what}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
