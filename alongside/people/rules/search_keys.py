"""The rows of people_search_key that let one person be found: what a record is filed under.

Every key joins two facts that seldom meet in two people (how both names sound; a sound and a birthday; a
postcode and an initial), so that one look-up touches few rows however many people there are. The asking
side is `search_query`; both sides must fold, sound and join alike, so both use the functions below.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from alongside.people.rules.dates import ABOUT_YEARS, UNKNOWN, ApproximateDate
from alongside.people.rules.names import sound, sounds, tokens


class Kind(IntEnum):
    """What a key is made of. Numbers are stored: never reuse one; a change of meaning needs a rebuild."""

    NHS_NUMBER = 1
    REFERENCE = 2
    WORD = 3
    """One word of a name as written; read by range it finds beginnings."""
    SOUND = 4
    PAIR = 5
    """Two words of a name, in the order of the alphabet: "John Smith" and "Smith John" are one."""
    PAIR_SOUND = 6
    PAIR_SOUND_YEAR = 7
    SOUND_YEAR = 8
    """Family names only."""
    PAIR_SOUND_DAY = 9
    """With day and month in either order: a wrong year, or 3/7 for 7/3, still finds."""
    BORN = 10
    BORN_START = 11
    """A whole birth date with both first sounds: finds names spelt beyond recognition."""
    OPENING = 12
    """The first three letters of both names, or an initial and three letters."""
    POSTCODE = 13
    POSTCODE_START = 14
    AREA_PAIR = 15
    AREA_SOUND = 16
    """Family names only."""
    ONE_LESS = 17
    """One name with any one letter left out, with the sound of the other: finds every single slip.
    Only for the first name given, the one a person is known by now: these rows are a quarter of all."""
    OPENING_YEAR = 18


@dataclass(frozen=True, slots=True)
class Name:
    """One name a person has or had; either part may be empty."""

    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a person is found by. `names` holds every form: present, known as, previous, own script."""

    names: tuple[Name, ...]
    born: ApproximateDate = UNKNOWN
    postcodes: tuple[str, ...] = ()
    nhs_number: str = ""
    reference: str = ""


Key = tuple[int, str]

OPENING_LETTERS = 3
_SLIP_LETTERS = 6
"""Names are compared letter by letter as far as this: a slip further on leaves the beginning whole."""


def keys_for(identity: Identity) -> frozenset[Key]:
    """Every (kind, key) row one person is filed under."""
    keys = {*_numbers(identity), *_places(identity), *(_slips(identity.names[0]) if identity.names else ())}
    years = _years(identity.born)
    for name in identity.names:
        keys.update(_words(name, years))
        keys.update(_pairs(name, years, _areas(identity)))
        keys.update(_days(name, identity.born))
    return frozenset(keys)


def pairs_of(name: Name) -> tuple[tuple[str, str], ...]:
    """The pairs of words somebody may be asked for by, the likeliest first; at most four."""
    given, family = tokens(name.given)[:3], tokens(name.family)[:2]
    crossed = [(first, last) for first in given[:2] for last in family if first != last]
    within = [(part[0], part[1]) for part in (given, family) if len(part) > 1]
    return tuple(dict.fromkeys((*crossed, *within)))[:4]


@lru_cache(maxsize=65536)
def heard(word: str) -> tuple[str, ...]:
    """The sounds of the names a word is a form of, and its own: it may be misspelt when asked for."""
    return tuple(dict.fromkeys((*sounds(word), sound(word))))


def joined(one: str, other: str) -> str:
    """Two parts of a key in a fixed order, so that names asked for in either order meet."""
    return f"{one} {other}" if one <= other else f"{other} {one}"


def day_key(born: ApproximateDate) -> str:
    """Day and month with the smaller first: 3 July and 7 March are filed alike."""
    return swapped_day(born.day, born.month) if born.day and born.month else ""


def swapped_day(day: int, month: int) -> str:
    """Four digits, the smaller of day and month first."""
    return f"{day:02}{month:02}" if day < month else f"{month:02}{day:02}"


def born_key(year: int | None, day: str) -> str:
    """A whole birth date, day and month in either order."""
    return f"{year}-{day}"


def opening(one: str, other: str) -> str:
    """How two words begin; a word of one or two letters is taken for an initial."""
    if min(len(one), len(other)) < OPENING_LETTERS:
        one, other = (one[:1], other) if len(one) < len(other) else (one, other[:1])
    return joined(one[:OPENING_LETTERS], other[:OPENING_LETTERS])


