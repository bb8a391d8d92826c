"""Settings, read from the environment. `docs/running.md` says what each is for."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pimpasa.base import keyring
from pimpasa.base.sqlite import use_fixed_sqlite

use_fixed_sqlite()

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("PIMPASA_HOME", ROOT / "var")).resolve()
DEMO = os.environ.get("PIMPASA_DEMO") == "1"  # set by the launcher, on loopback only
DOOR = os.environ.get("PIMPASA_DOOR", "all")  # all, community, office or partners
DEBUG = False
INSTANCE = os.environ.get("PIMPASA_INSTANCE", "")  # set by the launcher: marks its answers
SERVER_PROCESSES = int(os.environ.get("PIMPASA_PROCESSES", min(2, os.cpu_count() or 1)))
SERVER_THREADS = int(os.environ.get("PIMPASA_THREADS", "40"))
BACKUP_HOURS = float(os.environ.get("PIMPASA_BACKUP_HOURS", "1"))  # 0: none by our own clock
BACKUP_FOLDER = os.environ.get("PIMPASA_BACKUP_FOLDER", str(HOME / "backups"))
DASK = os.environ.get("PIMPASA_DASK", "")  # a scheduler, tls://host:8786: listening is done there
DASK_CA = os.environ.get("PIMPASA_DASK_CA", str(HOME / "keys" / "dask-ca.pem"))
DASK_CERT = os.environ.get("PIMPASA_DASK_CERT", str(HOME / "keys" / "dask.pem"))
DASK_KEY = os.environ.get("PIMPASA_DASK_KEY", str(HOME / "keys" / "dask.key"))
BACKUP_TO = os.environ.get("PIMPASA_BACKUP_TO", "").split()  # age1... keys; empty: our own


def _database() -> dict[str, Any]:
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        return {
            "ENGINE": "pimpasa.base.sqlite",
            "NAME": HOME / "pimpasa.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; "
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(address)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or query.pop("host", "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
GROUP_COMMIT = True

KEY_FILE = str(HOME / "keys" / "ring.json")
SECRET_KEY = keyring.load_or_make(Path(KEY_FILE)).web

ALLOWED_HOSTS = os.environ.get("PIMPASA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "pimpasa.urls"
WSGI_APPLICATION = "pimpasa.wsgi.application"
INSTALLED_APPS = [
    "pimpasa.apps.Pimpasa",
    "pimpasa.ledger",
    "pimpasa.places",
    "pimpasa.people",
    "pimpasa.rights",
    "pimpasa.training",
    "pimpasa.outreach",
    "pimpasa.intake",
    "pimpasa.triage",
    "pimpasa.answers",
    "pimpasa.links",
    "pimpasa.counts",
    "pimpasa.signals",
    "pimpasa.verification",
    "pimpasa.warnings",
    "pimpasa.referrals",
    "pimpasa.outcomes",
    "pimpasa.exchange",
    "pimpasa.doors.clock",
    "pimpasa.doors.community",
    "pimpasa.doors.office",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "allauth",
    "pimpasa.doors.office.apps.SignIn",
    "allauth.mfa",
    "pimpasa.apps.Files",
]
_OFFICE = "pimpasa.doors.office.middleware"  # each lets all but /kantor/ and /akun/ pass by
MIDDLEWARE: list[str] = [
    "pimpasa.doors.unavailable.instance_mark",
    "pimpasa.doors.headers.headers",
    "pimpasa.doors.twins.OnceMore",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
MIDDLEWARE += ["pimpasa.doors.community.language.language"] if DOOR in ("all", "community") else []
MIDDLEWARE += (
    []
    if DOOR not in ("all", "office")
    else [
        f"{_OFFICE}.{name}"
        for name in (
            "Sessions",
            "ForgedForms",
            "Accounts",
            "language",
            "sign_in",
            "session_limits",
            "second_factor",
        )
    ]
)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

TASKS = {
    "default": {
        "BACKEND": "pimpasa.ledger.followups.DayBackend",
        "QUEUES": ["default", "outside"],
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Entries count tries to sign in: a full cache would forget them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Signing in: django-allauth with our own adapters; no sign-up, no e-mail address in its tables.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": f"{_RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.NumericPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/akun/masuk/", "/kantor/", "/akun/masuk/"
ACCOUNT_ADAPTER = "pimpasa.doors.office.sign_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PIMPASA_PROXIES", "0"))
MFA_ADAPTER = "pimpasa.doors.office.sign_in.SecondFactor"
_PROOFS = "pimpasa.doors.office.proofs"
ACCOUNT_FORMS = {"change_password": f"{_PROOFS}.NewPassword"}
MFA_FORMS = {
    "authenticate": f"{_PROOFS}.CodeToSignIn",
    "reauthenticate": f"{_PROOFS}.CodeToGoOn",
    "authenticate_webauthn": f"{_PROOFS}.KeyToSignIn",
    "reauthenticate_webauthn": f"{_PROOFS}.KeyToGoOn",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pimpasa"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

SESSION_ENGINE = "pimpasa.doors.office.sessions"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request
SESSION_WHOLE_AGE = 12 * 60 * 60  # seconds since signing in
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "pimpasa.doors.office.lost.not_sent_from_here"
SITE = os.environ.get("PIMPASA_SITE", "http://127.0.0.1:8000")  # as written in mails and posters
EMAIL_HOST = os.environ.get("PIMPASA_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("PIMPASA_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PIMPASA_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PIMPASA_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PIMPASA_MAIL_TLS", "1") == "1"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_TIMEOUT = 30  # seconds; a mail server that says nothing keeps no other job waiting for ever
EMAIL_FILE_PATH = str(HOME / "mail")  # without a mail server, mails wait here to be looked at
DEFAULT_FROM_EMAIL = os.environ.get("PIMPASA_MAIL_FROM", "pimpasa@localhost")

USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale" / part for part in ("stages", "community", "office")]
STATIC_URL = "static/"
STATICFILES_DIRS = [
    ("maplibre", ROOT / "node_modules" / "maplibre-gl" / "dist"),
    ("htmx", ROOT / "node_modules" / "htmx.org" / "dist"),
    ("qr", ROOT / "node_modules" / "qr"),
    (
        "plus-jakarta-sans",
        ROOT / "node_modules" / "@fontsource-variable" / "plus-jakarta-sans",
    ),
]
STATIC_ROOT = HOME / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}}
# What `collectstatic` gathered has a compressed copy beside it; what finders find has none.
WHITENOISE_USE_FINDERS = not STATIC_ROOT.is_dir()
WHITENOISE_MAX_AGE = 3600  # seconds: an upgrade reaches every phone within the hour
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_HANDLERS = [
    "pimpasa.doors.plainforms.PlainForms",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# No address, no path, no words: what a log line may hold is decided here, once.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "pimpasa": {"level": "INFO"},
        # Django would log paths, addresses and the words in an error's message.
        "django.request": {"level": "CRITICAL", "propagate": False},
        "django.security": {"level": "CRITICAL", "propagate": False},
        "django.server": {"level": "CRITICAL", "propagate": False},
    },
}
