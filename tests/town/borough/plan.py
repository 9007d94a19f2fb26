"""Who lives in the borough, and who of them still waits for what: settled before anybody is drawn."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tests.town.borough.figures import Figures

DUE, REVIEWED, NEW = "due", "reviewed", "new"
WAITING, UNDER_WAY, OVER = "waiting", "under way", "over"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the borough: what kind of person, how things stand with them, for how many days.

    `bill`, `therapy` and `liberty` are for how many days their financial assessment, a therapist or a decision about
    their liberty has been waited for; 0 when it has not.
    """

    kind: str
    stands: str
    days: int
    bill: int = 0
    therapy: int = 0
    liberty: int = 0


def settle(figures: Figures, people: int, dice: random.Random) -> list[Slot]:
    """A slot for each of `people` people, in an order that says nothing."""
    counts = shares(figures.known, people)
    slots: list[Slot] = []
    for kind, count in counts.items():
        slots += _OF.get(kind, _others)(figures, people, kind, count, dice)
    dice.shuffle(slots)
    return _beside(slots, figures, people)


LISTED = ("long-term", "short-term", "contact only")


def _beside(slots: list[Slot], figures: Figures, people: int) -> list[Slot]:
    """Who waits on a list of its own besides: for a therapist, whoever comes first; for a decision about their
    liberty, of those with long-term support."""
    therapy = _queue(figures, "occupational-therapy", people, len(slots))
    liberty = _queue(figures, "dols", people, len(slots))
    made = []
    for slot in slots:
        if slot.kind == "long-term" and slot.stands != NEW and liberty:
            made.append(replace(slot, liberty=liberty.pop()))
        elif slot.kind in LISTED and slot.stands != NEW and therapy:
            made.append(replace(slot, therapy=therapy.pop()))
        else:
            made.append(slot)
    return made


def shares(weights: dict[str, int], people: int) -> dict[str, int]:
    """So many of each kind that all add up: what is left over by rounding goes to those who lost most by it."""
    whole = sum(weights.values())
    exact = {kind: people * weight / whole for kind, weight in weights.items()}
    counts = {kind: int(each) for kind, each in exact.items()}
    for kind in sorted(exact, key=lambda kind: counts[kind] - exact[kind])[: people - sum(counts.values())]:
        counts[kind] += 1
    return counts


def _queue(figures: Figures, pathway: str, people: int, at_most: int) -> list[int]:
    queue = figures.queues[pathway]
    return queue.days(min(figures.scaled(queue.count, people), at_most))


def _long_term(figures: Figures, people: int, kind: str, count: int, dice: random.Random) -> Iterable[Slot]:
    """Some are due a review, some had one this year; the rest came this year, and for some the bill is worked out."""
    due = _queue(figures, "planned-review", people, count)
    reviewed = min(round(figures.reviewed * count), count - len(due))
    new = count - len(due) - reviewed
    bills = _queue(figures, "financial-assessment", people, new)
    yield from (Slot(kind, DUE, days) for days in due)
    yield from (Slot(kind, REVIEWED, dice.randint(2, 360)) for _ in range(reviewed))
    yield from (Slot(kind, NEW, bill + dice.randint(0, 3), bill) for bill in bills)
    yield from (Slot(kind, NEW, dice.randint(2, 330)) for _ in range(new - len(bills)))


def _assessed(figures: Figures, people: int, kind: str, count: int, dice: random.Random) -> Iterable[Slot]:
    waiting = _queue(figures, "needs-assessment", people, count)
    yield from (Slot(kind, WAITING, days) for days in waiting)
    yield from (Slot(kind, UNDER_WAY, dice.randint(1, 28)) for _ in range(count - len(waiting)))


def _carers(figures: Figures, people: int, kind: str, count: int, dice: random.Random) -> Iterable[Slot]:
    waiting = _queue(figures, "carers-assessment", people, count)
    yield from (Slot(kind, WAITING, days) for days in waiting)
    yield from (Slot(kind, OVER, dice.randint(3, 1_000)) for _ in range(count - len(waiting)))


def _others(figures: Figures, people: int, kind: str, count: int, dice: random.Random) -> Iterable[Slot]:
    yield from (Slot(kind, OVER, dice.randint(2, 1_060)) for _ in range(count))


_OF = {"long-term": _long_term, "being assessed": _assessed, "unpaid carer": _carers}
