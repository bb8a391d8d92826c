#!/usr/bin/env python
"""Commands of the house: `./manage.py help`."""

import errno
import os
import sys

from django.core.management import execute_from_command_line

from pimpasa.base.keyring import KeysUnreadable
from pimpasa.base.sqlite import BrokenSQLite

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.settings")
    try:
        execute_from_command_line(sys.argv)
    except (BrokenSQLite, KeysUnreadable) as refused:
        sys.exit(f"{refused}")
    except OSError as closed:
        if closed.errno not in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
            raise
        folder = os.environ.get("PIMPASA_HOME", "var")
        sys.exit(
            f"{closed.filename} cannot be written ({closed.strerror}).\n"
            f"  What to do: make {folder} yours, or name another folder: PIMPASA_HOME=/some/folder"
        )
