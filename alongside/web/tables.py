"""Lists of fifty rows, dense and quick: columns, sorting and keyset paging.

    COLUMNS = (
        Column("name", "Name", link="href", header=True, sort=True),
        Column("born_on", "Born", kind="date"),
        Column("waiting", "Days waiting", kind="number", sort=True),
        Column("status", "Status", show=lambda status: badges.tag(status)),
    )
    {{ data_table(columns, rows, caption="People", sorting=sorting) }}

The body is joined here rather than looped over in a template: it costs less than a hand-written loop.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Self
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from markupsafe import Markup, escape

from alongside.web import formats

Kind = Literal["text", "number", "date", "moment"]
Write = Callable[[Any], str]


@dataclass(frozen=True)
class Column:
    """One column. `key` names the row's attribute; with `show` the cell is what `show(value)` returns.

    `link` names the attribute that holds an address; `header` marks the cell that names its row (a screen
    reader repeats it); `sort` makes the heading a link. None is written as `missing`. An empty `key` gives
    `show` the row itself. What `show` returns is escaped unless it is Markup.
    """

    key: str
    title: str
    kind: Kind = "text"
    show: Callable[[Any], object] | None = None
    link: str = ""
    header: bool = False
    sort: bool = False
    missing: str = ""


@dataclass(frozen=True)
class Sorting:
    """What a list is sorted by, as its reader chose."""

    key: str
    descending: bool
    query: QueryDict

    @classmethod
    def of(cls, request: HttpRequest, columns: Iterable[Column], default: str) -> Self:
        """From `?sort=waiting` or `?sort=-waiting`; what is not a sortable column falls back to `default`."""
        wanted = request.GET.get("sort", default)
        if wanted.removeprefix("-") not in {column.key for column in columns if column.sort}:
            wanted = default
        return cls(wanted.removeprefix("-"), wanted.startswith("-"), request.GET)

    def direction(self, column: Column) -> str:
        """`ascending`, `descending` or `none`, as aria-sort has it."""
        if column.key != self.key:
            return "none"
        return "descending" if self.descending else "ascending"

    def href(self, column: Column) -> str:
        """The same list sorted by `column`, from its beginning; the other way round when it is already."""
        turned = column.key == self.key and not self.descending
        return changed(self.query, sort=f"{'-' if turned else ''}{column.key}", after=None, before=None)


class Paging(NamedTuple):
    """Where in a list one is: the rows after `after` or before `before`, which are the numbers of rows.

    Record numbers, not sort values: an address is written into logs, and a surname must not be.
    """

    after: int | None = None
    before: int | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """From `?after=` or `?before=`; what is not a number counts as the beginning."""
        return cls(*(_number(request.GET.get(name, "")) for name in ("after", "before")))


def changed(query: QueryDict, **changes: object) -> str:
    """The present address with some of its query changed; None takes a part away."""
    parts = dict(query.lists())
    for name, value in changes.items():
        if value is None:
            parts.pop(name, None)
        else:
            parts[name] = [str(value)]
    return f"?{urlencode(parts, doseq=True)}"


def table_body(columns: Sequence[Column], rows: Iterable[object]) -> Markup:
    """The rows of a table, each cell labelled with its column for narrow screens. Raises AttributeError."""
    frame = f'<tr role="row">{"".join(map(_cell, columns))}</tr>\n'
    writers = [_writer(column) for column in columns]
    body = [frame % tuple([write(row) for write in writers]) for row in rows]
    return Markup("".join(body))  # noqa: S704 every cell was escaped by its writer


def _cell(column: Column) -> str:
    """The cell of this column, with a %s for what is in it."""
    label = escape(column.title).replace("%", "%%")
    kind = {"number": ' class="app-number"', "date": ' class="app-when"'}.get(column.kind, "")
    if column.header:
        return f'<th role="rowheader" scope="row" data-label="{label}"{kind}>%s</th>'
    return f'<td role="cell" data-label="{label}"{kind}>%s</td>'


def _writer(column: Column) -> Write:
    text = _text(column)
    if not column.link:
        return text
    address = attrgetter(column.link)

    def linked(row: object) -> str:
        href = address(row)
        return f'<a class="govuk-link" href="{safe(href)}">{text(row)}</a>' if href else text(row)

    return linked


def _text(column: Column) -> Write:
    value_of: Callable[[Any], Any] = attrgetter(column.key) if column.key else lambda row: row
    missing = escape(column.missing)
    show = column.show
    write = WRITE[column.kind] if show is None else lambda value: safe(show(value))

    def text(row: object) -> str:
        value = value_of(row)
        return missing if value is None else write(value)

    return text


def safe(value: object) -> str:
    """`value` escaped. Most texts need no escaping, and to find that out costs less than to do it."""
    kind = type(value)
    if (kind is str and UNSAFE.search(value) is None) or kind is Markup:  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return escape(value)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


UNSAFE = re.compile("[&<>'\"]")
WRITE: dict[Kind, Write] = {
    "text": safe,
    "number": formats.number,
    "date": formats.short_day,
    "moment": formats.moment,
}
