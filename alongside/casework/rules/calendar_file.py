"""Appointments as a calendar file (RFC 5545) for the worker's own diary, which others may look into.

It names nobody and gives no address: a phone left on a table shows that there is a visit, and the reference leads
whoever may see it to the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

AT_A_LINE = 75
"""Octets at most, RFC 5545 3.1."""


@dataclass(frozen=True)
class Busy:
    """An appointment as a diary may show it. `title` is the kind alone, as “Home visit”."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    changed: int
    confirmed: bool


def calendar(entries: Iterable[Busy], *, at: datetime) -> str:
    """The file: lines ended by CR and LF, folded, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Alongside//Appointments//EN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(entry: Busy, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:appointment-{entry.id}@alongside",
        f"SEQUENCE:{entry.changed}",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(entry.starts_at)}",
        f"DTEND:{_utc(entry.ends_at)}",
        f"SUMMARY:{_escaped(entry.title)} (Alongside {entry.id})",
        f"STATUS:{'CONFIRMED' if entry.confirmed else 'TENTATIVE'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, the later ones begun by a space; no character is cut in two."""
    room, piece = AT_A_LINE, ""
    for each in line:
        size = len(each.encode())
        if size > room:
            yield piece
            piece, room = " ", AT_A_LINE - 1
        piece += each
        room -= size
    yield piece


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
