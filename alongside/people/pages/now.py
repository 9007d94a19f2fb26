"""What stands now with a person, as the rooms above say it: what is owed, what is under way, who it is with.

    @now.line("Owed", order=10)
    def _owed(person: Sheet, rows: Rows) -> list[str]:
        return [...]        # HTML of each item, escaped

A line without items is left out. What the lines need of the database is asked in one statement (`queries.beside`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alongside.people.queries.beside import Rows
from alongside.people.queries.sheet import Sheet
from alongside.web.tables import safe

Items = Callable[[Sheet, Rows], Sequence[str]]


@dataclass(frozen=True)
class _Line:
    title: str
    order: int
    items: Items


_lines: list[_Line] = []


def line(title: str, *, order: int) -> Callable[[Items], Items]:
    """Register a line of the person's page. Raises TypeError when the title is taken."""

    def register(items: Items) -> Items:
        if any(each.title == title for each in _lines):
            raise TypeError(f"Two lines of the person’s page are titled “{title}”.")
        _lines.append(_Line(title, order, items))
        _lines.sort(key=lambda each: each.order)
        return items

    return register


def lines(person: Sheet, rows: Rows) -> Markup:
    """The lines that have something to say, as rows of a description list."""
    drawn = []
    for each in _lines:
        items = each.items(person, rows)
        if items:
            said = "".join(f"<dd>{item}</dd>" for item in items)
            drawn.append(f'<div class="app-now__line"><dt>{safe(each.title)}</dt>{said}</div>\n')
    return Markup("".join(drawn))  # noqa: S704 each line escaped what it was told
