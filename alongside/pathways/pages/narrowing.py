"""What a list is narrowed by: choices in its address, so that a narrowed list can be kept and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import QueryDict

from alongside.web.door import ActorRequest
from alongside.web.tables import changed


class Choice(NamedTuple):
    """One thing to choose: its name in the address, its label, what choosing nothing means, and the options."""

    name: str
    label: str
    otherwise: str
    options: Mapping[str, str]


class Narrowed(NamedTuple):
    """The choices there are (name, label, options as value, words, chosen), and what was chosen with the way back."""

    fields: Sequence[tuple[str, str, Sequence[tuple[str, str, bool]]]]
    chosen: Sequence[tuple[str, str]]


def narrowed(request: ActorRequest, choices: Sequence[Choice]) -> Narrowed:
    """The choices as this request made them; one with nothing to choose from is left out."""
    return narrowed_by(request.GET, choices)


def narrowed_by(query: QueryDict, choices: Sequence[Choice]) -> Narrowed:
    """The same of the query of an address."""
    fields, chosen = [], []
    for each in choices:
        value = str(query.get(each.name, ""))
        if each.options:
            options = [("", each.otherwise, not value)]
            options += [(code, words, code == value) for code, words in each.options.items()]
            fields.append((each.name, each.label, options))
        if value:
            without = changed(query, **{each.name: None, "after": None, "before": None})
            chosen.append((f"{each.label}: {each.options.get(value, value)}", without))
    return Narrowed(fields, chosen)
