"""Settings of Prasan, read from the environment. One file; docs/operations.md lists the names.

With nothing set, the embedded default is used: `bin/services` has written the addresses of its
PostgreSQL and Redis to var/services.env and a secret of this machine's own to var/secret_key.
"""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvError

from accounts.oidc import config as oidc
from accounts.roles import ROLES
from common.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
if (VAR_DIR / "services.env").exists():
    env.read_env(VAR_DIR / "services.env", recurse=False)


def required(name: str, what: str) -> str:
    """The value of a variable that the product cannot start without."""
    value: str = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. {what} "
            "For a machine of your own, start with ./bin/run, which sets it for you."
        )
    return value


def valid(name: str, kind: str, default: object) -> object:
    """A typed value, or a sentence that says what to set."""
    try:
        return getattr(env, kind)(name, default)
    except EnvError as fault:
        raise ImproperlyConfigured(
            f"{name} is not usable: {fault}. See docs/operations.md."
        ) from None


# -- Embedded default or a real deployment --------------------------------------------------------
EMBEDDED = bool(valid("PRASAN_EMBEDDED", "bool", False))
DEBUG = bool(valid("DEBUG", "bool", False))


def _secret_key() -> str:
    own = VAR_DIR / "secret_key"
    if EMBEDDED and not env.str("SECRET_KEY", "") and own.exists():
        return own.read_text().strip()
    return required("SECRET_KEY", "Set it to at least 50 random characters and keep it secret.")


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = valid("SECRET_KEY_FALLBACKS", "list", [])
ALLOWED_HOSTS = list(
    valid("ALLOWED_HOSTS", "list", ["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])  # type: ignore[call-overload]
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Set it to the host names under which people reach Prasan, "
        "separated by commas."
    )
CSRF_TRUSTED_ORIGINS = valid("CSRF_TRUSTED_ORIGINS", "list", [])
SITE_URL = env.str("SITE_URL", f"http://localhost:{env.str('PORT', '8000')}" if EMBEDDED else "")
if not SITE_URL:
    raise ImproperlyConfigured(
        "SITE_URL is not set. Set it to the public address, such as https://prasan.example.go.th; "
        "it is printed in reports for verification."
    )

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "common",
    "provinces",
    "accounts",
    "jobs",
    "reminders",
    "evidence",
    "strategies",
    "kpis",
    "projects",
    "scorecards",
    "committees",
    "reports",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "common.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "common.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.signing.endings.end_in_time",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.trail.context.remember",
    "accounts.middleware.return_to_form",
    "accounts.signing.requirement.second_factor",
    "common.middleware.other_verb",
    "common.middleware.refused",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # Components inside, partials (page.html#part) around: each alone undoes the other.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "common.templatetags.prasan",
                "kpis.templatetags.cards",
            ],
        },
    }
]
COTTON_DIR = "cotton"

# -- Data -----------------------------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL",
        required(
            "DATABASE_URL",
            "Set it to the PostgreSQL server, such as postgresql://user:password@host/prasan.",
        ),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL must name a PostgreSQL server (postgresql://…): Prasan uses exclusion "
        "constraints, trigram search and exact decimals, which other engines lack."
    )
# After how many times PostgreSQL prepares a question composed once (common/composed.py); none does
# behind a pooler that hands out another connection with each transaction and keeps no statements.
PREPARES = valid("DATABASE_PREPARES", "bool", True)
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 5 if PREPARES else None
# Nor does such a pooler keep a cursor that is read piece by piece.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = not PREPARES
DATABASES["default"]["NAME"] = env.str("DATABASE_NAME", "") or DATABASES["default"]["NAME"]
DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_NAME", "") or None}
# Who acts and why is asked when a statement is sent (accounts/trail/context.py).
PGHISTORY_JSON_ENCODER = "accounts.trail.context.Encoder"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL", "Set it to the Redis server, such as redis://host:6379/0.")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "prasan",
    }
}

# -- Accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.signing.passwords.GuessableValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.signing.forms.ChangePasswordForm",
    "set_password": "accounts.signing.forms.SetPasswordForm",
    "reset_password": "accounts.signing.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.signing.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.signing.forms.ReauthenticateForm",
}
# An address that nobody has gets no letter, and the page reads the same.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
# How many proxies stand in front: whose word on a visitor's address is believed in the limits.
ALLAUTH_TRUSTED_PROXY_COUNT = int(str(valid("TRUSTED_PROXY_COUNT", "int", 0)))
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,8/5m/key"}
MFA_ADAPTER = "accounts.signing.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.signing.forms.CodeForm",
    "reauthenticate": "accounts.signing.forms.CodeAgainForm",
    "activate_totp": "accounts.signing.forms.AppForm",
    "add_webauthn": "accounts.signing.forms.AddKeyForm",
    "edit_webauthn": "accounts.signing.forms.NameKeyForm",
    "authenticate_webauthn": "accounts.signing.forms.KeyForm",
    "reauthenticate_webauthn": "accounts.signing.forms.KeyAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A clock may be half a minute off, on the phone or here.
MFA_TOTP_TOLERANCE = 1
# Addresses come from the office, not from the person.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Who holds one of these roles works only with a second factor.
MFA_REQUIRED_ROLES = frozenset(
    valid("MFA_REQUIRED_ROLES", "list", [] if EMBEDDED else ["system_admin"])  # type: ignore[call-overload]
)
if MFA_REQUIRED_ROLES - set(ROLES):
    raise ImproperlyConfigured(
        f"MFA_REQUIRED_ROLES names roles that do not exist. The roles are: {', '.join(ROLES)}."
    )
