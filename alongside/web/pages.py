"""The pages that are web's own. The failure pages are named here too, for `config/urls.py`."""

import re
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from alongside.web.door import Actor, ActorRequest, anyone, page
from alongside.web.failures import bad_request, broken, csrf_failure, forbidden, missing
from alongside.web.frame import office
from alongside.web.gallery import examples
from alongside.web.render import render

__all__ = [
    "accessibility",
    "bad_request",
    "broken",
    "colours",
    "components",
    "csrf_failure",
    "forbidden",
    "missing",
    "robots",
    "security",
]

LOOK = ("GET", "HEAD")
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}")


def sees_components(actor: Actor) -> bool:
    """Whoever builds pages or judges them."""
    return actor.may("see components")


@page("components/", may=sees_components, title="Components", methods=("GET", "HEAD", "POST"))
def components(request: ActorRequest) -> HttpResponse:
    """Every component with its states. The form on it may be sent: it refuses everything, to show how."""
    return render(request, "web/gallery.jinja", **examples(request))


@page("accessibility/", may=anyone, title="Accessibility statement", methods=LOOK)
def accessibility(request: ActorRequest) -> HttpResponse:
    """How usable the service is, what is not, and whom to tell."""
    return render(request, "web/accessibility.jinja")


@page("colours.css", may=anyone, methods=LOOK)
def colours(request: ActorRequest) -> HttpResponse:
    """The council's colours as custom properties. The address changes with them, so it is kept for long."""
    ours = office()
    rules = "".join(f"--app-{name}:{value};" for name, value in ours.colours if COLOUR.fullmatch(value))
    kept = "public, max-age=31536000, immutable" if request.GET.get("v") == ours.stamp else "no-cache"
    return HttpResponse(f":root{{{rules}}}", content_type="text/css", headers={"Cache-Control": kept})


@page("robots.txt", may=anyone, methods=LOOK)
def robots(_request: ActorRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return _plain("User-agent: *\nDisallow: /\n")


@page(".well-known/security.txt", may=anyone, methods=LOOK)
def security(request: ActorRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116): SECURITY_CONTACT, or else the council's own address."""
    contact = getattr(settings, "SECURITY_CONTACT", "") or office().email
    address = (
        f"mailto:{contact}" if "@" in contact else contact or request.build_absolute_uri("/accessibility/")
    )
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    return _plain(f"Contact: {address}\nExpires: {expires}\nPreferred-Languages: en\n")


def _plain(text: str) -> HttpResponse:
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "max-age=86400"}
    )
