"""What plans buy and arrange: lines with their days, units and price, suspended and changed as life goes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.town.borough.life import Life
    from tests.town.borough.story import Story

PROVIDERS = (
    "Larchwood Home Care",
    "Brook Lane Care",
    "Kindly Hands",
    "The Evergreens",
    "Meadow View",
    "Copperfield House",
)
# Hours of home care a week, in hundredths, and what an hour, a night in a home and a day at a centre cost, in pence.
HOURS = (400, 600, 850, 1_100, 1_500, 2_000, 2_600, 3_500, 5_200)
HOUR, HOME, NURSING, DAY, MEAL = 2_150, 98_500, 118_000, 6_400, 550
OPEN = -10_000
"""The last day, counted backwards, of what has no end."""


@dataclass(frozen=True)
class Pause:
    """Days on which a line is not given, counted backwards: somebody is in hospital."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Terms:
    """What a line is and costs: codes of the lists, hundredths of a unit a week, pence for each."""

    service_type: str
    component: str
    mechanism: str
    units: int | None
    unit: str
    pence: int
    each: str

    @property
    def week(self) -> int:
        """Pence a week."""
        return self.pence if self.units is None else self.units * self.pence // 100


@dataclass
class Arranged:
    """One line, its days counted backwards from today; `follows` is the line whose terms it changed."""

    plan: Story | None
    terms: Terms
    provider: str
    first: int
    last: int = OPEN
    reason: str = ""
    follows: Arranged | None = None
    pauses: list[Pause] = field(default_factory=list)

    @property
    def given_today(self) -> bool:
        """Whether it is in force, and not suspended, today."""
        suspended = any(pause.first >= 0 >= pause.last for pause in self.pauses)
        return self.first >= 0 >= self.last and not suspended


def hours(life: Life) -> int:
    """How much home care a plan comes to, in hundredths of an hour a week."""
    return life.dice.choice(HOURS)


NURSED = Terms("long-nursing", "long-nursing", "commissioned", None, "", NURSING, "week")
IN_A_HOME = Terms("long-residential", "long-residential", "commissioned", None, "", HOME, "week")
AT_A_CENTRE = Terms("long-community", "day-support", "managed-budget", 200, "day", DAY, "day")
MEALS = Terms("long-community", "meals", "managed-budget", 700, "meal", MEAL, "meal")


def arrange(life: Life, plan: Story | None, first: int, units: int | None = None) -> None:
    """What somebody is given from that day on: home care for most, by a direct payment for some; a care home for some
    of the oldest; a day centre or meals besides."""
    dice, old = life.dice, life.who.born.year < life.setting.times.today.year - 78
    if plan is None and old and dice.random() < 0.22:
        _line(life, plan, first, NURSED if dice.random() < 0.35 else IN_A_HOME)
    else:
        _line(life, plan, first, _at_home(units or hours(life), direct=dice.random() < 0.24))
        if plan is None and dice.random() < 0.16:
            _line(life, plan, first, AT_A_CENTRE)
        elif plan is None and dice.random() < 0.1:
            _line(life, plan, first, MEALS)
    if first > 60 and dice.random() < 0.18:
        away = life.ago(4, min(first - 20, 700))
        life.arranged[-1].pauses.append(Pause(away, max(away - dice.randint(3, 25), -5), "hospital"))


def _at_home(units: int, *, direct: bool) -> Terms:
    if direct:
        return Terms("long-community", "direct-payment", "direct-payment", units, "hour", HOUR, "hour")
    return Terms("long-community", "home-support", "managed-budget", units, "hour", HOUR, "hour")


def _line(life: Life, plan: Story | None, first: int, terms: Terms) -> None:
    provider = "" if terms.mechanism == "direct-payment" else life.dice.choice(PROVIDERS)
    life.arranged.append(Arranged(plan, terms, provider, first))


def change(life: Life, ago: int) -> None:
    """After a review: more or fewer hours from that day on, as another line that follows the one before."""
    standing = (each for each in life.arranged if each.last == OPEN and each.first > ago + 7)
    line = next((each for each in standing if each.terms.units), None)
    if line is None or any(pause.last <= ago + 1 for pause in line.pauses):
        return
    line.last, line.reason = ago + 1, "changed"
    units = max(int((line.terms.units or 0) * life.dice.choice((0.5, 1.5, 2))) // 50 * 50, 100)
    terms = replace(line.terms, units=units)
    life.arranged.append(Arranged(line.plan, terms, line.provider, ago, follows=line))


def end(life: Life, ended: int, reason: str) -> None:
    """Somebody died or moved away: the day of it is the last of everything they had."""
    life.arranged = [each for each in life.arranged if each.first >= ended]
    for each in life.arranged:
        if each.last < ended:
            each.last, each.reason = ended, reason
        each.pauses = [
            replace(pause, last=max(pause.last, ended)) for pause in each.pauses if pause.first >= ended
        ]
