"""Whether a move may be taken now: every reason why not, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from alongside.pathways.language import ENDED, Move, Opening, Pathway
from alongside.pathways.rules.history import Owing, State

# Whoever lives with what was promised: their promises do not end unsaid because the work does.
THEIRS = ("person", "unpaid carer")


def in_the_way(move: Move, holds: Mapping[str, bool | None]) -> list[str]:
    """What must be so first and is not: facts that are false, or not known."""
    return [
        f"{fact}{'' if holds.get(fact) is False else ' (not known)'}"
        for fact in move.needs
        if holds.get(fact) is not True
    ]


def unsettled(pathway: Pathway, state: State, key: str) -> list[Owing]:
    """What the person or their unpaid carer was promised before this step, which would end the work over it.

    Nothing ends over a promise that nobody kept: the step keeps it, or excuses it, or somebody says first why it is
    not owed any more (G-01, G-55). What the step itself promises, such as a copy, goes on after it.
    """
    move = pathway.moves[key]
    if not pathway.ends(move.to):
        return []
    said = {key, ENDED, *move.says}
    return [each for each in state.open_promises if _of_theirs(each) and not said & _settling(pathway, each)]


def _of_theirs(each: Owing) -> bool:
    return each.owed_to in THEIRS and not each.duty


def _settling(pathway: Pathway, each: Owing) -> set[str]:
    terms = pathway.promises.get(each.name)
    return {*terms.kept_by, *terms.excused_by} if terms is not None else set()


def wrong_stage(pathway: Pathway, state: State, key: str) -> str:
    """Why the move cannot be taken from where the journey stands; "" when it can."""
    if state.stage in pathway.origins(pathway.moves[key]):
        return ""
    here = pathway.stages[state.stage].title
    return f"This stands at “{here}” now. Somebody may have gone on with it: open the page again."


def wrong_time(state: State, at: datetime, now: datetime) -> str:
    """Why a move cannot have happened at this time; "" when it can."""
    if at > now:
        return "This is still to come. Give the day on which it happened."
    if at < state.opened_at:
        return "This is before the work began. Check the date."
    return ""


def same_hands(move: Move, movers: Mapping[str, int | None], worker_id: int | None) -> str:
    """The move that this worker took, who must therefore leave this one to somebody else; "" when there is none.

    `movers` says who took which (queries.hands).
    """
    return next(
        (other for other in move.apart_from if worker_id is not None and movers.get(other) == worker_id), ""
    )


def may_play(move: Move | Opening, duties: Iterable[str]) -> bool:
    """Whether somebody with these duties may take the move, or begin the journey."""
    return not set(move.by).isdisjoint(duties)
