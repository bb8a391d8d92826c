"""The command line: `python -m kentongan COMMAND`."""

import argparse
import sys

from kentongan import cli_detect, cli_scan

COMMANDS = (cli_detect, cli_scan)


def main(words: list[str] | None = None) -> int:
    """Run a command and return its exit code; 2, and what was wrong, where its input is not."""
    parser = argparse.ArgumentParser(
        prog="python -m kentongan", description="Counts in, alarms out."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers)
    options = parser.parse_args(words)
    try:
        return int(options.run(options))
    except (ValueError, OSError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
