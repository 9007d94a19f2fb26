"""Whether what definitions name is there: stages, moves, facts, duties, forms, happenings, teams, other pathways.

Stages, moves, facts and happenings never share a name: a sentence that names one can then mean only that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alongside.council import Council
from alongside.council.faults import Faults, Loc, Source, did_you_mean, listed
from alongside.forms import library as form_library
from alongside.messages import library as letters
from alongside.pathways import happenings, language
from alongside.pathways.language import Move, Owed, Pathway
from alongside.records.facts import facts

if TYPE_CHECKING:
    from alongside.pathways.library import Library


@dataclass(frozen=True)
class Known:
    """The words that a definition may use."""

    pathways: frozenset[str]
    duties: frozenset[str]
    kinds: frozenset[str]
    facts: frozenset[str]
    forms: frozenset[str]
    happenings: frozenset[str]
    letters: frozenset[str]


def check(library: Library, here: Council, faults: Faults, folder: Path, promises: Path) -> None:
    """Check every definition against the words that are known."""
    known = Known(
        pathways=frozenset(library.pathways),
        duties=frozenset(duty.key for duty in here.duties),
        kinds=frozenset(team.kind for team in here.teams),
        facts=frozenset(facts) | _declared(form_library.known()),
        forms=frozenset(form_library.known()),
        happenings=frozenset(happenings.happenings),
        letters=frozenset(letters.known()),
    )
    for key, resolved in library.pathways.items():
        _Check(resolved.pathway, known, Source(f"{folder.name}/{key}.yaml"), faults).all()
    for key, owed in library.owed.items():
        _check_owed(owed, known, Source(f"{promises.name}/{key}.yaml"), faults)


def _declared(keys: Iterable[str]) -> frozenset[str]:
    """The facts that forms name of their own answers."""
    return frozenset(name for key in keys for name in form_library.current(key).named)


@dataclass(frozen=True)
class _Check:
    pathway: Pathway
    known: Known
    source: Source
    faults: Faults

    def all(self) -> None:
        self._names()
        self._stages()
        for key, move in self.pathway.moves.items():
            self._move(key, move)
        self._moments()
        self._reached()
        self._one("team", ("team",), [self.pathway.team], self.known.kinds, "kind of team")
        self._one("kind", ("restricted to",), self.pathway.restricted_to, self.known.kinds, "kind of team")
        if self.pathway.restricted_to and self.pathway.team not in self.pathway.restricted_to:
            wrong = f"the team that owns this, “{self.pathway.team}”, is not among those it is restricted to"
            self._add(("restricted to",), wrong, "Add it there, or let one of them own it")
        self._one("duty", ("opening", "by"), self.pathway.opening.by, self.known.duties, "duty")
        self._one("pathway", ("leads to",), self.pathway.leads_to, self.known.pathways, "pathway")
        if self.pathway.opening.form:
            self._one("form", ("opening", "form"), [self.pathway.opening.form], self.known.forms, "form")

    def _add(self, loc: Loc, wrong: str, mend: str) -> None:
        self.faults.add(self.source, loc, wrong, mend)

    def _one(self, _what: str, loc: Loc, words: Iterable[str], known: Iterable[str], kind: str) -> None:
        for word in words:
            if word not in known:
                mend = did_you_mean(word, known, f"There are {listed(known)}.")
                self._add(loc, f"there is no {kind} “{word}”", mend)

    def _names(self) -> None:
        """No word stands for two things."""
        pathway = self.pathway
        kinds: dict[str, Iterable[str]] = {
            "a stage": pathway.stages,
            "a move": pathway.moves,
            "a wait": pathway.waits,
            "a fact": self.known.facts,
            "a happening": self.known.happenings,
        }
        seen: dict[str, str] = dict.fromkeys(
            (language.OPENED, language.ENDED, language.ANY_OPEN), "a word of the language"
        )
        for kind, words in kinds.items():
            for word in words:
                if word in seen and (kind, seen[word]) != (kind, kind):
                    self._add(
                        (), f"“{word}” is both {seen[word]} and {kind}", "Give one of them another name"
                    )
                seen.setdefault(word, kind)

    def _stages(self) -> None:
        for key, stage in self.pathway.stages.items():
            loc = ("stages", key)
            if stage.end:
                continue
            for heading in ("turn", "next", "within"):
                if getattr(stage, heading) is None:
                    wrong = f"the open stage “{key}” does not say “{heading}”"
                    mend = "Say whose turn it is, what they do next and within what time: nobody may be lost here"
                    self._add(loc, wrong, mend)
            if stage.turn:
                self._one("duty", (*loc, "turn"), [stage.turn], self.known.duties, "duty")
        if not any(stage.end for stage in self.pathway.stages.values()):
            self._add(
                ("stages",),
                "no stage is an end",
                "Write `end: yes` at the stage in which nothing is left to do",
            )

    def _move(self, key: str, move: Move) -> None:
        loc, stages = ("moves", key), self.pathway.stages
        self._one("stage", (*loc, "from"), set(move.origin) - {language.ANY_OPEN}, stages, "stage")
        self._one("stage", (*loc, "to"), [move.to], stages, "stage")
        self._one("duty", (*loc, "by"), move.by, self.known.duties, "duty")
        self._one("fact", (*loc, "needs"), move.needs, self.known.facts, "fact")
        self._one("move", (*loc, "apart from"), move.apart_from, self.pathway.moves, "move")
        self._one("pathway", (*loc, "opens"), move.opens, self.known.pathways, "pathway")
        self._one("letter", (*loc, "writes"), move.writes, self.known.letters, "letter")
        self._one("happening", (*loc, "says"), move.says, self.known.happenings, "happening")
        if move.form:
            self._one("form", (*loc, "form"), [move.form], self.known.forms, "form")
        if move.sets and not move.form:
            self._add(
                (*loc, "sets"), "this takes answers from a form, and the move has none", "Name its form"
            )
        if move.urgent and move.urgent not in self.pathway.promises:
            mend = did_you_mean(move.urgent, self.pathway.promises, "Declare it under “promises”.")
            self._add((*loc, "urgent"), f"there is no promise “{move.urgent}”", mend)
        for origin in set(move.origin) & stages.keys():
            if stages[origin].end:
                self._add(
                    (*loc, "from"), f"nothing can leave “{origin}”: it is an end", "Start from an open stage"
                )

    def _moments(self) -> None:
        pathway = self.pathway
        urgently = {f"{key} urgently" for key, move in pathway.moves.items() if move.urgent}
        moments = {language.OPENED, language.ENDED, *pathway.moves} | urgently | self.known.happenings
        look: Callable[[Loc, Iterable[str]], None] = lambda loc, words: self._one(
            "moment", loc, words, moments, "move or happening"
        )
        for key, wait in pathway.waits.items():
            look(("waits", key, "starts"), [wait.starts])
            look(("waits", key, "stops"), wait.stops)
        for key, duty in pathway.while_waiting.items():
            look(("while waiting", key, "kept by"), duty.kept_by)
            self._one("wait", ("while waiting", key, "during"), [duty.during], pathway.waits, "wait")
        for key, promise in pathway.promises.items():
            look(("promises", key, "opens"), promise.opens)
            look(("promises", key, "kept by"), promise.kept_by)
            look(("promises", key, "excused by"), promise.excused_by)
            if promise.condition:
                self._one("fact", ("promises", key, "if"), [promise.condition], self.known.facts, "fact")

    def _reached(self) -> None:
        """Every stage can be reached, and an end can be reached from every open one."""
        pathway = self.pathway
        to = {key: {move.to for _, move in pathway.moves_from(key)} for key in pathway.stages}
        for key in pathway.stages.keys() - _reachable({pathway.first}, to):
            self._add(("stages", key), f"no move leads to “{key}”", "Add a move, or remove the stage")
        for key in pathway.open_stages:
            if not any(pathway.ends(stage) for stage in _reachable({key}, to)):
                self._add(("stages", key), f"from “{key}” no move leads to an end", "Add a move that ends it")


def _reachable(begin: set[str], to: dict[str, set[str]]) -> set[str]:
    reached, fresh = set(begin), set(begin)
    while fresh:
        fresh = {stage for key in fresh for stage in to.get(key, ())} - reached
        reached |= fresh
    return reached


def _check_owed(owed: Owed, known: Known, source: Source, faults: Faults) -> None:
    for heading, words in (("opens", owed.opens), ("kept by", owed.kept_by), ("excused by", owed.excused_by)):
        for word in words:
            if word not in known.happenings:
                mend = did_you_mean(word, known.happenings, f"There are {listed(known.happenings)}.")
                faults.add(source, (heading,), f"there is no happening “{word}”", mend)
    if owed.team not in known.kinds:
        faults.add(
            source,
            ("team",),
            f"there is no kind of team “{owed.team}”",
            did_you_mean(owed.team, known.kinds, ""),
        )
