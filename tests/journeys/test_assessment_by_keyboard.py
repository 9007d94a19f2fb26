"""A needs assessment of two thousand words, written by somebody who cannot use a mouse (R-016, R-017, R-243)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.fixtures.browser import Story
from tests.journeys.keyboard import Keyboard, Plan
from tests.journeys.steps import open_record

pytestmark = pytest.mark.journey

PARTS = (
    ("She", "Her daughter", "The neighbour", "Her son", "A friend from church"),
    (
        "can peel potatoes",
        "lifts the pan",
        "rings each evening",
        "walks to the corner",
        "washes at the basin",
    ),
    (
        "when the morning is quiet",
        "if somebody stands by",
        "on all but the worst days",
        "since the fall in May",
    ),
    ("and wants to go on", "though it hurts", "without being asked", "and says so herself"),
)
GRADES = ("Cannot without help", "Can, with significant pain, distress or anxiety")
CARERS_OWN = "For the unpaid carer alone"
NO_DIFFICULTY = "No difficulty"
HARD, ALL = 6, 10


class Author:
    """Makes up what she writes, the same at each run, and remembers all of it."""

    def __init__(self) -> None:
        self.chance = random.Random(5_2_15)
        self.texts: list[str] = []

    def words(self, number: int) -> str:
        """Sentences of at least so many words."""
        said: list[str] = []
        while sum(len(each.split()) for each in said) < number:
            said.append(" ".join(self.chance.choice(part) for part in PARTS) + ".")
        self.texts.append(f"{' '.join(said)} ({len(self.texts) + 1})")
        return self.texts[-1]

    def several(self, number: int, *names: str) -> dict[str, str]:
        """So many words for each of these questions."""
        return {name: self.words(number) for name in names}

    @property
    def written(self) -> int:
        """How many words so far."""
        return sum(len(each.split()) for each in self.texts)


@dataclass
class Timed:
    """How long each section took, in seconds: told, and never held against anybody."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def section(self, title: str) -> Iterator[None]:
        """Time what is written in one section."""
        begun = time.monotonic()
        yield
        self.seconds[title] = time.monotonic() - begun

    def __str__(self) -> str:
        lines = [f"{title:<28}{seconds:7.1f} s" for title, seconds in self.seconds.items()]
        return "\n".join([*lines, f"{'The whole assessment':<28}{sum(self.seconds.values()):7.1f} s"])


def plans(author: Author) -> Mapping[str, Plan]:
    """What is answered in each section, by the names of its boxes."""
    hard = range(1, HARD + 1)
    grades = {
        f"difficulty.{row}": [GRADES[row % 2] if row in hard else NO_DIFFICULTY] for row in range(1, ALL + 1)
    }
    return {
        "The conversation": {
            "spoken-on-day": "21", "spoken-on-month": "11", "spoken-on-year": "2026", "took-part": "Alice and her son",
            "how": "At home", "confirm=accommodation": "", "refused": "No",
        },
        "What matters": author.several(80, "matters-most", "good-day", "strengths", "network", "wishes", "could-help"),
        "In their own words": {
            **author.several(90, "said.1", "said.2", "said.3"), "more=own-words": ["said.2", "said.3"],
            "touches.1": ["Managing and maintaining nutrition"], "touches.2": ["Maintaining personal hygiene"],
            "touches.3": ["Managing and maintaining nutrition", "Managing toilet needs"],
        },
        "Day to day": {**grades, **author.several(70, *(f"evidence.{row}" for row in hard))},
        "Risks and what if": {
            **author.several(12, "risk.1", "risk-view.1", "mitigation.1", "risk.2", "mitigation.2"),
            "more=risks": ["risk.2"],
            "contingency-who": "Kofi Mensah, 07700 900101", "contingency-when": "The same evening, for two nights",
        },
        "Taking part and deciding": {
            "involvement": ["In remembering it long enough"], "appropriate-individual": "Yes",
            "appropriate-who": "Kofi Mensah", "long-stay": "No", "material-disagreement": "No", "doubt-capacity": "Yes",
            "capacity-decision": "Where to live", "capacity-finding": "They can decide it",
            "capacity-why": author.words(60), "deafblind": "No",
        },
        "Unpaid carer": {
            "unpaid-carer": "Yes", "carer-who": "Kofi Mensah", "carer-does": author.words(80),
            "carer-willing": "Willing, for some of it", "carer-offered": "Yes", "carer-response": "They want one",
        },
        CARERS_OWN: {
            **author.several(40, "carer-says", "carer-health", "carer-go-on"), "carer-afraid": "No",
        },
        "Eligibility": {
            "settled": "Yes", "from-impairment": "Yes", "significant-impact": "Yes", "fluctuates": "Yes",
            "decision": "They have eligible needs", "agrees": "Yes",
            **author.several(80, "impact-how", "fluctuates-how", "reasons", "agrees-says"),
        },
        "Copies": {"copy-names": "Kofi Mensah", "not-to-share": "Nothing of this to the landlord"},
    }  # fmt: skip


