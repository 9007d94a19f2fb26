"""Settings enough for web alone, until the house is asked: `pytest --ds=alongside.web.tests.settings`."""

from alongside.web import headers

SECRET_KEY = "for tests only"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
INSTALLED_APPS = ["django.contrib.staticfiles", "csp", "alongside.web"]
STATIC_URL = "/static/"
MIDDLEWARE = [
    "alongside.web.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "alongside.web.middleware.ActorMiddleware",
]
ROOT_URLCONF = "alongside.web.tests.urls"
ACTOR_LOADER = "alongside.web.tests.site.load"
SIGN_IN_PAGE = "web.accessibility"
CONTENT_SECURITY_POLICY = headers.content_security_policy()
CSRF_FAILURE_VIEW = "alongside.web.pages.csrf_failure"
