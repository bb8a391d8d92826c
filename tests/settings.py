"""The settings of the system, in a home of their own that goes when the tests end."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="pimpasa-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["PIMPASA_HOME"] = _home
os.environ.pop("PIMPASA_DEMO", None)
os.mkdir(os.path.join(_home, "static"))

from pimpasa.base.translations import compile_catalogues  # noqa: E402
from pimpasa.settings import *  # noqa: E402, F403

# A clean clone has no compiled Indonesian, and Django reads it once: make it before Django starts.
compile_catalogues(LOCALE_PATHS)  # noqa: F405

GROUP_COMMIT = False  # a test's own transaction would hide its rows from the writer thread
WHITENOISE_USE_FINDERS = True  # nothing is gathered for tests
PASSWORD_HASHERS = ["tests.cheap.Argon2"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if DATABASES["default"]["ENGINE"] == "pimpasa.base.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405  one for each process