SIGN_IN_EVENTS_DAYS = int(str(valid("SIGN_IN_EVENTS_DAYS", "int", 400)))
if SIGN_IN_EVENTS_DAYS < 90:
    raise ImproperlyConfigured(
        "SIGN_IN_EVENTS_DAYS is less than 90, and the database keeps younger events in any case."
    )
# Providers of identities (ThaiD, a ministry's); none where the environment names none.
try:
    OIDC = oidc.providers(
        env.str("OIDC_PROVIDERS", ""),
        {
            part: env.str(f"OIDC_{part.upper()}", "")
            for part in ("name", "issuer", "client_id", "client_secret")
        },
    )
except oidc.MisconfiguredError as fault:
    raise ImproperlyConfigured(
        f"The providers of identities are not usable: {fault}. See docs/operations.md."
    ) from None
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "accounts.oidc.provider.Provider",
        "APPS": [provider.app() for provider in OIDC],
    }
}
SOCIALACCOUNT_ADAPTER = "accounts.oidc.adapter.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
INVITATION_DAYS = int(str(valid("INVITATION_DAYS", "int", 7)))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
# A session ends after this long without a page, and after SESSION_COOKIE_AGE in any case.
SESSION_IDLE_MINUTES = int(str(valid("SESSION_IDLE_MINUTES", "int", 120)))
if SESSION_IDLE_MINUTES < 1:
    raise ImproperlyConfigured("SESSION_IDLE_MINUTES must be 1 at least: minutes without a page.")
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Who has signed in again in another tab does not lose the form of the first one.
CSRF_FAILURE_VIEW = "accounts.signing.resend.refused"

# -- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
# The day on which the demo province lives (common/clock.py); never outside the embedded default.
DEMO_TODAY = (
    valid("PRASAN_TODAY", "date", None) if EMBEDDED and env.str("PRASAN_TODAY", "") else None
)
USE_THOUSAND_SEPARATOR = False

# -- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
NODE_MODULES = Path(env.str("NODE_MODULES", str(BASE_DIR / "node_modules")))
VENDOR = [
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist" / "css"),
    ("vendor/sarabun", NODE_MODULES / "@fontsource" / "sarabun"),
    ("vendor/htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("vendor/accessible-autocomplete", NODE_MODULES / "accessible-autocomplete" / "dist"),
    ("vendor/sortablejs", NODE_MODULES / "sortablejs"),
]
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *(entry for entry in VENDOR if entry[1].exists()),
]
WHITENOISE_USE_FINDERS = EMBEDDED
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
FONT_DIR = Path(env.str("FONT_DIR", str(VAR_DIR / "fonts")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
EVIDENCE_MAX_BYTES = int(str(valid("EVIDENCE_MAX_BYTES", "int", 20 * 1024 * 1024)))
SHEET_MAX_BYTES = int(str(valid("SHEET_MAX_BYTES", "int", 5 * 1024 * 1024)))
SHEET_MAX_ROWS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# -- Background work ------------------------------------------------------------------------------
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_SOFT_TIME_LIMIT = 1740
# The timeout stands above the longest task, so nothing runs twice by redelivery; a lost worker is
# noticed sooner through the heartbeat of its job row (jobs/services).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2000,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "take over jobs whose worker was lost": {"task": "jobs.tasks.rescue", "schedule": 10.0},
    "worker heartbeat": {"task": "jobs.tasks.heartbeat", "schedule": 15.0},
    "take away what is over": {
        "task": "accounts.tasks.sweep",
        "schedule": crontab(hour=3, minute=10),
    },
    "reminders of the day": {
        "task": "reminders.tasks.remind",
        "schedule": crontab(hour=7, minute=0),
    },
    "letters that are still to go": {"task": "reminders.tasks.send_waiting", "schedule": 300.0},
}
JOB_STALE_SECONDS = 20

# -- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "common.api.Pages",
    "PAGE_SIZE": 100,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "common.api.exception_handler",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Prasan API",
    "DESCRIPTION": "Plans, indicators, scorecards, snapshots and reports of a province.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "AreaKind": "provinces.models.Area.Kind",
        "SnapshotKind": "scorecards.models.Snapshot.Kind",
    },
    "PATH_CONVERTER_OVERRIDES": {
        "area": {"type": "string", "pattern": r"^(\d{2}|\d{4}|[A-Z]{1,3}-[A-Z0-9]{1,3}|TH)$"},
        "year": {"type": "integer", "minimum": 2400, "maximum": 2599},
        "round": {"type": "string", "pattern": r"^(6|9|12|m[1-9]|m1[0-2])$"},
    },
}

# -- Security -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form may lead to a provider of identities, where one is configured.
        "form-action": [SELF, *(host for provider in OIDC for host in provider.form_targets)],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
HTTPS = bool(valid("HTTPS", "bool", not EMBEDDED))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# -- E-mail and logs ------------------------------------------------------------------------------
EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console://" if EMBEDDED else "smtp://localhost:25")
if "EMAIL_BACKEND" not in EMAIL_CONFIG:
    raise ImproperlyConfigured(
        "EMAIL_URL is not usable. Set it to the mail server, such as "
        "submission://user:password@host:587, or to console:// for letters in the log."
    )
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "prasan@localhost")
LOGGING = logging_config(
    level=env.str("LOG_LEVEL", "INFO"), json=bool(valid("LOG_JSON", "bool", not EMBEDDED))
)
PRODUCT_NAME = _("ประสาน")
