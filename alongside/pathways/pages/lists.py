"""Waiting lists: all of them, and each with who waits, how long, why, and what is owed meanwhile."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple, Self

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.language import Pathway
from alongside.pathways.pages import beside_lists, list_choices
from alongside.pathways.pages.list_columns import SELECT, WAITING, doing
from alongside.pathways.queries import lists as queries
from alongside.pathways.queries import lists_past, saved_views, standing
from alongside.pathways.queries.list_rows import WaitingRow
from alongside.pathways.queries.lists import WaitingList
from alongside.pathways.queries.lists_past import Past
from alongside.pathways.queries.narrowing import Asked, Chosen
from alongside.pathways.queries.standing import Standing
from alongside.pathways.rules.calendar import end_of
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page
from alongside.web.errors import Missing
from alongside.web.render import render
from alongside.web.tables import Column, Paging, changed

READ = ("GET", "HEAD")
RULE = "Those not yet looked at come first, then by priority, then whoever has waited longest."


class Moment(NamedTuple):
    """The day as which something is shown, and the day by which it was known; None: now."""

    on: date | None = None
    as_known: date | None = None

    @classmethod
    def of(cls, request: ActorRequest) -> Self:
        """From `?on=` and `?as_known=`; today, what is still to come, and what is no day mean now."""
        on, known = (_past_day(request.GET.get(name, "")) for name in ("on", "as_known"))
        return cls(on or (clock.today() if known else None), known)

    @property
    def known_at(self) -> datetime | None:
        """The moment by which what is shown had to be known."""
        return end_of(self.as_known) if self.as_known else None

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        named = {"on": self.on, "as_known": self.as_known}
        return {name: day.isoformat() for name, day in named.items() if day}

    @property
    def day(self) -> date:
        """The day as which it is shown."""
        return self.on or clock.today()


def _past_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day < clock.today() else None


def _entry(entry: Standing) -> Markup:
    """The way to a list; the main one of its pathway stands out."""
    address = link(waiting_list, pathway=entry.pathway, wait=queries.slug(entry.wait))
    return (_MAIN if entry.headline else _FURTHER).format(address, entry.title)


_MAIN = Markup('<a class="govuk-link" href="{}">{}</a>')
_FURTHER = Markup('<a class="govuk-link app-further" href="{}">{}</a>')


EVERY = (
    Column("of", "Work"),
    Column("", "List", show=_entry, header=True),
    Column("spread.count", "Still waiting", kind="number"),
    Column("spread.median", "Half wait this or more", kind="number", missing="–"),
    Column("spread.percentile_90", "Nine in ten, at most", kind="number", missing="–"),
    Column("spread.longest", "Longest", kind="number", missing="–"),
    Column("over", "Over target", kind="number"),
    Column("given", "Allocated", kind="number", missing="–"),
)


@page("lists/", may=access.overlook, title="Waiting lists", methods=READ)
def lists(request: ActorRequest) -> HttpResponse:
    """Every list, with how many of those whom the reader may see wait on it, now or on a past day."""
    moment = Moment.of(request)
    known = {key: resolved.pathway for key, resolved in queries.pathways().items()}
    found = [
        each
        for each in standing.every(request.actor, moment.day, moment.known_at)
        if each.pathway in known and each.wait in known[each.pathway].waits
    ]
    found.sort(key=lambda each: (each.of, not each.headline))
    return render(
        request,
        "pathways/lists.jinja",
        rows=[each for each in found if each.spread.count],
        quiet=[(each.of, _entry(each)) for each in found if not each.spread.count],
        columns=EVERY,
        moment=moment,
        today=clock.today().isoformat(),
    )


@page("lists/<slug:pathway>/<str:wait>/", may=access.overlook, title="Waiting list", methods=READ)
def waiting_list(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """Who waits for one thing, in the order in which they are to be seen; or who did, on a past day."""
    named = queries.found(pathway, wait)
    if named is None:
        raise Missing
    moment = Moment.of(request)
    seen = _seen(request, Asked(request.actor, *named, Chosen.of(request.GET)), moment)
    saw(request.actor, "pathways.waiting_list", [row.record_id for row in seen.rows], what="list")
    return _drawn(request, seen, moment)


def _seen(request: ActorRequest, asked: Asked, moment: Moment) -> WaitingList:
    paging = Paging.of(request)
    if moment.on is None:
        return queries.waiting_list(asked, paging)
    when = Past(moment.on, moment.known_at)
    return lists_past.waiting_list(asked, when, paging.after or paging.before or 0)


def seen_by(request: ActorRequest, named: tuple[Pathway, str], moment: Moment) -> list[WaitingRow]:
    """Everybody on a list as it is narrowed in the address, whatever the page."""
    asked = Asked(request.actor, *named, Chosen.of(request.GET))
    if moment.on is None:
        return queries.everybody(asked)
    return lists_past.everybody(asked, Past(moment.on, moment.known_at))


def _drawn(request: ActorRequest, seen: WaitingList, moment: Moment) -> HttpResponse:
    terms, now = seen.pathway.waits[seen.wait], moment.on is None
    where: dict[str, Any] = {"pathway": seen.pathway.key, "wait": queries.slug(seen.wait)}
    batch = beside_lists.batch_of(seen.pathway, seen.wait, request.actor) if now else None
    columns = (*WAITING, doing(seen.pathway, request.actor)) if now else WAITING
    return render(
        request,
        "pathways/waiting_list.jinja",
        title=terms.title,
        pathway=seen.pathway,
        target=terms.target if isinstance(terms.target, str) else "",
        by_priority=terms.target is not None and not isinstance(terms.target, str),
        headline=terms.headline,
        figures=seen.figures,
        rows=seen.rows,
        columns=(SELECT, *columns) if batch else columns,
        batch=batch,
        blocks=beside_lists.blocks_of(seen.pathway, seen.wait, request.actor) if now else (),
        rule=RULE,
        back=link(lists),
        views=saved_views.of_list(request.actor, **where),
        ways=[
            (link("pathways.figures", moment.query, **where), "Figures"),
            (link("pathways.export", request.GET, **where), "Export"),
            (link("pathways.saved", request.GET, **where), "Save this view"),
            (link("pathways.help_with", key=seen.pathway.key), "How this work goes"),
        ],
        address=link(waiting_list, **where),
        panel=list_choices.panel(
            seen.pathway, seen.wait, request.GET, request.path, clock.today().isoformat()
        ),
        narrowed=any(Chosen.of(request.GET)),
        moment=moment,
        earlier=changed(request.GET, before=seen.before, after=None) if seen.before else "",
        later=changed(request.GET, after=seen.after, before=None) if seen.after else "",
        changed=lambda **given: changed(request.GET, after=None, before=None, **given),
    )


navigation.add("Lists", lists, order=10)
