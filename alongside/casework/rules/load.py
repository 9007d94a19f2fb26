"""How much a worker carries, against what was agreed. What is above it is the team's to answer for, and no name's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """Open work of one worker; `agreed` is None where nothing was agreed for their role."""

    open: int
    agreed: int | None

    @property
    def above(self) -> int:
        """By how much the load is above what was agreed."""
        return max(0, self.open - self.agreed) if self.agreed is not None else 0

    def with_more(self, more: int) -> Load:
        """The load when so much more is given."""
        return Load(self.open + more, self.agreed)


@dataclass(frozen=True)
class Late:
    """Late work, by whose it is to answer for."""

    own: int
    of_team: int


def answer_for(late: int, load: Load) -> Late:
    """Of late work, as much as the load is above what was agreed is the team's: nobody can be on time with it all."""
    of_team = min(late, load.above)
    return Late(late - of_team, of_team)
