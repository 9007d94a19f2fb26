"""The pages that are web's own: accessibility, colours, what robots and finders of faults are told."""

from django.http import HttpResponse

from alongside.web.door import ActorRequest, anyone, page
from alongside.web.failures import bad_request, broken, csrf_failure, forbidden, missing
from alongside.web.render import render

__all__ = ["accessibility", "bad_request", "broken", "csrf_failure", "forbidden", "missing"]


@page("accessibility/", may=anyone, title="Accessibility statement", methods=("GET", "HEAD"))
def accessibility(request: ActorRequest) -> HttpResponse:
    """How usable the service is, what is not, and whom to tell."""
    return render(request, "web/accessibility.jinja")
