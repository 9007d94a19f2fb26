"""Pure decisions of the records room: the arithmetic of seals and proofs, and when a shift or a post gives access."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from json.encoder import encode_basestring as _quoted

GENESIS = "0" * 64

# Domain separation of leaves and nodes as in RFC 6962 2.1, so that a node can never pass for a leaf.
_LEAF, _NODE = b"\x00", b"\x01"


def stamp(at: datetime) -> str:
    """A moment in the form that seals bind: UTC to the microsecond."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def payload_hash(payload: str, salt: str) -> str:
    """Hash of a payload with its salt: says nothing about the payload once both are erased."""
    return hashlib.sha256(f"{salt}\x1f{payload}".encode()).hexdigest()


def leaf_hash(fields: Sequence[object]) -> str:
    """Hash of one audit entry from its fields in their fixed order, the payload as its hash: texts, whole numbers and
    nothing, as JSON without blanks."""
    # A seal writes thousands of leaves: JSON's own encoder is made anew for each and takes twice as long.
    texts = [
        "null" if each is None else _quoted(each) if isinstance(each, str) else str(each) for each in fields
    ]
    return hashlib.sha256(_LEAF + f"[{','.join(texts)}]".encode()).hexdigest()


def _pair(left: str, right: str) -> str:
    return hashlib.sha256(_NODE + bytes.fromhex(left + right)).hexdigest()


def merkle_levels(leaves: Sequence[str]) -> list[list[str]]:
    """Every row of the tree from the leaves up, its last the root alone: made once, it proves every leaf."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        row = levels[-1]
        levels.append([_pair(*row[i : i + 2]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)])
    return levels


def merkle_root(leaves: Sequence[str]) -> str:
    """Root over the leaves in their order; an odd one out rises unchanged, so no leaf counts twice."""
    return merkle_levels(leaves)[-1][0] if leaves else GENESIS


def merkle_path(levels: Sequence[Sequence[str]], index: int) -> list[tuple[str, str]]:
    """The hashes beside the way from one leaf to the root, each with the side ("left" or "right") it stands on."""
    path: list[tuple[str, str]] = []
    for row in levels[:-1]:
        beside = index ^ 1
        if beside < len(row):
            path.append(("left" if beside < index else "right", row[beside]))
        index //= 2
    return path


def path_root(leaf: str, path: Sequence[tuple[str, str]]) -> str:
    """The root that a leaf and its path lead to."""
    reached = leaf
    for side, beside in path:
        reached = _pair(beside, reached) if side == "left" else _pair(reached, beside)
    return reached


@dataclass(frozen=True)
class SealFields:
    """What a seal says of itself; its hash binds them all and the seal before."""

    id: int
    at: str
    kind: str
    worker_id: int | None
    action: str
    reason: str
    entries: int
    ids: str
    root: str
    previous: str

    def hash(self) -> str:
        """The seal's own hash."""
        fields = [
            self.id,
            self.at,
            self.kind,
            self.worker_id,
            self.action,
            self.reason,
            self.entries,
            self.ids,
            self.root,
        ]
        return hashlib.sha256(json.dumps([*fields, self.previous], ensure_ascii=False).encode()).hexdigest()


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in rising order, written short: 1, 2, 3, 7 as "1-3,7"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def numbers_in(written: str) -> list[int]:
    """The numbers that `ranges` wrote; what it cannot have written gives none."""
    found: list[int] = []
    for span in filter(None, written.split(",")):
        first, _dash, last = span.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            return []
        found += range(int(first), int(last or first) + 1)
    return found


def working_days_after(day: date, count: int) -> date:
    """The day that is `count` weekdays after `day`: a review due then is due on a day somebody works."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


# A worker that has said nothing for so long has died in the middle of a job; another takes it over.
LEASE = timedelta(minutes=30)
LONGEST_WAIT = timedelta(minutes=30)


def next_run(started_at: datetime, finished_at: datetime | None, failures: int, every: timedelta) -> datetime:
    """When a repeating job is due again: after its time, after a longer and longer wait when it keeps failing."""
    if finished_at is None:
        return started_at + LEASE
    if failures:
        return finished_at + min(timedelta(minutes=2 ** min(failures - 1, 10)), LONGEST_WAIT)
    return started_at + every


# Fewer records than this in a day are nobody's browsing.
MANY_IN_A_DAY = 30
TIMES_THE_USUAL = 3


def surname(name: str) -> str:
    """The last word of a name, in small letters; "" for a name of one word, which may be either."""
    words = name.casefold().split()
    return words[-1] if len(words) > 1 else ""


def unusual_look(reader: str, person: str) -> str:
    """What is unusual about this reader opening the record of a person so called; "" when nothing is.

    It compares names as written and proves nothing: many who share a surname are strangers.
    """
    if reader.casefold().split() == person.casefold().split():
        return "Has the same name as the person: perhaps their own record"
    if surname(reader) and surname(reader) == surname(person):
        return "Has the same surname as the person"
    return ""


def unusually_many(opened: int, on_other_days: Sequence[int]) -> bool:
    """Whether a worker opened far more records in a day than on their usual (median) other day of the period."""
    usual = sorted(on_other_days)[len(on_other_days) // 2] if on_other_days else 0
    return opened >= MANY_IN_A_DAY and opened > TIMES_THE_USUAL * usual
