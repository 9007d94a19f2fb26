"""Equipment and care technology: nothing comes unannounced, and nothing watches somebody who did not agree."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.messages.models import Message
from alongside.pathways import checks
from alongside.pathways.models import Wait
from alongside.pathways.tests.catalogue import walking
from alongside.people.actions import life
from alongside.records import clock, owners
from alongside.web.errors import Refused

RAIL = {
    "item.1": "A grab rail",
    "item-for.1": "Getting out of the bath",
    "item-kind.1": "adaptation",
    "prescriber": "trusted",
    "agreed": "yes",
    "meanwhile": "Do not bathe alone.",
}
SENSOR = {
    "device.1": "door",
    "device-for.1": "He leaves at night",
    "device-sees.1": "When the door opens; the centre sees it",
    "consent": "best-interests",
    "best-interests-why": "His daughter and his nurse; a chime at the door was tried first",
    "answers-first": "The centre",
}


def test_nothing_comes_unannounced(town: Any) -> None:
    """An order waits for the person's word, and the letter says what comes and what it costs (R-103, G-41)."""
    journey = walking.begin(town.alice, "equipment")
    walking.fill(town.alice, "equipment", journey, RAIL | {"agreed": "no"})
    with pytest.raises(Refused, match="equipment is agreed with the person"):
        walking.step(journey, "order")
    another = walking.begin(town.alice, "equipment")
    walking.fill(town.alice, "equipment", another, RAIL)
    walking.step(another, "order")
    told = walking.letters(another)["equipment-ordered"]
    assert told["items"]["rows"] == [["A grab rail", "Getting out of the bath"]]
    assert told["costs"] == "You pay nothing for it."
    assert walking.owed(another)["the day it comes"] == "G-41"


def test_a_delay_has_a_reason_and_is_told(town: Any) -> None:
    """Order age and reason stand on the list, and the person hears of it (R-104, G-20)."""
    journey = walking.begin(town.alice, "equipment")
    walking.fill(town.alice, "equipment", journey, RAIL)
    walking.step(journey, "order")
    with pytest.raises(Refused, match="Choose the reason"):
        walking.step(journey, "record a delay")
    walking.step(journey, "record a delay", outcome="backlog")
    assert {"word on a delay", "the day it comes", "how to keep safe"} <= walking.owed(journey).keys()


def test_what_a_device_records_is_told(town: Any) -> None:
    """What is decided for somebody says why and with whom, and the letter how to stop it (R-102, MCA 2005 s4)."""
    journey = walking.begin(town.alice, "care-technology")
    walking.fill(town.alice, "care-technology", journey, SENSOR)
    walking.step(journey, "agree")
    told = walking.letters(journey)["care-technology"]
    assert told["devices"]["rows"][0][2] == "When the door opens; the centre sees it"
    assert told["who answers"] == "The centre."


def dies(town: Any) -> Any:
    return life.record_death(town.alice, by=town.actor("priya"), on=clock.today().isoformat())


def test_when_somebody_dies_the_team_fetches_what_was_lent(town: Any) -> None:
    """Nobody who mourns has to ring about a bed: it is the team's, with a day; the dead are owed nothing."""
    journey = walking.begin(town.alice, "equipment")
    walking.fill(town.alice, "equipment", journey, RAIL)
    walking.step(journey, "order")
    walking.step(journey, "deliver")
    walking.issue(journey)
    assert "a look in use" in walking.owed(journey)
    died = dies(town)
    row = walking.stand(journey)
    assert (row.stage, row.owner, row.ended_at) == ("left behind", row.team, None)
    assert row.next_on is not None
    assert row.next_on > clock.today()
    assert walking.owed(journey).keys() == {"fetched"}
    waits = Wait.objects.for_system("test").filter(journey=journey, stopped_at__isnull=True)
    assert list(waits.values_list("name", flat=True)) == ["to be fetched"]
    assert not Message.objects.for_system("test").filter(subject=f"journey:{journey}", ended_at__isnull=True)
    assert [said for said in owners.lost() if f"Journey {journey} " in said] == []
    assert list(checks.differences(row)) == []

    life.take_back(died, by=town.actor("samir"), reason="It was another Alice Mensah")
    assert walking.stand(journey).stage == "there"
    assert "a look in use" in walking.owed(journey)
    assert list(checks.differences(walking.stand(journey))) == []


def test_what_was_never_ordered_ends_with_a_death(town: Any) -> None:
    """Nothing is left to fetch, and nobody waits any more; a person who died is never counted as served."""
    asked, ordered = (walking.begin(town.alice, "equipment") for _ in range(2))
    walking.fill(town.alice, "equipment", ordered, RAIL)
    walking.step(ordered, "order")
    dies(town)
    assert walking.stand(asked).outcome == "died"
    assert walking.stand(ordered).stage == "left behind"
    waits = Wait.objects.for_system("test").filter(journey__in=(asked, ordered), name="for equipment")
    assert set(waits.values_list("how", flat=True)) == {"left"}
    assert walking.step(ordered, "fetch nothing", outcome="never-came")["stage"] == "over"
