"""A council's own wording of a form: titles, labels, hints and further options. It never touches a key or a rule."""

from __future__ import annotations

from typing import Any

from alongside.council.faults import Faults, Source, did_you_mean, listed
from alongside.council.values import Key, Text
from alongside.council.wording import shape_of
from alongside.forms.definition.shapes import FormDefinition, FormShape, Question, Section

TITLES, ASKED = "sections", "questions"


class SectionWords(FormShape):
    """What a council calls a section."""

    key: Key
    title: Text = ""
    hint: Text = ""


class QuestionWords(FormShape):
    """How a council asks a question; an option with a new code is offered after the others."""

    key: Key
    ask: Text = ""
    hint: Text = ""
    options: dict[Key, Text] = {}


class Wording(FormShape):
    """councils/KEY/forms/FORM.yaml."""

    form: Key
    title: Text = ""
    version_note: Text = ""
    sections: tuple[SectionWords, ...] = ()
    questions: tuple[QuestionWords, ...] = ()


def lay_over(form: FormDefinition, data: Any, source: Source, faults: Faults) -> FormDefinition | None:
    """The form in the council's words; what the wording speaks of and the form does not have is a mistake."""
    words = shape_of(Wording, data, source, faults)
    if words is None:
        return None
    if words.form != form.form:
        mend = f"Write form: {form.form}, or give the file the name of the form it words"
        faults.add(source, ("form",), f"this file words the form “{words.form}”, not “{form.form}”", mend)
    sections = {each.key: each for each in words.sections}
    questions = {each.key: each for each in words.questions}
    _refuse_strangers(words, form, source, faults)
    said = {name: getattr(form, name) for name in type(form).model_fields} | _said(
        words, "title", "version_note"
    )
    said["sections"] = tuple(_section(each, sections, questions) for each in form.sections)
    # Made anew: a copy would carry along what the form had worked out of itself before.
    return FormDefinition(**said)


def _refuse_strangers(words: Wording, form: FormDefinition, source: Source, faults: Faults) -> None:
    known = {TITLES: {each.key for each in form.sections}, ASKED: set(form.places)}
    for heading, keys in known.items():
        for n, each in enumerate(getattr(words, heading)):
            if each.key not in keys:
                one, few = heading.removesuffix("s"), f"The {heading} are {listed(keys)}."
                wrong = f"the form “{form.form}” has no {one} “{each.key}”"
                faults.add(source, (heading, n, "key"), wrong, did_you_mean(each.key, keys, few))
    for n, each in enumerate(words.questions):
        asked = form.places.get(each.key)
        if asked is not None and each.options and not asked.question.options:
            wrong = f"“{each.key}” has no options of its own"
            mend = "Change the council's list instead, or remove the options"
            faults.add(source, (ASKED, n, "options"), wrong, mend)


def _section(
    section: Section, sections: dict[str, SectionWords], questions: dict[str, QuestionWords]
) -> Section:
    words = sections.get(section.key)
    asked = tuple(_question(each, questions) for each in section.questions)
    return section.model_copy(update={**_said(words, "title", "hint"), "questions": asked})


def _question(question: Question, words: dict[str, QuestionWords]) -> Question:
    said = words.get(question.key)
    inner = tuple(_question(each, words) for each in question.questions)
    options = {**question.options, **(said.options if said else {})}
    return question.model_copy(update={**_said(said, "ask", "hint"), "options": options, "questions": inner})


def _said(words: Any, *names: str) -> dict[str, str]:
    return {name: said for name in names if words is not None and (said := getattr(words, name))}
