"""What can be worked out of a form's answers and shown beside a question: sentences, each a step that can be checked.

@working("eligibility")
def eligibility(answers: Answers) -> list[str]: ...
"""

from __future__ import annotations

from collections.abc import Callable

from alongside.forms.rules.answers import Answers

Working = Callable[[Answers], list[str]]

workings: dict[str, Working] = {}


def working(name: str) -> Callable[[Working], Working]:
    """Register a function under the name by which forms ask for it. Raises TypeError for a name taken."""

    def register(work: Working) -> Working:
        if name in workings:
            raise TypeError(f"Two workings are named “{name}”.")
        workings[name] = work
        return work

    return register
