"""Two hundred searches as workers type them: a person in mind, and something wrong in what is typed.

The slips are made by tables and chance here, never with the rules under test. What is told beside the name
(a birth date, a year, a postcode, its area, nothing) follows fixed shares; a name alone is only asked for
where at most three people in half a million carry it, for with a common name nobody searches by name alone.
"""

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from alongside.people.rules.search_keys import Identity, Name
from tests.bench.people.corpus import SEED, people
from tests.bench.people.population import FOLDER

COUNT = 200
WITHIN = 5_000
"""The people asked for are among the first five thousand, so every size of population is asked the same."""
LARGEST = 500_000


class Asked(NamedTuple):
    """One search: the slip in it, what was typed, who was meant."""

    slip: str
    text: str
    person_id: int


_SPELT = (
    ("ph", "f"), ("ck", "k"), ("cz", "ch"), ("sz", "sh"), ("oo", "u"), ("ee", "i"), ("ie", "y"), ("ei", "ie"),
    ("kh", "k"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("ss", "s"), ("ll", "l"), ("tt", "t"), ("nn", "n"),
    ("w", "v"), ("v", "w"), ("q", "k"), ("k", "c"), ("c", "k"), ("y", "i"), ("ou", "u"), ("ai", "ay"), ("u", "oo"),
    ("mm", "m"), ("s", "z"), ("z", "s"), ("e", "a"), ("a", "e"), ("i", "e"), ("o", "u"), ("d", "t"), ("b", "p"),
)  # fmt: skip
_NEAR = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "xa",
}  # fmt: skip
_PET = {
    "margaret": "Maggie", "john": "Jack", "mary": "Molly", "david": "Dave", "susan": "Sue", "michael": "Mick",
    "patricia": "Pat", "peter": "Pete", "christine": "Chris", "robert": "Bob", "james": "Jim", "barbara": "Babs",
    "william": "Bill", "dorothy": "Dot", "kenneth": "Ken", "ronald": "Ron", "sarah": "Sally", "christopher": "Chris",
    "andrew": "Andy", "stephen": "Steve", "anthony": "Tony", "deborah": "Debbie", "elizabeth": "Betty",
    "richard": "Dick", "thomas": "Tom", "edward": "Ted", "geoffrey": "Geoff", "terence": "Terry", "philip": "Phil",
    "charles": "Charlie", "kathleen": "Kath", "donald": "Don", "leonard": "Len", "frederick": "Fred",
    "katherine": "Kate", "catherine": "Cathy", "victoria": "Vicky", "samantha": "Sam", "benjamin": "Ben",
    "samuel": "Sam", "alexander": "Sandy", "mohammed": "Mohd", "muhammad": "Mohamed", "mohamed": "Muhammad",
    "fatima": "Fatma", "hussein": "Hussain", "ibrahim": "Abraham", "yusuf": "Joseph", "khadija": "Hatice",
    "joseph": "Joe", "krzysztof": "Chris", "katarzyna": "Kasia", "malgorzata": "Gosia", "andrzej": "Andrew",
    "oluwaseun": "Seun", "babatunde": "Tunde", "emmanuel": "Manny", "lakshmi": "Laxmi", "gurpreet": "Preet",
    "zainab": "Zaynab", "aisha": "Ayesha", "ayesha": "Aisha", "ahmed": "Ahmad", "maryam": "Mariam",
    "piotr": "Peter", "jan": "John", "giovanni": "John", "francisca": "Frances", "jose": "Joseph",
}  # fmt: skip


def queries() -> list[Asked]:
    """The fixed list, kept beside the populations."""
    sources = (Path(__file__), Path(__file__).with_name("corpus.py"))
    stamp = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    kept = FOLDER / f"people-queries-{stamp}.json"
    if not kept.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_made()))
    return [Asked(*asked) for asked in json.loads(kept.read_text())]


def _made() -> list[Asked]:
    dice = random.Random(SEED + 1)
    everybody = Counter(_plain(identity.names[0]) for _, identity in people(LARGEST))
    pool = [(each, identity) for each, identity in people(WITHIN) if identity.born.day]
    dice.shuffle(pool)
    slips = list(_SLIPS)
    asked: list[Asked] = []
    for person_id, identity in pool:
        slip = slips[len(asked) % len(slips)]
        told = dice.choices(("born", "year", "postcode", "area", "nothing"), (45, 18, 12, 5, 20))[0]
        if told == "nothing" and (everybody[_plain(identity.names[0])] > 3 or slip in {"beginning", "date"}):
            told = "born"
        text = _SLIPS[slip](dice, identity, told)
        if text:
            asked.append(Asked(slip, text, person_id))
        if len(asked) == COUNT:
            break
    return asked


