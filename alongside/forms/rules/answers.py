"""The answers of one form, as rules, facts and letters ask for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from alongside.forms.definition.shapes import FormDefinition, Question
from alongside.forms.rules.values import UNKNOWNS, Options, in_words

OptionsOf = Callable[[Question], Options]


@dataclass(frozen=True)
class Kept:
    """One answer as it is kept. `value` is None where there is none; `absent` says why, if anybody said so."""

    value: Any = None
    absent: str = ""
    version: int = 0
    saved_at: datetime | None = None
    saved_by: str = ""
    id: int = 0

    @property
    def mark(self) -> str:
        """What a page keeps of this answer."""
        return mark_of(self.version, self.value, self.absent)

    @property
    def given(self) -> bool:
        """Whether there is an answer, or somebody said why there is none."""
        return self.value is not None or bool(self.absent)


BLANK = Kept()
Cell = tuple[str, int]
"""A question's key and the place of the row it stands in, 0 outside one."""


def mark_of(version: int, value: Any, absent: str) -> str:
    """What a page keeps of the answer it shows: its version and what it is, so that an answer nobody touched is told
    from one that was put back."""
    said = json.dumps([value, absent], ensure_ascii=False)
    return f"{version}.{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def name_of(cell: Cell) -> str:
    """What a cell is called in a form sent by a browser, and as the field of a refusal."""
    return f"{cell[0]}.{cell[1]}" if cell[1] else cell[0]


def cell_of(name: str) -> Cell:
    """The cell with this name. Raises ValueError for a text that is none."""
    key, _dot, place = name.partition(".")
    return key, int(place or 0)


@dataclass(frozen=True)
class Answers(Mapping[str, Kept]):
    """What was answered, by the key of the question; inside the rows of a group ask `group` or `row`.

    `filled_id` is the form's number, 0 for answers that are not kept anywhere, such as a worked example's.
    """

    form: FormDefinition
    cells: Mapping[Cell, Kept] = field(default_factory=dict)
    options_of: OptionsOf = lambda question: question.options
    filled_id: int = 0

    def __getitem__(self, key: str) -> Kept:
        return self.cells.get((self._known(key), 0), BLANK)

    def __iter__(self) -> Iterator[str]:
        return (key for key, place in self.form.places.items() if place.row_of is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _known(self, key: str) -> str:
        """The key. Raises KeyError for one that the form does not have: a wrong key must not read as no answer."""
        if key not in self.form.places:
            raise KeyError(f"The form “{self.form.form}” has no question “{key}”.")
        return key

    def said(self, key: str, place: int = 0) -> str:
        """The answer in words; blank where there is none."""
        kept = self.cells.get((self._known(key), place), BLANK)
        question = self.form.places[key].question
        return in_words(question, kept.value, self.options_of(question)) or UNKNOWNS.get(kept.absent, "")

    def chosen(self, key: str, place: int = 0) -> frozenset[str]:
        """The codes that were chosen; of a yes-no “yes” or “no”."""
        value = self.cells.get((self._known(key), place), BLANK).value
        return frozenset(value if isinstance(value, list) else [] if value is None else [str(value)])

    def yes(self, key: str, place: int = 0) -> bool | None:
        """True for yes, False for no, None where neither was said."""
        return {"yes": True, "no": False}.get(next(iter(self.chosen(key, place)), ""))

    def written(self, key: str, place: int = 0) -> bool:
        """Whether there is an answer that is more than why there is none."""
        return self.cells.get((self._known(key), place), BLANK).value is not None

    def rows(self, key: str) -> list[int]:
        """The places of a group's rows: those with any answer; of outcomes every one, in order."""
        question = self.form.places[self._known(key)].question
        if question.kind == "outcomes":
            return list(range(1, len(question.options) + 1))
        inner = {each.key for each in question.questions}
        return sorted({place for (asked, place), kept in self.cells.items() if asked in inner and kept.given})

    def group(self, key: str) -> list[Mapping[str, Kept]]:
        """The rows of a group, each by the keys of its questions."""
        inner = [each.key for each in self.form.places[self._known(key)].question.questions]
        return [{name: self.cells.get((name, place), BLANK) for name in inner} for place in self.rows(key)]

    def cell_there(self, cell: Cell, here: FormDefinition) -> Cell | None:
        """Where these answers hold what `here` asks at a cell: another version may count its outcomes otherwise."""
        asked, was = here.places[cell[0]], self.form.places.get(cell[0])
        if was is None or was.question.kind != asked.question.kind:
            return None
        if asked.row_of is None or asked.row_of.kind != "outcomes":
            return cell if (asked.row_of is None) == (was.row_of is None) else None
        code = list(asked.row_of.options)[cell[1] - 1]
        then = (
            self.outcomes(was.row_of.key).get(code) if was.row_of and was.row_of.kind == "outcomes" else None
        )
        return None if then is None else (cell[0], then)

    def outcomes(self, key: str) -> Mapping[str, int]:
        """The place of each outcome of a question of that kind, by its code."""
        options = self.form.places[self._known(key)].question.options
        return {code: place for place, code in enumerate(options, 1)}
