"""What waits for those who guard restricted records, each leading to where it is done."""

from __future__ import annotations

from typing import Any

import pytest

import alongside.people.pages
import alongside.records.pages  # noqa: F401 - rows lead to pages of both rooms
from alongside.people.queries import home
from alongside.records.actions import access

pytestmark = pytest.mark.django_db


def test_broken_glass_waits_for_the_guardian_and_not_for_who_broke_it(town: Any) -> None:
    """R-245: Ruth reviews what Mei broke; Mei does not review herself."""
    access.break_glass(
        town.nadia, by=town.actor("mei"), reason="Found unconscious at home", category="life-at-risk"
    )
    [row] = [row for row in home.guarding(town.actor("ruth")) if "broke the glass" in row.what]
    assert (row.about, row.late) == ("Nadia Petrova", False)
    assert not [row for row in home.guarding(town.actor("mei")) if "broke the glass" in row.what]


def test_who_guards_nothing_is_shown_nothing(town: Any) -> None:
    """Tom is new, Carol is a provider: what waits for guardians is not theirs to read."""
    for nobody in ("tom", "carol", "anil"):
        assert list(home.guarding(town.actor(nobody))) == []
