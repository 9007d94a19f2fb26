"""Notes what is wrong in one definition, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from alongside.council.faults import Faults, Loc, Source, did_you_mean, listed


@dataclass(frozen=True)
class Blaming:
    """Where the parts of a definition stand, and where mistakes in them are gathered."""

    source: Source
    faults: Faults

    def blame(self, loc: Loc, wrong: str, mend: str) -> None:
        """Note one mistake."""
        self.faults.add(self.source, loc, wrong, mend)

    def look_up(self, loc: Loc, words: Iterable[str | None], among: Collection[str], kind: str) -> None:
        """Note each of the words that is not known; None is no word."""
        for word in words:
            if word is not None and word not in among:
                mend = did_you_mean(word, among, f"There are {listed(among)}." if among else "There is none.")
                self.blame(loc, f"there is no {kind} “{word}”", mend)
