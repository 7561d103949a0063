"""The wiring. Everything that differs between installations comes from the environment (docs/operating.md).

OSNOWA_MODE   demonstration | production | test     (default: production; `make run` sets demonstration)
OSNOWA_HOME   where the database, uploads and the secret key of this installation lie
DATABASE_URL  sqlite:////path or postgres://user:password@host/name
"""

import os
import secrets
import sys
from os import getpid
from pathlib import Path
from tempfile import gettempdir

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from osnowa.project.environment import Environment, folder, host_of
from osnowa.project.home import secret_key

env = Environment(os.environ)
CHECKOUT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]

MODE = env.text("OSNOWA_MODE", "production")
DEMONSTRATION = MODE == "demonstration"
TESTING = MODE == "test" or "pytest" in sys.modules
HOME = folder(env.text("OSNOWA_HOME", str(CHECKOUT / ".osnowa")))

DEBUG = env.flag("OSNOWA_DEBUG")
try:
    SECRET_KEY = env.text("OSNOWA_SECRET_KEY") or secret_key(HOME)
except (OSError, UnicodeDecodeError) as error:
    SECRET_KEY = secrets.token_urlsafe(50)  # for this process: nothing starts as long as the problem stands
    env.refuse(
        "OSNOWA_HOME",
        f"Osnowa cannot keep its secret key in {HOME}: {getattr(error, 'strerror', None) or error}.",
        "Set OSNOWA_HOME to a folder of the user who runs Osnowa, and run commands as that user (sudo -u osnowa ...).",
    )
