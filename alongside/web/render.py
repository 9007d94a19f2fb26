"""Drawing pages: `render(request, "people/show.jinja", person=row)`.

Two Jinja2 environments. Ours fails on an unknown name (StrictUndefined), so a page never shows a blank where
a fact should be. The GOV.UK macros expect forgiving names and are compiled in their own (`govuk`); here they
are globals (`govukButton({...})`). Compiled templates stay in the process.
"""

from collections.abc import MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input_lazy
from django.templatetags.static import static
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as JinjaFrame
from markupsafe import Markup

from alongside.web import formats
from alongside.web.door import Page, link
from alongside.web.form_drawing import error_summary, form_field, form_fields, form_hidden
from alongside.web.forms import Form
from alongside.web.frame import Frame, Head, House
from alongside.web.govuk import macros
from alongside.web.tables import safe, table_body


def render(request: HttpRequest, template: str, /, status: int = 200, **context: Any) -> HttpResponse:
    """A page from a template. Its title is `title=`, or what the page was published with."""
    return HttpResponse(draw(request, template, **context), status=status, charset="utf-8")


def draw(request: Any, template: str, /, **context: Any) -> Markup:
    """The text of `render` without a response round it. Raises UndefinedError on an unknown name."""
    forms = [value for value in context.values() if isinstance(value, Form)]
    for form in forms:
        form.request = request
    context.setdefault("title", _published_title(request))
    context["error_prefix"] = "Error: " if any(form.is_bound and form.errors for form in forms) else ""
    context["request"] = request
    context.setdefault("frame", Frame(request))
    context["csrf_input"] = csrf_input_lazy(request)
    return Markup(environment().get_template(template).render(context))  # noqa: S704 escaped by Jinja2


def piece(template: str, frame: House | Head, keep: bool = True) -> Markup:
    """A part of the layout that depends on nothing but `frame`, drawn once. Not kept: what holds words of a search."""
    return _piece(template, frame) if keep else _piece.__wrapped__(template, frame)


@lru_cache(maxsize=2_000)
def _piece(template: str, frame: House | Head) -> Markup:
    return Markup(environment().get_template(template).render(frame=frame))  # noqa: S704 escaped by Jinja2


def component(name: str, /, *given: Any, **named: Any) -> Markup:
    """One of the macros of `web/components.jinja`, drawn outside a template."""
    drawn: Markup = getattr(environment().get_template("web/components.jinja").module, name)(*given, **named)
    return drawn


class _Code(CodeGenerator):
    """Jinja2's, but most texts need no escaping, and to find that out costs less than to do it."""

    def _output_child_pre(self, node: nodes.Expr, frame: JinjaFrame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.safe(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Ours(Environment):
    code_generator_class = _Code
    safe = staticmethod(safe)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # One plain dict: Jinja2's chain of two is walked through, name by name, each time a template is drawn.
        return {**self.globals, **(d or {})}


@cache
def environment() -> Environment:
    """Our templates: every room's `templates/`, strict about names, escaping everything."""
    ours = _Ours(
        loader=FileSystemLoader([Path(room.path) / "templates" for room in _rooms()]),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=settings.DEBUG,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,  # every template is kept, and the cache without a limit needs no lock
        extensions=["jinja2.ext.do"],
    )
    ours.globals.update(macros())
    ours.globals.update(link=link, static=cache(static))
    ours.globals.update(form_fields=form_fields, form_field=form_field, form_hidden=form_hidden)
    ours.globals.update(error_summary=error_summary, table_body=table_body, piece=piece)
    ours.filters.update(formats.FILTERS)
    return ours


def _rooms() -> list[Any]:
    root = __name__.split(".")[0]
    return [room for room in apps.get_app_configs() if room.name.split(".")[0] == root]


def _published_title(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return match.func.title if match and isinstance(match.func, Page) else ""
