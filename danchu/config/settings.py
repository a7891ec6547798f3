"""Settings, read once from the environment; `docs/operate/settings.md` lists them."""

import os
from pathlib import Path

from danchu.kernel.files.rules import LARGEST
from danchu.lib.database_url import parse_database_url
from danchu.lib.email_url import parse_email_url
from danchu.lib.public_url import parse_public_url
from danchu.lib.secret_file import secret

BASE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("DANCHU_HOME", ".danchu")).absolute()

DEBUG = os.environ.get("DANCHU_DEBUG") == "1"
DEMO = os.environ.get("DANCHU_DEMO") == "1"
"""Whether illustration values count and show."""

_public = parse_public_url(os.environ.get("PUBLIC_URL", ""))
_secure = _public.is_secure
PUBLIC_URL = _public.text

SECRET_KEY = os.environ.get("DANCHU_SECRET_KEY") or secret(HOME / "secret.key")
LEDGER_KEY = Path(os.environ.get("DANCHU_LEDGER_KEY", HOME / "ledger.key"))
"""Signs what the ledger holds; made once, never in the database nor its backups."""
ERASURES = HOME / "erasures.jsonl"
"""What was erased, by reference, outside the database: restoring erases it again."""
PRIVACY_KEY = Path(os.environ.get("DANCHU_PRIVACY_KEY", HOME / "privacy.key"))
"""Seals what persons write to the desk of personal data; never in the database."""
NEWS_KEY = Path(os.environ.get("DANCHU_NEWS_KEY", HOME / "news.key"))
"""Seals the addresses of readers who comment; made once, never in the database."""
NOTICES_KEY = Path(os.environ.get("DANCHU_NOTICES_KEY", HOME / "notices.key"))
"""Seals letters that wait and whom they go to; made once, never in the database."""
EMAIL_SERVER = parse_email_url(os.environ.get("EMAIL_URL", ""))
"""What takes our letters; while there is none, they are files in `OUTBOX`."""
EMAIL_FROM = os.environ.get("EMAIL_FROM") or f"dan-chu@{_public.host or 'localhost'}"
OUTBOX = HOME / "thu-gui-di"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
if _public.host:
    ALLOWED_HOSTS.append(_public.host)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "danchu.ui",
    "danchu.kernel.units",
    "danchu.kernel.law",
    "danchu.kernel.periods",
    "danchu.kernel.people",
    "danchu.kernel.access",
    "danchu.kernel.dossiers",
    "danchu.kernel.files",
    "danchu.kernel.audit",
    "danchu.kernel.notices",
    "danchu.kernel.exchange",
    "danchu.kernel.ledger",
    "danchu.kernel.search",
    "danchu.kernel.publication",
    "danchu.kernel.erasures",
    "danchu.kernel.hostnames",
    "danchu.kernel.deadlines",
    "danchu.kernel.workflow",
    "danchu.registry",
    "danchu.indicators",
    "danchu.privacy",
    "danchu.news",
    "danchu.presentations",
    "danchu.reporting",
    "danchu.witnesses",
    "danchu.surfaces.portal",
    "danchu.surfaces.desk",
    "danchu.surfaces.reports",
    "danchu.surfaces.dashboards",
    "danchu.surfaces.api",
    "danchu.surfaces.embeds",
    "danchu.demo",
    "danchu.config",
]

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * LARGEST
"""What is sent never touches the disk before it was looked at."""

MIDDLEWARE = [
    "danchu.config.headers.SecurityHeaders",
    "danchu.config.local_names.LocalNames",
    "danchu.ui.languages.Languages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "danchu.config.uploads.Uploads",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "danchu.config.refusals.Refusals",
]

ROOT_URLCONF = "danchu.config.urls"
WSGI_APPLICATION = "danchu.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "danchu.ui.context.page_frame",
                "danchu.kernel.access.canonical.one_address",
                "danchu.surfaces.desk.context.desk_frame",
                "danchu.surfaces.portal.context.locality_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "danchu.ui.templatetags.ui",
                "danchu.kernel.periods.templatetags.periods",
                "danchu.indicators.templatetags.indicators",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
        **parse_database_url(os.environ.get("DATABASE_URL", "")),
    }
}

PASSWORD_HASHERS = ["danchu.kernel.people.hashing.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "danchu.config.passwords.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "danchu.config.passwords.CommonPasswordValidator"},
    {
        "NAME": "danchu.config.passwords.SimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/tinh/"
STATIC_ROOT = Path(os.environ.get("DANCHU_STATIC_ROOT", HOME / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or os.environ.get("DANCHU_PLAIN_STATIC") == "1"
        else "danchu.config.storage.Storage"
    },
}

SESSION_COOKIE_NAME = "__Host-phien" if _secure else "phien"
SESSION_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if _secure else []
CSRF_FAILURE_VIEW = "danchu.config.failures.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
if _secure:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGIN_URL = "registry:login"
LOGIN_REDIRECT_URL = "/ban-viec/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "danchu.registry.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
"""Ours count failures per account, in the database: `kernel.people`."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
