"""What an agreement lends, and until when: pure decisions about organisations beside the council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KINDS: Mapping[str, str] = {
    "section-75": "Section 75 partnership agreement",
    "memorandum": "Memorandum of understanding",
    "protocol": "Information sharing protocol",
    "contract": "Contract with information clauses",
    "notice": "Privacy notice",
}
"""What the register holds. Partnership agreements are those of the National Health Service Act 2006 s75."""

LENDING = frozenset(KINDS) - {"notice"}
"""A privacy notice tells people what is done with their information; it lends nobody access."""

DUE_SOON = timedelta(days=28)
"""How long before a review or an expiry the register begins to press."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What of an agreement decides whether it lends access: the last time on `expires_on`, no more on `ended_on`."""

    title: str
    kind: str
    starts_on: date
    expires_on: date
    ended_on: date | None = None
    ring: str = ""

    @property
    def stops_on(self) -> date:
        """The first day on which it lends nothing."""
        after = self.expires_on + timedelta(days=1)
        return after if self.ended_on is None else min(after, self.ended_on)


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation: its name, whom to ring when nobody keeps an agreement with it, and when it ended."""

    name: str
    ring: str
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """From when nothing is lent (None: nothing ever was), and what to tell a worker then."""

    on: date | None
    why: str


def is_the_council(kind: str, code: str, own_code: str) -> bool:
    """Whether this organisation is the council that runs Alongside: it alone needs no agreement with itself."""
    return kind == "council" and code == own_code


def lapse(partner: Partner, agreements: Sequence[Terms], day: date) -> Lapse:
    """From when a partner's people see nothing, as things stand on `day`.

    It is the end of the unbroken cover that `day` lies in, so that it can be written down today and bites by itself;
    when nothing covers `day`, it is when the last cover ended.
    """
    last = _last_of_cover(agreements, day) or _last_before(agreements, day)
    ended = partner.ended_on
    if ended is not None and (last is None or ended <= last.stops_on):
        why = f"{partner.name} has not worked with the council since {_said(ended)}. If that is wrong, "
        return Lapse(ended, f"{why}ring {partner.ring}.")
    if last is None:
        why = f"There is no agreement in date with {partner.name}. {_CLOSED} there is one. "
        return Lapse(None, f"{why}Ring {partner.ring}.")
    until = _said(last.stops_on - timedelta(days=1))
    why = f"“{last.title}”, the agreement with {partner.name}, ended on {until}. {_CLOSED} it is renewed. "
    return Lapse(last.stops_on, f"{why}Ring {last.ring or partner.ring}.")


_CLOSED = "Nothing here is open to you through it until"


def _last_of_cover(agreements: Sequence[Terms], day: date) -> Terms | None:
    """The agreement with which the unbroken cover of `day` ends; None when nothing covers it."""
    last = None
    while covering := [
        terms for terms in agreements if terms.kind in LENDING and terms.starts_on <= day < terms.stops_on
    ]:
        last = max(covering, key=_by_end)
        day = last.stops_on
    return last


def _last_before(agreements: Sequence[Terms], day: date) -> Terms | None:
    begun = [
        terms for terms in agreements if terms.kind in LENDING and terms.starts_on < terms.stops_on <= day
    ]
    return max(begun, key=_by_end, default=None)


def _by_end(terms: Terms) -> tuple[date, int, str]:
    """Of two that end together the longer one counts, whichever day is asked about."""
    return terms.stops_on, -terms.starts_on.toordinal(), terms.title


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def state(terms: Terms, review_on: date | None, day: date) -> str:
    """How an agreement stands on a day, in a word or two."""
    if terms.stops_on <= day:
        return "Ended" if terms.ended_on is not None and terms.ended_on <= terms.expires_on else "Expired"
    if terms.starts_on > day:
        return "Not begun"
    if review_on is not None and review_on < day:
        return "Review late"
    if terms.stops_on <= day + DUE_SOON:
        return "Ends soon"
    if review_on is not None and review_on <= day + DUE_SOON:
        return "Review soon"
    return "In date"
