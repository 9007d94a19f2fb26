"""What a waiting list can be narrowed by: what the council and the pathway know of, whoever is on the list just now."""

from __future__ import annotations

from functools import lru_cache

from django.http import QueryDict
from markupsafe import Markup

from alongside import council
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.pages.narrowing import Choice, narrowed_by
from alongside.pathways.queries import narrowing, teams
from alongside.pathways.queries.seeing import until_seen
from alongside.people.queries.words import choices
from alongside.web.render import environment

UNSORTED = {narrowing.UNSORTED: "Not yet looked at"}


def panel(pathway: Pathway, wait: str, query: QueryDict, path: str, today: str) -> Markup:
    """The panel of filters. Drawn once a day for what was chosen: it holds no word about anybody."""
    asked = query.copy()
    for place in ("after", "before"):
        asked.pop(place, None)
    definition = library.current().resolved(pathway.key).hash
    return _panel(id(council.current()), definition, wait, asked.urlencode(), path, today)


@lru_cache(maxsize=500)
def _panel(_council: int, definition: str, wait: str, query: str, path: str, today: str) -> Markup:
    [pathway] = [each.pathway for each in library.current().pathways.values() if each.hash == definition]
    narrow = narrowed_by(QueryDict(query), _choices(pathway, wait))
    drawn: Markup = (
        environment()
        .get_template("pathways/list_panel.jinja")
        .module.panel(  # type: ignore[attr-defined]
            narrow, QueryDict(query), path, today
        )
    )
    return drawn


def _choices(pathway: Pathway, wait: str) -> list[Choice]:
    here = council.current()
    bands = {key: band.title for key, band in pathway.priorities.items()}
    given = "Allocated, not yet seen" if until_seen(pathway, wait) else "Allocated"
    return [
        Choice(
            "team",
            "Team",
            "Every team",
            {t.key: t.title for kind in pathway.team for t in teams.of_kind(kind)},
        ),
        Choice("ward", "Ward", "Every ward", {ward.code: ward.name for ward in here.wards}),
        Choice("neighbourhood", "Neighbourhood", "Everywhere", {n.key: n.title for n in here.neighbourhoods}),
        Choice("priority", "Priority", "Every priority", bands | UNSORTED if bands else {}),
        Choice(
            "given", "Allocated", "Either", {narrowing.GIVEN: given, narrowing.NOT_GIVEN: "Not allocated"}
        ),
        Choice("over", "Over target", "Either", {"yes": "Over target"}),
        Choice("origin", "Asked for by", "Anybody", dict(choices("came-by"))),
        Choice("ethnicity", "Ethnicity", "Every ethnic group", dict(choices("ethnicity"))),
        Choice("language", "Speaks", "Every language", dict(choices("language"))),
        Choice(
            "begun",
            "Begun",
            "Anywhere",
            {
                narrowing.HERE: "In Alongside",
                narrowing.ELSEWHERE: "Elsewhere, and brought in",
            },
        ),
        Choice("least", "Days waited, at least", "", {}),
        Choice("most", "Days waited, at most", "", {}),
    ]
