"""What happens beside the line of contact, assessment, plan and review: concerns, requests, meetings, capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.town.borough import pace

if TYPE_CHECKING:
    from tests.town.borough.life import Life

# In how many lives of a hundred.
CONCERN, REQUEST, MEETING, CAPACITY = 7, 10, 6, 5
WHO_WORRIES = ("A home carer", "The practice", "A neighbour", "The ward", "A daughter")


def beside(life: Life) -> None:
    """Whatever of it this person had, on days on which they were known already."""
    for share, happens in (
        (CONCERN, _concern),
        (REQUEST, _request),
        (MEETING, _meeting),
        (CAPACITY, _capacity),
    ):
        if life.dice.random() * 100 < share and life.began > 60:
            happens(life, life.ago(1, min(life.began - 30, 1_000)))


def _concern(life: Life, ago: int) -> None:
    """Somebody worries; it is in hand within the day and decided within days. Only safeguarding sees it."""
    story = life.begin(
        "safeguarding-concern", ago, came_by="own-service", referrer=life.dice.choice(WHO_WORRIES)
    )
    story.move("take in hand", story.ago)
    outcome = life.dice.choices(("enquiry", "other-action", "no-action"), (30, 45, 25))[0]
    if story.move("decide", story.later(0, 3), outcome=outcome):
        life.word(story)


def _request(life: Life, ago: int) -> None:
    """Something changed, and they ask for a review; urgent ones are seen first."""
    urgency = pace.priority(life.dice)
    story = life.begin(
        "unplanned-review", ago, came_by=life.dice.choice(("self", "unpaid-carer", "provider"))
    )
    waits = pace.wait(urgency, life.dice)
    if (
        story.move("triage", story.later(0, 2), **pace.triaged(urgency))
        and story.move("allocate", story.later(waits // 2, waits // 2))
        and story.move("hold", story.later(waits // 3, waits // 2))
        and story.move("finish", story.later(1, 8))
    ):
        story.letter("review-outcome")


def _meeting(life: Life, ago: int) -> None:
    """The professionals talk about it, and the person is told what they decided."""
    story = life.begin("multidisciplinary-meeting", ago)
    if story.move(
        "decide",
        story.later(1, 7),
        reason="A physiotherapist visits; the nurse looks at the pills",
    ):
        story.move("tell", story.later(1, 6), reason="Told at home")


def _capacity(life: Life, ago: int) -> None:
    """One decision, and whether they can make it."""
    story = life.begin("capacity-decision", ago)
    if story.move("submit", story.later(2, 9)):
        story.move("confirm", story.later(0, 3))
