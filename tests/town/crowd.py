"""The rest of the borough: people that never were, drawn by a seed, always the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from alongside import council
from alongside.people.actions import person, traits
from alongside.people.rules.nhs_number import check_digit
from alongside.people.rules.search_keys import Identity
from alongside.people.rules.written import to_text
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from tests.bench.people.corpus import people as synthetic
from tests.town.work import allocate

Progress = Callable[[str], object]
AT_ONCE = 100

ROADS = "Alder Ash Beech Birch Cedar Chestnut Elder Elm Hawthorn Hazel Holly Larch Laurel Lime Maple Oak Rowan Willow"
KINDS = "Road Lane Close Avenue Gardens Court Way Terrace"

# Shares of adults who draw on long-term support, roughly as national returns have them; for a plausible list only.
SEXES = (("female", 58), ("male", 42))
SUPPORT = (
    "physical-personal-care",
    "physical-access-mobility",
    "memory-and-cognition",
    "learning-disability",
    "mental-health",
)


def settle(count: int, seed: int, priya: int, progress: Progress) -> None:
    """Let `count` people live in the town; one in forty waits for an assessment, some of them with Priya."""
    drawn = enumerate(_draw(count, seed), start=1)
    while batch := list(islice(drawn, AT_ONCE)):
        _settle_some(by=SYSTEM, reason="made-up people for the demo", batch=batch, seed=seed, priya=priya)
        progress(f"  {batch[-1][0]} of {count} made-up people")


@action("town.settle", may=lambda _actor, _thing: False)
def _settle_some(*, by: Actor, at: object, batch: list[tuple[int, Identity]], seed: int, priya: int) -> None:
    for number, identity in batch:
        dice = random.Random(f"{seed}-{number}")
        key = _add(number, identity, dice)
        for attribute, code in _traits(dice):
            traits.set_trait(key, by=SYSTEM, attribute=attribute, code=code)
        if number % 400 == 1:
            allocate(key, holder=f"worker:{priya}", days=dice.randrange(1, 30))
        elif number % 40 == 2:
            allocate(key, holder=_team_of(dice), days=dice.randrange(1, 112))


def _draw(count: int, seed: int) -> Iterator[Identity]:
    return (identity for _, identity in islice(synthetic(count + 1000 * seed), 1000 * seed, None))


def _add(number: int, identity: Identity, dice: random.Random) -> int:
    name = identity.names[0]
    road = f"{dice.choice(ROADS.split())} {dice.choice(KINDS.split())}"
    postcode = dice.choice(_postcodes())
    return int(
        person.add_person(
            by=SYSTEM,
            given=name.given,
            family=name.family,
            born=to_text(identity.born),
            nhs_number=_nhs_number(number) if dice.random() < 0.9 else "",
            lines=f"{dice.randrange(1, 180)} {road}",
            postcode=postcode,
            told_by="Made up",
        )
    )


def _nhs_number(number: int) -> str:
    """A number of the range kept for tests, one of its own for each `number` up to 400,000."""
    candidates = (str(999_001_000 + 2 * number + step) for step in (0, 1))
    return next(f"{nine}{check_digit(nine)}" for nine in candidates if check_digit(nine) is not None)


def _traits(dice: random.Random) -> Iterator[tuple[str, str]]:
    yield "sex", dice.choices([code for code, _ in SEXES], [share for _, share in SEXES])[0]
    for attribute in ("ethnicity", "accommodation", "primary-support-reason"):
        yield attribute, dice.choice(_codes(attribute))


def _codes(attribute: str) -> list[str]:
    today: date = clock.today()
    return [entry.code for entry in council.current().lists.get(attribute, on=today).entries]


def _postcodes() -> list[str]:
    return sorted(council.current().directory.postcodes)


def _team_of(dice: random.Random) -> str:
    return f"team:{dice.choice([team.key for team in council.current().teams if team.kind == 'locality'])}"
