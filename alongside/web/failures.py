"""The pages for when something went wrong: what happened, what became of your answers, whom to ring.

Each is tried in the full layout, then as bare HTML that needs neither templates, database nor council, so
that the last word is always ours. When something had been sent, it is shown back to be copied.
"""

import logging
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from alongside.web.door import SeeOther, link
from alongside.web.errors import Forbidden, Refused, Stale
from alongside.web.frame import UNKNOWN, Frame
from alongside.web.render import draw

log = logging.getLogger(__name__)

SECRET = re.compile(r"password|secret|token|otp|passkey|credential|^code$|^_", re.IGNORECASE)


@dataclass(frozen=True)
class Failure:
    """One page's words."""

    status: int
    title: str
    says: tuple[str, ...]
    kept: str = "Nothing you sent was saved. This is what you sent: copy it before you leave this page."
    sign_in: str = ""


@dataclass(frozen=True)
class Answer:
    """One thing somebody typed, under the name its field had."""

    label: str
    text: str


class BareFrame(Frame):
    """A frame that asks nothing of anybody: for when what it would ask may be what is broken."""

    actor = None
    search = None
    navigation: list[Any] = []
    account: list[Any] = []
    banners: list[Any] = []
    notices: list[Any] = []


NOTHING_LOST = "Nothing that was saved before has been changed or lost."
TOO_MUCH = (
    "More was sent than the service takes in one go, so none of it was saved.",
    "Go back: what you wrote may still be on the page. Copy it, and send it in parts or as a document.",
    NOTHING_LOST,
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read; 413 when it is only too much of it."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _show(request, Failure(413, "That was too much at once", TOO_MUCH))
    says = ("What your browser sent could not be read. Go back, reload the page and try again.", NOTHING_LOST)
    return _show(request, Failure(400, "That did not reach us properly", says))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader may not do this; the reason when there is one."""
    reason = exception.message if isinstance(exception, Forbidden) else ""
    says = (
        reason or "Your role does not include this page.",
        "If you need it for your work, ask your manager or the person who looks after roles in your council.",
    )
    return _show(request, Failure(403, "You cannot do this", says))


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 Django names it
    """404: no such page, or not this reader's to see; the two look the same."""
    says = (
        "If you typed the address, check it is correct. If you pasted it, check you copied all of it.",
        "It may also have been moved or merged, or it may not be yours to see.",
    )
    return _show(request, Failure(404, "Page not found", says))


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: the page exists and does not do that."""
    says = ("This page cannot be used in that way. Go back and use the buttons on the page.",)
    response = _show(request, Failure(405, "That does not work here", says))
    response["Allow"] = allowed
    return response


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """409: a rule said no on a page without a form to say it on."""
    return _show(request, Failure(409, "This could not be done", (error.message,)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old, came from another tab's sign-in, or not from here at all."""
    says = (
        "This form could not be trusted: it was open too long, or you signed in again in another tab.",
        "Go back, reload the page and send it again.",
        "If cookies are switched off for this site, switch them on.",
        NOTHING_LOST,
    )
    log.warning("form refused: %s", reason)
    return _show(request, Failure(403, "Send the form again", says))


def sign_in(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in: off to the sign-in page, unless something was sent that would be lost."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    address = link(settings.SIGN_IN_PAGE, {"next": back})
    if request.method in ("GET", "HEAD"):
        return SeeOther(address)
    says = ("You were signed out before this was sent, so it could not be saved.", NOTHING_LOST)
    return _show(request, Failure(401, "Sign in again", says, sign_in=address))


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that does not answer."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    says = (
        "Something on our side went wrong. It has been written down for the people who look after the service.",
        "Try again in a few minutes.",
        NOTHING_LOST,
    )
    return _show(request, Failure(500, "Sorry, there is a problem with the service", says), bare=True)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the service is there and cannot reach its records."""
    says = (
        "The records cannot be reached just now. You can use the service again when they can.",
        "If somebody is at risk do not wait for the service: use the phone number below.",
        NOTHING_LOST,
    )
    response = _show(request, Failure(503, "Sorry, the service is unavailable", says), bare=True)
    response["Retry-After"] = "60"
    return response


def stale(request: HttpRequest, error: Stale) -> HttpResponse:
    """409: somebody saved first. Both texts, and sending again is a decision."""
    form = getattr(request, "form", None)
    edited = {name for clash in error.fields for name in _inputs(form, clash.name)}
    context = {
        "title": f"{error.by} changed this while you were writing",
        "stale": error,
        "form": form,
        "key": uuid4(),
        "rest": [(name, text) for name, texts in _posted(request) for text in texts if name not in edited],
    }
    return HttpResponse(draw(request, "web/clash.jinja", **context), status=409)


def answers(request: HttpRequest) -> list[Answer]:
    """What was typed, without secrets and machinery, in the order of the form."""
    form = getattr(request, "form", None)
    asked = {name: field.label for name, field in form.fields.items()} if form else {}
    typed = ((name, "\n".join(texts).strip()) for name, texts in _posted(request))
    return [
        Answer(asked.get(name) or name.replace("_", " ").replace("-", " ").capitalize(), text)
        for name, text in typed
        if text and not SECRET.search(name)
    ]


def _inputs(form: Any, name: str) -> tuple[str, ...]:
    """The names under which the browser sends the field `name`."""
    sent: Callable[[str], tuple[str, ...]] | None = getattr(form, "input_names", None)
    return sent(name) if sent and name in form.fields else (name,)


def _posted(request: HttpRequest) -> list[tuple[str, list[str]]]:
    try:
        return [(name, texts) for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"]
    except Exception:  # reading the form may be the very thing that failed
        log.exception("what was sent could not be read back")
        return []


def _show(request: HttpRequest, failure: Failure, bare: bool = False) -> HttpResponse:
    typed = answers(request)
    context = {"title": failure.title, "failure": failure, "answers": typed}
    for frame in (BareFrame(request),) if bare else (Frame(request), BareFrame(request)):
        try:
            text = draw(request, "web/failure.jinja", frame=frame, **context)
            return HttpResponse(text, status=failure.status)
        except Exception:  # a page about a failure must not fail
            log.exception("the page for %s could not be drawn", failure.status)
    return HttpResponse(_bare(failure, typed), status=failure.status)


BARE = Markup(
    '<!doctype html><html lang="en-GB"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title><main><h1>{title}</h1>'
    "{says}{kept}<p>{phone}</p></main></html>"
)


def _bare(failure: Failure, typed: list[Answer]) -> Markup:
    """The page as plain HTML, with nothing but what is in this file."""
    kept = Markup("").join(Markup("<h2>{}</h2><pre>{}</pre>").format(each.label, each.text) for each in typed)
    return BARE.format(
        title=failure.title,
        says=Markup("").join(Markup("<p>{}</p>").format(line) for line in failure.says),
        kept=Markup("<p>{}</p>{}").format(failure.kept, kept) if typed else "",
        phone=f"Ring {UNKNOWN.name}: the number is on your council’s website and on your emergency card.",
    )
