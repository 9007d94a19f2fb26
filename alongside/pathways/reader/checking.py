"""Whether what definitions name is there: stages, moves, facts, duties, forms, happenings, teams, other pathways.

Stages, moves, waits, facts and happenings never share a name: a sentence that names one can then mean only that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alongside.council.faults import Faults, Loc, listed
from alongside.pathways import language
from alongside.pathways.language import OF, Limit, Move, Owed, Pathway, Stage
from alongside.pathways.reader import clocks, stories
from alongside.pathways.reader.blaming import Blaming
from alongside.pathways.reader.reading import Read
from alongside.pathways.reader.words import OF_ANY_JOURNEY, Known

# What an open stage may say and need not.
_MAY_SAY = ("since", "then", "at death")
NOBODY_LOST = "Say whose turn it is, what they do next and within what time: nobody may be lost here"


def check(
    pathways: Mapping[str, Read[Pathway]], owed: Mapping[str, Read[Owed]], words: Known, faults: Faults
) -> None:
    """Check every definition that has a shape against the words that are known."""
    made = {key: read.made for key, read in pathways.items() if read.made is not None}
    elsewhere = frozenset(f"{move}{OF}{key}" for key, pathway in made.items() for move in pathway.moves)
    for key, pathway in made.items():
        _Checking(pathway, words, Blaming(pathways[key].authored.source, faults), elsewhere).everything()
    for promise in owed.values():
        if promise.made is not None:
            _owed(promise.made, words, Blaming(promise.authored.source, faults))


def _team(kinds: tuple[str, ...], known: Known, note: Blaming) -> None:
    """Kinds of team that there are, of which this council has one at least."""
    note.look_up(("team",), kinds, known.kinds, "kind of team")
    if known.teamed.isdisjoint(kinds) and set(kinds) <= set(known.kinds):
        wrong = f"this council has no team of the kind {' or '.join(f'“{kind}”' for kind in kinds)}"
        note.blame(("team",), wrong, f"Name another kind after it; it has {listed(known.teamed)}")


def _owed(owed: Owed, known: Known, note: Blaming) -> None:
    """A promise that belongs to a person: happenings alone open and close it."""
    for heading, words in (("opens", owed.opens), ("kept by", owed.kept_by), ("excused by", owed.excused_by)):
        note.look_up((heading,), words, known.happenings, "happening")
    _team(owed.team, known, note)
    if owed.condition is not None:
        wrong = "a promise that belongs to no journey has no “if”: there is nothing to ask it of"
        note.blame(("if",), wrong, "Remove it, or let another happening open the promise")
    if owed.resumes:
        wrong = "a promise that belongs to no journey has no clock that stops"
        note.blame(("resumes",), wrong, "Remove it, or let another happening open the promise")
    if owed.since is not None:
        wrong = "a promise that belongs to no journey is counted from what opened it"
        note.blame(("since",), wrong, "Remove it, or let another happening open the promise")
    if not isinstance(owed.within, str):
        wrong = "a promise that belongs to no journey has no priority"
        note.blame(("within",), wrong, "Write one length of time, as in 5 working days")


@dataclass(frozen=True)
class _Checking:
    """A pathway, looked at part by part."""

    pathway: Pathway
    known: Known
    note: Blaming
    # The moves of every pathway, as “decide of panel”.
    elsewhere: frozenset[str]

    def everything(self) -> None:
        self._names()
        self._whose()
        for key, stage in self.pathway.stages.items():
            self._stage(("stages", key), stage)
        self._ends()
        self._reached()
        for key, move in self.pathway.moves.items():
            self._move(key, move)
        clocks.check(self.pathway, self._moments(), self.note)
        for key, promise in self.pathway.promises.items():
            if promise.condition is not None:
                self._facts(("promises", key, "if"), [promise.condition])
        stories.check(self.pathway, self.note)

    def _names(self) -> None:
        """No word stands for two things."""
        language_words = (language.OPENED, language.ENDED, language.ANY_OPEN)
        seen = dict.fromkeys(language_words, "a word of the language")
        seen |= dict.fromkeys(self.known.facts, "a fact") | dict.fromkeys(
            self.known.happenings, "a happening"
        )
        for heading, what in (("stages", "a stage"), ("moves", "a move"), ("waits", "a wait")):
            for word in getattr(self.pathway, heading):
                if word in seen:
                    wrong = f"“{word}” is both {seen[word]} and {what}"
                    self.note.blame((heading, word), wrong, "Give one of them another name")
                seen.setdefault(word, what)

    def _whose(self) -> None:
        pathway, look_up = self.pathway, self.note.look_up
        _team(pathway.team, self.known, self.note)
        look_up(("restricted to",), pathway.restricted_to, self.known.kinds, "kind of team")
        outside = [kind for kind in pathway.team if kind not in pathway.restricted_to]
        if pathway.restricted_to and outside:
            wrong = f"the team that owns this, “{outside[0]}”, is not among those it is restricted to"
            self.note.blame(("restricted to",), wrong, "Add it there, or let one of them own it")
        look_up(("opening", "by"), pathway.opening.by, self.known.duties, "duty")
        look_up(("opening", "form"), [pathway.opening.form], self.known.forms, "form")
        look_up(("leads to",), pathway.leads_to, self.known.pathways, "pathway")

    def _stage(self, loc: Loc, stage: Stage) -> None:
        for heading in ("turn", "next", "within", *_MAY_SAY):
            said = getattr(stage, heading.replace(" ", "_")) is not None
            if stage.end and said:
                wrong = f"“{loc[-1]}” is an end, and an end has no “{heading}”"
                self.note.blame((*loc, heading), wrong, f"Remove “{heading}”, or “end”")
            elif not (stage.end or said or heading in _MAY_SAY):
                self.note.blame(loc, f"the open stage “{loc[-1]}” does not say “{heading}”", NOBODY_LOST)
        self.note.look_up((*loc, "turn"), [stage.turn], self.known.duties, "duty")
        self._limit((*loc, "within"), stage.within)
        self._by_itself(loc, "then", stage.then, "when the time is over")
        self._by_itself(loc, "at death", stage.at_death, "when the person dies")
        if stage.at_death is not None and self.pathway.survives_death:
            wrong = "this work goes on whatever happens, and a step is taken when the person dies"
            self.note.blame((*loc, "at death"), wrong, "Remove “at death”, or “survives death”")

    def _by_itself(self, loc: Loc, heading: str, key: str | None, when: str) -> None:
        """A step that Alongside takes itself: one that can be taken from here and asks nothing."""
        moves = self.pathway.moves
        self.note.look_up((*loc, heading), [key], moves, "move")
        move = moves.get(key or "")
        if move is None:
            return
        if str(loc[-1]) not in self.pathway.origins(move):
            wrong = f"the move “{key}” is not taken from “{loc[-1]}”"
            self.note.blame((*loc, heading), wrong, "Add the stage to its “from”, or name another move")
        if move.form or move.needs or move.reason or move.authority or move.allocates == "worker":
            wrong = f"the move “{key}” asks something, and Alongside takes it by itself {when}"
            mend = "Name a move without form, needs, reason, worker or amount"
            self.note.blame((*loc, heading), wrong, mend)

    def _limit(self, loc: Loc, limit: Limit | None) -> None:
        clocks.limit(self.pathway, loc, limit, self.note)

    def _ends(self) -> None:
        pathway = self.pathway
        if not any(stage.end for stage in pathway.stages.values()):
            mend = "Write `end: yes` at the stage in which nothing is left to do"
            self.note.blame(("stages",), "no stage is an end", mend)
        elif pathway.ends(pathway.first):
            wrong = f"a journey begins at the first stage, and “{pathway.first}” is an end"
            self.note.blame(("stages", pathway.first), wrong, "Write the stage first in which it begins")

    def _move(self, key: str, move: Move) -> None:
        loc, look_up = ("moves", key), self.note.look_up
        self._from(loc, move)
        look_up((*loc, "to"), [move.to], self.pathway.stages, "stage")
        look_up((*loc, "by"), move.by, self.known.duties, "duty")
        look_up((*loc, "apart from"), move.apart_from, [*self.pathway.moves, *self._others()], "move")
        look_up((*loc, "opens"), move.opens, self.known.pathways, "pathway")
        look_up((*loc, "opens if"), move.opens_if, self.known.pathways, "pathway")
        look_up((*loc, "writes"), move.writes, self.known.letters, "letter")
        look_up((*loc, "says"), move.says, self.known.happenings, "happening")
        look_up((*loc, "form"), [move.form], self.known.forms, "form")
        self._facts((*loc, "needs"), move.needs)
        for opened, fact in move.opens_if.items():
            self._facts((*loc, "opens if", opened), [fact])
        self._sets((*loc, "sets"), move)
        self._urgent((*loc, "urgent"), key, move)

    def _others(self) -> list[str]:
        """The moves of other pathways that are named here: of all there are, nobody would find the right one."""
        named = {each for move in self.pathway.moves.values() for each in move.apart_from}
        return sorted(named & self.elsewhere)

    def _from(self, loc: Loc, move: Move) -> None:
        stages = self.pathway.stages
        for origin in move.origin:
            if origin in stages and stages[origin].end:
                wrong = f"nothing can leave “{origin}”: it is an end"
                self.note.blame((*loc, "from"), wrong, "Start from an open stage")
        named = [origin for origin in move.origin if origin != language.ANY_OPEN]
        self.note.look_up((*loc, "from"), named, stages, "stage")

    def _facts(self, loc: Loc, names: Iterable[str]) -> None:
        """Each fact is there, and can be asked of a journey along this pathway."""
        self.note.look_up(loc, names, self.known.facts, "fact")
        askable = {*OF_ANY_JOURNEY, *(f"form {form}" for form in self.pathway.forms)}
        for name in names:
            about = self.known.facts.get(name, askable)
            if askable.isdisjoint(about):
                wrong = f"the fact “{name}” speaks of {_of_what(about)}, which is not known here"
                self.note.blame(loc, wrong, "Name the form at a move or at the opening, or ask another fact")

    def _sets(self, loc: Loc, move: Move) -> None:
        if move.sets and move.form is None:
            wrong = "this takes answers from a form, and the move has none"
            self.note.blame(loc, wrong, "Name its form")
        questions = self.known.forms.get(move.form or "")
        for what, question in move.sets.items() if questions is not None else ():
            self.note.look_up((*loc, what), [question], questions or (), f"question in “{move.form}”")

    def _urgent(self, loc: Loc, key: str, move: Move) -> None:
        """Whoever agrees beyond their authority is owed an approval afterwards: the promise named here."""
        if move.urgent is None:
            return
        promises, moment = self.pathway.promises, language.urgently(key)
        self.note.look_up(loc, [move.urgent], promises, "promise")
        if not move.authority:
            wrong = "this is a way round a limit on what may be agreed, and the move has no such limit"
            self.note.blame(loc, wrong, "Write `authority: yes`, or remove “urgent”")
        if move.urgent in promises and moment not in promises[move.urgent].opens:
            wrong = f"nothing is owed afterwards: the promise “{move.urgent}” does not open at “{moment}”"
            self.note.blame(loc, wrong, f"Write `opens: {moment}` at the promise")

    def _moments(self) -> Collection[str]:
        """Everything at which a clock may start or stop, or a promise open or close."""
        urgently = {language.urgently(key) for key, move in self.pathway.moves.items() if move.urgent}
        return {
            language.OPENED,
            language.ENDED,
            *self.pathway.moves,
            *urgently,
            *self.known.happenings,
        }

    def _reached(self) -> None:
        """Every stage can be reached, and an end can be reached from every open one."""
        pathway = self.pathway
        to = {key: {move.to for _, move in pathway.moves_from(key)} for key in pathway.stages}
        for key in pathway.stages.keys() - _reachable(pathway.first, to):
            self.note.blame(("stages", key), f"no move leads to “{key}”", "Add a move, or remove the stage")
        ends = {key for key in pathway.stages if pathway.ends(key)}
        for key in pathway.open_stages if ends else ():
            if ends.isdisjoint(_reachable(key, to)):
                wrong = f"from “{key}” no move leads to an end"
                self.note.blame(("stages", key), wrong, "Add a move that ends it")


def _of_what(about: Iterable[str]) -> str:
    """What a fact speaks of, in words: its `about` is “person” or “form contact”."""
    named = (
        f"the form “{each.removeprefix('form ')}”" if each.startswith("form ") else each for each in about
    )
    return " or ".join(sorted(named))


def _reachable(begin: str, to: Mapping[str, set[str]]) -> set[str]:
    return set(_walk(begin, to))


def _walk(begin: str, to: Mapping[str, set[str]]) -> Iterator[str]:
    seen, fresh = set[str](), [begin]
    while fresh:
        key = fresh.pop()
        if key not in seen:
            seen.add(key)
            yield key
            fresh += to.get(key, ())
