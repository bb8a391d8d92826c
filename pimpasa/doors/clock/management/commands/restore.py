"""Put a backup into an empty home or database, and check all of it."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pimpasa.base.keyring import KeysUnreadable
from pimpasa.base.parcels import ParcelBroken, read_identity
from pimpasa.doors.clock import backup, restoring
from pimpasa.doors.clock.copies import CopyBroken
from pimpasa.doors.clock.home import held


class Command(BaseCommand):
    """`PIMPASA_HOME=/new ./manage.py restore FILE`, with the keys already in /new/keys."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The backup, and the key that opens it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="age key; else keys/backup.key of this home")

    def handle(self, *args: Any, file: Path, key: Path | None, **options: Any) -> None:
        """Restore, check, and say what is there."""
        try:
            with held(settings.HOME), tempfile.TemporaryDirectory(dir=settings.HOME) as work:
                identity = read_identity(key or backup.key_file())
                manifest = backup.unpack(file, Path(work), key=identity)
                restoring.put_back(Path(work) / backup.DATA, manifest)
        except (backup.BackupBroken, CopyBroken, ParcelBroken, KeysUnreadable, OSError) as failed:
            raise CommandError(f"not restored: {failed}") from failed
        rows = sum(manifest.rows.values())
        self.stdout.write(f"{rows} rows as of {manifest.made_at}; rows, chain and keys are checked")
