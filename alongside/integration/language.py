"""What a mapping says: which column of another system's list means what here. One small YAML file for each list."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from alongside.council.shapes import Shape
from alongside.council.values import Key, Text, YesNo, refused, whole, written


def _name(value: Any) -> str:
    text = written(value)
    if not re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", text):
        raise refused(f"“{text}” is not a name", "Write small letters, digits, hyphens and underscores")
    return text


# What a mapping is known by: its file's name without the ending.
Name = Annotated[str, BeforeValidator(_name)]


class Columns(Shape):
    """The heading of each column, as the list writes it. What a list does not have is left out."""

    since: Text
    family_name: Text
    given_name: Text
    born: Text
    reference: Text | None = None
    nhs_number: Text | None = None
    priority: Text | None = None
    ethnicity: Text | None = None
    ward: Text | None = None
    completed: Text | None = None


class Stages(Shape):
    """Where a journey stands that is brought in: one whose priority nobody has set, one that waits with a priority
    (or by its number, where urgent ones stand elsewhere), and one that was completed."""

    unsorted: Text
    waiting: Text
    by_priority: dict[Text, Text] = {}
    completed: Text


class Mapping(Shape):
    """How one list becomes journeys along one pathway."""

    mapping: Name
    title: Text
    pathway: Key
    # The wait that the list is a list of.
    wait: Text
    columns: Columns
    stages: Stages
    # What the list calls each priority, and the number it has here.
    priorities: dict[Text, Annotated[int, whole(1, 9)]] = {}
    # What the list calls an ethnicity or a ward, where that is not the label or the code of the council's own list.
    ethnicities: dict[Text, Key] = {}
    wards: dict[Text, Text] = {}
    month_first: YesNo = False
    # Where the shipped mapping comes from, or who at the council wrote it.
    source: Text

    @property
    def key(self) -> str:
        """The word by which the mapping is known."""
        return self.mapping

    @property
    def headings(self) -> dict[str, str]:
        """What each column is for, and its heading."""
        return {name: heading for name, heading in self.columns if heading is not None}
