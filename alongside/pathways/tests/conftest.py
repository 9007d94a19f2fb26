"""Made-up pathways to try the engine on, so that its tests do not change with the law."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from alongside import council
from alongside.pathways import library
from alongside.pathways.rules.calendar import Calendar
from alongside.records import clock

TRIAL = Path(__file__).parent / "trial"


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> library.Library:
    """The definitions of `trial/`, served in place of the real ones."""
    here = replace(council.current(), overlays=())
    day = library._Day(
        here, clock.today(), library.load(here, clock.today(), TRIAL), Calendar(here.bank_holidays)
    )
    monkeypatch.setattr(library, "_today", lambda: day)
    return day.library
