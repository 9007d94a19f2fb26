"""Whether two records may be one person: a score with its reasons, and what forbids taking it for certain.

Fellegi and Sunter's weights: each field adds the logarithm (to base 2) of how much likelier its agreement is
between records of one person than between strangers, and takes away for disagreement. A rare name weighs more
than a common one. The score only proposes; a person decides, and a bar (twins, father and son) is always told.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple

from rapidfuzz.distance.JaroWinkler import similarity as jaro_winkler

from alongside.people.rules.dates import UNKNOWN, ApproximateDate, Precision
from alongside.people.rules.names import same_by_form, tokens
from alongside.people.rules.search_keys import Name, area_of, compact_postcode, heard

Verdict = Literal["same", "likely", "possible", "different"]

SAME, LIKELY, POSSIBLE = 26.0, 15.0, 7.0
"""Scores from which a verdict holds."""

GENERATION_YEARS = 15
"""Births this far apart under one name are of two generations, not a slip of the pen."""

USUAL_SHARE = 1 / 2000
"""The share of people with one name word, where nobody counted."""

Commonness = Callable[[str], float]
"""The share of people (0 to 1) who have a folded name word."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of one record. `sex` is a code, "" when not recorded; phones are digits."""

    names: tuple[Name, ...]
    born: ApproximateDate = UNKNOWN
    sex: str = ""
    nhs_number: str = ""
    nhs_verified: bool = False
    postcodes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Reason(NamedTuple):
    """What one field says: in a sentence for the worker, and in bits for or against."""

    field: str
    what: str
    weight: float


class Bar(NamedTuple):
    """Why two records must not be taken for one without somebody who knows them both."""

    kind: Literal["twins", "generations", "no birth date", "nhs number", "sex"]
    what: str


@dataclass(frozen=True, slots=True)
class Match:
    """The answer: `score` is the sum of the weights of `reasons`, in bits."""

    score: float
    verdict: Verdict
    reasons: tuple[Reason, ...]
    bars: tuple[Bar, ...]


def usual(_word: str) -> float:
    """Every name as common as any other."""
    return USUAL_SHARE


def compare(one: Likeness, other: Likeness, commonness: Commonness = usual) -> Match:
    """How likely two records are one person, and why; the same whichever is named first."""
    found = (
        _names(one, other, commonness),
        _birth(one.born, other.born),
        _sex(one.sex, other.sex),
        _nhs(one, other),
        _places(one, other),
        _phones(one, other),
    )
    reasons = tuple(reason for reason in found if reason.weight)
    score = round(sum(reason.weight for reason in reasons), 1)
    bars = tuple(_bars(one, other))
    return Match(score, _verdict(score, barred=bool(bars)), reasons, bars)


def bars(one: Likeness, other: Likeness) -> tuple[Bar, ...]:
    """What forbids suggesting that two records are certainly one person."""
    return tuple(_bars(one, other))


def _verdict(score: float, *, barred: bool) -> Verdict:
    if score >= SAME and not barred:
        return "same"
    if score >= LIKELY:
        return "likely"
    return "possible" if score >= POSSIBLE else "different"


# ------------------------------------------------------------------------------------------ names


def _names(one: Likeness, other: Likeness, commonness: Commonness) -> Reason:
    """The best agreement between any name of the one and any of the other."""
    compared = (_name(mine, theirs, commonness) for mine, theirs in product(one.names, other.names))
    return max(compared, key=lambda reason: (reason.weight, reason.what), default=Reason("name", "", 0.0))


def _name(one: Name, other: Name, commonness: Commonness) -> Reason:
    straight = _parts((one.given, other.given), (one.family, other.family), commonness)
    crossed = _parts((one.given, other.family), (one.family, other.given), commonness)
    if crossed.weight - 2 > straight.weight:
        return Reason("name", f"Names in the other order: {crossed.what}", round(crossed.weight - 2, 1))
    return straight


def _parts(given: tuple[str, str], family: tuple[str, str], commonness: Commonness) -> Reason:
    forename, how_given = _part(*given, commonness, against=-6.0)
    surname, how_family = _part(*family, commonness, against=-4.0)
    return Reason("name", f"forename {how_given}, family name {how_family}", round(forename + surname, 1))


def _part(one: str, other: str, commonness: Commonness, *, against: float) -> tuple[float, str]:
    """The weight of two forenames or two family names; `against` is what it costs when they are unlike."""
    mine, theirs = tokens(one), tokens(other)
    if not mine or not theirs:
        return 0.0, "not known"
    best = max((_likeness(a, b), _rarity(a, b, commonness)) for a, b in product(mine, theirs))
    share, how = _SHARES[best[0]]
    return (round(share * best[1], 1), how) if share else (against, how)


_SHARES = {
    4: (1.0, "the same"),
    3: (0.8, "another form of the same"),
    2: (0.7, "sounds the same"),
    1: (0.55, "nearly the same"),
    0: (0.0, "different"),
}
_CLOSE = 0.86


def _likeness(one: str, other: str) -> int:
    if one == other:
        return 4
    if same_by_form(one, other):
        return 3
    if not set(heard(one)).isdisjoint(heard(other)):
        return 2
    return int(
        jaro_winkler(*sorted((one, other))) >= _CLOSE
        or min(one, other, key=len) == max(one, other, key=len)[:1]
    )


