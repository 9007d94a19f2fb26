"""The picture and the words of every definition: whole, well formed, readable on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from markupsafe import escape

from alongside import council
from alongside.pathways import library
from alongside.pathways.drawing import diagram, markdown
from alongside.pathways.drawing.description import access_rows, describe
from alongside.pathways.drawing.layout import WIDTH, lay_out
from alongside.pathways.language import Pathway
from alongside.pathways.reader import retelling
from alongside.pathways.tests.conftest import TRIAL

DRAWN = [
    pytest.param(pathway, id=pathway.key)
    for folder in (library.DEFINITIONS, TRIAL)
    for _, pathway in retelling.told(folder, council.current(), date(2026, 11, 21))
]
SVG = "{http://www.w3.org/2000/svg}"
every = pytest.mark.parametrize("pathway", DRAWN)


@every
def test_the_picture_is_told_in_words(pathway: Pathway) -> None:
    """It is well formed, has a title and a description, and every stage and move is in both picture and words."""
    drawn = ET.fromstring(diagram.standalone(pathway))  # noqa: S314 our own text
    assert drawn.get("role") == "img"
    title, said = drawn.find(f"{SVG}title"), drawn.find(f"{SVG}desc")
    assert title is not None
    assert said is not None
    assert drawn.get("aria-labelledby") == title.get("id")
    assert drawn.get("aria-describedby") == said.get("id")
    written = " ".join(text.text or "" for text in drawn.iter(f"{SVG}text"))
    for stage in pathway.stages.values():
        assert stage.title in written
        assert stage.title in (said.text or "")
    for number, (key, move) in enumerate(pathway.moves.items(), 1):
        assert f" {number} {diagram.label(key, move)}, from" in (said.text or "")
        assert str(number) in written.split()


@every
def test_the_picture_keeps_to_its_strict_policy(pathway: Pathway) -> None:
    """No style attribute, no script, nothing fetched: it may stand in any page of the house."""
    drawn = ET.fromstring(diagram.standalone(pathway))  # noqa: S314 our own text
    for element in drawn.iter():
        assert "style" not in element.attrib
        assert not any(name.endswith("href") or name.startswith("on") for name in element.attrib)


@every
def test_the_picture_fits_a_telephone(pathway: Pathway) -> None:
    """At 320 px nothing is shrunk by more than a tenth, boxes do not overlap, and numbers can be told apart."""
    layout = lay_out(pathway)
    assert layout.width <= WIDTH * 1.1
    for upper, lower in zip(layout.boxes, layout.boxes[1:], strict=False):
        assert upper.bottom < lower.top
    for one, other in combinations([arrow.disc for arrow in layout.arrows], 2):
        assert abs(one[0] - other[0]) >= 19 or abs(one[1] - other[1]) >= 19, f"{one} meets {other}"
    for arrow in layout.arrows:
        for x, y in [arrow.disc, *(point for line in arrow.lines for point in line)]:
            assert 0 < x < layout.width
            assert 0 < y < layout.height


@every
def test_every_row_of_the_definition_is_told(pathway: Pathway) -> None:
    """Stages, moves, waits, duties and promises each have their row, and every story is told."""
    said = describe(pathway, {})
    rows = {table.title: len(table.rows) for table in said.tables}
    assert rows["Stages"] == len(pathway.stages)
    assert rows["Moves"] == len(pathway.moves)
    assert rows.get("What is waited for", 0) == len(pathway.waits)
    assert rows.get("What is owed while waiting", 0) == len(pathway.while_waiting)
    assert rows.get("Promises", 0) == len(pathway.promises)
    assert len(said.stories) == len(pathway.examples)
    assert all(len(row) == len(table.columns) for table in said.tables for row in table.rows)


@every
def test_who_may_do_what_is_told_by_duty(pathway: Pathway) -> None:
    """Each duty with all that it may do, and each move with somebody who may take it."""
    [table] = [table for table in describe(pathway, {}).tables if table.title == "Who may do what"]
    told = {row[0]: row[1] for row in table.rows}
    for what, duties in access_rows(pathway):
        assert duties
        assert all(what in told[duty] for duty in duties)


def test_a_cell_cannot_break_its_table(trial: library.Library) -> None:
    """A title with a bar in it stays in its cell."""
    pathway = trial.pathway("rail-check").model_copy(update={"title": "Rail"})
    stages = {**pathway.stages, "due": pathway.stages["due"].model_copy(update={"title": "a | b"})}
    page = markdown.page(describe(pathway.model_copy(update={"stages": stages}), {}))
    assert r"| a \| b | practitioner |" in page


def test_what_is_written_in_a_definition_is_no_markup(trial: library.Library) -> None:
    """The words of a council's file are text in the picture, whatever they are."""
    pathway = trial.pathway("rail-check").model_copy(update={"title": "<script>alert(1)</script>"})
    assert "<script" not in diagram.inline(pathway)
    ET.fromstring(diagram.standalone(pathway))  # noqa: S314 our own text


def test_every_pathway_has_its_help_page(client_of: Callable[[object], Client]) -> None:
    """Everybody who works here can read how the work goes; an unknown key is answered plainly."""
    client = client_of("tom")
    listed = client.get("/help/pathways/").content.decode()
    for key, resolved in library.current().pathways.items():
        assert f'href="/help/pathways/{key}/"' in listed
        page = client.get(f"/help/pathways/{key}/").content.decode()
        assert str(escape(resolved.pathway.purpose)) in page
        assert '<svg class="app-way"' in page
    assert client.get("/help/pathways/nothing/").status_code == 404
