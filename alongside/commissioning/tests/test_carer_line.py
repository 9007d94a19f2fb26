"""A carer asks for themselves and is assessed with somebody to take over; respite is granted and not to be had; a card
is there: J1 as the council's own people take it, in every council (R-003, R-032, R-036, R-037, R-039, G-01, G-05)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.commissioning.actions import cards, respite
from alongside.commissioning.tests.making import days_ago
from alongside.forms.actions import answering, filling
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways.actions import moving, opening
from alongside.pathways.models import Journey, Promise
from alongside.pathways.tests.test_the_line import fill
from alongside.people.tests.making import opened, worker
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.errors import Refused

pytestmark = pytest.mark.django_db

ASSESSED = {f"difficulty.{row}": ["fine"] for row in range(1, 9)} | {
    "difficulty.6": ["unaided"], "combined": "no", "necessary": "yes", "willing": "some", "wishes": "To sleep",
    "health-affected": "yes", "emergency-card": "yes", "significant-impact": "yes", "decision": "eligible",
    "reasons": "You have not slept a night since March.",
}  # fmt: skip


def how(journey: int) -> dict[str, str]:
    """What became of each promise of a journey."""
    rows = Promise.objects.for_system("test").filter(journey_id=journey, duty=False)
    return dict(rows.order_by("id").values_list("name", "how"))


def test_from_asking_to_the_card(by: Actor, ada: int) -> None:
    """Answered by somebody's voice, not signed off while nobody takes over, and known by a number in the night."""
    front, boss = worker("front-door-officer", "front-door"), worker("team-manager")
    opened(ada, front, boss)
    asked = opening.open_journey(ada, by=front, pathway="self-referral", came_by="unpaid-carer")
    said = {
        "caller": "unpaid-carer",
        "channel": "online",
        "worry": "no",
        "urgent": "no",
        "wish": "A night's sleep",
    }
    fill(ada, "contact", f"journey:{asked}", front, said)
    moving.move(asked, by=front, move="speak")
    (carers,) = moving.move(asked, by=front, move="ask for a carer's assessment")["opened"]
    assert set(how(asked).values()) == {"kept"}, "nothing ends over what was promised"
    triage = {"priority": "2", "reason": "No sleep since March", "safe-to-wait": "yes"}
    fill(ada, "triage", f"journey:{carers}", boss, triage)
    moving.move(carers, by=boss, move="triage")
    moving.move(carers, by=boss, move="allocate", owner=by.own)
    moving.move(carers, by=by, move="begin")
    assert how(carers)["reply to a self-referral"] == "kept"
    with pytest.raises(Refused, match="Who takes over"):
        fill(ada, "carers-assessment", f"journey:{carers}", by, ASSESSED)
    taking_over = {"who-takes-over": "His sister Efua, 020 7946 0100", "how-long": "Two nights"}
    fill(ada, "carers-assessment", f"journey:{carers}", by, taking_over)
    moving.move(carers, by=by, move="submit")
    opens = moving.move(carers, by=boss, move="sign off")["opened"]
    assert [each.pathway for each in Journey.objects.for_system("test").filter(pk__in=opens)] == [
        "support-plan"
    ]
    letter = Message.objects.for_system("test").get(
        subject=f"journey:{carers}", letter="copy-of-carers-assessment"
    )
    ending.issue_by_hand(letter.pk, by=by)
    granted = respite.grant_respite(
        ada, by=by, unit="night", amount=1_200, starts_on=days_ago(30), ends_on=days_ago(-330)
    )
    respite.note_unmet(
        granted, by=by, starts_on=days_ago(5), ends_on=days_ago(3), amount=200, unmet_because="no-place"
    )
    until = clock.today() + timedelta(days=700)
    cards.issue_card(ada, by=by, who="Efua, 020 7946 0100", how_long="Two nights", expires_on=until)
    done = how(carers)
    for promise in ("reply to a self-referral", "copy of the carer's assessment", "emergency card"):
        assert done[promise] == "kept", promise


def test_what_is_finished_can_be_mended(by: Actor, ada: int) -> None:
    """A form that was finished without its plan for a bad night is opened again, and goes on where it was."""
    pk = opening.open_journey(ada, by=by, pathway="carers-assessment", owner=by.own)
    filled = fill(
        ada, "carers-assessment", f"journey:{pk}", by,
        ASSESSED | {"who-takes-over": "Efua", "how-long": "Two nights"},
    )  # fmt: skip
    filling.reopen(filled, by=by, why="Efua has moved")
    answering.save_answer(filled, by=by, question="who-takes-over", value="Mrs Iqbal")
    filling.complete(filled, by=by)
