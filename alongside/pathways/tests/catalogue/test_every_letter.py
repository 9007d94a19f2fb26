"""Every letter that a definition writes can be filled: a gap that nothing fills would stop the step that writes it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from alongside import council
from alongside.council import COUNCILS
from alongside.council.folder import SHARED
from alongside.messages import library as messages
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.letters import gaps
from alongside.pathways.reader import retelling

HERE = sorted(path.name for path in COUNCILS.iterdir() if path.is_dir() and path.name != SHARED)
WRITTEN = [
    pytest.param(pathway, key, letter, id=f"{council_key}: {pathway.key}: {key}: {letter}")
    for council_key in HERE
    for _, pathway in retelling.told(library.DEFINITIONS, council.load(council_key), date(2026, 11, 21))
    for key, move in pathway.moves.items()
    for letter in move.writes
]


@pytest.mark.parametrize(("pathway", "key", "letter"), WRITTEN)
def test_every_gap_has_something_that_fills_it(pathway: Pathway, key: str, letter: str) -> None:
    """By a form of the pathway, or by what any journey can say; only what may be empty may have nothing."""
    wanted = messages.letter(letter)
    of: Any = SimpleNamespace(pathway=pathway)
    assert {name for name in wanted.gaps if gaps.filling(of, name) is None} <= set(wanted.may_be_empty)
