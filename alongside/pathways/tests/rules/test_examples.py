"""Every example of every shipped definition is a test, in every council there is (R-052)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alongside import council
from alongside.council import COUNCILS
from alongside.council.folder import SHARED
from alongside.pathways import library
from alongside.pathways.language import Example, Pathway
from alongside.pathways.reader import retelling
from alongside.pathways.rules import telling
from alongside.pathways.rules.calendar import Calendar
from alongside.pathways.tests.conftest import TRIAL

DAY = date(2026, 11, 21)
HERE = sorted(path.name for path in COUNCILS.iterdir() if path.is_dir() and path.name != SHARED)
COUNCIL = {key: council.load(key) for key in HERE}
EXAMPLES = [
    pytest.param(key, pathway, example, id=f"{key}: {pathway.key}: {example.story}")
    for key in HERE
    for folder in (library.DEFINITIONS, TRIAL)
    for _, pathway in retelling.told(folder, COUNCIL[key], DAY)
    for example in pathway.examples
]


@pytest.mark.parametrize(("key", "pathway", "example"), EXAMPLES)
def test_the_story_comes_out_as_it_says(key: str, pathway: Pathway, example: Example) -> None:
    """The rules make of the story what the definition says of it."""
    calendar = Calendar(COUNCIL[key].bank_holidays)
    assert list(telling.differences(pathway, example, calendar)) == []


def test_every_shipped_definition_tells_a_refusal_or_an_end() -> None:
    """A definition whose stories never end would prove little of it."""
    for _, pathway in retelling.told(library.DEFINITIONS, COUNCIL[HERE[0]], DAY):
        ends = {each.then for each in pathway.examples}
        assert any(end.startswith(telling.REFUSED) or pathway.ends(end) for end in ends), pathway.key


def _spoilt(tmp_path: Path, old: str, new: str) -> list[str]:
    text = (TRIAL / "grab-rail.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "grab-rail.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(retelling.untrue(tmp_path, COUNCIL[HERE[-1]], DAY))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("then: fitted", "then: over", "it is said to end as “over” and the rules give “fitted”"),
        (
            "facts: [amount is known]",
            "facts: []",
            "said to end as “fitted” and the rules give “refused: amount is known”",
        ),
        (
            "sort: 2026-06-01 10:00, give",
            "give",
            "the rules give “refused: give is not taken from asked”",
        ),
        ("4 days", "5 days", "the wait “for the rail” is said to be 5 days and the rules give 4 days"),
        (
            "waits: {for the rail: 4 days}",
            "due: {a receipt: 2026-06-11}",
            "“a receipt” is said to be due on 2026-06-11 and the rules give 2026-06-12",
        ),
        (
            "waits: {for the rail: 4 days}",
            "due: {approval afterwards: 2026-06-11}",
            "the rules give no such promise",
        ),
        ("waits: {for the rail: 4 days}", "kept: [a receipt]", "“a receipt” is said to be kept and is not"),
        ("waits: {for the rail: 4 days}", "late: [a receipt]", "“a receipt” is said to be late and is not"),
    ],
)
def test_a_story_that_is_not_so_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What an example claims is compared, each part of it, and named with its line."""
    [sentence] = _spoilt(tmp_path, old, new)
    assert ", line 38, examples 1: " in sentence
    assert said in sentence


def test_an_urgent_step_and_an_excuse_can_be_told(tmp_path: Path) -> None:
    """A story may tell of what was agreed beyond somebody's authority, and of what was excused."""
    happens = "agree urgently: 2026-06-05 09:00, approved afterwards: 2026-06-08 09:00, a receipt excused: 2026-06-08"
    said = _spoilt(
        tmp_path,
        "agree: 2026-06-05 09:00}\n    then: fitted\n    waits: {for the rail: 4 days}",
        f"{happens}}}\n    then: fitted\n    kept: [approval afterwards]\n    due: {{approval afterwards: 2026-06-08}}",
    )
    assert said == []


def test_what_happens_is_told_in_the_order_of_its_times(tmp_path: Path) -> None:
    """A step may be taken twice, and a story may be written in any order."""
    said = _spoilt(
        tmp_path,
        "price: 2026-06-03 11:00, agree",
        "return: 2026-06-03 12:00, price: [2026-06-03 11:00, 2026-06-04 11:00], agree",
    )
    assert said == []
