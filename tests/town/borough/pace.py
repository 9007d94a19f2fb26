"""Two speeds: what is urgent is seen in days, what is routine in weeks and months."""

from __future__ import annotations

import random
from typing import Any

# By priority: how often, and how many days people wait, from and to.
SPEEDS = {1: (8, 1, 2), 2: (25, 3, 14), 3: (42, 10, 45), 4: (25, 28, 105)}
WHY = {
    1: "There is no care tonight",
    2: "Falling, and the unpaid carer is at the end of their strength",
    3: "Stable, with needs that are not met",
    4: "A planned look at what has changed",
}


def priority(dice: random.Random) -> int:
    """How urgent somebody is who asks."""
    return dice.choices(list(SPEEDS), [weight for weight, _, _ in SPEEDS.values()])[0]


def priority_of(waits: int, dice: random.Random) -> int:
    """How urgent somebody is who has waited so long already: hardly anybody urgent waits for weeks."""
    if waits <= 2:
        return dice.choices((1, 2, 3, 4), (15, 35, 35, 15))[0]
    if waits <= 14:
        return dice.choices((2, 3, 4), (35, 45, 20))[0]
    return dice.choices((2, 3, 4), (2, 48, 50) if waits < 45 else (0, 12, 88))[0]


def wait(urgency: int, dice: random.Random) -> int:
    """How many days somebody of this priority waits."""
    return dice.randint(*SPEEDS[urgency][1:])


def triaged(urgency: int) -> dict[str, Any]:
    """What triage says of it."""
    interim = {"interim_measures": "Calls each day until somebody has been"} if urgency == 1 else {}
    return {"priority": urgency, "priority_reason": WHY[urgency], **interim}
