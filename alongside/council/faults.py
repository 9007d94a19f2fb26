"""What is wrong in a council's files, said so that the officer who keeps them can mend it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

Loc = tuple[str | int, ...]

SHOWN_AT_MOST = 40
"""How many sentences the text of the error prints; `problems` always holds all of them."""


class CouncilError(Exception):
    """A council's configuration cannot be used. `problems` holds one sentence for each mistake."""

    def __init__(self, key: str, problems: Sequence[str]) -> None:
        """Keep every sentence; show the first few in the message."""
        self.key = key
        self.problems = list(problems)
        shown = [f"- {sentence}" for sentence in self.problems[:SHOWN_AT_MOST]]
        if len(self.problems) > SHOWN_AT_MOST:
            shown.append(f"- and {len(self.problems) - SHOWN_AT_MOST} more")
        super().__init__("\n".join([f"The configuration of council “{key}” cannot be used:", *shown]))


@dataclass(frozen=True, slots=True)
class Source:
    """A file as an officer knows it, with the line on which each of its parts stands."""

    file: str
    lines: Mapping[Loc, int] = field(default_factory=dict)

    def spot(self, loc: Loc = ()) -> str:
        """Say where a part is: file, line, and its place under the headings (items counted from 1)."""
        said = [self.file]
        line = next((self.lines[loc[:n]] for n in range(len(loc), -1, -1) if loc[:n] in self.lines), None)
        if line is not None:
            said.append(f"line {line}")
        place = ", ".join(_place(loc))
        return ", ".join([*said, place] if place else said)


def _place(loc: Loc) -> list[str]:
    steps: list[str] = []
    for step in loc:
        if isinstance(step, int):
            steps[-1:] = [f"{steps[-1] if steps else 'row'} {step + 1}"]
        else:
            steps.append(step)
    return steps


class Faults:
    """Gathers every mistake, so that a file is mended in one sitting and not one error at a time."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self.sentences: list[str] = []

    def add(self, source: Source, loc: Loc, wrong: str, mend: str) -> None:
        """Note one mistake: where it is, what is wrong, and how to mend it."""
        self.sentences.append(f"{source.spot(loc)}: {wrong}. {mend}")


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Suggest the known word nearest to a misspelt one, or say what to do `otherwise`."""
    folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"Did you mean “{folded[near[0]]}”?" if near else otherwise


def listed(words: Iterable[str], most: int = 12) -> str:
    """Write out known words for a sentence: the first few, and how many more there are."""
    every = sorted(words)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more
