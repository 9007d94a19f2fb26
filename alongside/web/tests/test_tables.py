"""Lists: escaped, labelled, sortable, paged without a name in the address."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from alongside.web.tables import Column, Paging, Sorting, changed, table_body
from alongside.web.tests.site import page_of


@dataclass(frozen=True)
class Row:
    name: str
    days: int | None = 0
    on: date | None = None
    href: str = ""


COLUMNS = (
    Column("name", "Name", header=True, link="href", sort=True),
    Column("days", "Days", kind="number", sort=True, missing="Not counted"),
    Column("on", "On", kind="date"),
)
TABLE = '{% from "web/components.jinja" import data_table %}{{ data_table(columns, rows, "All", sorting) }}'


@given(st.text(), st.text())
def test_nothing_in_a_row_becomes_markup(name: str, href: str) -> None:
    body = table_body(COLUMNS, [Row(name, href=href)])
    assert f">{escape(name)}<" in body
    assert body.count("<") == 8 + 2 * bool(href)


def test_a_cell_may_be_markup_when_its_column_says_so() -> None:
    columns = [
        Column("name", "N", show=lambda name: Markup("<b>{}</b>").format(name)),
        Column("", "R", show=repr),
    ]
    body = table_body(columns, [Row("<i>")])
    assert "<b>&lt;i&gt;</b>" in body
    assert "Row(name=&#39;&lt;i&gt;&#39;" in body


def test_a_blank_is_said() -> None:
    assert ">Not counted<" in table_body(COLUMNS, [Row("a", days=None)])


def test_every_cell_carries_its_columns_name_for_narrow_screens() -> None:
    body = table_body([Column("name", 'The "name"')], [Row("a")])
    assert 'data-label="The &#34;name&#34;"' in body


def test_numbers_and_dates_are_written_for_people() -> None:
    body = table_body(COLUMNS, [Row("a", days=18214, on=date(2026, 6, 5))])
    assert '<td role="cell" data-label="Days" class="app-number">18,214</td>' in body
    assert ">5 Jun 2026<" in body


def test_a_column_of_nothing_fails() -> None:
    with pytest.raises(AttributeError):
        table_body([Column("nothing", "Nothing")], [Row("a")])


@pytest.mark.parametrize(
    ("asked", "key", "descending"),
    [
        ("", "name", False),
        ("days", "days", False),
        ("-days", "days", True),
        ("on", "name", False),
        ("x'--", "name", False),
    ],
)
def test_a_list_is_sorted_only_by_what_its_columns_offer(asked: str, key: str, descending: bool) -> None:
    request = RequestFactory().get("/", {"sort": asked})
    sorting = Sorting.of(request, COLUMNS, default="name")
    assert (sorting.key, sorting.descending) == (key, descending)


def test_a_heading_turns_the_order_and_starts_again() -> None:
    request = RequestFactory().get("/", {"sort": "days", "ward": "a&b", "after": "7"})
    page = page_of(TABLE, columns=COLUMNS, rows=[Row("a")], sorting=Sorting.of(request, COLUMNS, "name"))
    assert 'aria-sort="ascending" class="app-number"' in page
    assert 'href="?sort=-days&amp;ward=a%26b"' in page
    assert 'href="?sort=name&amp;ward=a%26b"' in page


def test_an_empty_list_says_so() -> None:
    assert "Nothing to show." in page_of(TABLE, columns=COLUMNS, rows=[], sorting=None)


@pytest.mark.parametrize(
    ("asked", "after"), [("7", 7), ("", None), ("-1", None), ("9" * 30, None), ("x", None), ("٣", None)]
)
def test_a_place_in_a_list_is_a_record_number_or_the_beginning(asked: str, after: int | None) -> None:
    assert Paging.of(RequestFactory().get("/", {"after": asked})) == (after, None)


def test_changing_a_part_of_the_address_keeps_the_rest() -> None:
    query = RequestFactory().get("/", {"a": ["1", "2"], "b": "3"}).GET
    assert changed(query, b=None, c="x y") == "?a=1&a=2&c=x+y"


def test_a_name_that_a_template_does_not_know_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        page_of("{{ nobody_gave_this }}")
