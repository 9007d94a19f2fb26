"""Which keys to look a query up by, the rarest first, so that a search costs the same in any population.

A plan is a few stages; the next one is only run when nothing found so far is a good answer. Each stage is
one statement of capped look-ups. No key of a common first name alone, or of a year alone, is ever read
before the keys that join two facts.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from alongside.people.rules.names import sounds
from alongside.people.rules.search_keys import (
    Kind,
    born_key,
    heard,
    joined,
    one_less,
    opening,
    swapped_day,
)
from alongside.people.rules.search_query import Query

CAP = 16
"""Rows read of any one look-up. A name alone can belong to hundreds; who asks is told to add a birth date."""


class Lookup(NamedTuple):
    """Rows of one kind whose key is one of `keys`; with `begins`, those that begin with it."""

    kind: Kind
    keys: tuple[str, ...]
    begins: bool = False


Stage = tuple[Lookup, ...]


def plan(query: Query) -> Iterator[Stage]:
    """The stages of a search; lazily, for most searches need the first alone."""
    if query.nhs_number or query.reference:
        yield _numbers(query)
    if len(query.words) > 1:
        yield from _two_names(query)
    elif query.words:
        yield from _one_name(query, query.words[0])
    elif query.day or query.whole_postcode:
        yield _no_name(query)


def _numbers(query: Query) -> Stage:
    asked = ((Kind.NHS_NUMBER, query.nhs_number), (Kind.REFERENCE, query.reference))
    return tuple(Lookup(kind, (number,)) for kind, number in asked if number)


def _two_names(query: Query) -> Iterator[Stage]:
    pairs = _asked_pairs(query.words)
    heard_as = [joined(a, b) for one, other in pairs for a in sounds(one) for b in sounds(other)]
    if query.year or query.postcode:
        yield from _told(query, heard_as)
    yield (Lookup(Kind.PAIR_SOUND, tuple(heard_as)),)
    one, other = pairs[0]
    yield (
        Lookup(Kind.PAIR, tuple([joined(*pair) for pair in pairs])),
        Lookup(Kind.ONE_LESS, (*one_less(one, sounds(other)[0]), *one_less(other, sounds(one)[0]))),
        Lookup(Kind.OPENING, (opening(one, other),)),
    )
    yield tuple([Lookup(Kind.SOUND, sounds(word)) for word in query.words[:3]])


def _told(query: Query, heard_as: list[str]) -> Iterator[Stage]:
    """What the birth or place beside two names allows: both names first, then either of them."""
    if query.year:
        yield (Lookup(Kind.PAIR_SOUND_YEAR, tuple([f"{pair} {query.year}" for pair in heard_as])),)
    elif not query.whole_postcode:
        yield (Lookup(Kind.AREA_PAIR, tuple([f"{query.postcode} {pair}" for pair in heard_as])),)
    either = [*_by_birth(query), *_by_place(query)]
    if query.year and query.day and query.month:
        day = swapped_day(query.day, query.month)
        either.append(Lookup(Kind.PAIR_SOUND_DAY, tuple([f"{pair} {day}" for pair in heard_as])))
    yield tuple(either)


def _one_name(query: Query, word: str) -> Iterator[Stage]:
    told = (*_by_birth(query), *_by_place(query))
    if told:
        yield told
    yield (
        Lookup(Kind.WORD, (word,)),
        Lookup(Kind.WORD, (word,), begins=True),
        Lookup(Kind.SOUND, sounds(word)),
    )


def _no_name(query: Query) -> Stage:
    found = []
    if query.year and query.day and query.month:
        found.append(Lookup(Kind.BORN, (born_key(query.year, swapped_day(query.day, query.month)),)))
    if query.whole_postcode:
        found.append(Lookup(Kind.POSTCODE, (query.postcode,)))
    return tuple(found)


def _by_birth(query: Query) -> Iterator[Lookup]:
    """Look-ups by one name and the birth."""
    if query.year and query.day and query.month:
        born = born_key(query.year, swapped_day(query.day, query.month))
        yield Lookup(Kind.BORN_START, tuple(f"{born} {first}" for first in _firsts(query.words)))
    elif query.year:
        for word in query.words[:2]:
            yield Lookup(Kind.SOUND_YEAR, tuple(f"{each} {query.year}" for each in sounds(word)))


def _by_place(query: Query) -> Iterator[Lookup]:
    """Look-ups by one name and the postcode, or its area."""
    if query.whole_postcode:
        firsts = _firsts(query.words)
        yield Lookup(Kind.POSTCODE_START, tuple(f"{query.postcode} {first}" for first in firsts))
    elif query.postcode:
        heard_as = dict.fromkeys(each for word in query.words[:3] for each in sounds(word))
        yield Lookup(Kind.AREA_SOUND, tuple(f"{query.postcode} {each}" for each in heard_as))


def _firsts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each[:1] for word in words[:3] for each in heard(word)))


def _asked_pairs(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The first and last word as typed come first; of many words, three pairs are enough."""
    if len(words) == 2:
        return ((words[0], words[1]),)
    return tuple(dict.fromkeys(((words[0], words[-1]), *combinations(words[:3], 2))))[:3]