def one_less(word: str, other_sound: str) -> list[str]:
    """The word, and the word with each letter left out, each with the other name's sound.

    What would be left of two or three letters says nothing, and is not asked.
    """
    word, tail = word[:_SLIP_LETTERS], f" {other_sound}"
    if len(word) <= OPENING_LETTERS:
        return [word + tail]
    return [word + tail, *{word[:place] + word[place + 1 :] + tail for place in range(len(word))}]


def first_sounds(one: str, other: str) -> list[str]:
    """Both first sounds, in the order of the alphabet; several where a name is a form of others."""
    return list(dict.fromkeys("".join(sorted(a[0] + b[0])) for a in heard(one) for b in heard(other)))


def compact_postcode(text: str) -> str:
    """Small letters and digits only: "NW9 4AB" is "nw94ab"."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def area_of(postcode: str) -> str:
    """The outward part of a compact postcode: "nw9" of "nw94ab"."""
    return postcode[:-3] if len(postcode) > 4 else postcode


def _numbers(identity: Identity) -> Iterator[Key]:
    if identity.nhs_number:
        yield Kind.NHS_NUMBER, identity.nhs_number
    if identity.reference:
        yield Kind.REFERENCE, identity.reference.casefold()


def _places(identity: Identity) -> Iterator[Key]:
    firsts = {heard_as[:1] for word in _all_words(identity.names) for heard_as in heard(word)}
    for postcode in filter(None, map(compact_postcode, identity.postcodes)):
        yield Kind.POSTCODE, postcode
        yield from ((Kind.POSTCODE_START, f"{postcode} {first}") for first in firsts)
    for area in _areas(identity):
        families = {word for name in identity.names for word in tokens(name.family)[:2]}
        yield from ((Kind.AREA_SOUND, f"{area} {sounds(word)[0]}") for word in families)


def _areas(identity: Identity) -> tuple[str, ...]:
    areas = (area_of(compact_postcode(postcode)) for postcode in identity.postcodes)
    return tuple(dict.fromkeys(area for area in areas if area))


def _all_words(names: Iterable[Name]) -> set[str]:
    return {word for name in names for word in _asked_for(name)}


def _asked_for(name: Name) -> tuple[str, ...]:
    return (*tokens(name.given)[:2], *tokens(name.family)[:2])


def _years(born: ApproximateDate) -> tuple[int, ...]:
    if not born.year:
        return ()
    reach = ABOUT_YEARS if born.about else 0
    return tuple(range(born.year - reach, born.year + reach + 1))


def _words(name: Name, years: tuple[int, ...]) -> Iterator[Key]:
    for word in _asked_for(name):
        yield Kind.WORD, word
        yield from ((Kind.SOUND, heard_as) for heard_as in heard(word))
    for word in tokens(name.family)[:2] or tokens(name.given)[:2]:
        yield from ((Kind.SOUND_YEAR, f"{heard_as} {year}") for heard_as in heard(word) for year in years)


def _days(name: Name, born: ApproximateDate) -> Iterator[Key]:
    """What a whole birth date allows."""
    day = day_key(born)
    if not day:
        return
    whole = born_key(born.year, day)
    yield Kind.BORN, whole
    for one, other in pairs_of(name):
        yield from ((Kind.BORN_START, f"{whole} {firsts}") for firsts in first_sounds(one, other))
        yield from ((Kind.PAIR_SOUND_DAY, f"{joined(a, b)} {day}") for a in heard(one) for b in heard(other))


def _pairs(name: Name, years: tuple[int, ...], areas: tuple[str, ...]) -> Iterator[Key]:
    pairs = pairs_of(name)
    for one, other in pairs:
        yield Kind.PAIR, joined(one, other)
        yield Kind.OPENING, opening(one, other)
        yield from ((Kind.OPENING_YEAR, f"{opening(one, other)} {year}") for year in years)
        for pair in {joined(a, b) for a in heard(one) for b in heard(other)}:
            yield Kind.PAIR_SOUND, pair
            yield from ((Kind.PAIR_SOUND_YEAR, f"{pair} {year}") for year in years)
            yield from ((Kind.AREA_PAIR, f"{area} {pair}") for area in areas)


def _slips(name: Name) -> Iterator[Key]:
    for one, other in pairs_of(name)[:1]:
        yield Kind.OPENING, opening(one[:1], other)
        yield from ((Kind.ONE_LESS, key) for heard_as in sounds(other) for key in one_less(one, heard_as))
        yield from ((Kind.ONE_LESS, key) for heard_as in sounds(one) for key in one_less(other, heard_as))
