"""What happened to each person: the journeys of three years, step by step, as they go where work is done well and
where it is not. The slot of the plan says where things stand today; the rest is drawn."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.town.borough import line, lists, pace, plan, services
from tests.town.borough.beside import beside
from tests.town.borough.courses import Courses
from tests.town.borough.figures import Figures, Weighted
from tests.town.borough.life import Life
from tests.town.borough.line import HOLD, YEAR
from tests.town.borough.people import Resident
from tests.town.borough.plan import Slot
from tests.town.borough.story import Setting, Story

THREE_YEARS = 1_090
# How often the provider has notice of a review.
NOTICE = 0.85


class Lives:
    """Draws the life of each person by the kind of slot they have."""

    def __init__(self, setting: Setting, figures: Figures) -> None:
        self.setting = setting
        self.courses = Courses(figures, setting.definitions)
        self._came_by = Weighted(figures.weights("came by"))
        self._stood = Weighted(figures.weights("stood when it ended"))

    def draw(self, who: Resident, slot: Slot, dice: random.Random) -> Life:
        """What happened to this person."""
        life = Life(self.setting, who, slot, dice, self._came_by.draw(dice))
        if slot.kind in OVER:
            self._over(life)
            return life
        _LIVES[slot.kind](life)
        if slot.kind in ("long-term", "short-term"):
            beside(life)
            if dice.random() * 100 < lists.SEEN and not slot.therapy:
                lists.was_with_therapist(life, life.ago(20, 900))
        if slot.therapy:
            lists.waits_for_therapist(life, slot.therapy)
        if slot.liberty:
            lists.waits_for_liberty(life, slot.liberty)
        self.courses.happen(life)
        return life

    def _over(self, life: Life) -> None:
        """Somebody who died or moved away: what was under way ended with it."""
        ended = life.slot.days
        _STOOD[self._stood.draw(life.dice)](life, ended)
        beside(life)
        self.courses.happen_at_last(life, ended)
        _end(life, ended)


def _long_term(life: Life) -> None:
    days = life.slot.days
    if life.slot.stands == plan.DUE:
        _due(life, days)
    elif life.slot.stands == plan.NEW:
        line.came(life, days)
    else:
        _reviewed(life, days)


def _due(life: Life, days: int) -> None:
    """A review fell due so many days ago and nobody has begun it."""
    review = life.begin("planned-review", days + YEAR)
    services.arrange(life, None, days + YEAR)
    review.move("fall due", days, night=True)
    if days > 20 and life.dice.random() < 0.12:
        review.move("allocate", life.setting.times.worked(life.ago(1, 20)))


def _reviewed(life: Life, days: int) -> None:
    """The last review was finished so many days ago; the next one is planned."""
    waited = life.dice.choice((12, 25, 40, 60, 90, 140, 220))
    began = days + waited + YEAR + life.ago(3, 12)
    before = line.came(life, began, reviews=False) if began < THREE_YEARS - 150 else None
    if before is None:
        services.arrange(life, None, began)
    _review(life, began, waited, days, before)


def _review(life: Life, began: int, waited: int, done: int, parent: Story | None) -> None:
    review = life.begin("planned-review", began, parent)
    due = began - YEAR
    held = max(due - waited, done + 1)
    if not (
        review.move("fall due", due, night=True)
        and review.move("allocate", life.setting.times.worked(held + min(waited // 3, 20)))
        and (life.dice.random() > NOTICE or review.say("provider told", review.later(0, 5)))
        and review.move("hold", min(life.setting.times.worked(held), review.ago))
        and review.move("finish", life.setting.times.worked(done))
    ):
        return
    finished = review.at
    review.letter("review-outcome")
    life.begin("planned-review", done, review, at=finished)
    if life.dice.random() < 0.25:
        services.change(life, done)


def _assessed(life: Life) -> None:
    """New to the council: they wait for the first conversation, or are in the middle of it."""
    days = life.slot.days
    if life.slot.stands == plan.WAITING:
        first = line.contact(life, days, line.ASK)
        line.needs(life, days, 0, pace.priority_of(days, life.dice), first)
        return
    priority = pace.priority(life.dice)
    asked = days + pace.wait(priority, life.dice)
    first = line.contact(life, asked, line.ASK)
    line.needs(life, asked, days, priority, first, assessing=40)


def _short_term(life: Life) -> None:
    """Assessed once, helped for some weeks; half of them are back to ask again."""
    days = life.slot.days
    priority = life.dice.choice((1, 2, 2, 3))
    waited = pace.wait(priority, life.dice)
    first = line.contact(life, days + waited + 20, line.ASK)
    line.needs(life, days + waited + 20, days + 20, priority, first)
    if days > 90 and life.dice.random() < 0.5:
        line.contact(life, life.ago(2, days - 60), "advise", "advice")


def _carer(life: Life) -> None:
    """A carer asks for themselves; assessed, or waiting to be."""
    life.came_by = "unpaid-carer" if life.dice.random() < 0.7 else "self"
    days = life.slot.days
    waits = life.slot.stands == plan.WAITING
    priority = pace.priority_of(days, life.dice) if waits else life.dice.choice((2, 3, 3, 4))
    asked = days if waits else days + pace.wait(priority, life.dice)
    story = life.begin("self-referral", asked, came_by=life.came_by)
    if story.move("speak", story.later(0, 2)):
        story.move("ask for a carer's assessment", story.later(0, 1))
    line.needs(life, asked, 0 if waits else days, priority, story, key="carers-assessment")


def _contact_only(life: Life) -> None:
    """They asked something once or twice, and the answer was enough."""
    line.contact(life, life.slot.days, "advise", life.dice.choice(("advice", "signposted", "no-action")))


def _had_a_plan(life: Life, ended: int) -> None:
    begun = min(ended + life.ago(20, 700), 3_000)
    if begun > THREE_YEARS:
        _due(life, begun - YEAR)
    else:
        line.came(life, begun)


def _awaited_review(life: Life, ended: int) -> None:
    _due(life, ended + life.ago(1, 400))


def _awaited_assessment(life: Life, ended: int) -> None:
    priority = pace.priority(life.dice)
    asked = ended + life.ago(1, pace.wait(priority, life.dice) + 1)
    line.needs(life, asked, max(ended - HOLD, 0), priority, line.contact(life, asked, line.ASK))


def _awaited_carers_assessment(life: Life, ended: int) -> None:
    life.came_by = "self"
    asked = ended + life.ago(1, 60)
    line.needs(life, asked, max(ended - HOLD, 0), 3, None, key="carers-assessment")


def _awaited_bill(life: Life, ended: int) -> None:
    bill = ended + life.ago(1, 90)
    life.slot = replace(life.slot, bill=bill)
    line.came(life, bill)


def _awaited_therapist(life: Life, ended: int) -> None:
    line.came(life, ended + life.ago(60, 500))
    lists.waits_for_therapist(life, ended + life.ago(1, 90))


def _awaited_liberty(life: Life, ended: int) -> None:
    line.came(life, ended + life.ago(90, 500))
    lists.waits_for_liberty(life, ended + life.ago(1, 90))


def _end(life: Life, ended: int) -> None:
    """From that day on nothing of it happened, and what had not ended by then ended with it."""
    life.ended_ago = ended
    limit = life.setting.times.night(ended)
    for story in life.stories:
        story.cut(limit)
    life.stories = [story for story in life.stories if story.events]
    services.end(life, ended, "died" if life.who.kind == "died" else "moved")
    if life.who.kind != "moved away":
        return
    due = life.setting.times.day(life.setting.times.worked(max(ended - 2, 0)))
    for story in life.stories:
        if not story.ended:
            story.plan(
                "They have moved away: hand it to the other council, or end it", due.isoformat(), ended
            )
            _hand_over(life, story)


def _hand_over(life: Life, story: Story) -> None:
    """Within days somebody speaks with them about it, and ends it where the definition knows that people move away."""
    ways = (each for each in GONE if life.setting.way_out(story.pathway, story.stage, each))
    if reason := next(ways, ""):
        story.say("kept in touch", story.later(0, 1))
        story.say("first human contact", story.later(0, 1))
        story.leave(reason, story.later(1, 4))


_LIVES = {
    "long-term": _long_term,
    "being assessed": _assessed,
    "short-term": _short_term,
    "unpaid carer": _carer,
    "contact only": _contact_only,
    "nearly adult": _contact_only,
}
OVER = ("died", "moved away")
# What a definition calls it when somebody has moved away.
GONE = ("moved-away", "moved", "moved-on", "not-traced", "other-council", "not-reached", "withdrawn")
# What they had, or waited for, when they died or moved away: the headings of the figures.
_STOOD = {
    "a plan": _had_a_plan,
    "planned-review": _awaited_review,
    "needs-assessment": _awaited_assessment,
    "carers-assessment": _awaited_carers_assessment,
    "financial-assessment": _awaited_bill,
    "occupational-therapy": _awaited_therapist,
    "dols": _awaited_liberty,
}
