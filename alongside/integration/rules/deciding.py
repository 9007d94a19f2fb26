"""Who a row is about, and whether its wait is here already.

The same NHS number and date of birth are one person, and so are the same reference and date of birth within the lists
of one mapping. Whatever is weaker stays two people and is put before somebody who can ask.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance.JaroWinkler import similarity as jaro_winkler

from alongside.integration.rules.fates import HISTORY, LOADED, MERGED
from alongside.integration.rules.rows import Entry
from alongside.people.rules.names import tokens

ALIKE = 0.86
"""From here two spellings are near enough to ask about (as `people.rules.matching` has it)."""

NUMBER, REFERENCE, NAME, OTHER_NAME, TWICE, ENDED = (
    "number", "reference", "name", "other name", "twice", "ended",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody on record, or about to be (then `person` is negative): what of them is compared."""

    person: int
    born: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Waited:
    """A wait of somebody that is here already, or about to be. `journey` is 0 for one that is about to be."""

    since: date
    over: bool
    journey: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something for a person to decide: of what kind, and about which other person."""

    kind: str
    other: int
    why: str


@dataclass(slots=True)
class Decision:
    """What becomes of a row. `journey` is 0 while it is still to be made."""

    entry: Entry
    person: int
    fate: str
    why: str
    is_new: bool = False
    spelt: bool = False
    journey: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def said(self) -> str:
        """Why, with everything about the row that somebody should know."""
        entry = self.entry
        more = ["The NHS number fails its own check: kept, to be looked into"] if entry.nhs_wrong else []
        more += [_kept(what, text) for what, text in entry.said]
        return ". ".join(filter(None, [self.why, *more, *(doubt.why for doubt in self.doubts)]))


def _kept(what: str, text: str) -> str:
    """That something is kept as the list has it."""
    if what == "nhs_number":
        return f"“{text}” is no NHS number, which has ten digits: kept in these words"
    return f"The {what} “{text}” is in no list here: kept in these words"


class Known:
    """Everybody whom rows may be about, as far as it is known by now."""

    def __init__(self) -> None:
        self._by_number: dict[str, list[Somebody]] = defaultdict(list)
        self._by_reference: dict[str, list[Somebody]] = defaultdict(list)
        self._by_birth: dict[str, list[Somebody]] = defaultdict(list)
        self._waits: dict[int, list[Waited]] = defaultdict(list)
        self._planned = 0

    def add(self, who: Somebody, *, number: str = "", reference: str = "") -> None:
        """Somebody who is found by these."""
        if number:
            self._by_number[number].append(who)
        if reference:
            self._by_reference[reference].append(who)
        if who.born:
            self._by_birth[who.born].append(who)

    def waits(self, person: int, wait: Waited) -> None:
        """A wait that this person has or had."""
        self._waits[person].append(wait)

    def has(self, entry: Entry) -> bool:
        """Whether it is certain already whom a row is about."""
        return self._same(entry)[0] is not None

    def decide(self, entry: Entry) -> Decision:
        """What becomes of a row, now that all rows before it were decided."""
        words = frozenset((*tokens(entry.given), *tokens(entry.family)))
        found, why = self._same(entry)
        if found is None:
            self._planned -= 1
            made = Decision(entry, self._planned, "", "", is_new=True, doubts=self._weaker(entry, words))
        else:
            made = Decision(entry, found.person, "", why, spelt=not words <= found.words)
            if made.spelt and not _alike(words, found.words):
                said = f"{why}, and another name: {entry.name}"
                made.doubts.append(Doubt(OTHER_NAME, found.person, said))
        self._place(made)
        who = Somebody(made.person, entry.born, words if found is None else words | found.words)
        number = entry.nhs_number if entry.nhs_right else ""
        self.add(who, number=number, reference=entry.reference)
        return made

    def _same(self, entry: Entry) -> tuple[Somebody | None, str]:
        if not entry.born:
            return None, ""
        if entry.nhs_right:
            for who in self._by_number.get(entry.nhs_number, ()):
                if who.born == entry.born:
                    return who, "The same NHS number and date of birth"
        if entry.reference:
            for who in self._by_reference.get(entry.reference, ()):
                if who.born == entry.born:
                    return who, "The same reference and date of birth"
        return None, ""

    def _weaker(self, entry: Entry, words: frozenset[str]) -> list[Doubt]:
        """Others whom this may be: each once, for the strongest reason."""
        numbered = self._by_number.get(entry.nhs_number, ()) if entry.nhs_right else ()
        doubts = [Doubt(NUMBER, who.person, "The same NHS number, another date of birth") for who in numbered]
        referred = self._by_reference.get(entry.reference, ()) if entry.reference else ()
        doubts += [
            Doubt(REFERENCE, who.person, "The same reference, another date of birth") for who in referred
        ]
        born = self._by_birth.get(entry.born, ()) if entry.born else ()
        doubts += [
            Doubt(NAME, who.person, "The same date of birth and a like name")
            for who in born
            if _alike(words, who.words)
        ]
        return list({each.other: each for each in reversed(doubts)}.values())

    def _place(self, made: Decision) -> None:
        """Whether the wait is here already; if not, it is about to be."""
        entry, over = made.entry, made.entry.completed is not None
        theirs = self._waits.get(made.person, [])
        there = next((each for each in theirs if each.since == entry.since), None)
        if there is not None:
            made.fate, made.journey = MERGED, there.journey
            made.why = f"{made.why}; it waits here since that day already"
            if over and not there.over:
                said = f"The list says that it was completed on {entry.completed:%d/%m/%Y}; here it is open"
                made.doubts.append(Doubt(ENDED, made.person, said))
            return
        made.fate = HISTORY if over else LOADED
        if not over and any(not each.over for each in theirs):
            made.doubts.append(Doubt(TWICE, made.person, "On the list twice, since different days"))
        self._waits[made.person].append(Waited(entry.since, over))


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether every word of the shorter name is near one of the other."""
    fewer, more = sorted((words, others), key=len)
    return bool(fewer) and all(
        any(one == other or jaro_winkler(one, other) >= ALIKE for other in more) for one in fewer
    )
