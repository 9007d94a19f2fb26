"""Who each of the made-up people is: age, sex, ethnicity, name, home, language, what they need support for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from alongside.council import Council
from alongside.people.rules.nhs_number import check_digit
from tests.town.borough import names
from tests.town.borough.figures import Figures, Weighted

ROADS = "Alder Ash Beech Birch Cedar Chestnut Elder Elm Hawthorn Hazel Holly Larch Laurel Lime Maple Oak Rowan Willow"
ROADS_OF = [
    f"{tree} {kind}"
    for tree in ROADS.split()
    for kind in ["Road", "Lane", "Close", "Avenue", "Gardens", "Court", "Way", "Terrace"]
]
NUMBERS = 499_000
"""How many people can have a number of their own in the range kept for tests."""


@dataclass(frozen=True, slots=True)
class Resident:
    """One made-up person. What is not known of them is blank."""

    number: int
    kind: str
    sex: str
    born: date
    given: str
    family: str
    former_family: str
    ethnicity: str
    nhs_number: str
    lines: str
    postcode: str
    ward: str
    lsoa: str
    phone: str
    language: str
    support: str
    accommodation: str
    has_carer: str


class People:
    """Draws people as the figures of a borough say."""

    def __init__(self, figures: Figures, here: Council, today: date) -> None:
        self.today = today
        self._ages = figures.ages
        self._sex = figures.by_age("sex")
        self._support, self._homes = figures.by_age("support"), figures.by_age("accommodation")
        offered = {entry.code for entry in here.lists.get("ethnicity", on=today).entries}
        self._groups = Weighted(figures.weights("ethnicity"))
        self._ethnicities = {
            group: Weighted(
                {code: weight for code, weight in codes.items() if code in offered}
                or dict.fromkeys(offered, 1)
            )
            for group, codes in figures.weights("ethnic groups").items()
        }
        self._names = {key: Weighted(each) for key, each in figures.weights("names").items()}
        spoken = {entry.code for entry in here.lists.get("language", on=today).entries}
        self._languages = {
            group: (each["share"] / 100, Weighted({c: w for c, w in each["codes"].items() if c in spoken}))
            for group, each in figures.weights("languages").items()
        }
        places = here.directory.postcodes
        fifth = fifths(here, figures.weights("deprivation")["areas"])
        need: Sequence[float] = figures.weights("deprivation")["need"]
        self._places = Weighted(
            {(postcode, *places[postcode]): need[fifth[places[postcode][1]]] for postcode in sorted(places)}
        )

    def draw(self, number: int, kind: str, dice: random.Random) -> Resident:
        """The person of this number, of this kind."""
        born, age = self._born(kind, dice)
        sex = _of_age(self._sex, age).draw(dice)
        group = self._groups.draw(dice)
        ethnicity = self._ethnicities[group].draw(dice)
        community = self._names.get(ethnicity) or self._names[group]
        named = community.draw(dice)
        postcode, ward, lsoa = self._places.draw(dice)
        carer = kind == "unpaid carer"
        return Resident(
            number=number,
            kind=kind,
            sex=sex,
            born=born,
            given=names.given(named, sex, dice),
            family=names.family(named, dice),
            former_family=names.family(named, dice) if sex == "female" and dice.random() < 0.12 else "",
            ethnicity=ethnicity if dice.random() < 0.93 else "not-known",
            nhs_number=nhs_number(number) if dice.random() < 0.94 else "",
            lines=f"{dice.randrange(1, 180)} {dice.choice(ROADS_OF)}",
            postcode=postcode,
            ward=ward,
            lsoa=lsoa,
            phone=f"020 7946 0{dice.randrange(1000):03}" if dice.random() < 0.9 else "",
            language=self._language(group, dice),
            support="social-unpaid-carer" if carer else _of_age(self._support, age).draw(dice),
            accommodation="owner-occupier" if carer else _of_age(self._homes, age).draw(dice),
            has_carer="" if carer else dice.choices(("yes", "no", "unknown"), (42, 46, 12))[0],
        )

    def _born(self, kind: str, dice: random.Random) -> tuple[date, int]:
        first, last = self._ages[kind].draw(dice)
        age = dice.randint(first, last)
        return self.today - timedelta(days=int(age * 365.2425) + dice.randrange(1, 365)), age

    def _language(self, group: str, dice: random.Random) -> str:
        share, codes = self._languages.get(group, (0.0, None))
        return codes.draw(dice) if codes and dice.random() < share else ""


def _of_age(bands: dict[tuple[int, int], Weighted[str]], age: int) -> Weighted[str]:
    return next(each for (first, last), each in bands.items() if first <= age <= last)


def fifths(here: Council, areas: Sequence[float]) -> dict[str, int]:
    """A made-up fifth of deprivation for each small area, 0 the most deprived: as many in each as the shares say."""
    codes = sorted((lsoa.code for lsoa in here.lsoas), key=lambda code: crc32(code.encode()))
    found: dict[str, int] = {}
    begun = 0.0
    for place, share in enumerate(areas):
        ends = begun + share / sum(areas) * len(codes)
        found |= dict.fromkeys(codes[round(begun) : round(ends)], place)
        begun = ends
    return found


def nhs_number(number: int) -> str:
    """A number of the range kept for tests, one of its own for each person; blank when they are used up."""
    if number > NUMBERS:
        return ""
    candidates = (str(999_001_000 + 2 * number + step) for step in (0, 1))
    return next((f"{nine}{check}" for nine in candidates if (check := check_digit(nine)) is not None), "")
