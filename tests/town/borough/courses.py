"""How work goes on the lists beside the main line, as `courses.yaml` says it: no code for any one pathway."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from alongside.pathways.library import Resolved
from tests.town.borough.figures import YEAR, Figures, Weighted
from tests.town.borough.life import REFERRERS, Life
from tests.town.borough.story import Story

HERE = Path(__file__).parent
HISTORY = 400
"""For how many days back a course is told where it does not say."""
LIKE_THEM, LAST_DAYS, MORE_OFTEN = "long-term", 150, 3
"""Whoever dies asked for what these people ask for, but so much more often, in so many last days."""
SAID_IN_TIME, WANTED = 0.87, 0.96
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a course; `do` is the kind of step it is, and every other field narrows or fills it."""

    kind: str
    what: Weighted[str]
    after: Weighted[Span]
    share: float
    when: frozenset[str]
    outcomes: Weighted[str] | None
    said: Mapping[str, Any]
    priorities: Weighted[int] | None
    each: int
    times: Span
    every: int
    meanwhile: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How work goes on one list."""

    pathway: str
    kinds: Mapping[str, float]
    history: int
    counted: bool
    came_by: Weighted[str] | None
    facts: Mapping[str, float]
    steps: tuple[Step, ...]


class Courses:
    """Every course, and how often each begins in the life of a person of each kind."""

    def __init__(self, figures: Figures, definitions: Mapping[str, Resolved]) -> None:
        self.of = read()
        a_year = figures.weights("a year")
        unknown = a_year.keys() - self.of.keys()
        if unknown:
            raise LookupError(f"no course is called {', '.join(sorted(unknown))}")
        self._chances: dict[str, list[tuple[float, Course]]] = {kind: [] for kind in figures.known}
        self._at_last: list[tuple[float, Course]] = []
        for name, count in a_year.items():
            course = self.of[name]
            # A council that knows nobody of the kind has no such list.
            kinds = {kind: weight for kind, weight in course.kinds.items() if figures.known.get(kind)}
            for kind, weight in kinds.items():
                theirs = count * weight / sum(kinds.values()) / figures.known[kind] / YEAR
                self._chances[kind].append((theirs * course.history, course))
                if kind == LIKE_THEM and not definitions[course.pathway].pathway.survives_death:
                    self._at_last.append((theirs * LAST_DAYS * MORE_OFTEN, course))

    def chances(self, kind: str, course: Course) -> list[float]:
        """How likely this course is in the life of somebody of this kind."""
        return [chance for chance, each in self._chances[kind] if each is course]

    def happen(self, life: Life) -> None:
        """Whatever of it this person had in the last years."""
        for chance, course in self._chances[life.who.kind]:
            if life.dice.random() < chance:
                self.go(life, course, life.ago(1, course.history))

    def happen_at_last(self, life: Life, ended: int) -> None:
        """Whatever of it was begun shortly before somebody died or moved away."""
        for chance, course in self._at_last:
            if life.dice.random() < chance:
                self.go(life, course, ended + life.ago(1, LAST_DAYS), ended=ended)

    def go(self, life: Life, course: Course, ago: int, parent: Story | None = None, ended: int = 0) -> None:
        """One journey, begun on that day; of what is counted elsewhere only if nobody waits any more."""
        story = _begun(life, course, ago, parent)
        for step in course.steps:
            if step.kind == "open":
                self.go(life, self.of[step.what.draw(life.dice)], story.ago, story)
            elif not _take(story, step, life.dice):
                break
        if story.ended and story.facts["came from a referrer"]:
            life.word(story)
        if course.counted and story.waits and not ended:
            life.stories.remove(story)


def _begun(life: Life, course: Course, ago: int, parent: Story | None) -> Story:
    came_by = course.came_by.draw(life.dice) if course.came_by else parent.came_by if parent else ""
    facts = {name: life.dice.random() * 100 < share for name, share in course.facts.items()}
    return life.begin(
        course.pathway, ago, parent, at=parent.at if parent else None, came_by=came_by,
        referrer=REFERRERS.get(came_by, ""), facts=facts,
    )  # fmt: skip


def _take(story: Story, step: Step, dice: random.Random) -> bool:
    """Take a step; False when nothing comes after it, or it is still to come."""
    if step.when and step.when.isdisjoint(story.taken):
        return True
    if story.ended and step.kind in ("do", "end"):
        return False
    if step.share < 1 and dice.random() >= step.share:
        return True
    for _time in range(dice.randint(*step.times)):
        day = story.later(step.each, step.each) if step.each else story.later(*step.after.draw(dice))
        if step.every:
            _meanwhile(story, step, day, dice)
        if not _do(story, step, day, dice):
            return False
    return True


def _do(story: Story, step: Step, day: int, dice: random.Random) -> bool:
    what = step.what.draw(dice)
    if step.kind == "letter":
        what, day = _sent(story, what, dice)
    if step.kind in ("say", "letter"):
        return story.say(what, day) or day > 0
    if step.kind == "end":
        story.leave(what, day)
        return False
    said = dict(step.said)
    if step.priorities is not None:
        said["priority"] = step.priorities.draw(dice)
    outcome = step.outcomes.draw(dice) if step.outcomes is not None and story.reasons(what) else ""
    return story.move(what, day, outcome=outcome, **said)


def _sent(story: Story, letter: str, dice: random.Random) -> tuple[str, int]:
    """What becomes of a letter, and on which day: mostly in time, and some people want none."""
    outcome = "issued" if dice.random() < WANTED else "declined"
    return f"{letter} {outcome}", story.later(0, 3) if dice.random() < SAID_IN_TIME else story.later(4, 15)


def _meanwhile(story: Story, step: Step, until: int, dice: random.Random) -> None:
    """What is done every so many days while they wait, mostly in time."""
    for ago in range(story.ago - step.every, until, -step.every):
        for name in step.meanwhile if dice.random() < SAID_IN_TIME else ():
            story.say(name, ago)


@cache
def read() -> dict[str, Course]:
    """The courses, by their headings."""
    said = yaml.safe_load((HERE / "courses.yaml").read_text(encoding="utf-8"))
    return {name: _course(name, each) for name, each in said.items()}


def _course(name: str, said: Mapping[str, Any]) -> Course:
    return Course(
        pathway=said.get("pathway", name),
        kinds=said.get("kinds", {}),
        history=said.get("history", HISTORY),
        counted=said.get("counted", False),
        came_by=Weighted(said["came by"]) if "came by" in said else None,
        facts=said.get("facts", {}),
        steps=tuple(map(_step, said["goes"])),
    )


KINDS = ("do", "say", "letter", "open", "end")


def _step(said: Mapping[str, Any]) -> Step:
    kind = next(kind for kind in KINDS if kind in said)
    meanwhile = said.get("meanwhile", {})
    return Step(
        kind=kind,
        what=_weighted(said[kind]),
        after=Weighted({_span(span): weight for span, weight in _weights(said.get("after", "0-0"))}),
        share=said.get("in", 100) / 100,
        when=frozenset(_listed(said.get("when", ()))),
        outcomes=Weighted(said["outcome"]) if "outcome" in said else None,
        said=_words(said),
        priorities=Weighted(said["priority"]) if "priority" in said else None,
        each=said.get("each", 0),
        times=_span(str(said.get("times", "1-1"))),
        every=meanwhile.get("every", 0),
        meanwhile=tuple(meanwhile.get("say", ())),
    )


def _words(said: Mapping[str, Any]) -> dict[str, Any]:
    told = {"reason": said["reason"]} if "reason" in said else {}
    return told | ({"priority_reason": said["why"]} if "why" in said else {})


def _weighted(said: str | Mapping[str, float]) -> Weighted[str]:
    return Weighted(dict(_weights(said)))


def _weights(said: str | Mapping[str, float]) -> Iterable[tuple[str, float]]:
    return said.items() if isinstance(said, Mapping) else [(said, 1.0)]


def _listed(said: str | Iterable[str]) -> Iterator[str]:
    yield from [said] if isinstance(said, str) else said


def _span(text: str) -> Span:
    first, _dash, last = text.partition("-")
    return int(first), int(last)
