"""Django's settings: the data folder, and what the environment says.

``JIHENG_DATA`` the data folder (``jiheng-data``) · ``JIHENG_DATABASE`` the address of a PostgreSQL database
(none: SQLite in the data folder) · ``JIHENG_DEMO`` a made-up city whose accounts are shown at login ·
``JIHENG_HOSTS`` the names the server answers to, with commas (those of this machine) · ``JIHENG_HTTPS`` set
where a proxy in front speaks HTTPS · ``JIHENG_PASSWORDS`` the rules for passwords (``等保``, or ``ASVS``).
"""

from __future__ import annotations

import os
from pathlib import Path

from jiheng.web.config.database import database
from jiheng.web.config.folder import DataFolder

WEB = Path(__file__).resolve().parent.parent
DATA_FOLDER = DataFolder(Path(os.environ.get("JIHENG_DATA", "jiheng-data")).absolute())
DEMO = bool(os.environ.get("JIHENG_DEMO"))
HTTPS = bool(os.environ.get("JIHENG_HTTPS"))

SECRET_KEY = DATA_FOLDER.key("session")
AUDIT_KEY = DATA_FOLDER.key("audit")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("JIHENG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "jiheng.web.apps.audit",
    "jiheng.web.apps.accounts",
    "jiheng.web.apps.tasks",
    "jiheng.web.apps.evaluations",
    "jiheng.web.apps.imports",
    "jiheng.web.apps.files",
    "jiheng.web.apps.review",
    "jiheng.web.apps.summary",
    "jiheng.web.apps.publication",
    "jiheng.web.apps.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jiheng.web.config.headers.SecurityHeaders",
    "jiheng.web.apps.publication.middleware.NoCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jiheng.web.apps.accounts.middleware.SessionLimits",
    "jiheng.web.apps.accounts.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jiheng.web.config.storable.Storable",
]
ROOT_URLCONF = "jiheng.web.config.urls"
WSGI_APPLICATION = "jiheng.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiheng.web.config.context.page",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("JIHENG_DATABASE", ""), DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_PROFILE = os.environ.get("JIHENG_PASSWORDS", "等保")
if PASSWORD_PROFILE not in ("等保", "ASVS"):
    raise ValueError("JIHENG_PASSWORDS 应为 等保 或 ASVS")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "jiheng.web.config.errors.csrf_failure"
# A session ends after so many minutes without a request, and after so many hours in any case.
SESSION_IDLE_MINUTES = 30
SESSION_HOURS = 12
SESSION_WARNING_MINUTES = 5
SESSION_COOKIE_AGE = SESSION_HOURS * 3600

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "jiheng.web.config.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A form found in a file comes back with two fields a cell.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING"},
        # What was refused has been told to whom it concerns.
        "django.request": {"level": "ERROR"},
    },
}
