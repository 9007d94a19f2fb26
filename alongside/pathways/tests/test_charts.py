"""Charts say what the table beside them says, and are read by whoever does not see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.drawing import charts

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 ours


@given(st.lists(st.integers(0, 3_000), min_size=1, max_size=20))
def test_bars_are_as_high_as_they_are_many(values: list[int]) -> None:
    """In proportion, from nought up, within the picture; nobody is a bar of no height."""
    drawn = parsed(charts.bar_chart("k", "Title", "Says", [charts.Bar(str(v), v) for v in values]))
    heights = [float(each.attrib["height"]) for each in drawn.iter(f"{SVG}rect")]
    assert len(heights) == len(values)
    highest = max(values)
    for value, height in zip(values, heights, strict=True):
        assert 0 <= height <= charts.BOTTOM - charts.TOP
        assert height == pytest.approx(max(heights) * value / highest if highest else 0, abs=0.11)


def test_a_picture_is_named_and_told_and_its_words_are_escaped() -> None:
    """The title and what it shows are read out; what stands in a name is text, never markup."""
    line = charts.Line("<b>Seen</b>", 1, [(0, 0), (4, 50), (9, 80)], steps=True)
    drawn = charts.line_chart("k", "A & B", "x < y", [line], names=[(0, "0"), (9, "9")], top=100)
    svg = parsed(drawn)
    assert svg.attrib["aria-labelledby"] == "k-title k-says"
    assert [svg.find(f"{SVG}{part}").text for part in ("title", "desc")] == ["A & B", "x < y"]  # type: ignore[union-attr]
    assert "<b>Seen" not in drawn
    [path] = [
        each for each in re.findall(r'd="(M[^"]*)"', drawn) if "V" in each and each.startswith("M44.0 212.0")
    ]
    assert re.fullmatch(r"M44\.0 212\.0H340\.9V120\.0H712\.0V64\.8", path)
    assert "style=" not in drawn


def test_the_end_of_the_scale_is_round_and_its_half_is_whole() -> None:
    """No half of a person beside the picture."""
    for highest, end in ((0, 2), (1, 2), (3, 4), (7, 8), (137, 150), (2_135, 2_500)):
        drawn = charts.bar_chart("k", "t", "s", [charts.Bar("0", highest)])
        assert f">{end}</text>" in drawn, highest
