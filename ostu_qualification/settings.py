"""All settings in one file; what differs between machines comes from the environment (or a `.env` beside manage.py).

Without any environment the system runs by itself: SQLite in `var/`, jobs in the same process, letters printed to the console.
"""

import importlib.util
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from ostu_qualification.core.workflow.schedule import Crontab

django_stubs_ext.monkeypatch()  # lets classes of Django say in brackets of which model they are

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environ.Env().str("VAR_DIR", default=str(BASE_DIR / "var")))

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)


def own_secret_key(path: Path) -> str:
    """The key of an installation that names none: made once, whole from the first moment, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process was first
            os.link(made, path)
        os.unlink(made)
    return path.read_text(encoding="ascii")


SECRET_KEY = env.str("SECRET_KEY", default="") or (
    "for-development-only" if DEBUG or DEMO else own_secret_key(VAR_DIR / "secret-key")
)
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[]), "127.0.0.1", "localhost"]  # this machine asks for /health/
CSRF_FAILURE_VIEW = "ostu_qualification.core.frame.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")

OWN_APPS = [
    "ostu_qualification.core",
    "staff",
    "courses",
    "enrollment",
    "certificates",
    "finance",
    "ostu_qualification.dashboard",
    "demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "auditlog",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    *OWN_APPS,
]

MIDDLEWARE = [
    "ostu_qualification.core.door.middleware.ClientMiddleware",
    "ostu_qualification.core.door.middleware.JobsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ostu_qualification.core.door.middleware.LogInMiddleware",
    "ostu_qualification.core.door.middleware.LanguageMiddleware",
    "ostu_qualification.core.door.middleware.DoorMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "ostu_qualification.urls"
WSGI_APPLICATION = "ostu_qualification.wsgi.application"

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
                "ostu_qualification.core.frame.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "ostu_qualification.core.templatetags.components",
                "ostu_qualification.core.templatetags.dates",
            ],
        },
    },
]

# --- data -----------------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'ostu.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)

SILENCED_SYSTEM_CHECKS = [
    "models.W038"
]  # a deferred constraint that SQLite lacks; moves on a list go by way of free numbers
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "ostu_qualification.core.frame.shared_cache.SharedCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "ostu",
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "media/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "ostu_qualification.core.records.uploads.NamelessUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
REQUEST_MAX_BYTES = 60 * 1024 * 1024  # several files in one form
REQUEST_MAX_BYTES_OF_STRANGERS = 3 * 1024 * 1024

# --- people ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["ostu_qualification.core.door.accounts.EmailOrPhoneBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "public_home"

# --- languages ------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "ostu_qualification" / "core" / "locale"]  # over Django and libraries: their Kyrgyz is poor
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"
FORMAT_MODULE_PATH = ["ostu_qualification.core.words.formats"]

# --- look -----------------------------------------------------------------------------------------------------------

_bootstrap = importlib.util.find_spec("bootstrap")
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Any] = [BASE_DIR / "static"]
if _bootstrap and _bootstrap.submodule_search_locations:
    STATICFILES_DIRS.append(("bootstrap", Path(next(iter(_bootstrap.submodule_search_locations)))))
STORAGES = {
    "default": {"BACKEND": "ostu_qualification.core.records.files.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("All")
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- letters and jobs -----------------------------------------------------------------------------------------------

vars().update(env.email("EMAIL_URL", default="consolemail://"))
if DEMO and "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ИИжКББ ОшТУ <noreply@example.org>")
OFFICE_PHONE = env.str("OFFICE_PHONE", default="+996 (3222) 0-00-00")
OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="office@example.org")
EMAIL_TIMEOUT = 20

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="celery")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "rebuild cycles": {"task": "staff.cycle.tasks.rebuild_cycles", "schedule": Crontab(hour="2", minute="10")},
    "check cycles": {"task": "staff.cycle.tasks.check_cycles", "schedule": Crontab(hour="3", minute="10")},
    "verify register": {
        "task": "certificates.register.tasks.verify_register",
        "schedule": Crontab(hour="3", minute="40"),
    },
    "forget sent forms": {
        "task": "ostu_qualification.core.workflow.tasks.forget_sent_forms",
        "schedule": Crontab(hour="4", minute="40"),
    },
    "check papers": {"task": "certificates.register.tasks.check_papers", "schedule": Crontab(hour="4", minute="10")},
    "plan reminders": {"task": "staff.cycle.tasks.plan_reminders", "schedule": Crontab(hour="6", minute="0")},
    "plan digests": {"task": "staff.cycle.tasks.plan_digests", "schedule": Crontab(hour="6", minute="20")},
    "do what is due": {"task": "ostu_qualification.core.workflow.tasks.run_due", "schedule": Crontab(minute="*/10")},
    "send reminders": {"task": "staff.letters.tasks.send_reminders", "schedule": Crontab(minute="*/10")},
}

# --- safety ---------------------------------------------------------------------------------------------------------

SECURE = env.bool("SECURE", default=not (DEBUG or DEMO))
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=int(BEHIND_PROXY))  # how many write into X-Forwarded-For
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 12
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb"))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- history and logs -----------------------------------------------------------------------------------------------

AUDITLOG_DISABLE_REMOTE_ADDR = False
AUDITLOG_CID_HEADER = None  # no part of the history is written by a header of the client's
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "ostu_qualification.core.door.logs.RefusalsInOneLine"}},
    "formatters": {
        "plain": {
            "()": "ostu_qualification.core.door.logs.WithoutData",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["refusals"]}},
    "loggers": {"celery.app.trace": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
