"""The parts of a form. As in a council's files, a heading is the English of the field: `belongs_to` is `belongs to`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from alongside.council.shapes import Shape, heading
from alongside.council.values import Key, Text, YesNo, one_of

KINDS = (
    "line", "words", "choice", "choices", "yes-no", "date", "number", "money", "person", "outcomes", "tags", "group",
    "fact",
)  # fmt: skip
UNKNOWNS: Mapping[str, str] = {"not-known": "Not known", "not-asked": "Not asked", "declined": "Declined"}
YES_NO: Mapping[str, str] = {"yes": "Yes", "no": "No"}
PERSON, CARER = "person", "unpaid carer"
BELONGS = (PERSON, CARER)
ROWS = ("outcomes", "group")
"""The kinds that are made of rows of further questions."""


class FormShape(Shape):
    """A part of a form. What is left out is not written down, so that a later heading changes no earlier hash."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=heading,
        validate_by_name=True,
        validate_by_alias=True,
        ignored_types=(cached_property,),
    )


class Question(FormShape):
    """One question. `codes` names a list of the council, `options` gives its own: code and words.

    It is asked only `when` a fact is known to hold, and not while that of `unless` is; `beside` is worked out of the
    answers and shown with it; `of` names the question whose rows a `tags` question points to; `alone` the options that
    exclude the others.
    """

    key: Key
    ask: Text
    kind: Annotated[str, one_of(*KINDS)]
    hint: Text = ""
    options: dict[Key, Text] = {}
    codes: Key = Field("", alias="list")
    alone: tuple[Key, ...] = ()
    when: Text = ""
    unless: Text = ""
    required: YesNo = False
    law: Text = ""
    safety: Text = ""
    unknowns: tuple[Annotated[str, one_of(*UNKNOWNS)], ...] = tuple(UNKNOWNS)
    fact: Key = ""
    of: Key = ""
    beside: Text = ""
    questions: tuple[Question, ...] = ()

    @property
    def why(self) -> str:
        """What makes an answer necessary, or blank."""
        return self.law or self.safety


class Section(FormShape):
    """Questions that stand on one page. `belongs_to` says on whose record the answers are kept."""

    key: Key
    title: Text
    hint: Text = ""
    belongs_to: Annotated[str, one_of(*BELONGS)] = PERSON
    when: Text = ""
    unless: Text = ""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Named(FormShape):
    """A fact that the form's own answers say: the answer to `question` is one of the codes `is`."""

    name: Text
    question: Key
    codes: Annotated[tuple[Key, ...], Field(min_length=1, alias="is")]
    says: Text


class Example(FormShape):
    """A worked example: these answers make these facts true, false or not known. It is a test of the form."""

    says: Text
    answers: dict[Text, Any] = {}
    facts: dict[Text, Annotated[str, one_of("yes", "no", "not known")]] = {}


class FormDefinition(FormShape):
    """A whole form, as its file and the council's wording say it."""

    form: Key
    title: Text
    about: Annotated[str, one_of("person")]
    version_note: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    facts: tuple[Named, ...] = ()
    examples: tuple[Example, ...] = ()

    @cached_property
    def text(self) -> str:
        """The definition as it is kept: JSON that is the same for the same definition."""
        said = self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"examples"})
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def hash(self) -> str:
        """The name of this version: the SHA-256 of its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every question by its key, inner ones too, with where it stands."""
        return {place.question.key: place for place in self._walk()}

    def _walk(self) -> Iterator[Place]:
        for section in self.sections:
            for question in section.questions:
                yield Place(section, question, None)
                yield from (Place(section, inner, question) for inner in question.questions)

    @cached_property
    def named(self) -> Mapping[str, Named]:
        """The facts that the form declares, by name."""
        return {each.name: each for each in self.facts}

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The names of the facts that decide what is asked."""
        every: list[Section | Question] = [*self.sections, *(place.question for place in self._walk())]
        return frozenset({name for each in every for name in (each.when, each.unless)} - {""})

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The keys of the questions whose answers may change what is asked; all, where a rule looks at several."""
        if self.conditions - self.named.keys():
            return frozenset(self.places)
        return frozenset(self.named[name].question for name in self.conditions)

    def section(self, key: str) -> Section | None:
        """The section with this key."""
        return next((each for each in self.sections if each.key == key), None)


class Place:
    """A question where it stands: its section, and the question of whose rows it is a part."""

    __slots__ = ("question", "row_of", "section")

    def __init__(self, section: Section, question: Question, row_of: Question | None) -> None:
        self.section, self.question, self.row_of = section, question, row_of
