"""The worked examples of a form, tried out: each says which facts follow from which answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alongside.forms import asking, library
from alongside.forms.definition import FormDefinition
from alongside.forms.definition.shapes import UNKNOWNS, Example, Place
from alongside.forms.rules import values
from alongside.forms.rules.answers import Answers, Cell, Kept

_SAID = {True: "yes", False: "no", None: "not known"}


def wrong(form: FormDefinition) -> Iterator[str]:
    """A sentence for each fact that an example of the form expects and its answers do not make so."""
    for example in form.examples:
        try:
            ask = asking.asker(answers_of(form, example))
        except values.NotAnAnswer as error:
            yield f"{form.form}, “{example.says}”: {error}."
            continue
        for name, expected in example.facts.items():
            if (found := _SAID[ask(name)]) != expected:
                yield f"{form.form}, “{example.says}”: “{name}” is {found}, not {expected}."


def answers_of(form: FormDefinition, example: Example) -> Answers:
    """The answers of an example, read as if they had been typed.

    Inside outcomes they are written by outcome, inside a group as a list with one for each row.
    """
    options = library.options_of(form)
    cells: dict[Cell, Kept] = {}
    for key, given in example.answers.items():
        place = form.places[key]
        for number, each in _rows(place, given):
            if isinstance(each, str) and each in UNKNOWNS:
                cells[key, number] = Kept(absent=values.absent(place.question, each))
            else:
                cells[key, number] = Kept(values.read(place.question, each, options(place.question)))
    return Answers(form, cells, options)


def _rows(place: Place, given: Any) -> Iterator[tuple[int, Any]]:
    if place.row_of is None:
        yield 0, given
    elif place.row_of.kind == "outcomes":
        places = {code: number for number, code in enumerate(place.row_of.options, 1)}
        yield from ((places[code], each) for code, each in given.items())
    else:
        yield from enumerate(given, 1)
