"""web: the door every page goes through, and how pages look. It knows no domain word.

`door` publishes pages, `errors` says what may be raised, `middleware` turns that into pages, `render` and
`templates/web` draw, `forms` asks, `tables` lists, `navigation` is where rooms hang what surrounds a page.

What it wants of `config/settings.py`:

    INSTALLED_APPS   "alongside.web" (templates and static files), "csp"
    MIDDLEWARE       security, static files, then "alongside.web.middleware.PolicyMiddleware",
                     "alongside.web.middleware.HeadersMiddleware", sessions, common, CSRF, sign-in …,
                     last "alongside.web.middleware.ActorMiddleware"
    ACTOR_LOADER     "alongside.records.actors.load": load(request) -> Actor | None
    SIGN_IN_PAGE     "records.sign_in": the name of a public page that honours ?next=
    CONTENT_SECURITY_POLICY: default-src 'none'; script-src 'self' and a nonce; style-src, font-src, connect-src and
                     form-action 'self' (and the identity provider, if any); img-src 'self' data:;
                     base-uri and frame-ancestors 'none'
    SECURITY_CONTACT an e-mail or web address for security.txt; default the council's e-mail
    CSRF_FAILURE_VIEW = "alongside.web.pages.csrf_failure"
    SECURE_REFERRER_POLICY = "same-origin" (why not no-referrer: see `headers`)

and of `config/urls.py`:

    urlpatterns = door.urlpatterns()
    handler400, handler403, handler404, handler500 =
        "alongside.web.pages.bad_request", "….forbidden", "….missing", "….broken"
"""
