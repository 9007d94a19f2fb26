"""A worker that is told to stop."""

from __future__ import annotations


class Patience:
    """Stops the worker after so many rounds."""

    def __init__(self, rounds: int) -> None:
        self.rounds, self.rests = rounds, list[float]()

    def is_set(self) -> bool:
        return len(self.rests) >= self.rounds

    def wait(self, timeout: float) -> bool:
        self.rests.append(timeout)
        return self.is_set()
