"""Waiting lists: all of them, and each with who waits, how long, why, and what is owed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple, Self

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.language import Pathway
from alongside.pathways.pages import beside_lists, list_choices
from alongside.pathways.pages.list_columns import SELECT, WAITING, doing
from alongside.pathways.pages.meaning import meaning
from alongside.pathways.queries import lists as queries
from alongside.pathways.queries import lists_past, saved_views, standing
from alongside.pathways.queries.list_rows import WaitingRow
from alongside.pathways.queries.lists import WaitingList
from alongside.pathways.queries.lists_past import Past
from alongside.pathways.queries.narrowing import GIVEN, Asked, Chosen
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
    def until(self) -> tuple[date, datetime | None]:
        """The day as which it is shown, and the moment by which it had to be known."""
        return self.day, self.known_at

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


def _every(moment: Moment, *, of_council: bool) -> tuple[Column, ...]:
    """A row for each list: every number leads to those whom it counts, as they stood on the same day.

    A list counted for the whole council leads to its figures, which are of the whole council, too.
    """
    leads_to = _figures_of if of_council else _address

    def number(title: str, of: str, **chosen: str) -> Column:
        def linked(entry: Standing) -> Markup | str:
            value = attrgetter(of)(entry)
            if not value:
                return "–" if value is None else "0"
            asked = {name: str(value) if what == THIS else what for name, what in chosen.items()}
            return _NUMBER.format(_address(entry, moment, **asked), value)

        return Column("", title, kind="number", show=linked)

    return (
        Column("of", "Work"),
        Column("", "List", show=lambda entry: _entry(entry, leads_to(entry, moment)), header=True),
        number("Still waiting", "spread.count"),
        number("Half wait this or more", "spread.median", least=THIS),
        number("Nine in ten, at most", "spread.percentile_90", most=THIS),
        number("Longest", "spread.longest", least=THIS),
        number("Over target", "over", over="yes"),
        number("Allocated", "given", given=GIVEN),
    )


def _entry(entry: Standing, address: str) -> Markup:
    """The way to a list; the main one of its pathway stands out."""
    return (_MAIN if entry.headline else _FURTHER).format(address, entry.title)


def _figures_of(entry: Standing, moment: Moment) -> str:
    """The address of a list's figures."""
    return link("pathways.figures", moment.query, pathway=entry.pathway, wait=queries.slug(entry.wait))


def _address(entry: Standing, moment: Moment, **chosen: str) -> str:
    where: dict[str, Any] = {"pathway": entry.pathway, "wait": queries.slug(entry.wait)}
    return link(waiting_list, {**moment.query, **chosen}, **where)


THIS = "this number of days"
_MAIN = Markup('<a class="govuk-link" href="{}">{}</a>')
_FURTHER = Markup('<a class="govuk-link app-further" href="{}">{}</a>')
_NUMBER = Markup('<a class="govuk-link" href="{}">{:,}</a>')


@page("lists/", may=access.overlook, title="Waiting lists", methods=READ)
def lists(request: ActorRequest) -> HttpResponse:
    """Every list, with how many of those whom the reader may see wait on it, now or on a past day.

    Who plans may count the whole council, and is shown that first where nobody whom they may see waits.
    """
    moment, actor = Moment.of(request), request.actor
    whose, may_count = request.GET.get("whose", ""), access.counts(actor)
    found = [] if may_count and whose == COUNCIL else _in_force(standing.every(actor, *moment.until))
    of_council = may_count and (
        whose == COUNCIL or (not whose and not any(each.spread.count for each in found))
    )
    if of_council:
        found = _in_force(standing.of_council(actor, *moment.until))
    return render(
        request,
        "pathways/lists.jinja",
        rows=[each for each in found if each.spread.count],
        quiet=[(each.of, _entry(each, _address(each, moment))) for each in found if not each.spread.count],
        columns=_every(moment, of_council=of_council),
        moment=moment,
        today=clock.today().isoformat(),
        of_council=of_council,
        others=changed(request.GET, whose=MINE if of_council else COUNCIL) if may_count else "",
    )


COUNCIL, MINE = "council", "mine"


def _in_force(found: Sequence[Standing]) -> list[Standing]:
    """Of the definitions in force, by kind of work, its main list first."""
    known = {key: resolved.pathway for key, resolved in queries.pathways().items()}
    there = [each for each in found if each.pathway in known and each.wait in known[each.pathway].waits]
    return sorted(there, key=lambda each: (each.of, not each.headline))


@page("lists/<slug:pathway>/<str:wait>/", may=access.overlook, title="Waiting list", methods=READ)
def waiting_list(request: ActorRequest, pathway: str, wait: str) -> HttpResponse:
    """Who waits for one thing, in the order in which they are to be seen; or who did, on a past day."""
    named = queries.found(pathway, wait)
    if named is None:
        raise Missing
    moment = Moment.of(request)
    asked = Asked(request.actor, *named, Chosen.of(request.GET))
    seen = _seen(request, asked, moment)
    saw(request.actor, "pathways.waiting_list", [row.record_id for row in seen.rows], what="list")
    return _drawn(request, asked, seen, moment)


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


def _drawn(request: ActorRequest, asked: Asked, seen: WaitingList, moment: Moment) -> HttpResponse:
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
        meaning=meaning(seen.pathway, seen.wait),
        figures=seen.figures,
        rows=seen.rows,
        columns=(SELECT, *columns) if batch else columns,
        batch=batch,
        blocks=beside_lists.blocks_of(asked) if now else (),
        rule=RULE,
        back=link(lists),
        views=saved_views.of_list(request.actor, **where),
        ways=[
            (link("pathways.figures", {**moment.query, **_ranked(asked)}, **where), "Figures"),
            (link("pathways.export", request.GET, **where), "Export"),
            (link("pathways.saved", request.GET, **where), "Save this view"),
            (link("pathways.help_with", key=seen.pathway.key), "How this work goes"),
        ],
        address=link(waiting_list, **where),
        panel=list_choices.panel(
            seen.pathway, seen.wait, request.GET, request.path, clock.today().isoformat()
        ),
        narrowed=any(asked.chosen),
        moment=moment,
        earlier=changed(request.GET, before=seen.before, after=None) if seen.before else "",
        later=changed(request.GET, after=seen.after, before=None) if seen.after else "",
        changed=lambda **given: changed(request.GET, after=None, before=None, **given),
    )


def _ranked(asked: Asked) -> dict[str, str]:
    """What of the narrowing the figures can be narrowed to as well."""
    return {"priority": asked.chosen.priority} if asked.chosen.priority else {}


navigation.add("Lists", lists, order=10)