BASE_URL = env.address("OSNOWA_URL", "http://localhost:8000")
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.hosts(
    "OSNOWA_HOSTS", list(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", host_of(BASE_URL)]))
)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

INSTALLED_APPS = [
    "osnowa.project",
    "osnowa.portal",
    "osnowa.reporting",
    "osnowa.spreading",
    "osnowa.newsletter",
    "osnowa.timetable",
    "osnowa.learning",
    "osnowa.workshops",
    "osnowa.support",
    "osnowa.cooperation",
    "osnowa.coworking",
    "osnowa.knowledge",
    "osnowa.programme",
    "osnowa.people",
    "osnowa.ui",
    "osnowa.lib",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_cotton",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "osnowa.project.middleware.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "osnowa.project.middleware.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "osnowa.project.middleware.SecondFactor",
    "osnowa.project.middleware.EditorsDoor",
]

ROOT_URLCONF = "osnowa.project.urls"
WSGI_APPLICATION = "osnowa.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "osnowa.project.navigation.chrome",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
COTTON_DIR = "cotton"

# Two databases, one code (docs/decisions/0001-two-databases.md)
LOCKS_OFF_TO_SHOW_THE_RACE = MODE != "production" and env.flag("OSNOWA_LOCKS_OFF_TO_SHOW_THE_RACE")
_database = env.database("DATABASE_URL", f"sqlite:///{HOME / 'osnowa.sqlite3'}")
_database["CONN_MAX_AGE"] = 600  # without it SQLite re-runs its pragmas on every request
_database["CONN_HEALTH_CHECKS"] = _database["ENGINE"].endswith("postgresql")
if _database["ENGINE"].endswith("sqlite3"):
    _database["ENGINE"] = "osnowa.lib.sqlite3"  # Django's, with a queue for the write lock
    _database["OPTIONS"] = {
        "transaction_mode": "DEFERRED" if LOCKS_OFF_TO_SHOW_THE_RACE else "IMMEDIATE",
        "timeout": 30,
        # FULL: what was confirmed to a person survives a power cut. Tests throw their database away.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA cache_size=-16000; "
        f"PRAGMA synchronous={'OFF' if TESTING else 'FULL'};",
    }
    # Tests run on a file, because a database in memory locks tables where a file waits.
    _database["TEST"] = {"NAME": f"{gettempdir()}/osnowa-test-{getpid()}.sqlite3"}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_redis = env.cache("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    if not _redis
    else {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis},
    # What may differ between processes for a minute or two: public figures, counts of look-alikes. No query when warm.
    "local": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "osnowa",
        "OPTIONS": {"MAX_ENTRIES": 3000},
    },
}

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "project" / "locale"]  # the wiring is no app, yet it has words
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"  # what people see; the database keeps UTC
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = str(folder(env.text("OSNOWA_STATIC", str(HOME / "static"))))
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING or env.problems  # nothing is served while a problem stands
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # tests need no collected folder
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# Who (people.Account; sign-in by e-mailed code, second factor: docs/decisions)
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "osnowa.programme.backends.TeamBackend",
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "portal:my"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "osnowa.portal.adapters.AccountAdapter"
MFA_ADAPTER = "osnowa.portal.adapters.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    True  # the same letter's worth of work for every address typed (portal.emails)
)
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}  # digits: easy on a phone
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "request_login_code": "osnowa.portal.forms.RequestCodeForm",
    "confirm_login_code": "osnowa.portal.forms.ConfirmCodeForm",
}
# How often, in the shared cache: "ip" = one address of the net (a workshop room of 30 sits behind one),
# "key" = one e-mail address or account. A code bears 5 tries: at most 100 guesses an hour at one account,
# out of 100 million codes.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": env.rates("OSNOWA_SIGN_IN_LIMIT", "60/m/ip,4/m/key,20/h/key"),
    "login_failed": env.rates("OSNOWA_SECOND_FACTOR_LIMIT", "60/m/ip,5/300s/key"),
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("OSNOWA_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Osnowa"
MFA_TOTP_TOLERANCE = 1  # phones go a little wrong
MFA_RECOVERY_CODES_SHOW_ONCE = False
MFA_FORMS = {
    "authenticate": "osnowa.portal.forms.SecondFactorForm",
    "reauthenticate": "osnowa.portal.forms.SecondFactorAgainForm",
    "activate_totp": "osnowa.portal.forms.ActivateDeviceForm",
}

# Sign-up limits: 30 people in one workshop room sit behind one address (docs/operating.md)
SIGNUPS_PER_MINUTE_PER_ADDRESS = env.number("OSNOWA_SIGNUPS_PER_MINUTE", 60)
SUGGESTIONS_PER_MINUTE_PER_ADDRESS = env.number("OSNOWA_SUGGESTIONS_PER_MINUTE", 300)
SEARCHES_PER_MINUTE_PER_ADDRESS = env.number("OSNOWA_SEARCHES_PER_MINUTE", 120)
# Texts and newsletters as PDF and EPUB are made on request, once (osnowa.lib.made_files): only new ones are counted
PAPERS_PER_MINUTE_PER_ADDRESS = env.number("OSNOWA_PAPERS_PER_MINUTE", 20)
MADE_FILES = HOME / "made"
MADE_FILES_BYTES = 300 * 1024**2
# Checking a certificate: only codes that do not exist are counted, so that nobody tries them one after another
UNKNOWN_CODES_PER_MINUTE_PER_ADDRESS = env.number("OSNOWA_UNKNOWN_CODES_PER_MINUTE", 30)

# Papers and charts (osnowa.lib.typeset, osnowa.lib.charts): one set of fonts, one set of ornaments
PAPER_FONTS = PACKAGE / "ui" / "fonts"
PAPER_PICTURES = PACKAGE / "ui" / "static" / "ui"

# Mail: rows in the database, sent by the worker (osnowa.lib.mail)
globals().update(env.letters("EMAIL_URL", "smtp://localhost:25"))
_backend = env.text("OSNOWA_EMAIL_BACKEND")
if DEMONSTRATION:
    EMAIL_BACKEND = "osnowa.lib.outbox.EmailBackend"  # no letter leaves the machine
elif _backend:
    EMAIL_BACKEND = _backend
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.sender("OSNOWA_FROM", "Osnowa <osnowa@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The newsletter: where returned letters go (empty: to the sender), hours without letters in Warsaw ("21-7"; "none"),
# and how many letters one mail provider gets in a minute (0: as fast as it takes them)
BOUNCE_ADDRESS = env.text("OSNOWA_BOUNCE_ADDRESS")
NEWSLETTER_QUIET_HOURS = env.hours("OSNOWA_NEWSLETTER_QUIET_HOURS", "21-7")
NEWSLETTER_PER_MINUTE_AND_DOMAIN = env.number("OSNOWA_NEWSLETTER_PER_MINUTE", 300)
# Returned letters: a mailbox to read (imaps://user:password@host/INBOX), the secret of a provider's signed messages
BOUNCE_MAILBOX = env.text("OSNOWA_BOUNCE_MAILBOX")
BOUNCE_SECRET = env.text("OSNOWA_BOUNCE_SECRET")
if BOUNCE_MAILBOX and not BOUNCE_MAILBOX.startswith(("imap://", "imaps://")):
    _example = "Write it like this: imaps://user:password@mail.example/INBOX"
    env.refuse("OSNOWA_BOUNCE_MAILBOX", "OSNOWA_BOUNCE_MAILBOX is no address of a mailbox.", _example)
CONTACT = env.text("OSNOWA_CONTACT")  # said where the database cannot be asked: the pages of errors

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The court register's open interface; nothing is called unless somebody asks for a number
KRS_BASE_URL = env.address("OSNOWA_KRS_URL", "https://api-krs.ms.gov.pl/api/krs", with_path=True)

# Wagtail calls out by default: it does not here
WAGTAIL_SITE_NAME = "Osnowa"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
# What a second person says about a text is a deed of ours (knowledge.actions), so that erasure reaches it
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("pl", "polski"), ("en", "English")]
WAGTAIL_I18N_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "mp4",
    "odp",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "txt",
    "vtt",
    "webm",
    "xlsx",
]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every document is a download
# Pictures in texts: what the camera wrote into them is taken out, their names are of chance (knowledge.forms)
WAGTAILIMAGES_IMAGE_FORM_BASE = "osnowa.knowledge.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024**2
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILADMIN_LOGIN_URL = "/konto/zaloguj/"
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/zaloguj/"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pl", "polski"), ("en", "English")]
TAGGIT_CASE_INSENSITIVE = True

# Security (ASVS 5): one policy, in one place. Wagtail's page editor alone gets a looser one (project.middleware).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
LANGUAGE_COOKIE_SAMESITE = "Lax"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading binds a whole domain for years: its owner decides
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = False
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# One uploaded file at most, and a request that carries it (project.middleware.BodyLimit)
UPLOAD_BYTES = env.number("OSNOWA_UPLOAD_MB", 10) * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "osnowa.project.logs.UtcLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"osnowa": {"level": "INFO"}},
}

ENVIRONMENT = env  # what could not be understood is told by project.checks
