"""From request to actor, from what went wrong to a page, and the headers every answer carries."""

import logging
from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.module_loading import import_string

from alongside.web import failures, headers
from alongside.web.door import PREFIX, Page, anyone
from alongside.web.errors import Forbidden, Missing, Refused, SignInNeeded, Stale

log = logging.getLogger(__name__)

Answer = Callable[[Any], HttpResponse]


class PolicyMiddleware(CSPMiddleware):
    """django-csp, with the policy of the settings put together once: only an answer with its own is worked on."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.policy = build_policy(nonce=_NONCE)

    def process_response(self, request: Any, response: Any) -> Any:
        """Put the policy on the answer, with the nonce that the page used."""
        nonce = getattr(request, "_csp_nonce", None)
        if nonce is None or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy.replace(_NONCE, nonce))
        return response


_NONCE = "{nonce}"


class HeadersMiddleware:
    """Puts on every answer what tells a browser to refuse and to forget. First in the list."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        standing = PREFIX.set(get_script_prefix())
        try:
            response = self.answer(request)
        finally:
            PREFIX.reset(standing)
        for header, value in headers.ALWAYS.items():
            response[header] = value
        for header, value in headers.UNLESS_SAID.items():
            response.setdefault(header, value)
        return response


class ActorMiddleware:
    """Finds out who is asking, and turns what a page raises into the page the reader sees.

    The page's own `may` is asked by the page itself (`door.Page`): without this middleware nobody is let in.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.load: Callable[[Any], Any] = import_string(settings.ACTOR_LOADER)

    def __call__(self, request: Any) -> HttpResponse:
        """Answer; nobody is signed in until `process_view` has asked."""
        request.actor = None
        response = self.answer(request)
        if response.status_code == 405 and not response.content:
            return failures.wrong_method(request, response["Allow"])
        return response

    def process_view(self, request: Any, view: Any, _args: Any, _parts: Any) -> None:
        """Set `request.actor`. A public page is served even when nobody can be looked up."""
        try:
            request.actor = self.load(request)
        except Exception:
            if not isinstance(view, Page) or view.may is not anyone:
                raise
            log.exception("who is asking could not be looked up; %s is public and is served", view.name)

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """The page for what a view raised, or None for what is a fault of ours."""
        match error:
            case SignInNeeded():
                return failures.sign_in(request)
            case Missing() | Http404():
                return failures.missing(request)
            case Forbidden() | PermissionDenied():
                return failures.forbidden(request, error)
            case Refused():
                return failures.refused(request, error)
            case Stale():
                return failures.stale(request, error)
        return None
