"""What is asked: sections and questions whose condition holds, and which answers are still owed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from alongside.forms.definition.shapes import FormDefinition, Named, Place, Question, Section
from alongside.forms.rules.answers import BLANK, Answers

Ask = Callable[[str], bool | None]


def holds(named: Named, answers: Answers) -> bool | None:
    """Whether a declared fact holds: one of its codes is the answer. None where nobody answered."""
    places = answers.form.places[named.question]
    rows = answers.rows(places.row_of.key) if places.row_of else [0]
    wanted, said = set(named.codes), [answers.cells.get((named.question, row), BLANK) for row in rows]
    if any(answers.chosen(named.question, row) & wanted for row in rows):
        return True
    if any(kept.absent in wanted for kept in said if kept.absent):
        return True
    return False if any(kept.value is not None for kept in said) else None


def asked(what: Section | Question, ask: Ask) -> bool:
    """Whether a section or question is asked: its fact is known to hold, and that of its `unless` is not."""
    return (not what.when or ask(what.when) is True) and (not what.unless or ask(what.unless) is not True)


@dataclass(frozen=True)
class Owed:
    """An answer that law or safety needs and that is not there."""

    section: Section
    question: Question
    place: int
    row: str

    @property
    def sentence(self) -> str:
        """What is missing and why it is needed."""
        which = f" ({self.row})" if self.row else ""
        return f"{self.question.ask}{which} – {self.question.why}"


def owed(form: FormDefinition, answers: Answers, ask: Ask, sections: set[str]) -> Iterator[Owed]:
    """Every required answer that is missing in these sections, in the order of the form."""
    for place in form.places.values():
        if place.section.key not in sections or not place.question.required or not _is_asked(place, ask):
            continue
        for row in _rows(place, answers):
            if not answers.cells.get((place.question.key, row), BLANK).given:
                yield Owed(place.section, place.question, row, _row_name(place, row))


def _is_asked(place: Place, ask: Ask) -> bool:
    return (
        asked(place.section, ask)
        and asked(place.row_of or place.question, ask)
        and asked(place.question, ask)
    )


def _rows(place: Place, answers: Answers) -> list[int]:
    return answers.rows(place.row_of.key) if place.row_of else [0]


def _row_name(place: Place, row: int) -> str:
    if place.row_of is None:
        return ""
    if place.row_of.kind == "outcomes":
        return list(place.row_of.options.values())[row - 1]
    return f"row {row}"
