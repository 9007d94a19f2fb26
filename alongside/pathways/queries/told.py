"""When people who wait were last written to about it, and what became of that letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.messages.models import Message
from alongside.pathways.queries import past
from alongside.pathways.rules.calendar import day_of

LETTER = "waiting"
_WHY = "whether somebody was written to already, of journeys that whoever asks may see"
# What was never to arrive: it is as if it had not been written.
_NOT_TOLD = ("cancelled", "failed")


@dataclass(frozen=True)
class Told:
    """The last letter about a wait that may have arrived, or may still go."""

    message: int
    state: str
    written_on: date


def last_told(journey_ids: Sequence[int]) -> Mapping[int, Told]:
    """The last letter of each of these journeys that had one: not one that was taken back, failed or came back."""
    subjects = {past.subject(key): key for key in journey_ids}
    rows = Message.objects.for_system(_WHY).filter(subject__in=list(subjects), letter=LETTER)
    standing = rows.exclude(state__in=_NOT_TOLD).filter(returned_at__isnull=True).order_by("id")
    return {
        subjects[subject]: Told(key, state, day_of(written_at))
        for subject, key, state, written_at in standing.values_list("subject", "id", "state", "written_at")
    }


def times_written(journey_id: int) -> int:
    """How often a letter about this wait was written, whatever became of it."""
    rows = Message.objects.for_system(_WHY).filter(subject=past.subject(journey_id), letter=LETTER)
    return int(rows.count())
