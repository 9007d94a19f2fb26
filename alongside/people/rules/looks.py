"""What a person may be told of who has looked at their record.

A person may know who has looked (UK GDPR article 15). They are not told of looks by which they, or whoever reads over
their shoulder, could learn of a safeguarding enquiry, of police work or of what somebody said about violence at home
(Data Protection Act 2018 schedule 2 paragraphs 2 and 16, schedule 3 paragraph 5). A withheld look leaves no trace: no
gap, no count, no mark; it is as though it had not been.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

SAFEGUARDING = "safeguarding"
POLICING = frozenset({"police", "probation", "prison", "court"})
GUARDING = frozenset({"see restricted", "review access"})
"""Permissions of those who guard restricted records: that they looked says that something is guarded."""

GUARDED_PAGES = (
    "records.access_review",
    "records.answer_blind_match",
    "records.restricted",
    "records.review_glass",
    "people.break_glass",
    "people.restrict",
    "people.restriction",
)
TELLING_CODES = frozenset(
    {
        "safeguarding",
        "domestic-abuse",
        "forced-marriage-or-honour",
        "stalking",
        "trafficking",
        "legal",
        "protected-person",
    }
)
_TELLING_WORDS = re.compile(
    r"safeguard|section 42|s\.? ?42\b|police|\bofficer in the case|crime|criminal|prosecut|court|witness|abus|violen|"
    r"perpetrat|\bmarac\b|\bmappa\b|\bidva\b|\bisva\b|coerc|stalk|harass|honour|forced marriage|traffick|slavery|"
    r"refuge\b|assault|rape\b|\bprevent\b|\bchannel\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Look:
    """One look at a record. `kinds` are the kinds of the looker's teams and organisations and the service their role
    stands in first; `codes` and `words` are every reason by which the record was open to them."""

    page: str
    kinds: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


def withheld(look: Look) -> bool:
    """Whether the person is not told of this look."""
    return (
        SAFEGUARDING in look.kinds
        or not POLICING.isdisjoint(look.kinds)
        or not GUARDING.isdisjoint(look.permissions)
        or look.page.startswith(GUARDED_PAGES)
        or not TELLING_CODES.isdisjoint(look.codes)
        or any(_TELLING_WORDS.search(text) for text in look.words)
    )


@dataclass(frozen=True)
class Told:
    """One line of what the person reads: on this day this worker looked, for these reasons."""

    on: date
    who: str
    post: str
    did: str
    why: str


DID = {
    "view": "looked at your record",
    "list": "saw your name in a list of people they work with",
    "search": "saw your name when searching",
    "print": "printed from your record",
    "export": "copied from your record",
    "refused": "asked for your record and was refused",
}
WHY = {
    "opened with a reason": "They gave a reason for needing it",
    "emergency duty": "They were on emergency duty",
    "glass broken": "There was an emergency",
    "covering": "They were covering for a colleague",
}
ORDINARY = "It is part of their work with you"
FINDING = "Finding people is part of their work"


def told(lines: Iterable[Told]) -> list[Told]:
    """The lines in the order of days, the newest first, each said once however often somebody looked that day."""
    once = dict.fromkeys(lines)
    return sorted(once, key=lambda line: (-line.on.toordinal(), line.who, line.did, line.why))


def did(what: str) -> str:
    """What somebody did, in plain words to the person."""
    return DID.get(what, DID["view"])


def why(bases: Iterable[str]) -> str:
    """Why the record was open to somebody, in plain words: how they came to it, never in their own words."""
    known = list(bases)
    return next((WHY[basis] for basis in known if basis in WHY), ORDINARY if known else FINDING)
