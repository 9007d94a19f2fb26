"""What happened to each person: the journeys of three years, step by step, as they go where work is done well and
where it is not. The slot of the plan says where things stand today; the rest is drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.town.borough import lists, pace, plan, services
from tests.town.borough.beside import beside
from tests.town.borough.figures import Weighted
from tests.town.borough.people import Resident
from tests.town.borough.plan import Slot
from tests.town.borough.services import Arranged
from tests.town.borough.story import Setting, Story

THREE_YEARS = 1_090
# Pence a week.
COSTLY = 50_000
# Days after which everybody who was asked for their figures has heard what they pay, but for those who wait.
TOLD_BY = 70
# Days on hold, while somebody is in hospital.
HOLD = 14
YEAR = 366

REFERRERS = {
    "family-or-friend": "A daughter",
    "hospital": "Ward 4",
    "gp": "The practice",
    "community-health": "The district nurse",
    "housing": "The housing officer",
    "police": "The police",
}


@dataclass
class Life:
    """One person, and the stories of their journeys, in the order in which they began."""

    setting: Setting
    who: Resident
    slot: Slot
    dice: random.Random
    came_by: str
    stories: list[Story] = field(default_factory=list)
    arranged: list[Arranged] = field(default_factory=list)
    ended_ago: int = 0
    # The first day, counted backwards, on which anything of them was known.
    began: int = 0

    def begin(self, pathway: str, ago: int, parent: Story | None = None, **said: Any) -> Story:
        """A new journey that began on that day."""
        made = Story(self.setting, self.dice, pathway, self.who.ward, max(ago, 1), parent=parent, **said)
        self.stories.append(made)
        self.began = max(self.began, ago)
        return made

    def word(self, story: Story) -> None:
        """Whoever referred hears what came of it: mostly in time, and everybody in the end."""
        story.say(
            "acknowledged to the referrer",
            story.later(0, 2) if self.dice.random() < 0.9 else story.later(6, 40),
        )

    def ago(self, first: int, last: int) -> int:
        """A number of days between two."""
        return self.dice.randint(first, last)


class Lives:
    """Draws the life of each person by the kind of slot they have."""

    def __init__(self, setting: Setting, came_by: dict[str, float]) -> None:
        self.setting = setting
        self._came_by = Weighted(came_by)

    def draw(self, who: Resident, slot: Slot, dice: random.Random) -> Life:
        """What happened to this person."""
        life = Life(self.setting, who, slot, dice, self._came_by.draw(dice))
        _LIVES[slot.kind](life)
        if slot.kind in ("long-term", "short-term"):
            beside(life)
            if dice.random() * 100 < lists.SEEN and not slot.therapy:
                lists.was_with_therapist(life, life.ago(20, 900))
        if slot.therapy:
            lists.waits_for_therapist(life, slot.therapy)
        if slot.liberty:
            lists.waits_for_liberty(life, slot.liberty)
        return life


def _long_term(life: Life) -> None:
    days = life.slot.days
    if life.slot.stands == plan.DUE:
        _due(life, days)
    elif life.slot.stands == plan.NEW:
        _came(life, days)
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
    before = _came(life, began, reviews=False) if began < THREE_YEARS - 150 else None
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
        and review.move("hold", life.setting.times.worked(held))
        and review.move("finish", life.setting.times.worked(done))
    ):
        return
    finished = review.at
    review.letter("review-outcome")
    life.begin("planned-review", done, review, at=finished)
    if life.dice.random() < 0.25:
        services.change(life, done)


def _came(life: Life, agreed: int, *, reviews: bool = True) -> Story:
    """They came to the council, were assessed, and their plan was agreed about so many days ago."""
    drafting, assessing = life.ago(8, 24), life.ago(6, 22)
    priority = pace.priority(life.dice)
    waited = pace.wait(priority, life.dice)
    asked = agreed + drafting + assessing + waited
    first = _contact(life, asked, "ask for an assessment")
    needs = _needs(life, asked, asked - waited, priority, first, assessing=assessing)
    return _plan(life, needs, agreed + drafting, max(agreed, 1), reviews=reviews)


def _plan(life: Life, needs: Story, begun: int, agreed: int, *, reviews: bool) -> Story:
    # Who still waits for finance is counted by the slots: of the others nobody was asked too lately to have been told.
    unpaid = life.slot.bill > 0 or (agreed > TOLD_BY and life.dice.random() < 0.6)
    support = life.begin("support-plan", begun, needs, facts={"contribution is not yet assessed": unpaid})
    units = services.hours(life)
    cost = units * services.HOUR // 100
    support.move("submit", support.later(2, 6), amount=cost)
    if cost > COSTLY and not life.slot.bill:
        agreed = min(agreed, _panel(life, support, cost))
    if agreed < 1:
        return support
    agreed = min(agreed, support.ago)
    support.move("agree", life.setting.times.worked(agreed) or agreed)
    sealed = support.at
    touch = life.begin("light-touch-review", support.ago, support, at=sealed)
    begins = support.ago - life.ago(0, 18)
    services.arrange(life, support, begins, units)
    touch.say("services began", begins)
    bill = _bill(life, support, life.slot.bill) if unpaid else None
    support.letter("copy-of-plan")
    if bill is not None:
        _hear_of_bill(support, bill)
    if touch.move("hold", touch.later(30, 60)) and touch.move("finish", touch.later(1, 9)):
        done, at = touch.ago, touch.at
        touch.letter("review-outcome")
        if reviews:
            life.begin("planned-review", done, touch, at=at)
    return touch


def _panel(life: Life, support: Story, cost: int) -> int:
    """What costs more than a manager may agree goes to the panel; answers the day of its last step."""
    if not support.move("put to the panel", support.later(0, 2)):
        return support.ago
    panel = life.begin("panel", support.ago, support, at=support.at)
    if panel.move("submit", panel.later(0, 3), amount=cost) and panel.move("decide", panel.later(3, 9)):
        decided = panel.ago
        panel.letter("panel-decision")
        return decided
    return 0


def _bill(life: Life, support: Story, waits: int) -> Story:
    """The financial assessment: still waited for, or told within a few weeks."""
    bill = life.begin("financial-assessment", waits or support.ago, support)
    if waits:
        if waits > 6 and life.dice.random() < 0.8:
            bill.move("ask for figures", bill.later(2, 6))
            if waits > 40 and life.dice.random() < 0.4:
                bill.move("receive", bill.later(14, 34))
    elif (
        bill.move("ask for figures", bill.later(1, 6))
        and bill.move("receive", bill.later(5, 45))
        and bill.move("tell", bill.later(1, 12))
    ):
        bill.letter("contribution")
    return bill


def _hear_of_bill(support: Story, bill: Story) -> None:
    """What the plan owes about money is kept by what finance does."""
    support.say("financial-assessment begun", bill.setting.times.worked(min(support.ago, bill.ago)))
    told = [each for each in bill.events if each.content.get("move") == "tell"]
    if told:
        support.at = max(support.at, told[0].at)
        support.say("budget-statement issued", support.setting.times.worked(max(bill.ago - 2, 0)))


def _contact(life: Life, ago: int, answer: str, outcome: str = "") -> Story:
    """Somebody rings, and is answered on the day or the next."""
    referrer = REFERRERS.get(life.came_by, "")
    story = life.begin("contact", ago, came_by=life.came_by, referrer=referrer)
    days = 0 if life.dice.random() < 0.8 else life.ago(1, 4)
    if story.move(answer, story.later(days, days) or story.ago, outcome=outcome) and referrer:
        life.word(story)
    return story


def _needs(
    life: Life,
    ago: int,
    begins: int,
    priority: int,
    parent: Story | None,
    *,
    assessing: int = 14,
    key: str = "needs-assessment",
) -> Story:
    """An assessment asked for so many days ago, begun on day `begins` (0 or less: they still wait)."""
    at = parent.events[0].at if parent is not None else None
    story = life.begin(
        key, ago, parent, at=at, came_by=life.came_by, referrer=REFERRERS.get(life.came_by, "")
    )
    if parent is not None:
        # Its clock runs from the first contact; its own first step comes after the answer to that.
        story.at, story.ago = max(story.at, parent.at), min(story.ago, parent.ago)
    if not story.move("triage", story.later(0, 1), **pace.triaged(priority)):
        return story
    _wait(life, story, begins, priority)
    if not story.move("begin", min(life.setting.times.worked(max(begins, 0)), story.ago)):
        return story
    if story.move("submit", story.later(max(assessing - 5, 1), assessing)) and story.move(
        "sign off", story.later(0, 3)
    ):
        story.letter("copy-of-assessment" if key == "needs-assessment" else "copy-of-carers-assessment")
        if story.facts["came from a referrer"]:
            life.word(story)
    return story


def _wait(life: Life, story: Story, begins: int, priority: int) -> None:
    """While they wait: calls as the priority asks for them, mostly in time, and somebody is given the work."""
    every = _days(story, priority)
    called = range(story.ago - every + life.ago(0, 2), max(begins, 0), -every) if every > 1 else ()
    steps = [(ago, "kept in touch") for ago in called if life.dice.random() < 0.9]
    given = begins + max((story.ago - begins) // 4, 1)
    if begins < 1 and life.dice.random() < 0.7:
        given = 0
    steps.append((given, "allocate"))
    if story.ago - max(begins, 0) > HOLD + 10 and life.dice.random() < 0.15:
        held = story.ago - life.ago(3, 8)
        steps += [(held, "hold"), (held - HOLD, "release")]
    for ago, name in sorted(steps, reverse=True):
        _meanwhile(life, story, min(ago, story.ago), name)


def _meanwhile(life: Life, story: Story, ago: int, name: str) -> None:
    if name == "allocate":
        story.move("allocate", min(life.setting.times.worked(max(ago, 0)), story.ago))
    elif name == "hold":
        story.hold("The person is in hospital", ago, HOLD)
    elif name == "release":
        story.release(ago)
    elif story.say(name, ago) and "review the risk" in story.pathway.while_waiting:
        story.say("risk reviewed", ago)


def _days(story: Story, priority: int) -> int:
    every = story.pathway.while_waiting["keep in touch"].every
    text = every if isinstance(every, str) else every[str(priority)]
    return int(text.split()[0])


def _assessed(life: Life) -> None:
    """New to the council: they wait for the first conversation, or are in the middle of it."""
    days = life.slot.days
    if life.slot.stands == plan.WAITING:
        first = _contact(life, days, "ask for an assessment")
        _needs(life, days, 0, pace.priority_of(days, life.dice), first)
        return
    priority = pace.priority(life.dice)
    asked = days + pace.wait(priority, life.dice)
    first = _contact(life, asked, "ask for an assessment")
    _needs(life, asked, days, priority, first, assessing=40)


def _short_term(life: Life) -> None:
    """Assessed once, helped for some weeks; half of them are back to ask again."""
    days = life.slot.days
    priority = life.dice.choice((1, 2, 2, 3))
    waited = pace.wait(priority, life.dice)
    first = _contact(life, days + waited + 20, "ask for an assessment")
    _needs(life, days + waited + 20, days + 20, priority, first)
    if days > 90 and life.dice.random() < 0.5:
        _contact(life, life.ago(2, days - 60), "advise", "advice")


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
    _needs(life, asked, 0 if waits else days, priority, story, key="carers-assessment")


def _contact_only(life: Life) -> None:
    """They asked something once or twice, and the answer was enough."""
    _contact(life, life.slot.days, "advise", life.dice.choice(("advice", "signposted", "no-action")))


def _over(life: Life) -> None:
    """Somebody who died or moved away: what was under way ended with it."""
    ended = life.slot.days
    begun = min(ended + life.ago(20, 700), 3_000)
    if begun > THREE_YEARS:
        _due(life, begun - YEAR if begun > YEAR else 1)
    else:
        _came(life, begun)
    beside(life)
    _end(life, ended)


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
            if "end" in story.pathway.moves:
                story.move("end", story.later(1, 4), outcome="moved-away")


_LIVES = {
    "long-term": _long_term,
    "being assessed": _assessed,
    "short-term": _short_term,
    "unpaid carer": _carer,
    "contact only": _contact_only,
    "died": _over,
    "moved away": _over,
}