def _plain(name: Name) -> tuple[str, str]:
    return name.given.split()[0].lower(), name.family.lower()


def _told(dice: random.Random, identity: Identity, what: str) -> str:
    born = identity.born
    if what == "born":
        return dice.choice(
            (
                f"dob {born.day}/{born.month}/{born.year}",
                f"{born.day:02}/{born.month:02}/{born.year}",
                str(born),
            )
        )
    postcode = identity.postcodes[0]
    return {"year": str(born.year), "postcode": postcode, "area": postcode.split()[0], "nothing": ""}[what]


def _sound(dice: random.Random, identity: Identity, told: str) -> str:
    given, family = _plain(identity.names[0])
    family, changed = _respell(dice, family)
    if not changed or dice.random() < 0.3:
        given, also = _respell(dice, given)
        changed = changed or also
    return f"{given} {family} {_told(dice, identity, told)}" if changed else ""


def _respell(dice: random.Random, word: str) -> tuple[str, bool]:
    rules = [rule for rule in _SPELT if rule[0] in word[1:]]
    if not rules:
        return word, False
    wrong, right = dice.choice(rules)
    at = dice.choice([found.start() for found in re.finditer(wrong, word[1:])]) + 1
    return word[:at] + right + word[at + len(wrong) :], True


def _one(change: Callable[[random.Random, str], str]) -> Callable[[random.Random, Identity, str], str]:
    """A slip in one of the two names, the family name twice as often."""

    def made(dice: random.Random, identity: Identity, told: str) -> str:
        given, family = _plain(identity.names[0])
        in_family = dice.random() < 0.67
        wrong = (given, change(dice, family)) if in_family else (change(dice, given), family)
        return f"{wrong[0]} {wrong[1]} {_told(dice, identity, told)}" if wrong != (given, family) else ""

    return made


def _typo(dice: random.Random, word: str) -> str:
    places = [place for place, letter in enumerate(word) if letter in _NEAR]
    at = dice.choice(places)
    return word[:at] + dice.choice(_NEAR[word[at]]) + word[at + 1 :]


def _swap(dice: random.Random, word: str) -> str:
    places = [
        place
        for place in range(len(word) - 1)
        if word[place] != word[place + 1] and word[place : place + 2].isalpha()
    ]
    if len(word) < 3 or not places:
        return word
    at = dice.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _missing(dice: random.Random, word: str) -> str:
    doubles = [found.start() for found in re.finditer(r"(.)\1", word)]
    at = doubles[0] if doubles else dice.randrange(1, len(word))
    return word[:at] + word[at + 1 :] if len(word) > 3 else word


def _pet(dice: random.Random, identity: Identity, told: str) -> str:
    given, family = _plain(identity.names[0])
    return f"{_PET[given]} {family} {_told(dice, identity, told)}" if given in _PET else ""


def _reversed(dice: random.Random, identity: Identity, told: str) -> str:
    given, family = _plain(identity.names[0])
    return f"{_respell(dice, family)[0]}, {given} {_told(dice, identity, told)}"


def _date(dice: random.Random, identity: Identity, told: str) -> str:
    given, family = _plain(identity.names[0])
    born, wrong = identity.born, dice.choice(("swapped", "day", "year", "month"))
    day, month, year = born.day or 1, born.month or 1, born.year or 1900
    if wrong == "swapped":
        if day > 12 or day == month:
            return ""
        day, month = month, day
    day = day % 28 + 1 if wrong == "day" else day
    month = month % 12 + 1 if wrong == "month" else month
    year = year + dice.choice((-1, 1, 10)) if wrong == "year" else year
    if dice.random() < 0.4:
        family = _respell(dice, family)[0]
    return f"{given} {family} {day}/{month}/{year}"


def _beginning(dice: random.Random, identity: Identity, told: str) -> str:
    given, family = _plain(identity.names[0])
    cut = dice.randrange(3, 6)
    return f"{family[:cut]} {given} {_told(dice, identity, told)}" if len(family) > cut else ""


_SLIPS: dict[str, Callable[[random.Random, Identity, str], str]] = {
    "sound": _sound,
    "typo": _one(_typo),
    "swapped": _one(_swap),
    "missing": _one(_missing),
    "pet name": _pet,
    "reversed": _reversed,
    "date": _date,
    "beginning": _beginning,
}
