"""What is stored past the actions is found, and stored anew from what happened."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from alongside.pathways import checks
from alongside.pathways.actions import opening, rebuilding
from alongside.pathways.models import Journey, Promise
from alongside.records.actors import SYSTEM

pytestmark = pytest.mark.usefixtures("trial")


def test_a_due_date_changed_by_raw_sql_is_found_and_mended(town: Any) -> None:
    """A promise cannot be made younger quietly (G-12)."""
    pk = opening.open_journey(town.alice, by=town.actor("priya"), pathway="grab-rail", came_by="self")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pathways_promise SET due_at = '2030-01-01 00:00:00+00:00' WHERE journey_id = %s", [pk]
        )
        cursor.execute("DELETE FROM pathways_wait WHERE journey_id = %s AND name = 'for a visit'", [pk])
    said = list(checks.differences(Journey.objects.for_system("test").get(pk=pk)))
    assert len(said) == 2
    assert "the wait “for a visit” is missing" in said[0]
    assert "the promise “a word back” has due_at" in said[1]
    assert rebuilding.rebuild(by=SYSTEM) == 1
    assert not list(checks.differences(Journey.objects.for_system("test").get(pk=pk)))
    assert Promise.objects.for_system("test").get(journey=pk).due_at.year < 2030
