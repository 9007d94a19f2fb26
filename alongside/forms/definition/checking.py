"""Holds the parts of a form to each other. Each kind of mistake has its sentence: where, what, how to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alongside.council.faults import Faults, Loc, Source, did_you_mean, listed
from alongside.forms.definition.shapes import ROWS, UNKNOWNS, YES_NO, FormDefinition, Question, Section

if TYPE_CHECKING:
    from alongside.forms.definition.reading import Known

CHOOSING = ("choice", "choices")
# Headings that only these kinds may have.
ONLY = {
    "options": (*CHOOSING, "outcomes"),
    "codes": CHOOSING,
    "alone": ("choices",),
    "fact": ("fact",),
    "of": ("tags",),
    "questions": ROWS,
}
HEADING = {"codes": "list"}
PAGES = ("print", "review", "save")
"""What follows the number of a form in an address, besides the keys of its sections."""


@dataclass(frozen=True)
class _Asked:
    """A question with where it stands in the file."""

    question: Question
    loc: Loc
    row_of: Question | None
    section: Section


def check(form: FormDefinition, key: str, known: Known, source: Source, faults: Faults) -> None:
    """Note every mistake that the shapes alone do not show."""
    _Checking(form, known, source, faults).everything(key)


@dataclass(frozen=True)
class _Checking:
    form: FormDefinition
    known: Known
    source: Source
    faults: Faults

    def everything(self, key: str) -> None:
        if self.form.form != key:
            self._blame(("form",), f"the file is called {key}.yaml and the form “{self.form.form}”",
                        "Give both the same name")  # fmt: skip
        self._written_once()
        for n, section in enumerate(self.form.sections):
            for heading in ("when", "unless"):
                self._asked_when(getattr(section, heading), ("sections", n, heading), self._keys(section))
        for asked in self._walk():
            self._question(asked)
        self._facts()
        self._examples()

    def _walk(self) -> Iterator[_Asked]:
        for n, section in enumerate(self.form.sections):
            for m, question in enumerate(section.questions):
                loc: Loc = ("sections", n, "questions", m)
                yield _Asked(question, loc, None, section)
                for k, inner in enumerate(question.questions):
                    yield _Asked(inner, (*loc, "questions", k), question, section)

    def _keys(self, section: Section) -> Collection[str]:
        return {key for key, place in self.form.places.items() if place.section is section}

    def _blame(self, loc: Loc, wrong: str, mend: str) -> None:
        self.faults.add(self.source, loc, wrong, mend)

    def _written_once(self) -> None:
        seen: dict[str, str] = {}
        for asked in self._walk():
            key = asked.question.key
            if key in seen:
                wrong = f"two questions have the key “{key}”; the other one is in {seen[key]}"
                self._blame((*asked.loc, "key"), wrong, "Give one of them another key")
            seen.setdefault(key, f"“{asked.section.title}”")
        keys: set[str] = set()
        for n, section in enumerate(self.form.sections):
            if section.key in PAGES:
                wrong = f"“{section.key}” is the address of another page of the form"
                self._blame(("sections", n, "key"), wrong, "Give the section another key")
            if section.key in keys:
                wrong = f"two sections have the key “{section.key}”"
                self._blame(("sections", n, "key"), wrong, "Give one of them another key")
            keys.add(section.key)

    def _question(self, asked: _Asked) -> None:
        question = asked.question
        for name, kinds in ONLY.items():
            if getattr(question, name) and question.kind not in kinds:
                wrong = f"a question of the kind “{question.kind}” has no {HEADING.get(name, name)}"
                mend = f"Remove the heading, or make the kind {' or '.join(kinds)}"
                self._blame((*asked.loc, HEADING.get(name, name)), wrong, mend)
        self._options(asked)
        self._rows(asked)
        self._required(asked)
        for heading in ("when", "unless"):
            self._asked_when(getattr(question, heading), (*asked.loc, heading), {question.key})
        self._refers(asked, "fact", question.fact, self.known.attributes, "fact of a person's record")
        self._refers(asked, "beside", question.beside, self.known.workings, "thing that can be worked out")
        if question.kind == "fact" and not question.fact:
            self._blame(asked.loc, "it is not said which fact of the person's record this is",
                        f"Add a heading fact: {listed(self.known.attributes, 6)}")  # fmt: skip

    def _options(self, asked: _Asked) -> None:
        question = asked.question
        if question.kind in CHOOSING and bool(question.options) == bool(question.codes):
            wrong = (
                "there is nothing to choose from"
                if not question.codes
                else "there are two lists to choose from"
            )
            self._blame(asked.loc, wrong, "Write options (each code: words), or the name of a council's list")
        if question.kind == "outcomes" and not question.options:
            self._blame(asked.loc, "the outcomes are not named", "Write them under options, each code: words")
        self._refers(asked, "list", question.codes, self.known.lists, "list")
        for code in question.options.keys() & UNKNOWNS.keys():
            self._blame((*asked.loc, "options", code), f"“{code}” is offered apart from the options",
                        "Write it under unknowns")  # fmt: skip
        for n, code in enumerate(question.alone):
            if question.options and code not in question.options:
                wrong = f"“{code}” is not one of the options"
                mend = did_you_mean(code, question.options, f"They are {listed(question.options)}.")
                self._blame((*asked.loc, "alone", n), wrong, mend)
        if question.kind == "tags":
            grids = [key for key, place in self.form.places.items() if place.question.kind == "outcomes"]
            if question.of not in grids:
                mend = did_you_mean(question.of, grids, f"Such questions are: {listed(grids) or 'none'}.")
                self._blame(
                    (*asked.loc, "of"), f"“{question.of}” is no question of the kind “outcomes”", mend
                )

    def _rows(self, asked: _Asked) -> None:
        question = asked.question
        if question.kind in ROWS and not question.questions:
            self._blame(asked.loc, f"a question of the kind “{question.kind}” is made of questions",
                        "Write them under questions")  # fmt: skip
        if asked.row_of is not None and question.kind in (*ROWS, "fact"):
            self._blame((*asked.loc, "kind"), f"“{question.kind}” cannot stand inside “{asked.row_of.key}”",
                        "Ask it in the section itself")  # fmt: skip
        if question.kind in ROWS and question.required:
            self._blame((*asked.loc, "required"), f"a question of the kind “{question.kind}” is answered by its rows",
                        "Say required at the questions inside it")  # fmt: skip

    def _required(self, asked: _Asked) -> None:
        question = asked.question
        if question.required and not question.why:
            self._blame((*asked.loc, "required"), "it is not said why this must be answered",
                        "Add law: (the section) or safety: (the danger), or let it be left out")  # fmt: skip
        if question.why and not question.required:
            self._blame(asked.loc, "there is a reason why this must be answered, yet it need not be",
                        "Add required: yes, or remove the reason")  # fmt: skip

    def _refers(self, asked: _Asked, name: str, said: str, known: Collection[str], what: str) -> None:
        if said and said not in known:
            mend = did_you_mean(said, known, f"There are {listed(known)}.")
            self._blame((*asked.loc, name), f"there is no {what} “{said}”", mend)

    def _asked_when(self, name: str, loc: Loc, within: Collection[str]) -> None:
        if not name:
            return
        every = {*self.form.named, *self.known.facts}
        if name not in every:
            mend = did_you_mean(name, every, f"This form names {listed(self.form.named) or 'none'}.")
            self._blame(loc, f"there is no fact “{name}”", mend)
        elif name in self.form.named and self.form.named[name].question in within:
            wrong = f"“{name}” is an answer to what would only be asked because of it"
            self._blame(loc, wrong, "Ask the deciding question elsewhere, or without a condition")

    def _facts(self) -> None:
        seen: set[str] = set()
        for n, fact in enumerate(self.form.facts):
            loc: Loc = ("facts", n)
            if fact.name in seen or fact.name in self.known.taken or fact.name in self.known.facts:
                wrong = f"there is a fact “{fact.name}” already"
                self._blame((*loc, "name"), wrong, "Give this one another name")
            seen.add(fact.name)
            place = self.form.places.get(fact.question)
            if place is None:
                mend = did_you_mean(fact.question, self.form.places, f"They are {listed(self.form.places)}.")
                self._blame((*loc, "question"), f"there is no question “{fact.question}”", mend)
                continue
            codes = answers_of(place.question, self.form)
            for m, code in enumerate(fact.codes):
                if codes is not None and code not in codes:
                    mend = did_you_mean(code, codes, f"The answers are {listed(codes)}.")
                    self._blame((*loc, "is", m), f"“{code}” is no answer to “{fact.question}”", mend)

    def _examples(self) -> None:
        for n, example in enumerate(self.form.examples):
            every: dict[str, tuple[str, Collection[str]]] = {
                "answers": ("question", self.form.places),
                "facts": ("fact", {*self.form.named, *self.known.facts}),
            }
            for heading, (what, known) in every.items():
                said: dict[str, Any] = getattr(example, heading)
                for name in said:
                    if name not in known:
                        mend = did_you_mean(name, known, f"They are {listed(known)}.")
                        self._blame(("examples", n, heading, name), f"there is no {what} “{name}”", mend)


def answers_of(question: Question, form: FormDefinition) -> Collection[str] | None:
    """The codes that can answer a question; None where they are a council's list, any text or the like."""
    if question.kind == "yes-no":
        return {*YES_NO, *question.unknowns}
    if question.kind == "tags" and question.of in form.places:
        return {*form.places[question.of].question.options, *question.unknowns}
    if question.kind in CHOOSING and question.options:
        return {*question.options, *question.unknowns}
    return None if question.codes else question.unknowns
