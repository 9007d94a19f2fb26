"""What the person is told of what comes into their home: equipment, and devices that see and record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import table


def items(answers: Answers) -> Mapping[str, Any] | str:
    """Each thing that was ordered, and what it is for."""
    rows = [[answers.said("item", row), answers.said("item-for", row)] for row in answers.rows("items")]
    return table(["What comes", "What it is for"], rows)


def costs(answers: Answers) -> str:
    """What the person pays: nothing for what the council or the NHS orders (SI 2014/2673 reg 4)."""
    if "self" in answers.chosen("who-pays"):
        return "You said that you pay for it yourself."
    return "You pay nothing for it."


def devices(answers: Answers) -> Mapping[str, Any] | str:
    """Each device: what it is for, what it records and who sees that."""
    keys = ("device", "device-for", "device-sees")
    rows = [[answers.said(key, row) for key in keys] for row in answers.rows("devices")]
    return table(["What you have", "What it is for", "What it records, and who sees it"], rows)


def who_answers(answers: Answers) -> str:
    """Who answers an alarm, and who if they do not."""
    first, second = answers.said("answers-first"), answers.said("answers-second")
    return f"{first}. If they do not: {second}." if second else f"{first}."


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "equipment": {
        "items": items,
        "costs": costs,
        "how to keep safe": lambda answers: answers.said("meanwhile"),
    },
    "care-technology": {
        "devices": devices,
        "who answers": who_answers,
    },
}
FOLLOWS: Mapping[str, Callable[[Answers], list[str]]] = {}
