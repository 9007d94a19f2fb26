"""The page of a journey and everything that can be done on it (R-052, G-12, G-25)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.pathways.actions import opening

pytestmark = pytest.mark.usefixtures("trial")

ClientOf = Callable[[object], Client]


@pytest.fixture
def begun(town: Any) -> int:
    """Alice asked for a rail."""
    return int(
        opening.open_journey(town.alice, by=town.actor("priya"), pathway="grab-rail", came_by="self-referral")
    )


def text(client: Client, address: str) -> str:
    """What a page says, in one line."""
    answer = client.get(address)
    assert answer.status_code == 200, (answer.status_code, address)
    return " ".join(answer.content.decode().split())


def test_it_says_where_it_stands(town, begun, client_of: ClientOf) -> None:
    page = text(client_of("priya"), f"/people/{town.alice}/work/{begun}/")
    assert "Asked for" in page
