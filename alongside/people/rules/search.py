"""Search: runs a plan stage by stage, chooses who to look at, and puts the likeliest first.

Pure: the database is two functions handed in. Whoever calls decides who may be shown; a card carries only
what the ranking compares.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance.JaroWinkler import similarity as jaro_winkler

from alongside.people.rules.names import tokens
from alongside.people.rules.search_keys import Identity, area_of, compact_postcode, heard
from alongside.people.rules.search_plan import CAP, plan
from alongside.people.rules.search_query import Query
from alongside.people.rules.search_sql import candidates

GOOD = 0.84
"""A score at which the search stops looking wider: both names at least alike and all else agreeing."""

Rows = Sequence[Sequence[Any]]
Ask = Callable[[str, list[Any]], Rows]


class Card(NamedTuple):
    """What is compared of one person: every word of every name folded, birth, compact postcodes."""

    person_id: int
    names: str
    year: int | None
    month: int | None
    day: int | None
    postcodes: str


class Hit(NamedTuple):
    """One person found; score from 0 to 1."""

    person_id: int
    score: float


class Found(NamedTuple):
    """People found, the likeliest first. `more` says that others may be left out: ask for a birth date."""

    hits: tuple[Hit, ...]
    more: bool


def card_for(person_id: int, identity: Identity) -> Card:
    """The card of a person, to be stored beside the keys."""
    words = dict.fromkeys(
        word for name in identity.names for part in (name.given, name.family) for word in tokens(part)
    )
    born = identity.born
    places = " ".join(map(compact_postcode, identity.postcodes))
    return Card(person_id, " ".join(words), born.year, born.month, born.day, places)


def search(query: Query, ask: Ask, *, wide: bool = False) -> Found:
    """Everybody a query may mean, the likeliest first.

    `ask` runs one statement and returns its rows. `wide` runs every stage, as "look wider" and the check
    before adding a person do.
    """
    scorer = _Scorer(query)
    scores: dict[int, float] = {}
    best, more = 0.0, False
    for stage in plan(query):
        rows = ask(*candidates(stage))
        more = more or len(rows) >= CAP
        for row in rows:
            if row[0] not in scores:
                scores[row[0]] = score = scorer.score(row)
                best = max(best, score)
        if best >= GOOD and not wide:
            break
    hits = sorted(scores.items(), key=_best_first)
    return Found(tuple(Hit(*hit) for hit in hits), more)


def _best_first(hit: tuple[int, float]) -> tuple[float, int]:
    return -hit[1], hit[0]


def rank(query: Query, people: Iterable[Card]) -> list[Hit]:
    """How well each card answers the query, the best first."""
    score = _Scorer(query).score
    return [Hit(*hit) for hit in sorted(((card.person_id, score(card)) for card in people), key=_best_first)]


_SLIPS_OF_A_YEAR = frozenset((1, 2, 9, 10, 18, 20, 27))
"""How far a year is off that was guessed, or had a digit wrong or two swapped."""


class _Scorer:
    """A query made ready to be compared with many cards."""

    def __init__(self, query: Query) -> None:
        self.words = [(word, heard(word), dict[str, float]()) for word in query.words[:4]]
        self.year, self.month, self.day = query.year, query.month, query.day
        self.postcode = query.postcode
        self.numbered = bool(query.nhs_number or query.reference)
        self.whole = len(self.words) + (1.2 if self.year else 0) + (0.8 if self.postcode else 0)

    def score(self, card: Sequence[Any]) -> float:
        """How well a card, or a row of its columns, answers; from 0 to 1."""
        _, names, year, month, day, postcodes = card
        if not self.whole:
            return 1.0 if self.numbered else 0.0
        got, words = 0.0, names.split()
        for word, heard_as, known in self.words:
            best = 0.0
            for name in words:
                fit = known.get(name)
                if fit is None:
                    fit = known[name] = _fit(word, heard_as, name)
                if fit > best:  # noqa: PLR1730 max() costs more than all the rest of this loop
                    best = fit
            got += best
        if self.year:
            got += 1.2 * self._birth(year, month, day)
        if self.postcode:
            got += 0.8 * _place(self.postcode, postcodes)
        return got / self.whole

    def _birth(self, year: int | None, month: int | None, day: int | None) -> float:
        if not year or not self.year:
            return 0.4
        if year != self.year:
            near = 0.3 if abs(year - self.year) in _SLIPS_OF_A_YEAR else 0.0
            same_day = bool(self.day) and (day, month) == (self.day, self.month)
            return near + 0.4 if same_day else near
        if not self.day or not day:
            return 0.9 if self.month and month and self.month != month else 1.0
        if (month, day) == (self.month, self.day):
            return 1.0
        if (day, month) == (self.month, self.day):
            return 0.9
        return 0.75 if month == self.month or day == self.day else 0.5


def _fit(word: str, heard_as: tuple[str, ...], name: str) -> float:
    """How well a typed word fits one word of a person's names, from 0 to 1."""
    if word == name:
        return 1.0
    if len(word) == 1:
        return 0.9 if name.startswith(word) else 0.0
    for each in heard(name):
        if each in heard_as:
            return 0.9 + 0.08 * jaro_winkler(word, name)
    return jaro_winkler(word, name) ** 2


def _place(postcode: str, postcodes: str) -> float:
    if postcode in postcodes:
        return 1.0
    return 0.5 if any(area_of(each) == area_of(postcode) for each in postcodes.split()) else 0.0


def too_wide(query: Query) -> bool:
    """Whether a query names nothing a search can begin with: only a year, or only an area."""
    return bool(query) and next(iter(plan(query)), None) is None
