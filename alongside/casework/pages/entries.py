"""The page of one entry, such as a task or a note: what is recorded, and one thing at a time that can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from alongside.people.pages.about import draw
from alongside.people.pages.asking import said
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.web.door import ActorRequest, SeeOther
from alongside.web.forms import Form

Says = Callable[[Form], Mapping[str, Any]]


class Press(Form):
    """A deed that asks nothing: the button says it all."""


def entry(
    request: ActorRequest,
    person: Sheet,
    deeds: Mapping[str, Deed],
    *,
    key: int,
    version: int | None,
    title: str,
    aside: Sequence[tuple[str, Any]],
    back: str,
    initial: Mapping[str, Any] | None = None,
    ready: Callable[[Form], None] | None = None,
    says: Says = said,
    template: str = "casework/entry.jinja",
    **context: Any,
) -> HttpResponse:
    """Draw the entry with the deeds that are possible now, or do the one that was sent (`?do=`) and go `back`.

    `says` turns a form's answers into what the action takes; `ready` fills the lists of a form.
    """
    deed = deeds.get(request.GET.get("do", "")) or next(iter(deeds.values()), None)
    form = None
    if deed is not None:
        given = {} if version is None else {"version": version}
        form = deed.form.of(request, initial=initial, **given)
        if ready is not None:
            ready(form)
        if form.is_valid():
            sent = {} if version is None else {"version": form.version}
            deed.act(key, by=request.actor, key=form.key, **sent, **says(form))
            return SeeOther(back)
    choices = [(each.heading, f"?do={name}#do", each is deed) for name, each in deeds.items()]
    return draw(
        request,
        template,
        person,
        title=title,
        aside=aside,
        deed=deed,
        form=form,
        choices=choices,
        back=back,
        **context,
    )