def _rarity(one: str, other: str, commonness: Commonness) -> float:
    """How much one name word tells, in bits: the commoner of the two decides."""
    share = min(max(commonness(one), commonness(other), 1e-6), 0.5)
    return math.log2(0.9 / share)


# ---------------------------------------------------------------------------------- the other fields


def _birth(one: ApproximateDate, other: ApproximateDate) -> Reason:
    if not one.known or not other.known:
        return Reason("birth", "", 0.0)
    if one.precision is Precision.DAY and other.precision is Precision.DAY:
        return Reason("birth", *_exact_births(one, other))
    if one.compatible(other):
        exact_month = one.precision is not Precision.YEAR and other.precision is not Precision.YEAR
        return Reason("birth", "Birth dates may be the same", 7.0 if exact_month else 4.0)
    apart = abs((one.year or 0) - (other.year or 0))
    return Reason("birth", "Birth dates differ", -1.0 if apart <= 3 else -7.0)


def _exact_births(one: ApproximateDate, other: ApproximateDate) -> tuple[str, float]:
    if one == other:
        return "Same birth date", 13.0
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return "Same birth date with day and month swapped", 10.0
    alike = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    if alike == 2:
        far = abs((one.year or 0) - (other.year or 0)) >= GENERATION_YEARS
        return (
            ("Birthday the same, years far apart", -5.0)
            if far
            else ("Two parts of the birth date the same", 5.0)
        )
    return ("Birth dates differ", -3.0) if alike else ("Birth dates differ in every part", -7.0)


def _sex(one: str, other: str) -> Reason:
    if not one or not other:
        return Reason("sex", "", 0.0)
    return Reason("sex", "Same sex", 0.9) if one == other else Reason("sex", "Different sex", -4.0)


def _nhs(one: Likeness, other: Likeness) -> Reason:
    if not one.nhs_number or not other.nhs_number:
        return Reason("nhs number", "", 0.0)
    if one.nhs_number == other.nhs_number:
        return Reason("nhs number", "Same NHS number", 18.0)
    if one.nhs_verified and other.nhs_verified:
        return Reason("nhs number", "Different NHS numbers, both verified", -20.0)
    return Reason("nhs number", "Different NHS numbers, not both verified", -6.0)


def _places(one: Likeness, other: Likeness) -> Reason:
    mine = {compact_postcode(each) for each in one.postcodes}
    theirs = {compact_postcode(each) for each in other.postcodes}
    if not mine or not theirs:
        return Reason("address", "", 0.0)
    if mine & theirs:
        return Reason("address", "Same postcode, now or before", 6.0)
    if {area_of(each) for each in mine} & {area_of(each) for each in theirs}:
        return Reason("address", "Same postcode area", 1.5)
    return Reason("address", "Different postcodes", -1.0)


def _phones(one: Likeness, other: Likeness) -> Reason:
    shared = set(one.phones) & set(other.phones)
    return Reason("phone", "Same phone number", 6.0) if shared else Reason("phone", "", 0.0)


# ------------------------------------------------------------------------------------------- bars


def _bars(one: Likeness, other: Likeness) -> Iterator[Bar]:
    if one.nhs_verified and other.nhs_verified and one.nhs_number != other.nhs_number:
        yield Bar("nhs number", "Each has a verified NHS number of their own")
    if one.sex and other.sex and one.sex != other.sex:
        yield Bar("sex", "Recorded with different sexes")
    if not one.born.known or not other.born.known:
        yield Bar("no birth date", "Without both birth dates a parent and a child of one name look alike")
    elif _generations_apart(one.born, other.born):
        yield Bar("generations", "Births a generation apart: perhaps a parent and a child of one name")
    elif _same_birth(one.born, other.born) and not _one_forename(one, other):
        yield Bar(
            "twins", "One birth date and different forenames: twins, unless one is a pet name of the other"
        )


def _generations_apart(one: ApproximateDate, other: ApproximateDate) -> bool:
    return abs((one.year or 0) - (other.year or 0)) >= GENERATION_YEARS


def _same_birth(one: ApproximateDate, other: ApproximateDate) -> bool:
    return one.compatible(other) or _exact_births(one, other)[1] > 5


def _one_forename(one: Likeness, other: Likeness) -> bool:
    """Whether every forename of the one, as somewhere recorded, is a forename of the other, letter for letter.

    Sounding alike is not enough: Hassan and Hussein, Amina and Amira are what twins are called; nor is one
    forename of several: Mohammed Hassan and Mohammed Hussein are brothers; nor a form of one name: John and Sean.
    """
    for mine, theirs in product(one.names, other.names):
        shorter, longer = sorted((set(tokens(mine.given)), set(tokens(theirs.given))), key=len)
        if shorter and shorter <= longer:
            return True
    return False


def name_words(likeness: Likeness) -> frozenset[str]:
    """The folded words whose commonness `compare` will ask for."""
    parts = (part for name in likeness.names for part in (name.given, name.family))
    return frozenset(word for part in parts for word in tokens(part))
