"""Whom Harbour House asks to keep for their safety: one not yet screened, one who waits, one with an assessor."""

from __future__ import annotations

from typing import Any

from alongside.pathways.actions import moving, opening
from alongside.pathways.models import Journey
from tests.town.lives import Built
from tests.town.work import ago, fill

HOME = "Viktor Hale, Harbour House"
APPLICATION = {"managing-authority": HOME, "urgent": "no", "befriended": "yes"}


def apply(town: Built) -> None:
    """What came in at the front door, and what Bronwen did with it."""
    _asked(town, "zofia", 0.5)
    pearl, wilfred = _asked(town, "pearl", 47), _asked(town, "wilfred", 12)
    settled = {
        "low": ["settled"],
        "priority": "4",
        "reason": "Settled there for a year; asks for home at dusk",
    }
    leaves = {"high": ["leaves"], "priority": "2", "reason": "Packs his case and tries the door"}
    _screened(town, pearl, 46, settled)
    _screened(town, wilfred, 11, leaves | {"interim": "A walk before supper, with somebody he knows"})
    bronwen = town.actor("bronwen")
    moving.move(wilfred, by=bronwen, move="allocate", owner=bronwen.own, happened_at=ago(8))
    moving.move(wilfred, by=bronwen, move="begin", happened_at=ago(2))


def _asked(town: Built, key: str, days: float) -> int:
    return int(
        opening.open_journey(
            town.residents[key],
            by=town.actor("samir"),
            pathway="dols",
            came_by="provider",
            referrer=HOME,
            happened_at=ago(days),
        )
    )


def _screened(town: Built, journey: int, days: float, answers: dict[str, Any]) -> None:
    bronwen = town.actor("bronwen")
    person = Journey.objects.visible_to(bronwen).values_list("person_id", flat=True).get(pk=journey)
    fill(person, "dols-screening", journey, bronwen, APPLICATION | answers)
    moving.move(journey, by=bronwen, move="screen", happened_at=ago(days))
