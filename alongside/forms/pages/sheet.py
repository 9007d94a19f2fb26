"""Everything a page of a form is drawn from, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.forms import access, asking
from alongside.forms.actions.filling import owed_of
from alongside.forms.definition import Section
from alongside.forms.definition.shapes import PERSON
from alongside.forms.queries import filled as queries
from alongside.forms.queries.filled import Filled, RivalRow
from alongside.forms.rules.answers import Answers, Cell
from alongside.forms.rules.conditions import Ask, Owed, asked
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import Actor
from alongside.web.errors import Missing


@dataclass(frozen=True)
class Page:
    """A form as one reader sees it now."""

    filled: Filled
    person: Sheet
    answers: Answers
    rivals: Mapping[Cell, Sequence[RivalRow]]
    parts: Mapping[str, int]
    named: frozenset[str]
    ask: Ask
    may_fill: bool

    @property
    def sections(self) -> list[Section]:
        """The sections that are asked. That of a confidential part not open to the reader is there, and says so."""
        return [each for each in self.filled.definition.sections if asked(each, self.ask)]

    def is_open(self, section: Section) -> bool:
        """Whether the reader may see what is written in a section."""
        return section.belongs_to == PERSON or section.belongs_to in self.parts

    def owed(self) -> list[Owed]:
        """What law or safety still needs."""
        return owed_of(self.answers, self.ask, self.parts)

    def saved_at(self) -> datetime | None:
        """When the last answer was saved."""
        times = [kept.saved_at for kept in self.answers.cells.values() if kept.saved_at]
        return max(times, default=None)


def page_of(form_id: int, person: Sheet, actor: Actor) -> Page:
    """The form, if it is about this person and the actor may see it; otherwise Missing."""
    found = queries.filled(form_id, actor)
    if found is None or found.person_id not in person.record_ids:
        raise Missing
    answers = queries.answers_of(found, actor)
    return Page(
        filled=found,
        person=person,
        answers=answers,
        rivals=queries.rivals(form_id, actor) if found.is_open else {},
        parts=queries.parts(form_id, actor),
        named=queries.parts_named(form_id),
        ask=asking.asker(answers, person.id),
        may_fill=access.fill(actor) and found.is_open,
    )
