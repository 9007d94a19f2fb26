"""Whether the clocks of a pathway can run: what starts, stops, opens and keeps them, and how long they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from alongside.council.faults import Loc
from alongside.pathways.language import Limit, Pathway, Since
from alongside.pathways.reader.blaming import Blaming


def check(pathway: Pathway, moments: Collection[str], note: Blaming) -> None:
    """Check the waits, what is owed while they run, and the promises against the moments that can be."""

    def look_up(loc: Loc, words: Iterable[str]) -> None:
        note.look_up(loc, words, moments, "move or happening")

    for key, stage in pathway.stages.items():
        _since(("stages", key), stage.since, moments, note)
    for key, wait in pathway.waits.items():
        loc: Loc = ("waits", key)
        look_up((*loc, "starts"), wait.starts)
        look_up((*loc, "stops"), wait.stops)
        limit(pathway, (*loc, "target"), wait.target, note)
    for key, duty in pathway.while_waiting.items():
        loc = ("while waiting", key)
        note.look_up((*loc, "during"), [duty.during], pathway.waits, "wait")
        look_up((*loc, "kept by"), duty.kept_by)
        limit(pathway, (*loc, "every"), duty.every, note)
    for key, promise in pathway.promises.items():
        loc = ("promises", key)
        look_up((*loc, "opens"), promise.opens)
        look_up((*loc, "kept by"), promise.kept_by)
        look_up((*loc, "excused by"), promise.excused_by)
        look_up((*loc, "resumes"), promise.resumes)
        limit(pathway, (*loc, "within"), promise.within, note)
        _since(loc, promise.since, moments, note)
        if promise.since is not None and promise.resumes:
            wrong = "a clock that the law stops is counted from what opened it"
            note.blame((*loc, "since"), wrong, "Remove “since”, or “resumes”")
    _apart(pathway, note)


def limit(pathway: Pathway, loc: Loc, said: Limit | None, note: Blaming) -> None:
    """A length of time for each priority speaks of all of them, and of no other."""
    if not isinstance(said, dict):
        return
    note.look_up(loc, said, pathway.priorities, "priority")
    missing = [key for key in pathway.priorities if key not in said]
    if missing:
        wrong = f"no length of time is written for the priority {', '.join(missing)}"
        note.blame(loc, wrong, "Write one for each priority, or one for all")


def _since(loc: Loc, since: Since | None, moments: Collection[str], note: Blaming) -> None:
    """From when a time is counted: moments that there are, and one way to choose between them."""
    if since is None:
        return
    note.look_up((*loc, "since"), since.names, moments, "move or happening")
    if bool(since.later_of) == bool(since.earlier_of):
        wrong = "this says neither the later nor the earlier of some moments, or both"
        note.blame((*loc, "since"), wrong, "Write one moment, or one of `later of` and `earlier of`")


def _apart(pathway: Pathway, note: Blaming) -> None:
    """A promise and a duty of one name could not be told apart in what is stored."""
    for key in pathway.promises.keys() & pathway.while_waiting.keys():
        wrong = f"“{key}” is both a promise and something owed while waiting"
        note.blame(("promises", key), wrong, "Give one of them another name")
    seen: dict[str, str] = {}
    for key in pathway.waits:
        slug = key.replace(" ", "-")
        if slug in seen:
            wrong = f"“{key}” and “{seen[slug]}” would have one address"
            note.blame(("waits", key), wrong, "Give one of them another name")
        seen[slug] = key
