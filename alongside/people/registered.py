"""What the people room registers in the rooms below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from alongside.people import (  # noqa: F401
    checks_organisations,  # access by agreements
    checks_people,  # what is shown follows from what is stated
    named_facts,
    owned,  # alerts pass on when their owner leaves
)
from alongside.people.actions import (  # noqa: F401
    bereavement,  # what follows from a death
    following,  # merged records share who may see them
)
from alongside.people.actions.showing import refresh_differing
from alongside.people.models import Person
from alongside.people.queries import person as people
from alongside.people.queries.doors import glass_until
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.queries.sheet import Sheet, sheet
from alongside.records import clock
from alongside.records.jobs import every
from alongside.records.queries.naming import joins_records, names_records, restricts_records
from alongside.web import formats, navigation
from alongside.web.door import link
from alongside.web.errors import Missing
from alongside.web.render import component


@navigation.banner
def identity_bar(request: Any) -> Markup | None:
    """Who the page is about, on every page with a person in its address."""
    found = getattr(request, "person", None)
    if found is None:
        found = _of_address(request)
    if not isinstance(found, Sheet):
        return None
    bar, until = people.identity(found, clock.today()), glass_until(found, request.actor)
    glass = [_glass(until)] if until else []
    return component(
        "identity_bar",
        bar.name,
        facts=bar.facts,
        warnings=[*glass, *bar.warnings],
        href=link("people.show", person_id=found.id),
        marks=[component("badge", word, colour) for word, colour in bar.marks],
    )


def _glass(until: datetime) -> str:
    return f"You broke the glass: open to you until {formats.clock(until)} on {formats.day(until)}"


def _of_address(request: Any) -> object:
    """The person in the address of a page that did not read the sheet itself, as the reader may see them."""
    match = getattr(request, "resolver_match", None)
    person_id = match.kwargs.get("person_id") if match else None
    return sheet(person_id, request.actor) if person_id and request.actor else None


@names_records
def names(record_ids: Iterable[int]) -> Mapping[int, str]:
    """What records are called on the pages of the records room that list them, for those who may open those pages."""
    rows = Person.objects.for_system("pages that list records are for those who guard them")
    return dict(rows.filter(pk__in=list(record_ids)).order_by("pk").values_list("pk", "name"))


@joins_records
def joined(record_id: int) -> Iterable[int]:
    """Records that were merged: whoever asks who read one asks of all."""
    try:
        return ids_of(root_of(record_id))
    except Missing:
        return ()


@restricts_records
def restriction(record_id: int) -> str:
    """The page of a restriction, for the list that the restricted-records officer works through."""
    return link("people.restriction", person_id=record_id)


@every("people as shown", minutes=12 * 60)
def _as_shown() -> None:
    """A name or home that begins today is shown from today."""
    refresh_differing()
