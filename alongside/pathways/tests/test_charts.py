"""Charts say what the table beside them says, and are read by whoever does not see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.drawing import charts
from alongside.pathways.drawing.scale import Plot, round_steps

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
        each for each in re.findall(r'd="(M[^"]*)"', drawn) if "V" in each and each.startswith("M44 212")
    ]
    assert re.fullmatch(r"M44 212H340\.9V120H712V64\.8", path)
    assert "style=" not in drawn


def test_the_marks_of_the_scale_are_round_and_whole() -> None:
    """No half of a person beside the picture; the last is no lower than the highest bar."""
    for highest, marks in ((0, "0 1"), (3, "0 1 2 3"), (7, "0 2 4 6 8"), (137, "0 50 100 150")):
        drawn = parsed(charts.bar_chart("k", "t", "s", [charts.Bar("", highest)]))
        said = [each.text for each in drawn.iter(f"{SVG}text") if "--end" in each.attrib["class"]]
        assert " ".join(map(str, said)) == marks
    assert ">2,500</text>" in charts.bar_chart("k", "t", "s", [charts.Bar("", 2_135)])


@given(st.floats(0, 1_000_000), st.integers(2, 9))
def test_a_scale_is_one_place_for_every_picture(most: float, marks: int) -> None:
    """Steps of one, two or five times a power of ten, as many as are wanted; a value stands between them."""
    steps = round_steps(most, marks)
    size = steps[1]
    assert steps == list(range(0, steps[-1] + 1, size))
    assert str(size).rstrip("0") in ("1", "2", "5")
    assert steps[-1] >= most > steps[-2] or (most <= 1 and steps == [0, 1])
    assert len(steps) - 1 <= marks
    plot = Plot(10, 10, 110, 60, 4, steps[-1])
    assert plot.at(0, 0) == (10, 60)
    assert plot.at(4, steps[-1] * 2) == (110, 10)
