"""The columns of a waiting list, and what can be done from a row."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.language import ANY_OPEN, Move, Pathway
from alongside.pathways.queries.journey_moves import label_of
from alongside.pathways.queries.journey_moves import slug as in_address
from alongside.pathways.queries.list_rows import Change, WaitingRow
from alongside.pathways.rules.moving import may_play
from alongside.records.actors import Actor
from alongside.web.door import link
from alongside.web.formats import count, short_day
from alongside.web.tables import Column, safe

# A cell of several pieces: on a telephone they stand together beside the column's name.
TOGETHER = Markup("<span>{}{}{}</span>")
UNSEEN = "Somebody whose record is restricted"
_LATE = ' <strong class="govuk-tag govuk-tag--red">Late</strong>'
_OVER = ' <strong class="govuk-tag govuk-tag--red">Over target</strong>'
_NOT_SEEN = ' <strong class="govuk-tag govuk-tag--yellow">Allocated, not yet seen</strong>'
_TICK = (
    '<div class="govuk-checkboxes__item govuk-checkboxes--small app-tick"><input class="govuk-checkboxes__input"'
    ' type="checkbox" name="item" value="{0}.{1}" id="item-{0}"><label class="govuk-label govuk-checkboxes__label"'
    ' for="item-{0}"><span class="govuk-visually-hidden">Select {2}</span></label></div>'
)
_CHANGED = (
    '<div>{}<details class="app-row-more"><summary>Priority changed {}<span class="govuk-visually-hidden">, {}</span>'
    "</summary><ol>{}</ol></details></div>"
)
_MENU = (
    '<details class="app-row-menu"><summary>Do<span class="govuk-visually-hidden"> something for {}</span></summary>'
    "<ul>{}</ul></details>"
)


def _tick(row: WaitingRow) -> Markup:
    return Markup(_TICK.format(row.journey_id, row.version, safe(row.person or UNSEEN)))  # noqa: S704 escaped


def address(row: WaitingRow) -> str:
    """The page of the work, where it is about somebody."""
    if not row.person_id:
        return ""
    return link("pathways.journey", person_id=row.person_id, journey_id=row.journey_id)


def _person(row: WaitingRow) -> Markup:
    return Markup(f'<a class="govuk-link" href="{address(row)}">{safe(row.person or UNSEEN)}</a>')  # noqa: S704


def _why(row: WaitingRow) -> Markup | str:
    """Why here; and how the priority came to be what it is."""
    if not row.changes:
        return row.why
    items = "".join(map(_change, row.changes))
    times = "once" if len(row.changes) == 1 else f"{len(row.changes)} times"
    return Markup(_CHANGED.format(safe(row.why), times, safe(row.person or UNSEEN), items))  # noqa: S704 escaped


def _change(each: Change) -> str:
    bands = f"from “{safe(each.was)}” to “{safe(each.now)}”"
    by = f' <span class="app-quiet">{safe(each.by)}</span>' if each.by else ""
    return f"<li>{short_day(each.on)}, {bands}: {safe(each.why)}{by}</li>"


def _waiting(row: WaitingRow) -> Markup:
    paused = f" ({count(row.paused, 'day')} of them on hold)" if row.paused else ""
    return Markup(f"<span>{count(row.days, 'day')}{paused}{_OVER if row.over else ''}</span>")  # noqa: S704


def _contact(row: WaitingRow) -> Markup:
    """The next contact; and the day by which somebody looks at the risk again."""
    parts = [f"{short_day(row.contact_on)}{_LATE if row.contact_late else ''}"] if row.contact_on else []
    if row.risk_on:
        late = _LATE if row.risk_late else ""
        parts.append(f'<span class="app-quiet">Look at the risk by {short_day(row.risk_on)}</span>{late}')
    return Markup(f"<span>{'<br>'.join(parts)}</span>") if parts else Markup()  # noqa: S704 dates


def _meanwhile(row: WaitingRow) -> str:
    return ". ".join(part for part in (row.interim, f"On hold: {row.held}" if row.held else "") if part)


def _owner(row: WaitingRow) -> Markup:
    """Whoever has it. A name on the list of those to be first seen is not yet somebody who was there."""
    return Markup(f"<span>{safe(row.owner)}{_NOT_SEEN if row.unseen else ''}</span>")  # noqa: S704 escaped


SELECT = Column("", "Select", show=_tick)
WAITING = (
    Column("", "Person", show=_person, header=True),
    Column("priority", "Priority"),
    Column("", "Why here", show=_why),
    Column("", "Waiting", show=_waiting),
    Column("", "Next contact", show=_contact),
    Column("", "While waiting", show=_meanwhile),
    Column("", "With", show=_owner),
)


def doing(pathway: Pathway, actor: Actor) -> Column:
    """The column of what this reader can do from a row: allocate, rank, hold, close."""
    known: dict[tuple[str, bool], Sequence[tuple[str, str]]] = {}

    def cell(row: WaitingRow) -> Markup:
        key = (row.stage, bool(row.held))
        if key not in known:
            known[key] = [*_steps(pathway, row.stage, actor), *_deeds(pathway, key[1], actor)]
        base = address(row)
        if not base or not known[key]:
            return Markup()
        items = "".join(
            f'<li><a class="govuk-link" href="{base}{to}">{words}</a></li>' for to, words in known[key]
        )
        return Markup(_MENU.format(safe(row.person or UNSEEN), items))  # noqa: S704 escaped

    return Column("", "Do", show=cell)


def _steps(pathway: Pathway, stage: str, actor: Actor) -> list[tuple[str, str]]:
    """Steps from this stage that say how urgent it is or put it into somebody's hands, and those that end it."""
    if stage not in pathway.stages:
        return []
    return [
        (f"move/{in_address(key)}/", str(safe(label_of(pathway, key))))
        for key, move in pathway.moves_from(stage)
        if "priority" in move.sets or move.allocates or _closes(pathway, move)
        if may_play(move, actor.duties)
    ]


def _closes(pathway: Pathway, move: Move) -> bool:
    """Whether a step ends the work without what was asked for: from wherever it stands, or with a reason."""
    return pathway.ends(move.to) and (ANY_OPEN in move.origin or isinstance(move.reason, dict))


def _deeds(pathway: Pathway, held: bool, actor: Actor) -> list[tuple[str, str]]:
    ranks = pathway.priorities and access.ranks(actor, pathway)
    found = [("prioritise/", "Set how urgent it is")] if ranks else []
    return [*found, ("release/", "Go on with it") if held else ("hold/", "Put on hold")]
