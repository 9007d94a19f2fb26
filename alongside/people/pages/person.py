"""The person's page: everything somebody who has never heard of them needs in a minute, and the way to the rest."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.people import access
from alongside.people.pages import lines, now, sifting
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.blocks import blocks
from alongside.people.queries import around, beside, chronology
from alongside.people.queries import person as queries
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link
from alongside.web.tables import changed

AT_ONCE = 50
_ORDER = "chronology"
OLDEST, NEWEST = "oldest", "newest"


@about("", may=access.see, title="Person")
def show(request: ActorRequest, person: Sheet) -> HttpResponse:
    """One person, now: who they are, how to speak to them, who matters, where they are, what happened."""
    today = clock.today()
    order, kind, text = _order(request), request.GET.get("kind", ""), request.GET.get("text", "").strip()
    known = beside.rows(person, request.actor)
    more = [row.id for row in known.get(beside.RECORD, ())]
    if more:
        saw(request.actor, "people.show", more)
    events = chronology.rows(
        [*person.record_ids, *more],
        actor=request.actor,
        newest_first=order == NEWEST,
        sift=sifting.sifted(kind, known),
        text=text,
        limit=_limit(request),
    )
    said, may_change = queries.minute(person, today), access.change(request.actor)
    return draw(
        request,
        "people/person.jinja",
        person,
        title=person.name,
        summary=said.text,
        now=now.lines(person, known),
        blocks=blocks(person.id, said, around.ways(person, today), may_change),
        facts=lines.facts(said.facts, person.id, may_change),
        unknown=lines.unknown(said.facts, person.id, may_change),
        number=queries.number(person),
        born=queries.born(person, today),
        events=lines.events(events, person.id),
        order=order,
        flip=changed(request.GET, order=OLDEST if order == NEWEST else NEWEST),
        kinds=sifting.options(kind),
        kind=kind,
        text=text,
        every=changed(request.GET, all="1") if len(events) == AT_ONCE else "",
        address=link(show, person_id=person.id),
    )


def _order(request: ActorRequest) -> str:
    """The order asked for, which is remembered until the reader signs out; else the one remembered."""
    asked = request.GET.get("order", "")
    if asked in {OLDEST, NEWEST}:
        if request.session.get(_ORDER, NEWEST) != asked:
            request.session[_ORDER] = asked
        return asked
    return str(request.session.get(_ORDER, NEWEST))


def _limit(request: ActorRequest) -> int:
    return 100_000 if request.GET.get("all") else AT_ONCE


tab("Overview", show, order=10)
