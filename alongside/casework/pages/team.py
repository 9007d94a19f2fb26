"""The team's list: every open piece of work, whose it is, and what each member carries."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.queries import giving
from alongside.casework.queries import team as queries
from alongside.casework.queries.team import LATE, NOBODY, NOT_SEEN, Member, TeamRow, Wanted
from alongside.records.audit.reading import saw
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, page
from alongside.web.errors import Missing
from alongside.web.render import render
from alongside.web.tables import Column, changed

_LATE = Markup(' <strong class="govuk-tag govuk-tag--red">Late</strong>')
_NOT_SEEN = Markup('<br><span class="app-quiet">Allocated, not yet seen</span>')
_TICK = Markup(
    '<div class="govuk-checkboxes--small app-tick"><div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" type="checkbox" name="item" value="{0}" id="item-{1}">'
    '<label class="govuk-label govuk-checkboxes__label" for="item-{1}">'
    '<span class="govuk-visually-hidden">Select {2}, {3}</span></label></div></div>'
)
STATES = ((NOBODY, "In nobody’s own hands"), (NOT_SEEN, "Allocated, not yet seen"), (LATE, "Late"))


def _tick(row: TeamRow) -> Markup:
    return _TICK.format(row.ticked, row.id, row.pathway, row.person or "no person")


def _owner(row: TeamRow) -> Markup:
    return Markup("<span>{}{}</span>").format(row.owner, _NOT_SEEN if row.not_seen else "")


def _next(row: TeamRow) -> Markup:
    return Markup("<span>{}{}</span>").format(row.next_step, _LATE if row.late else "")


WORK = (
    Column("person", "Person", link="href", header=True, missing="Nobody"),
    Column("pathway", "Work"),
    Column("stage", "Where it stands"),
    Column("priority", "P", kind="number", missing=""),
    Column("", "Owner", show=_owner),
    Column("days", "Days", kind="number"),
    Column("", "Next", show=_next),
    Column("next_on", "By", kind="date"),
)
SELECT = Column("", "Select", show=_tick)


def _load(row: Member) -> str:
    agreed = f" of {row.load.agreed} agreed" if row.load.agreed is not None else ""
    above = f", {row.load.above} above" if row.load.above else ""
    return f"{row.load.open}{agreed}{above}"


MEMBERS = (
    Column("name", "Worker", header=True),
    Column("", "Carries", show=_load),
    Column("", "Late", show=lambda row: str(row.late.own) if row.late.own else ""),
    Column("away", "Away"),
)


@page("team/", may=access.overlook, title="Team", methods=("GET", "HEAD"))
def team(request: ActorRequest) -> HttpResponse:
    """The work of one of the reader's teams; whoever allocates ticks and gives it."""
    actor, asked = request.actor, request.GET
    teams = queries.teams_of(actor)
    key = asked.get("team", "") or (teams[0][0] if teams else "")
    if key not in dict(teams):
        if not teams:
            return render(request, "casework/no_team.jinja", title="Team")
        raise Missing
    wanted = Wanted(
        asked.get("owner", ""),
        asked.get("pathway", ""),
        asked.get("state", ""),
        _number(asked.get("from", "")),
    )
    found = queries.team(key, actor, wanted)
    saw(actor, "casework.team", found.record_ids, what="list")
    may_give = access.allocate(actor)
    return render(
        request,
        "casework/team.jinja",
        title=found.title,
        found=found,
        teams=[(title, changed(asked, **{"team": each, "from": None}), each == key) for each, title in teams],
        columns=(SELECT, *WORK) if may_give else WORK,
        member_columns=MEMBERS,
        may_give=may_give,
        receivers=giving.receivers(actor) if may_give else (),
        wanted=wanted,
        states=[(each, title, found.counts[each]) for each, title in STATES],
        owners=[(f"worker:{each.id}", each.name) for each in found.members],
        of_team=formats.count(found.of_team, "piece of late work is", "pieces of late work are"),
        earlier=changed(asked, **{"from": max(0, wanted.skip - queries.A_PAGE) or None})
        if wanted.skip
        else "",
        later=changed(asked, **{"from": wanted.skip + queries.A_PAGE}) if found.more else "",
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


navigation.add("Team", team, order=2)
