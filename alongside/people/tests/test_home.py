"""The first page: what waits, in the order of its days, each leading to where it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import alongside.people.pages
import alongside.records.pages  # noqa: F401 - rows lead to pages of both rooms
from alongside.people.actions import alerts
from alongside.people.queries import home
from alongside.records import clock
from alongside.records.actions import access

pytestmark = pytest.mark.django_db


def test_an_alert_of_ones_own_waits_and_a_colleagues_does_not(town: Any) -> None:
    """R-241: Priya owns Alice's alerts; Samir sees Alice, too, and is not asked to review them."""
    on = clock.today() + timedelta(days=3)
    priya = town.actor("priya")
    alerts.raise_alert(town.alice, by=priya, kind="other", text="Steep stairs", owner=priya.own, review_on=on)
    said = [(row.what, row.about, row.href) for row in home.waiting_for(priya)]
    assert ("Look at the alert again: Steep stairs", "Alice Mensah", f"/people/{town.alice}/") in said
    assert not [row for row in home.waiting_for(town.actor("samir")) if "Steep stairs" in row.what]


def test_broken_glass_waits_for_the_guardian_and_not_for_who_broke_it(town: Any) -> None:
    """R-245: Ruth reviews what Mei broke; Mei does not review herself."""
    access.break_glass(
        town.nadia, by=town.actor("mei"), reason="Found unconscious at home", category="life-at-risk"
    )
    [row] = [row for row in home.waiting_for(town.actor("ruth")) if "broke the glass" in row.what]
    assert (row.about, row.late) == ("Nadia Petrova", False)
    assert not [row for row in home.waiting_for(town.actor("mei")) if "broke the glass" in row.what]


def test_who_may_see_nothing_has_nothing_waiting(town: Any) -> None:
    """Tom is new, Carol is a provider: nothing of the town waits for them or was opened by them."""
    for nobody in ("tom", "carol", "anil"):
        actor = town.actor(nobody)
        assert (home.waiting_for(actor), home.opened_last(actor)) == ([], [])
