"""Reviews that fell due months ago: two are with an agency, one of them came back and is to be looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from alongside.casework.actions import bulk
from alongside.commissioning.actions.batches import agency
from alongside.commissioning.models import BatchItem
from alongside.commissioning.rules.batches import SHARES
from alongside.pathways.actions import moving, opening
from alongside.people.models import Agreement
from alongside.records import clock
from alongside.records.actors import SYSTEM
from tests.town.lives import Built

DUE = {"khan_father": 211, "david": 164, "khan_son": 97}
"""Whose review fell due how many days ago. The last of them is still on the list."""
REVIEW: dict[str, Any] = {
    "heard": "supported",
    "own-words": "My son does the shopping. I should like to go to the mosque on Fridays again.",
    "known-from": "The daily notes, and what his son told us",
    "needs-changed": "yes",
    "contingency-right": "yes",
    "worry": "no",
    "outcome": "increase",
    "reasons": "You need somebody with you to go out, twice a week.",
}


def send_out(town: Built) -> None:
    """Grace sends two people to the agency; Lucy has reviewed one of them and asked the other for a day."""
    grace, lucy = town.actor("grace"), town.actor("lucy")
    journeys = {key: _due(town, key, days) for key, days in DUE.items()}
    agreement = Agreement.objects.get(organisation_id=town.organisations["northfield"])
    bulk.carry_out(
        by=grace,
        reason="Two hundred days are too long",
        kind="send-batch",
        chosen={journeys["khan_father"]: 0, journeys["david"]: 0},
        target={
            "token": "7d4c8f0e-5f0e-4b7e-9c1d-0d4c8f0e5f0e",
            "name": "Reviews, first forty",
            "organisation": agreement.organisation_id,
            "agreement": agreement.pk,
            "purpose": "Review the plan with the person, at home where they wish it",
            "pathway": "planned-review",
            "shares": list(SHARES),
            "due_on": (clock.today() + timedelta(days=21)).isoformat(),
        },
    )
    items = BatchItem.objects.for_system("the town is being built")
    by_journey = dict(items.order_by("id").values_list("journey_id", "id"))
    _reviewed(by_journey[journeys["khan_father"]], clock.today(), lucy)
    asked = by_journey[journeys["david"]]
    agency.note_progress(asked, by=lucy, progress="asked", note="Left word with his brother")


def _reviewed(item: int, day: date, lucy: Any) -> None:
    said = {"reviewed-on": day.isoformat(), "from-when": day.isoformat(), **REVIEW}
    agency.write_results(item, by=lucy, sent=[{"question": key, "value": each} for key, each in said.items()])
    agency.send_back(item, by=lucy)


def _due(town: Built, key: str, days: int) -> int:
    """A review that fell due so many days ago, with Grace's team."""
    fell: datetime = clock.now() - timedelta(days=days)
    team = next(each for each in town.actor("grace").holders if each.startswith("team:"))
    person = town.residents[key]
    made = opening.open_journey(person, by=SYSTEM, pathway="planned-review", owner=team, happened_at=fell)
    moving.move(made, by=SYSTEM, move="fall due", happened_at=fell)
    return int(made)
