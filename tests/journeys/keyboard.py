"""A browser used by its keyboard alone: Tab, arrows, Space, Enter and letters. A pointer that moves is a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.fixtures.browser import Story

WITHOUT_A_MOUSE = "addEventListener('pointerdown', () => console.error('This was done with a mouse.'), true)"
HELD = """() => {
  const at = document.activeElement;
  const folded = at.tagName === "SUMMARY" ? [...at.parentElement.querySelectorAll("[name]")] : [];
  return {
    name: at.getAttribute("name") || "", value: at.value || "", kind: at.type || at.tagName.toLowerCase(),
    words: (at.labels?.[0] || at).innerText || "", checked: Boolean(at.checked),
    folded: at.parentElement?.open ? [] : folded.map((each) => each.name),
    decides: Boolean(at.closest("[data-decides]")),
  };
}"""
FAR_ENOUGH = 400

Plan = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Held:
    """What has the focus: its name and value in the form, what kind of thing it is, its words as a reader sees them."""

    name: str
    value: str
    kind: str
    words: str
    checked: bool
    folded: Sequence[str]
    decides: bool


class Keyboard:
    """One pair of hands at one page."""

    def __init__(self, story: Story) -> None:
        self.story, self.page, self.keys = story, story.page, story.page.keyboard
        self.page.add_init_script(WITHOUT_A_MOUSE)

    def on(self) -> Held:
        """One step on, and what has the focus now."""
        self.keys.press("Tab")
        return Held(**self.page.evaluate(HELD))

    def enter(self) -> None:
        """Press what has the focus, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def to(self, words: str) -> None:
        """Walk on to the link, button or box with these words."""
        for _step in range(FAR_ENOUGH):
            if self.on().words.strip() == words:
                return
        raise AssertionError(f"No Tab leads to “{words}” on {self.page.url}")

    def past_the_header(self) -> None:
        """By the link that is there for it, the first that Tab comes to. Its place outlasts “Save and continue”."""
        if self.page.url.endswith("#main-content"):
            return
        first = self.on()
        assert first.words == "Skip to main content", f"{first} comes first on {self.page.url}"
        self.keys.press("Enter")

    def fill(self, plan: Plan) -> None:
        """Walk through a form from where one is to its end, answering whatever is in the plan, and go on."""
        answered = set[str]()
        for _step in range(FAR_ENOUGH):
            held = self.on()
            if held.name == "next":
                assert answered == set(plan), f"Tab never came to {set(plan) - answered}"
                return self.enter()
            answered |= self._answer(held, plan)
        raise AssertionError(f"Tab never came to the end of {self.page.url}")

    def _answer(self, held: Held, plan: Plan) -> set[str]:
        """What the plan says about the thing that has the focus."""
        if held.folded:
            if set(held.folded) & set(plan):
                self.keys.press("Enter")
            return set()
        if held.kind == "submit":
            return self._press(f"{held.name}={held.value}", plan)
        if held.name not in plan:
            return set()
        self._write(held, plan[held.name])
        if held.decides:  # what is asked because of this answer is asked as soon as it is saved
            self.story.page.locator("[data-saved]").filter(has_text=re.compile(r"^Saved")).wait_for()
        return {held.name}

    def _press(self, button: str, plan: Plan) -> set[str]:
        """A button in the plan. “more=risks” is pressed as long as rows are left that the plan writes in."""
        if button not in plan:
            return set()
        wanted = plan[button]
        if wanted and all(self.page.locator(f"[name='{name}']").count() for name in wanted):
            return set()
        self.enter()
        return {button}

    def _write(self, held: Held, said: str | Sequence[str]) -> None:
        if isinstance(said, str) and held.kind not in ("radio", "checkbox"):
            return self.keys.type(said)
        wanted = [said] if isinstance(said, str) else said
        if held.kind == "checkbox":
            if held.words.strip() in wanted and not held.checked:
                self.keys.press("Space")
            return None
        return self._choose(held, wanted[0])

    def _choose(self, held: Held, wanted: str) -> None:
        """Arrows go from radio to radio, and choose on their way; Space chooses the first."""
        if held.words.strip() == wanted:
            return self.keys.press("Space")
        for _step in range(20):
            self.keys.press("ArrowDown")
            if Held(**self.page.evaluate(HELD)).words.strip() == wanted:
                return None
        raise AssertionError(f"No arrow leads to “{wanted}” of {held.name}")
