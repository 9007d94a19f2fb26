"""A pathway told to whoever works along it: what it is for, its stages, moves, clocks and promises, and its stories.

One description, drawn on the help page and written into docs/: they cannot tell two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alongside.forms import library as form_library
from alongside.messages import library as letters
from alongside.pathways import happenings
from alongside.pathways.drawing.diagram import label, origins
from alongside.pathways.drawing.stories import Story, stories
from alongside.pathways.language import (
    ENDED,
    OF,
    OPENED,
    Duty,
    Limit,
    Move,
    Pathway,
    Promise,
    Since,
    length,
    urgently,
)
from alongside.pathways.queries.askers import SOMEBODY
from alongside.records.facts import facts
from alongside.web.formats import day

NOTHING = "—"


@dataclass(frozen=True)
class Table:
    """Rows under a title; `says` is what the reader should know first, `named_by` the column that names a row."""

    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    named_by: int = 0


@dataclass(frozen=True)
class Description:
    """All that is said of a pathway, besides its picture."""

    key: str
    title: str
    purpose: str
    about: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    stories: tuple[Story, ...]


def describe(pathway: Pathway, titles: Mapping[str, str]) -> Description:
    """Tell a pathway in words. `titles` are those of the other pathways, by key."""
    words = _Words(pathway)
    tables = (
        _stages(pathway, words),
        _moves(pathway, words),
        _waits(pathway, words),
        _while_waiting(pathway, words),
        _promises(pathway, words),
        _priorities(pathway),
        _who_may(pathway),
        _happenings(pathway),
    )
    return Description(
        pathway.key,
        pathway.title,
        pathway.purpose,
        tuple(_about(pathway, titles)),
        tuple(table for table in tables if table.rows),
        tuple(stories(pathway)),
    )


def access_rows(pathway: Pathway) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What may be done along the pathway, and the duties that may do it: beginning it first."""
    yield pathway.opening.label, pathway.opening.by
    for key, move in pathway.moves.items():
        yield label(key, move), move.by


