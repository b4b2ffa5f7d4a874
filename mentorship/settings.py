"""All settings, in one file. Values come from the environment; bad ones are refused at once.

Three profiles: *embedded* (one box, nothing to configure, for a look and for small sites),
*production* (refuses to start on anything unsafe, see startup.py) and *test*.
"""

import zoneinfo
from datetime import timedelta
from pathlib import Path

import dj_database_url
import dj_email_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from mentorship import env, keyfiles, startup

# The zone data that the lock file pins: two machines must agree on instants.
zoneinfo.reset_tzpath(to=())

VERSION = "0.1.0"
BASE_DIR = Path(__file__).resolve().parent.parent
PROFILE = env.choice("SAMEHORIZON_PROFILE", "embedded", among=("embedded", "production", "test"))
EMBEDDED, PRODUCTION, TEST = (PROFILE == p for p in ("embedded", "production", "test"))  # noqa: SIM300
DATA_DIR = Path(env.text("SAMEHORIZON_DATA", str(BASE_DIR / "var"))).resolve()
SECRETS_DIR = DATA_DIR / "secrets"
DEBUG = env.flag("DEBUG", default=False)

SITE_NAME = env.text("SITE_NAME", "Samehorizon")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
REGISTRATION = env.choice("REGISTRATION", "open", among=("open", "invitation"))

if PRODUCTION:
    SECRET_KEY = env.text("SECRET_KEY")
    JOURNAL_KEYS = env.words("JOURNAL_KEYS")
else:
    SECRET_KEY = env.text("SECRET_KEY") or keyfiles.secret_key(SECRETS_DIR)
    JOURNAL_KEYS = env.words("JOURNAL_KEYS") or [keyfiles.journal_keys(SECRETS_DIR)]

INSTALLED_APPS = [
    "accounts",
    "mentorship",
    "goals",
    "checkins",
    "journal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "lucide",
]

MIDDLEWARE = [
    # The first three write what guards every answer, also one that none of the others let through.
    "accounts.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.charset",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.reader",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.second_factor",
    "accounts.middleware.limits",
]

ROOT_URLCONF = "mentorship.urls"
WSGI_APPLICATION = "mentorship.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mentorship.context.chrome",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
CRISPY_TEMPLATE_PACK = "forms"
CRISPY_ALLOWED_TEMPLATE_PACKS = "forms"

# --- where things are kept -------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'samehorizon.sqlite3'}"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # Measured: WAL alone makes lock errors worse; WAL, IMMEDIATE and a long wait have none.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    # Limits on sign-in live in the cache, so a cache per process would be a limit per process.
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
if TEST:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG or TEST  # else every test client reads every static file first
MEDIA_ROOT = DATA_DIR / "media"

# --- people ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["accounts.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupDetails"
ACCOUNT_FORMS = {
    "signup": "accounts.signup.SignUp",
    "login": "accounts.signup.SignIn",
    "request_login_code": "accounts.signup.AskForCode",
    "reset_password": "accounts.signup.ForgotPassword",
    "add_email": "accounts.signup.AddAddress",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
# Site owners and coordinators need a second step before they see data of others.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=PRODUCTION)
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_ADAPTER = "accounts.adapter.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
KNOWS_ITS_PROXIES = env.text("TRUSTED_PROXIES") != ""

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"

# --- words and times -------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_ZONE = env.text("TIME_ZONE", "Europe/Berlin")

# --- mail and what is owed -------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"{SITE_NAME} <hello@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
MAIL_FOLDER = DATA_DIR / "mail"
SHOW_OUTBOX = EMBEDDED and not env.text("EMAIL_URL")
if env.text("EMAIL_URL"):
    vars().update(dj_email_url.parse(env.text("EMAIL_URL")))
elif env.text("EMAIL_BACKEND"):
    EMAIL_BACKEND = env.text("EMAIL_BACKEND")
elif SHOW_OUTBOX:
    EMAIL_BACKEND = "accounts.mailbox.FolderBackend"
ANYMAIL: dict[str, str] = {
    name.removeprefix("ANYMAIL_"): env.text(name) for name in env.words("ANYMAIL_SETTINGS")
}

RECALL_WINDOW = timedelta(minutes=env.number("RECALL_MINUTES", 10))
UNDO_WINDOW = timedelta(minutes=10)
NOTICE_LEASE = timedelta(minutes=5)
NOTICE_BATCH = 100
HEED_QUIET_HOURS = not SHOW_OUTBOX  # a file in a folder wakes nobody
RING_SECONDS = env.number("RING_SECONDS", 30, least=1)
# Who computes what is owed: each `due(now)` plans Notices with unique keys, so any number may run.
PLANNERS = [
    "mentorship.reminders.plan",
    "mentorship.horizon_reminders.plan",
    "mentorship.starting_reminders.plan",
    "goals.reminders.plan",
    "checkins.reminders.plan",
]
# Who writes each kind of mail: one module of functions named after the kinds, per app.
LETTER_BOOKS = [
    "mentorship.emails.pairs",
    "mentorship.emails.meeting",
    "mentorship.emails.parting",
    "mentorship.emails.horizon",
    "mentorship.emails.living",
    "mentorship.emails.starting",
    "mentorship.intake.letters",
    "goals.emails",
    "checkins.emails",
    "journal.emails",
]

CELERY_BROKER_URL = REDIS_URL or ("memory://localhost/" if TEST else "filesystem://localhost/")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT = "mentorship.outbox.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "queue"),
        "data_folder_out": str(DATA_DIR / "queue"),
        "control_folder": str(DATA_DIR / "queue" / "control"),
        "polling_interval": 0.2,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "ring": {"task": "mentorship.tasks.ring", "schedule": timedelta(seconds=RING_SECONDS)},
    "match": {"task": "mentorship.tasks.match", "schedule": timedelta(seconds=RING_SECONDS)},
    "tidy": {"task": "mentorship.tasks.tidy", "schedule": crontab(minute=17)},
}

# --- walls -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked from inside, without TLS
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "mentorship.views.errors.csrf_failure"

DEFAULT_EXCEPTION_REPORTER = "accounts.privacy.PrivateReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "accounts.privacy.PrivateFilter"
# Secrets of addresses are masked in every record, whoever writes it: accounts/masking.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": "accounts.privacy.PrivateFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}

if PRODUCTION:
    startup.refuse_unsafe(globals())
