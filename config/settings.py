"""All settings, read from the environment. Each variable is described where it is read."""

import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from alongside import council
from alongside.records.permissions import PERMISSIONS

ROOT = Path(__file__).resolve().parent.parent

# ALONGSIDE_HOME: the folder for what the running system writes (database, secret key, audit anchor).
HOME = Path(os.environ.get("ALONGSIDE_HOME") or ROOT / "var").resolve()
try:
    HOME.mkdir(parents=True, exist_ok=True)
except OSError as problem:
    raise ImproperlyConfigured(
        f"ALONGSIDE_HOME is {HOME}, and that folder cannot be made ({problem.strerror}). Name one that can."
    ) from problem

# ALONGSIDE_COUNCIL: which folder of councils/ describes the council that runs this.
COUNCIL = os.environ.get("ALONGSIDE_COUNCIL", "barnet")
council.use(COUNCIL, permissions=frozenset(PERMISSIONS))

# ALONGSIDE_DEMO=1: a demo borough; the only setting in which the persona sign-in exists.
DEMO = os.environ.get("ALONGSIDE_DEMO") == "1"
DEBUG = False


def _secret_key() -> str:
    """ALONGSIDE_SECRET_KEY, or one made once and kept beside the database, readable by its owner only."""
    if given := os.environ.get("ALONGSIDE_SECRET_KEY"):
        return given
    kept = HOME / "secret_key"
    try:
        if not kept.exists():
            made = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(made, "w") as file:
                file.write(secrets.token_urlsafe(50))
        return kept.read_text()
    except OSError as refused:
        raise ImproperlyConfigured(
            f"The secret key is kept in {kept}, and that cannot be read or written ({refused.strerror}). Give this "
            "user the folder, name another in ALONGSIDE_HOME, or give the key in ALONGSIDE_SECRET_KEY."
        ) from refused


def _port(name: str, parts: SplitResult) -> int | None:
    """The port that an address in the environment names. It is not shown when wrong: a password may stand there."""
    try:
        return parts.port
    except ValueError as wrong:
        raise ImproperlyConfigured(f"{name} names a port that is no number from 0 to 65535.") from wrong


def _database(url: str) -> dict[str, object]:
    """Django's form of DATABASE_URL: sqlite:///path or postgres://user:password@host:port/name."""
    parts = urlsplit(url)
    if parts.scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with “{parts.scheme}:”. Use sqlite:///path/to/file or postgresql://…"
        )
    if not parts.path[1:]:
        raise ImproperlyConfigured(
            "DATABASE_URL does not name a database. Write it as sqlite:////path/to/file.sqlite3 or "
            "postgresql://user:password@host:5432/name."
        )
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "CONN_MAX_AGE": None,  # opening the file anew for each request costs more than the page
            "OPTIONS": {
                # IMMEDIATE: a writer queues at the start instead of failing in the middle (docs/adr/0001).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
                "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-16000;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(_port("DATABASE_URL", parts) or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL") or f"sqlite:///{HOME}/alongside.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = _secret_key()
# ALONGSIDE_HOSTS: the host names the server answers to, parted by commas.
ALLOWED_HOSTS = [
    host for host in os.environ.get("ALONGSIDE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]
# ALONGSIDE_HTTPS=1: behind TLS; cookies are then marked secure and HSTS is sent.
HTTPS = os.environ.get("ALONGSIDE_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "csp",
    "alongside.web",
    "alongside.records",
    "alongside.people",
    "alongside.forms",
    "alongside.messages",
    "alongside.pathways",
    "alongside.casework",
    "alongside.commissioning",
    "alongside.insight",
    "alongside.integration",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.web.middleware.PolicyMiddleware",
    "alongside.web.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "alongside.web.middleware.ActorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "records.Worker"
ACTOR_LOADER = "alongside.records.actors.load"
SIGN_IN_PAGE = "records.sign_in"
CSRF_FAILURE_VIEW = "alongside.web.pages.csrf_failure"

# ALONGSIDE_SCANNER: a command that is given each file put on a record, and answers 0 for harmless, 1 for harmful.
SCANNER = os.environ.get("ALONGSIDE_SCANNER", "")
# ALONGSIDE_SMTP: the mail server, as smtp://user:password@host:587/?from=care@council.example; always encrypted,
# but on this machine. Without it nothing goes by e-mail, and letters go by post.
_SMTP = urlsplit(os.environ.get("ALONGSIDE_SMTP", ""))
EMAIL_HOST = _SMTP.hostname or ""
EMAIL_PORT = _port("ALONGSIDE_SMTP", _SMTP) or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_SMTP.username or ""), unquote(_SMTP.password or "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and EMAIL_HOST not in ("localhost", "127.0.0.1")
EMAIL_TIMEOUT = 30
EMAIL_FROM = dict(parse_qsl(_SMTP.query)).get("from", "")

TIME_ZONE = "Europe/London"
USE_TZ = True
LANGUAGE_CODE = "en-gb"
USE_I18N = False

STATIC_URL = "static/"
STATICFILES_DIRS: list[str] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_ENGINE = "alongside.records.sessions"
SESSION_COOKIE_NAME = "__Host-alongside" if HTTPS else "alongside"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ALONGSIDE_LOG", "WARNING")},
}
