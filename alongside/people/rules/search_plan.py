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
    first_sounds,
    heard,
    joined,
    one_less,
    opening,
    swapped_day,
)
from alongside.people.rules.search_query import Query

CAP = 16
"""Rows read of any one look-up. A name alone can belong to hundreds; who asks is told to add a birth date."""

CAP_ALONE = 48
"""Rows read where a birth date or a postcode is all there is: everybody born that day, in any likely population."""


class Lookup(NamedTuple):
    """Rows of one kind whose key is one of `keys`; with `begins`, those that begin with it."""

    kind: Kind
    keys: tuple[str, ...]
    begins: bool = False
    cap: int = CAP


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
    one, other = pairs[0]
    if query.year:
        yield from _named_and_born(query, one, other, heard_as)
    elif query.postcode:
        yield _near_a_place(query, heard_as)
    named = (
        Lookup(Kind.PAIR, tuple([joined(*pair) for pair in pairs])),
        Lookup(Kind.PAIR_SOUND, tuple(heard_as)),
    )
    if not (query.year or query.postcode):
        yield named
    if query.year:
        yield (Lookup(Kind.OPENING_YEAR, (f"{opening(one, other)} {query.year}",)),)
    yield (
        Lookup(Kind.ONE_LESS, tuple(one_less(one, sounds(other)[0]))),
        Lookup(Kind.ONE_LESS, tuple(one_less(other, sounds(one)[0]))),
    )
    yield from _last_resorts(query, named, opening(one, other))


def _named_and_born(query: Query, one: str, other: str, heard_as: list[str]) -> Iterator[Stage]:
    """Both names with the birthday, or else with the year; names beyond recognition with the whole birth date."""
    in_year = Lookup(Kind.PAIR_SOUND_YEAR, tuple([f"{pair} {query.year}" for pair in heard_as]))
    if not query.day or not query.month:
        yield (in_year,)
        return
    day = swapped_day(query.day, query.month)
    yield (Lookup(Kind.PAIR_SOUND_DAY, tuple([f"{pair} {day}" for pair in heard_as])),)
    born = born_key(query.year, day)
    yield in_year, Lookup(Kind.BORN_START, tuple([f"{born} {firsts}" for firsts in first_sounds(one, other)]))


def _near_a_place(query: Query, heard_as: list[str]) -> Stage:
    if query.whole_postcode:
        return _postcode(query)
    return (Lookup(Kind.AREA_PAIR, tuple([f"{query.postcode} {pair}" for pair in heard_as])),)


def _last_resorts(query: Query, named: Stage, begun: str) -> Iterator[Stage]:
    """Keys that many people share: a family name that changed is found by what was told beside it."""
    openings = Lookup(Kind.OPENING, (begun,))
    if query.year or query.postcode:
        yield (*named, openings)
        yield _one_name_told(query, query.words)
    else:
        yield (openings,)
        yield tuple([Lookup(Kind.SOUND, sounds(word)) for word in query.words[:3]])


def _one_name(query: Query, word: str) -> Iterator[Stage]:
    if told := _one_name_told(query, (word,)):
        yield told
    yield (
        Lookup(Kind.WORD, (word,)),
        Lookup(Kind.WORD, (word,), begins=True),
        Lookup(Kind.SOUND, sounds(word)),
    )


def _one_name_told(query: Query, words: tuple[str, ...]) -> Stage:
    """One name with a birth date, a year, a postcode or its area."""
    found = list(_born(query)) if query.day else []
    for word in words[:2]:
        if query.year:
            found.append(Lookup(Kind.SOUND_YEAR, tuple([f"{each} {query.year}" for each in sounds(word)])))
        if query.postcode and not query.whole_postcode:
            found.append(
                Lookup(Kind.AREA_SOUND, tuple([f"{query.postcode} {each}" for each in sounds(word)]))
            )
    return (*found, *_postcode(query)) if query.whole_postcode else tuple(found)


def _no_name(query: Query) -> Stage:
    whole = (Lookup(Kind.POSTCODE, (query.postcode,), cap=CAP_ALONE),) if query.whole_postcode else ()
    return (*_born(query), *whole)


def _born(query: Query) -> Stage:
    """Everybody born that day."""
    if not (query.year and query.month and query.day):
        return ()
    return (Lookup(Kind.BORN, (born_key(query.year, swapped_day(query.day, query.month)),), cap=CAP_ALONE),)


def _postcode(query: Query) -> Stage:
    return (
        Lookup(Kind.POSTCODE_START, tuple([f"{query.postcode} {first}" for first in _firsts(query.words)])),
    )


def _firsts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each[:1] for word in words[:3] for each in heard(word)))


def _asked_pairs(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The first and last word as typed come first; of many words, three pairs are enough."""
    if len(words) == 2:
        return ((words[0], words[1]),)
    return tuple(dict.fromkeys(((words[0], words[-1]), *combinations(words[:3], 2))))[:3]
