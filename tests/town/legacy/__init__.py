"""Five lists of another system, as they were exported on one day: for the demo and for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

AS_AT = date(2024, 5, 31)
LISTS = ("care_act_assessments", "reviews", "occupational_therapy", "financial_assessments", "dols")


def path(name: str) -> Path:
    """The file of a list."""
    return Path(__file__).parent / f"{name}.csv"