def _about(pathway: Pathway, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "About", pathway.about
    yield "Law", pathway.law or ""
    yield "Belongs to", f"the {' or '.join(_spaced(kind) for kind in pathway.team)} team"
    yield "Is begun by", _or(pathway.opening.by)
    yield "Forms", ", ".join(form_library.current(key).title for key in pathway.forms)
    yield "Is seen by nobody but", ", ".join(f"the {_spaced(kind)} team" for kind in pathway.restricted_to)
    yield "When the person dies", ". ".join(_at_death(pathway))
    yield "May lead to", ", ".join(titles.get(key, key) for key in pathway.leads_to)
    yield "The council’s own numbers", ". ".join(pathway.sources)
    yield "Other times", _times(pathway)
    yield "Counts as", ", ".join(f"{name}: {value}" for name, value in pathway.counts_as.items())


def _times(pathway: Pathway) -> str:
    """Where the lengths of time come from that neither a law nor a target sets."""
    if pathway.times is None:
        return ""
    checked = "" if pathway.times.verified else "; not confirmed by the council"
    return f"{pathway.times.source}, since {day(pathway.times.from_on)}{checked}"


def _at_death(pathway: Pathway) -> Iterator[str]:
    """What becomes of it, and from where something is left to do."""
    yield "it goes on" if pathway.survives_death else "it ends"
    for key, move in pathway.moves.items():
        if stages := [stage.title for stage in pathway.stages.values() if stage.at_death == key]:
            yield f"From {_or(f'“{each}”' for each in stages)} it goes to “{pathway.stages[move.to].title}”"


@dataclass(frozen=True)
class _Words:
    """The words of one definition, said so that a reader need not know its file."""

    pathway: Pathway

    def limit(self, said: Limit | None) -> str:
        """A length of time, or one for each priority."""
        if said is None:
            return NOTHING
        if isinstance(said, str):
            return _span(said, None)
        bands = self.pathway.priorities
        return "; ".join(f"{bands[key].title}: {_span(said, int(key))}" for key in said)

    def moment(self, name: str) -> str:
        """What starts, stops, opens or keeps something."""
        if name in (OPENED, ENDED):
            return {OPENED: "it begins", ENDED: "it ends"}[name]
        moves = self.pathway.moves
        urgent = next((key for key in moves if name == urgently(key)), None)
        if urgent is not None:
            return f"“{label(urgent, moves[urgent])}”, urgently"
        return f"“{label(name, moves[name])}”" if name in moves else name

    def moments(self, names: Iterable[str]) -> str:
        """Several of them, of which the first counts."""
        return ", or ".join(map(self.moment, names)) or NOTHING

    def since(self, said: Since | None) -> str:
        """From when a time is counted, where the definition says so."""
        if said is None:
            return ""
        which = "earlier" if said.earlier_of else "later"
        listed = " and when ".join(map(self.moment, said.names))
        return f", from when {listed}" if len(said.names) == 1 else f", from the {which} of when {listed}"

    def fact(self, name: str) -> str:
        """The sentence of a fact, without its full stop."""
        if name in facts:
            return facts[name].sentence.rstrip(".")
        named = (form_library.current(key).named for key in self.pathway.forms)
        return next((each[name].says.rstrip(".") for each in named if name in each), name)


def _stages(pathway: Pathway, words: _Words) -> Table:
    rows = tuple(
        (
            stage.title,
            stage.turn or NOTHING,
            stage.next or "This is an end",
            f"{words.limit(stage.within)}{words.since(stage.since)}",
        )
        for stage in pathway.stages.values()
    )
    return Table(
        "Stages", "Where it can stand.", ("Stage", "Whose turn", "What happens next", "Within"), rows
    )


def _moves(pathway: Pathway, words: _Words) -> Table:
    rows = tuple(
        (
            str(number),
            label(key, move),
            origins(pathway, move),
            pathway.stages[move.to].title,
            _or(move.by),
            ". ".join(_needs(pathway, move, words)) or NOTHING,
            ". ".join(_follows(move, words)) or NOTHING,
        )
        for number, (key, move) in enumerate(pathway.moves.items(), 1)
    )
    columns = ("No.", "Move", "From", "To", "Who may", "What must be so first", "What follows")
    return Table("Moves", "The numbers are those of the picture.", columns, rows, named_by=1)


def _needs(pathway: Pathway, move: Move, words: _Words) -> Iterator[str]:
    if move.form:
        yield f"The form “{form_library.current(move.form).title}” is complete"
    yield from map(words.fact, move.needs)
    if move.apart_from:
        earlier = _or(f"“{_step(pathway, key)}”" for key in move.apart_from)
        yield f"It is somebody else than whoever took {earlier}"
    if move.authority:
        yield "The amount is within what their role may agree"
    if move.urgent:
        yield "If it cannot wait: a reason, and approval afterwards"
    if move.reason is not None:
        choices = "" if isinstance(move.reason, str) else f": {'; '.join(move.reason.values())}"
        yield f"A reason is given{choices}"


def _step(pathway: Pathway, key: str) -> str:
    """A step of this way by its label; one of other work, such as “decide of panel”, as “Decide (panel)”."""
    if key in pathway.moves:
        return label(key, pathway.moves[key])
    step, _of, other = key.rpartition(OF)
    return f"{step.capitalize()} ({other})"


def _follows(move: Move, words: _Words) -> Iterator[str]:
    if move.allocates:
        yield "It is given to a worker" if move.allocates == "worker" else "It goes back to the team"
    for key, to in move.writes.items():
        yield f"A letter to {to if to == SOMEBODY else f'the {to}'}: {letters.letter(key).title}"
    for key in move.opens:
        yield f"Begins {key}"
    for key, fact in move.opens_if.items():
        yield f"Begins {key}, if: {words.fact(fact)}"
    for name in move.says:
        yield f"Counts as: {words.moment(name)}"


def _waits(pathway: Pathway, words: _Words) -> Table:
    rows = tuple(
        (
            f"{wait.title}{' (the figure that is reported)' if wait.headline else ''}",
            words.moments(wait.starts),
            words.moments(wait.stops),
            words.limit(wait.target),
            wait.law or NOTHING,
        )
        for wait in pathway.waits.values()
    )
    says = "Counted in days; the day it begins is day 0. Days on hold are shown beside and never taken off."
    return Table("What is waited for", says, ("Wait", "From when", "Until", "Target", "Law"), rows)


def _while_waiting(pathway: Pathway, words: _Words) -> Table:
    rows = tuple(
        (
            duty.title,
            duty.owed_to,
            words.limit(duty.every) if duty.promised else _switched_off(duty),
            pathway.waits[duty.during].title,
            words.moments(duty.kept_by),
            _or(duty.closes) or NOTHING,
        )
        for duty in pathway.while_waiting.values()
    )
    columns = ("Duty", "Owed to", "Every", "During", "Kept by", "Closes")
    return Table("What is owed while waiting", "Again and again as long as the wait runs.", columns, rows)


def _switched_off(duty: Duty) -> str:
    """That the council does not promise it, and from when it will."""
    return f"not promised before {day(duty.promised_from)}" if duty.promised_from else "not promised here"


def _promises(pathway: Pathway, words: _Words) -> Table:
    rows = tuple(
        (
            promise.title,
            promise.owed_to,
            _opens(promise, words),
            _within(promise, words),
            words.moments(promise.kept_by),
            words.moments(promise.excused_by),
            _or(promise.closes) or NOTHING,
            promise.law or NOTHING,
        )
        for promise in pathway.promises.values()
    )
    columns = ("Promise", "Owed to", "Opens when", "Within", "Kept by", "Excused by", "Closes", "Law")
    return Table("Promises", "What is owed once, by a time, with an owner.", columns, rows)


def _within(promise: Promise, words: _Words) -> str:
    """Until when; where the law stops the clock, also what lets it go on."""
    goes_on = f"; what was left goes on from {words.moments(promise.resumes)}" if promise.resumes else ""
    return f"{words.limit(promise.within)}{words.since(promise.since)}{goes_on}"


def _opens(promise: Promise, words: _Words) -> str:
    condition = f", if: {words.fact(promise.condition)}" if promise.condition else ""
    return f"{words.moments(promise.opens)}{condition}"


def _priorities(pathway: Pathway) -> Table:
    rows = tuple((key, band.title, band.meaning) for key, band in pathway.priorities.items())
    return Table("Priorities", "How urgent it is.", ("No.", "Priority", "What it means"), rows, 1)


def _who_may(pathway: Pathway) -> Table:
    may = list(access_rows(pathway))
    duties = list(dict.fromkeys(duty for _, by in may for duty in by))
    rows = tuple((duty, ", ".join(what for what, by in may if duty in by)) for duty in duties)
    says = "By the duties that roles have. Whose journey somebody sees is decided by grants, not here."
    return Table("Who may do what", says, ("Duty", "May"), rows)


def _happenings(pathway: Pathway) -> Table:
    known = happenings.known()
    said = pathway.hears.union(*(move.says for move in pathway.moves.values()))
    rows = tuple((name, known[name].sentence) for name in sorted(said & known.keys()))
    says = "What may be said to have happened, beside the moves, and counts here."
    return Table("What else counts", says, ("Words", "What they mean"), rows)


def _span(said: Limit, priority: int | None) -> str:
    found = length(said, priority)
    return "the same day" if found is not None and found.count == 0 else str(found)


def _or(words: Iterable[str]) -> str:
    listed = list(words)
    return " or ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def _spaced(kind: str) -> str:
    return kind.replace("-", " ")
