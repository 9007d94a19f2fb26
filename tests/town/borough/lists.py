"""Lists of their own beside the line: occupational therapy in two lanes, and deprivation of liberty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.town.borough.story import Story

if TYPE_CHECKING:
    from tests.town.borough.life import Life

THERAPY, LIBERTY = "occupational-therapy", "dols"
# In how many of a hundred lives a therapist has been before; of them those who could not wait.
SEEN, URGENT = 16, 30
WORD_TO_THE_HOME = 0.9
WHO_ASKS = {"family-or-friend": "A daughter", "hospital": "Ward 4", "gp": "The practice"}
HARD = {
    1: "Cannot get out of bed without two people",
    2: "Fell getting into the bath",
    3: "Stairs are hard; washes at the sink meanwhile",
}
SAFE: dict[str, Any] = {"interim_measures": "Does not use the bath; the bed is downstairs"}


def waits_for_therapist(life: Life, days: int) -> None:
    """On the planned list for so many days, spoken with as the priority asks, and some are given a name already."""
    story = _triaged(life, days, urgent=False)
    if story is None:
        return
    for ago in range(story.ago - 28, 0, -28):
        if life.dice.random() < 0.9 and story.say("kept in touch", ago):
            story.say("risk reviewed", ago)
    if life.dice.random() < 0.12:
        story.move("allocate", life.setting.times.worked(life.ago(1, 6)))


def was_with_therapist(life: Life, ago: int) -> None:
    """Seen within days where it was urgent, within weeks where it was not; and asked again whether it works."""
    urgent = life.dice.random() * 100 < URGENT
    story = _triaged(life, ago, urgent=urgent)
    waited = life.ago(1, 4) if urgent else life.dice.choice((8, 11, 14, 16, 18, 25, 41))
    if story is None or not (
        story.move("allocate", story.later(waited // 2, waited // 2))
        and story.move("visit", story.later(max(waited // 2, 1), max(waited // 2, 1)))
        and story.move("recommend", story.later(2, 15))
    ):
        return
    _told(life, story, "therapy-recommendations")
    outcome = life.dice.choices(("as-hoped", "partly", "not-used", "worse"), (60, 25, 10, 5))[0]
    if story.move("finish", story.later(30, 60), outcome=outcome) and story.facts["came from a referrer"]:
        life.word(story)


def _triaged(life: Life, ago: int, *, urgent: bool) -> Story | None:
    came_by = life.dice.choice(("self", "unpaid-carer", *WHO_ASKS))
    story = life.begin(THERAPY, ago, came_by=came_by, referrer=WHO_ASKS.get(came_by, ""))
    priority = 1 if urgent else life.dice.choice((2, 3))
    said: dict[str, Any] = {"priority": priority, "priority_reason": HARD[priority]} | SAFE
    if not story.move("triage as urgent" if urgent else "triage as planned", story.later(0, 1), **said):
        return None
    if story.facts["came by self-referral"]:
        story.say("first human contact", story.later(0, 2))
    _told(life, story, "keeping-safe")
    return story


def _told(life: Life, story: Story, letter: str) -> None:
    """It is in their hands, or they want none: no work ends over it."""
    outcome = "issued" if life.dice.random() < 0.96 else "declined"
    story.say(f"{letter} {outcome}", story.later(0, 2))


def waits_for_liberty(life: Life, days: int) -> None:
    """An application of a home: screened at once, and then for most nothing for weeks."""
    story = life.begin(LIBERTY, days, came_by="provider", referrer="The manager of the home")
    priority = life.dice.choices((1, 2, 3), (5, 25, 70) if days > 14 else (35, 40, 25))[0]
    said: dict[str, Any] = {
        "priority": priority,
        "priority_reason": "As the home describes it",
        "interim_measures": "Seen daily",
    }
    if not story.move("screen", story.later(0, 1), **said):
        return
    if life.dice.random() < WORD_TO_THE_HOME:
        story.say("provider told", story.later(0, 2))
    if life.dice.random() < 0.15 and story.move("allocate", story.later(3, max(days - 2, 3))):
        return
    for ago in range(story.ago - 28, 0, -28):
        if life.dice.random() < 0.8 and story.say("kept in touch", ago):
            story.say("risk reviewed", ago)
