"""Forms as a worker in a hurry fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.pathways.tests.test_the_line import ASSESSMENT, CONTACT, TRIAGE

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "contact": CONTACT,
    "triage": TRIAGE,
    "needs-assessment": ASSESSMENT | {"contingency-who": "Kofi", "contingency-when": "At once"},
    "safeguarding-concern": {"what": "Bruises on both arms", "danger": "no", "urgent": "yes"},
}
# What differs from one filling in to the next: a worry that has to be raised, how urgent it is, what is missing.
ANOTHER: Mapping[str, Mapping[str, Any]] = {
    "contact": {"worry": "yes", "worry-what": "Bruises"},
    "triage": {"priority": "4", "reason": "Planned"},
    "needs-assessment": {"contingency-who": ""},
    "safeguarding-concern": {"danger": "yes"},
}


def sent(form: str, which: int) -> list[dict[str, Any]]:
    """The answers of one filling in, as a page sends them; `key.3` is the third row."""
    answers = {**ANSWERS[form], **(ANOTHER[form] if which % 5 == 4 else {})}
    found = []
    for name, value in answers.items():
        key, _dot, place = name.partition(".")
        found.append({"question": key, "place": int(place or 0), "value": value})
    return found
