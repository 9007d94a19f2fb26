"""web: the door every page goes through, and how pages look. It knows no domain word.

`door` publishes pages, `errors` says what may be raised, `middleware` turns that into pages, `render` and
`templates/web` draw, `forms` asks, `tables` lists, `navigation` is where rooms hang what surrounds a page.

What it wants of `config/settings.py`:

    INSTALLED_APPS   "alongside.web" (templates and static files), "csp"
    MIDDLEWARE       security, static files, then "csp.middleware.CSPMiddleware",
                     "alongside.web.middleware.HeadersMiddleware", sessions, common, CSRF, sign-in …,
                     last "alongside.web.middleware.ActorMiddleware"
    ACTOR_LOADER     "alongside.records.actors.load": load(request) -> Actor | None
    SIGN_IN_PAGE     "records.sign_in": the name of a public page that honours ?next=
    CONTENT_SECURITY_POLICY = headers.content_security_policy(form_action=[identity provider, if any])
    CSRF_FAILURE_VIEW = "alongside.web.pages.csrf_failure"
    TEMPLATES        {"BACKEND": "django.template.backends.jinja2.Jinja2", "NAME": "alongside",
                      "DIRS": [], "APP_DIRS": False,
                      "OPTIONS": {"environment": "alongside.web.render.backend_environment"}}
                     (so that a library's own pages, allauth's for one, can be ours; our pages use `render`)
    SECURE_REFERRER_POLICY = "same-origin", SECURE_CONTENT_TYPE_NOSNIFF, SECURE_CROSS_ORIGIN_OPENER_POLICY:
                     set by HeadersMiddleware, leave Django's SecurityMiddleware for HTTPS and HSTS

and of `config/urls.py`:

    urlpatterns = door.urlpatterns()
    handler400, handler403, handler404, handler500 =
        "alongside.web.pages.bad_request", "….forbidden", "….missing", "….broken"
"""
