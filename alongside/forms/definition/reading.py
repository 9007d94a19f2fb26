"""Reads a form from its file, lays the council's wording over it, and holds its parts to each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alongside.council.faults import Faults, Source
from alongside.council.reading import read_yaml
from alongside.council.wording import shape_of
from alongside.forms.definition.checking import check
from alongside.forms.definition.overlay import lay_over
from alongside.forms.definition.shapes import FormDefinition


class FormError(Exception):
    """A form cannot be used. `problems` holds one sentence for each mistake."""

    def __init__(self, key: str, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        listed = "\n".join(f"- {sentence}" for sentence in self.problems)
        super().__init__(f"The form “{key}” cannot be used:\n{listed}")


@dataclass(frozen=True)
class Known:
    """What a form may speak of: the council's lists, facts by what they are about, facts of a person's record, and
    what can be worked out of answers."""

    lists: Collection[str] = ()
    facts: Collection[str] = ()
    attributes: Collection[str] = ()
    workings: Collection[str] = ()
    taken: Collection[str] = field(default=())


def read(path: Path, file: str, known: Known, overlay: tuple[Any, Source] | None = None) -> FormDefinition:
    """The form in the file at `path`, which its readers know as `file`. Raises FormError with every mistake."""
    faults = Faults()
    key = path.name.removesuffix(".yaml")
    found = read_yaml(path, file, faults)
    made = None
    if found is not None:
        data, source = found
        made = shape_of(FormDefinition, data, source, faults)
        if made is not None and overlay is not None:
            made = lay_over(made, *overlay, faults)
        if made is not None:
            check(made, key, known, source, faults)
    if faults.sentences or made is None:
        raise FormError(key, faults.sentences)
    return made
