"""The main line: somebody asks, is assessed, a plan is made and agreed, and what they pay is worked out."""

from __future__ import annotations

from tests.town.borough import pace, services
from tests.town.borough.life import REFERRERS, Life
from tests.town.borough.story import Story

# Pence a week.
COSTLY = 50_000
# Days after which everybody who was asked for their figures has heard what they pay, but for those who wait.
TOLD_BY = 70
# Days on hold, while somebody is in hospital.
HOLD = 14
YEAR = 366
A_WEEK = 7
ASK = "ask for an assessment"
# By which other door than the telephone people ask for an assessment, how it lets them in, and how often they do.
ONESELF, PROFESSIONAL = ("self-referral", ASK), ("professional-referral", "accept for an assessment")
DOORS = dict.fromkeys(("self", "unpaid-carer"), ONESELF) | dict.fromkeys(
    ("hospital", "gp", "community-health", "housing", "police"), PROFESSIONAL
)
BY_DOOR = 0.35


def came(life: Life, agreed: int, *, reviews: bool = True) -> Story:
    """They came to the council, were assessed, and their plan was agreed about so many days ago."""
    drafting, assessing = life.ago(8, 24), life.ago(6, 22)
    priority = pace.priority(life.dice)
    waited = pace.wait(priority, life.dice)
    asked = agreed + drafting + assessing + waited
    first = contact(life, asked, ASK)
    assessed = needs(life, asked, asked - waited, priority, first, assessing=assessing)
    return _plan(life, assessed, agreed + drafting, max(agreed, 1), reviews=reviews)


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
            planned = life.begin("planned-review", done, touch, at=at)
            if done > YEAR:
                planned.move("fall due", done - YEAR, night=True)
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


def contact(life: Life, ago: int, answer: str, outcome: str = "") -> Story:
    """Somebody rings, and is answered on the day or the next; some write instead."""
    if answer == ASK and ago > A_WEEK and life.came_by in DOORS and life.dice.random() < BY_DOOR:
        return _by_another_door(life, ago)
    referrer = REFERRERS.get(life.came_by, "")
    story = life.begin("contact", ago, came_by=life.came_by, referrer=referrer)
    days = 0 if life.dice.random() < 0.8 else life.ago(1, 4)
    if story.move(answer, story.later(days, days) or story.ago, outcome=outcome) and referrer:
        life.word(story)
    return story


def _by_another_door(life: Life, ago: int) -> Story:
    """They ask for themselves in writing, or a professional refers them."""
    referrer = REFERRERS.get(life.came_by, "")
    key, accept = DOORS[life.came_by]
    story = life.begin(key, ago, came_by=life.came_by, referrer=referrer)
    if referrer:
        story.move("acknowledge", story.later(0, 1))
    if story.move("speak", story.later(0, 2)):
        story.move(accept, story.later(0, 1))
    if referrer:
        life.word(story)
    return story


def needs(
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
        if key == "needs-assessment":
            story.letter("copy-of-assessment")
        else:
            story.letter("copy-of-carers-assessment")
            story.say("carers’ service named", story.later(0, 4))
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
