"""The account of a deed done to many things: everything that was chosen has one fate, and the fates add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

DONE, LEFT = "done", "left"
BACK, STAYED = "back", "stayed"
UNDO_WITHIN = timedelta(hours=24)
AT_MOST = 500


class Unaccounted(Exception):
    """Something that was chosen has no fate, two fates, or has a fate and was not chosen."""


@dataclass(frozen=True)
class Fate:
    """What became of one thing, and why where nothing did."""

    key: int
    word: str
    why: str = ""


@dataclass(frozen=True)
class Tally:
    """How many were asked for, and how many there are of each of two fates."""

    asked: int
    first: int
    second: int


def account(asked: Iterable[int], fates: Iterable[Fate], words: tuple[str, str] = (DONE, LEFT)) -> Tally:
    """Add the fates up. Raises Unaccounted unless each thing asked for has exactly one of the two."""
    chosen, told = list(asked), list(fates)
    keys = [fate.key for fate in told]
    if len(set(chosen)) != len(chosen) or sorted(keys) != sorted(chosen):
        raise Unaccounted(f"{len(chosen)} were chosen and {len(keys)} have a fate.")
    counts = {word: sum(fate.word == word for fate in told) for word in words}
    if sum(counts.values()) != len(chosen):
        raise Unaccounted(f"A fate is neither “{words[0]}” nor “{words[1]}”.")
    return Tally(len(chosen), counts[words[0]], counts[words[1]])


def chosen(sent: Iterable[str]) -> dict[int, int]:
    """What was ticked, each once: its key, and the version that was looked at (0: any), from “12.3” or “12”.

    What is not a number is no choice of anybody's and is passed over.
    """
    found: dict[int, int] = {}
    for each in sent:
        key, _dot, version = each.partition(".")
        if _is_number(key):
            found.setdefault(int(key), int(version) if _is_number(version) else 0)
    return found


def sent_as(chosen_: Mapping[int, int]) -> list[str]:
    """The same as it stands in a form."""
    return [f"{key}.{version}" for key, version in chosen_.items()]


def undone_by(made_at: datetime) -> datetime:
    """The moment after which it can no longer be undone, and its messages go."""
    return made_at + UNDO_WITHIN


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
