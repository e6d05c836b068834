"""Settings: one file. Everything that differs between places comes from the environment, read here and nowhere else.

BINHYEN_VAR        where this installation keeps its data (default: var/ beside the code)
DATABASE_URL       a real PostgreSQL server for requests; without it the embedded server is used
DATABASE_OWNER_URL the owner of the tables, for migrations (default: DATABASE_URL)
BINHYEN_DB_ROLE    app (default) or owner; the commands that migrate set it
BINHYEN_SECRET_KEY signing key (default: made once, kept in var/)
BINHYEN_KEYS       the key file of sealed fields (default: made once, kept in var/field_keys)
BINHYEN_HOSTS      host names served, separated by commas
BINHYEN_HTTPS      1 behind TLS: secure cookies and HSTS
BINHYEN_URL        address people use, for links in mails (default: http://127.0.0.1:8000)
BINHYEN_PUSH       1 lets people have messages on their browsers, through the browser makers' servers; else off
BINHYEN_EMAIL_URL  smtp://user:password@host:port ; without it mail is written to var/mail
BINHYEN_SCANNER    command that looks at every file taken in (0 clean, 1 not clean); the path is added at its end
BINHYEN_TRUST      folder of root certificates and lists of revoked ones (.crl) to check signatures by (var/trust)
BINHYEN_OIDC       issuer|client id|secret|name of an OpenID Connect provider
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from binhyen.foundation.database.server import DatabaseUnavailable
from binhyen.foundation.database.session import address
from binhyen.kit.paths import LOCALE, ROOT

VAR = Path(os.environ.get("BINHYEN_VAR", ROOT / "var")).resolve()
TESTING = os.environ.get("BINHYEN_TESTING") == "1"
HTTPS = os.environ.get("BINHYEN_HTTPS") == "1"


def _kept_secret(name: str) -> str:
    """A random secret made once and kept in var/, readable by this account only."""
    path = VAR / name
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _database() -> dict[str, object]:
    role = os.environ.get("BINHYEN_DB_ROLE", "app")
    try:
        connection = address(role)
    except DatabaseUnavailable as unavailable:
        raise SystemExit(str(unavailable)) from None
    pooled = role == "app" and not TESTING
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": connection.host,
        "PORT": connection.port,
        "NAME": connection.name,
        "USER": connection.user,
        "PASSWORD": connection.password,
        # a migration must see the real error of a wrong role, a pool would hide it behind a time-out
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if pooled else {},
        "TEST": {"NAME": os.environ.get("BINHYEN_TEST_DB", "binhyen_test"), "TEMPLATE": "template0"},
        "CONN_HEALTH_CHECKS": False,
    }


SECRET_KEY = os.environ.get("BINHYEN_SECRET_KEY") or _kept_secret("secret_key")
DEBUG = False
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("BINHYEN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
]
INSTALLED_APPS = [
    "binhyen.portal",  # first: its templates stand before those of allauth and of Django's forms
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "binhyen.foundation.accounts",
    "binhyen.foundation.access",
    "binhyen.foundation.journal",
    "binhyen.foundation.secrets",
    "binhyen.foundation.jobs",
    "binhyen.foundation.files",
    "binhyen.foundation.notifications",
    "binhyen.registers.territories",
    "binhyen.registers.organisations",
    "binhyen.registers.documents",
    "binhyen.registers.people",
    "binhyen.operations.directives",
    "binhyen.operations.work",
    "binhyen.operations.inspections",
    "binhyen.operations.cases",
    "binhyen.monitoring.indicators",
    "binhyen.operations.offences",
    "binhyen.monitoring.classification",
    "binhyen.monitoring.recognition",
    "binhyen.monitoring.reporting",
    "binhyen.monitoring.merit",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # adds random bytes to each answer against BREACH; tokens are masked too
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "binhyen.portal.middleware.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "binhyen.foundation.access.middleware.reader_middleware",
    "binhyen.foundation.accounts.middleware.devices",
    "binhyen.foundation.accounts.middleware.own_password",
    "binhyen.portal.middleware.refusal_middleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "binhyen.config.urls"
WSGI_APPLICATION = "binhyen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                "binhyen.portal.context.page",
            ],
            "builtins": ["binhyen.kit.html"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATABASES = {"default": _database()}
SCOPED_ROLE = ""  # the role of work inside a reader's scope; empty: that of the connection (foundation/access/rls.py)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # an action is the transaction, not a request

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # only the worker imports the subjects' jobs (config/schedule.py)
PGHISTORY_APPEND_ONLY = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "binhyen.foundation.accounts.adapters.ClosedSignup"
SOCIALACCOUNT_ADAPTER = "binhyen.foundation.accounts.adapters.KnownPeopleOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False  # it writes at every request; a session still shows where and when it began
# axes counts wrong passwords, in the database and for all processes; a province's offices come from one address, and on
# Monday morning all of them within minutes
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "300/m/ip"}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "binhyen.foundation.accounts.lockout.refused"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS: list[str] = []
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [LOCALE]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["binhyen.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    ("vendor/htmx", ROOT / "node_modules/htmx.org/dist"),
    ("vendor/tabulator", ROOT / "node_modules/tabulator-tables/dist/js"),
    ("vendor/fonts", ROOT / "node_modules/@fontsource/be-vietnam-pro/files"),
]
STATICFILES_DIRS = [(prefix, folder) for prefix, folder in STATICFILES_DIRS if folder.exists()]
STATIC_LEFT_OUT = [
    "*.map",
    "tabulator.js",
    "tabulator_esm*",
    "jquery_wrapper.js",
]  # of folders above: nobody asks for it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "binhyen.config.storage.KeptStaticFiles"
    },
}
FILES_ROOT = VAR / "files"  # content of stored files, named by hash; never under STATIC_ROOT
JOURNAL_HEADS = VAR / "journal" / "heads.log"  # heads of the hash chain, outside the database
FIELD_KEYS = Path(os.environ.get("BINHYEN_KEYS") or VAR / "field_keys")  # foundation/secrets/keyring.py
SCANNER = os.environ.get("BINHYEN_SCANNER", "")
TRUST_ROOTS = Path(os.environ.get("BINHYEN_TRUST") or VAR / "trust")  # roots: .pem, .crt, .cer; what was revoked: .crl
FILE_UPLOAD_HANDLERS = [
    "binhyen.foundation.files.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024


def _mailer() -> dict[str, object]:
    """Mail goes to a server, or into files under var/mail where none is named: nothing is lost, nothing leaves."""
    url = os.environ.get("BINHYEN_EMAIL_URL")
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(VAR / "mail")},
        }
    parts = urlsplit(url)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or 587,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 20,
        },
    }


MAILERS = {"default": _mailer()}
PUBLIC_URL = os.environ.get("BINHYEN_URL", "http://127.0.0.1:8000")  # how links in mails begin
DEFAULT_FROM_EMAIL = os.environ.get("BINHYEN_EMAIL_FROM", "binhyen@localhost")
PUSH = os.environ.get("BINHYEN_PUSH") == "1"  # messages on browsers go through their makers' servers abroad: off
PUSH_KEY = VAR / "push_key.pem"  # made at the first use; with another key every browser has to ask again
PUSH_SERVICES = (  # what the server speaks to, and nothing else: a browser names its service, we do not trust the name
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://web.push.apple.com",
    "https://*.notify.windows.com",
)

SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if _oidc := os.environ.get("BINHYEN_OIDC"):
    if _oidc.count("|") != 3:
        raise SystemExit("BINHYEN_OIDC không đúng dạng. Cần: địa chỉ|mã ứng dụng|khóa bí mật|tên hiện trên nút")
    _issuer, _client, _secret, _name = _oidc.split("|")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": _name,
                "client_id": _client,
                "secret": _secret,
                "settings": {"server_url": _issuer},
            }
        ]
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"binhyen": {"level": "INFO"}},
}
