"""A described pathway as a page of docs/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alongside.pathways.drawing.description import Description, Table


def page(said: Description) -> str:
    """The page; its picture stands beside it as a file of the pathway's name."""
    return "\n".join(_lines(said))


def _lines(said: Description) -> Iterator[str]:
    yield from (f"# {said.title}", "", said.purpose, "")
    yield from (f"- {name}: {value}" for name, value in said.about if value)
    yield from (
        "",
        "## The way",
        "",
        f"![The stages of “{said.title}” and the moves between them]({said.key}.svg)",
        "",
    )
    for table in said.tables:
        yield from _table(table)
    yield from ("## Stories", "", "Each is a test: the rules make of it what it says.", "")
    for story in said.stories:
        yield from (f"### {story.title}", "")
        yield from (f"- {when}: {what}" for when, what in story.happened)
        yield ""
        yield f"{'. '.join(story.outcome)}."
        yield ""


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.title}", "", table.says, "")
    yield _row(table.columns)
    yield "|---" * len(table.columns) + "|"
    yield from map(_row, table.rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
