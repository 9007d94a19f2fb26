"""Waiting lists: all of them, and each with who waits, how long, why, and what is owed meanwhile."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.pages import beside_lists
from alongside.pathways.pages.narrowing import Choice, narrowed
from alongside.pathways.queries import lists as queries
from alongside.pathways.queries.lists import Entry, WaitingList, WaitingRow
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Missing
from alongside.web.formats import count, short_day
from alongside.web.render import component, render
from alongside.web.tables import Column, Paging, changed

READ = ("GET", "HEAD")
UNSEEN = "Somebody whose record is restricted"
# A cell of several pieces: on a telephone they stand together beside the column's name.
TOGETHER = Markup("<span>{}{}{}</span>")
RULE = "Those not yet looked at come first, then by priority, then whoever has waited longest."


def _entry(entry: Entry) -> Markup:
    address = link(waiting_list, pathway=entry.pathway, wait=entry.wait)
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, entry.title)


EVERY = (
    Column("", "List", show=_entry, header=True),
    Column("of", "Of"),
    Column("waiting", "Still waiting", kind="number"),
    Column("longest", "Longest, in days", kind="number", missing="–"),
    Column("over", "Over target", kind="number"),
)


@page("lists/", may=access.see, title="Waiting lists", methods=READ)
def lists(request: ActorRequest) -> HttpResponse:
    """Every list, with how many of those whom the reader may see wait on it."""
    return render(request, "pathways/lists.jinja", rows=queries.every(request.actor), columns=EVERY)


def _person(row: WaitingRow) -> Markup:
    address = (
        link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id) if row.person_id else ""
    )
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.person or UNSEEN)


def _waiting(row: WaitingRow) -> Markup:
    over = Markup(" ") + component("tag", "Over target", "red") if row.over else ""
    paused = f" ({count(row.paused, 'day')} of them on hold)" if row.paused else ""
    return TOGETHER.format(count(row.days, "day"), paused, over)


def _contact(row: WaitingRow) -> Markup | str:
    late = Markup(" ") + component("tag", "Late", "red") if row.contact_late else ""
    return TOGETHER.format(short_day(row.contact_on), late, "") if row.contact_on else ""


def _meanwhile(row: WaitingRow) -> str:
    return ". ".join(part for part in (row.interim, f"On hold: {row.held}" if row.held else "") if part)


def _owner(row: WaitingRow) -> Markup:
    """Whoever has it. A name on the list of those to be first seen is not yet somebody who was there."""
    unseen = Markup(" ") + component("tag", "Allocated, not yet seen", "yellow") if row.unseen else ""
    return TOGETHER.format(row.owner, unseen, "")


_TICK = Markup(
    '<div class="govuk-checkboxes__item govuk-checkboxes--small app-tick"><input class="govuk-checkboxes__input"'
    ' type="checkbox" name="item" value="{0}.{1}" id="item-{0}"><label class="govuk-label govuk-checkboxes__label"'
    ' for="item-{0}"><span class="govuk-visually-hidden">Select {2}</span></label></div>'
)


def _tick(row: WaitingRow) -> Markup:
    return _TICK.format(row.journey_id, row.version, row.person or UNSEEN)


SELECT = Column("", "Select", show=_tick)
WAITING = (
    Column("", "Person", show=_person, header=True),
    Column("priority", "Priority"),
    Column("why", "Why here"),
    Column("", "Waiting", show=_waiting),
    Column("", "Next contact", show=_contact),
    Column("", "While waiting", show=_meanwhile),
    Column("", "With", show=_owner),
)


@page("lists/<slug:pathway>/<str:wait>/", may=access.see, title="Waiting list", methods=READ)
def waiting_list(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """Who waits for one thing, in the order in which they are to be seen."""
    found = queries.waiting_list(request.actor, pathway, wait, chosen_of(request.GET), Paging.of(request))
    if found is None:
        raise Missing
    saw(request.actor, "pathways.waiting_list", [row.record_id for row in found.rows], what="list")
    terms = found.pathway.waits[found.wait]
    batch = beside_lists.batch_of(found.pathway, found.wait, request.actor)
    return render(
        request,
        "pathways/waiting_list.jinja",
        title=terms.title,
        pathway=found.pathway,
        target=terms.target if isinstance(terms.target, str) else "",
        by_priority=terms.target is not None and not isinstance(terms.target, str),
        headline=terms.headline,
        figures=found.figures,
        rows=found.rows,
        columns=(SELECT, *WAITING) if batch else WAITING,
        batch=batch,
        blocks=beside_lists.blocks_of(found.pathway, found.wait, request.actor),
        rule=RULE,
        back=link(lists),
        narrow=narrowed(request, _choices(found)),
        earlier=changed(request.GET, before=found.before, after=None) if found.before else "",
        later=changed(request.GET, after=found.after, before=None) if found.after else "",
    )


def chosen_of(asked: QueryDict) -> queries.Chosen:
    """What a list is narrowed to, by the query of its address."""
    return queries.Chosen(
        team=asked.get("team", ""),
        ward=asked.get("ward", ""),
        priority=asked.get("priority", ""),
        given=asked.get("given", ""),
    )


def _choices(found: WaitingList) -> list[Choice]:
    bands = {key: band.title for key, band in found.pathway.priorities.items()}
    priorities = bands | {"none": "Not yet looked at"} if bands else {}
    headline = found.pathway.waits[found.wait].headline
    given = {
        queries.GIVEN: "Allocated, not yet seen" if headline else "Allocated",
        queries.NOT_GIVEN: "Not allocated",
    }
    return [
        Choice("team", "Team", "Every team", found.teams),
        Choice("ward", "Ward", "Every ward", found.wards),
        Choice("priority", "Priority", "Every priority", priorities),
        Choice("given", "Allocated", "Either", given),
    ]


navigation.add("Lists", lists, order=10)
