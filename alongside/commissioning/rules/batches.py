"""A batch: what may become of each person in it, what an agency may be shown, and when it may be closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

OUT, SENT_BACK = "out", "sent-back"
ACCEPTED, GIVEN_BACK, TAKEN_BACK = "accepted", "given-back", "taken-back"
STATES: Mapping[str, str] = {
    OUT: "With the agency",
    SENT_BACK: "Sent back, to be looked at",
    ACCEPTED: "Accepted",
    GIVEN_BACK: "Given back by the agency",
    TAKEN_BACK: "Taken back by the council",
}
OURS: Mapping[str, str] = {OUT: "To be done", SENT_BACK: "Sent back: the council looks at it"}
"""The same in the words of the agency, which sees only these."""
OPEN, CLOSED = (OUT, SENT_BACK), (ACCEPTED, GIVEN_BACK, TAKEN_BACK)

# The step of a definition by which the council accepts work that was done outside. A pathway that has it can be sent.
ACCEPT = "accept from an agency"

SHARES: Mapping[str, str] = {
    "address": "Where they live",
    "contact": "How to reach them, and where no message may be left",
    "needs": "What they need in order to hear, read and be understood",
    "alerts": "What whoever visits must know",
    "plan": "Their care and support plan, without amounts",
}
# Alerts for whoever visits. That there is a safeguarding plan is for those who work on it.
VISITING = frozenset(
    {
        "staff-safety", "safe-contact", "access-to-home", "animal", "infection", "fire-risk", "oxygen",
        "health-emergency", "power-dependent",
    }
)  # fmt: skip
# The sections of a plan that an agency may be shown: what is needed and wanted, and what if.
PLAN_SECTIONS = frozenset({"needs", "what-if"})

PROGRESS: Mapping[str, str] = {
    "not-begun": "Not begun",
    "asked": "Asked for a day",
    "booked": "A day is agreed",
    "seen": "Seen, being written up",
}
REASONS: Mapping[str, str] = {
    "not-reachable": "Could not be reached",
    "died": "They say that the person has died",
    "in-hospital": "In hospital",
    "moved-away": "They say that the person has moved away",
    "declined": "Does not want it from an agency",
    "conflict": "Conflict of interest",
    "urgent": "Cannot wait: more than a review is needed now",
}
"""Why an agency gives somebody back. What it says of a death is asked after, and recorded by the council."""

AT_ONCE = frozenset({"died", "urgent"})
"""Reasons that the council looks at on the same day; the others within two working days."""


@dataclass(frozen=True)
class Account:
    """A batch reconciled: everybody sent has one fate."""

    sent: int
    out: int
    sent_back: int
    accepted: int
    given_back: int
    taken_back: int

    @property
    def open(self) -> int:
        """How many are still to be accounted for."""
        return self.out + self.sent_back

    @property
    def adds_up(self) -> bool:
        """Whether nobody is missing."""
        return self.sent == self.open + self.accepted + self.given_back + self.taken_back


def account(states: Iterable[str]) -> Account:
    """How many of a batch are where. Raises ValueError for a state that is none."""
    counts = dict.fromkeys(STATES, 0)
    sent = 0
    for state in states:
        if state not in counts:
            raise ValueError(f"“{state}” is no state of somebody in a batch")
        counts[state] += 1
        sent += 1
    return Account(sent, *counts.values())


def late(state: str, due_on: date, today: date) -> bool:
    """Whether the agency owes work that was due before today."""
    return state == OUT and due_on < today


def cannot_close(account_: Account) -> str:
    """Why a batch cannot be closed yet; "" when it can. Those still with the agency are taken back by the closing."""
    if account_.sent_back:
        return (
            f"{account_.sent_back} came back and nobody has looked at them. "
            "Accept or return each first: work that was done must not be thrown away."
        )
    return ""