def test_an_assessment_by_keyboard_alone(
    browser_as: Callable[..., Story], capsys: pytest.CaptureFixture[str]
) -> None:
    """R-016, R-243: nothing that was typed is lost, every section can be completed, and no mouse is touched."""
    priya = browser_as("Priya Nair")
    open_record(priya, "Kofi Mensah")
    author, timed = Author(), Timed()
    written = plans(author)
    assert author.written >= 2_000
    hands = given_the_form_begun_from_the_first_page(priya)
    for title, plan in written.items():
        with timed.section(title):
            when_a_section_is_written(hands, title, plan)
    then_every_section_is_complete(hands, list(written))
    and_nothing_is_lost(hands, author)
    with capsys.disabled():
        print(f"\n{author.written} words by keyboard alone:\n{timed}")


def given_the_form_begun_from_the_first_page(priya: Story) -> Keyboard:
    """Find her by “/”, open her record, and begin."""
    priya.go("/")
    hands = Keyboard(priya)
    priya.page.reload()
    hands.keys.press("/")
    hands.keys.type("Alice Mensah")
    hands.enter()
    hands.to("Alice Mensah")
    hands.enter()
    hands.to("Forms")
    hands.enter()
    hands.to("Which form?")
    hands.keys.type("Needs")
    hands.to("Begin")
    hands.enter()
    return hands


def when_a_section_is_written(hands: Keyboard, title: str, plan: Plan) -> None:
    """From the top of its page to “Save and continue”."""
    assert hands.page.locator("h1").inner_text().startswith(title)
    if title == CARERS_OWN:
        hands.to("Whose part is this?")
        hands.keys.type("Kofi")
        hands.to("Keep it on their record")
        hands.enter()
    hands.past_the_header()
    hands.fill(plan)


def then_every_section_is_complete(hands: Keyboard, titles: list[str]) -> None:
    """Each is marked as written in, nothing is needed any more, and the form can be finished."""
    hands.story.sees("Check the answers")
    hands.story.does_not_see("Still needed")
    hands.to("Go on writing")
    hands.enter()
    marked = hands.page.get_by_role("navigation", name="Sections").get_by_role("listitem").all_inner_texts()
    assert [" ".join(each.split()) for each in marked] == [f"{title} ✓ written in" for title in titles]
    hands.story.look("Written in everywhere")
    hands.to("Check and finish")
    hands.enter()
    hands.story.look("Nothing is missing")
    hands.to("Finish this form")
    hands.enter()
    hands.story.sees("Completed on")


def and_nothing_is_lost(hands: Keyboard, author: Author) -> None:
    """Every text is in the finished form, to the letter."""
    finished = hands.page.locator("main").inner_text()
    assert [text for text in author.texts if text not in finished] == []
    hands.story.look("Finished")
