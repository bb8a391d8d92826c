"""Compiled kernels of a test run are kept outside the repository, one folder per source state."""

import hashlib
import os
import tempfile
from pathlib import Path

SOURCES = sorted((Path(__file__).parents[2] / "kentongan").rglob("*.py"))
STATE = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()[:12]
os.environ.setdefault(
    "NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / f"kentongan-{os.getuid()}-{STATE}")
)
