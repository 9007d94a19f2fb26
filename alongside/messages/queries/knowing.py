"""What the gate is told about one message: every fact of rules.gate, read afresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from alongside.messages.models import Message
from alongside.messages.queries.recipients import WHY, Place, Recipient, addresses
from alongside.messages.rules.gate import EMAIL, POST, Facts
from alongside.messages.rules.recipients import alike, settled
from alongside.people.models import Address, Need, Person, Reach, Relationship
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.rules.circle import KEEP_AWAY
from alongside.people.rules.shown import CONFIDENTIAL, HOMES, UNSAFE
from alongside.people.rules.standing import standing, the_one
from alongside.records import clock
from alongside.records.models import Record


@dataclass(frozen=True)
class Asked:
    """A message about to go, as the gate is asked about it."""

    record_id: int
    person_id: int
    to: Recipient
    channel: str
    place: Place
    lacks_capacity: bool | None
    format_ready: bool


def facts(asked: Asked, at: datetime) -> Facts:
    """Everything that is known now."""
    today = clock.day_of(at)
    about = ids_of(root_of(asked.person_id))
    away = list(_keep_away({*about, *asked.to.ids}, today))
    return Facts(
        recipient_alive=_alive(asked.to.ids),
        about_alive=_alive(about),
        not_restricted=not _restricted([asked.record_id, *about, *asked.to.ids]),
        recipient_may_have_it=asked.to.relation != KEEP_AWAY
        and not any(_is(each, asked.to) for each in away),
        can_take_it_in=_can_take_it_in(asked),
        place_known=bool(asked.place.text),
        **_of_the_place(asked.place),
        contact_safe=_contact_safe(asked, today),
        nobody_to_keep_away=not any(_may_be_at(each, asked.place) for each in away),
        place_settled=_settled(asked, at, today),
        nothing_came_back=_nothing_came_back(asked.place),
        format_ready=asked.format_ready,
    )


def _alive(ids: Sequence[int]) -> bool:
    """Nobody said that one of these records is of somebody who died."""
    return not Person.objects.for_system(WHY).filter(pk__in=ids).exclude(died="").exists()


def _restricted(ids: Sequence[int]) -> bool:
    return Record.objects.filter(pk__in=ids, restricted=True).exists()


def _can_take_it_in(asked: Asked) -> bool | None:
    """Whoever lacks capacity has somebody to act for them; what is written to others needs none."""
    if asked.to.kind != "person" or asked.lacks_capacity is False:
        return True
    return None if asked.lacks_capacity is None else False


def _of_the_place(place: Place) -> dict[str, bool]:
    row = place.row
    safety = row.safety if isinstance(row, Address) else ""
    return {"place_not_confidential": safety != CONFIDENTIAL, "place_safe": safety != UNSAFE}


def _contact_safe(asked: Asked, today: date) -> bool | None:
    """The person has not asked to be left alone, and this way of reaching them was said to be safe."""
    needs = Need.objects.for_system(WHY).filter(person_id__in=asked.to.ids, kind="contact")
    wish = the_one(list(needs.filter(withdrawn_at__isnull=True).order_by("id")), today)
    if wish is not None and wish.code == "no-contact":
        return False
    if isinstance(asked.place.row, Reach):
        return {"yes": True, "no": False}.get(asked.place.row.safe_to_leave_message)
    letters = Reach.objects.for_system(WHY).filter(person_id__in=asked.to.ids, kind="letter")
    said = standing(list(letters.filter(withdrawn_at__isnull=True).order_by("id")), today)
    return not any(row.safe_to_leave_message == "no" for row in said)


@dataclass(frozen=True)
class Away:
    """Somebody between whom and the person (or the recipient) there must be no contact, and where they may be."""

    name: str
    ids: Sequence[int]
    homes: Sequence[Address]


def _keep_away(ids: set[int], today: date) -> Iterator[Away]:
    """Stated on either record: who must not be told of the one must not learn where the other is."""
    rows = Relationship.objects.for_system(WHY).filter(kind=KEEP_AWAY, withdrawn_at__isnull=True)
    stated = rows.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).order_by("id")
    for row in standing(list(stated), today):
        ends = {root_of(each) for each in (row.person_id, row.other_id) if each is not None}
        theirs = [key for each in sorted(ends - ids) for key in ids_of(each)]
        shared = [key for each in sorted(ends & ids) for key in ids_of(each)] if row.lives_with else []
        homes = [home for each in (theirs, shared) if (home := _home(each, today)) is not None]
        yield Away(row.other_name, theirs, homes)


def _home(ids: Sequence[int], today: date) -> Address | None:
    return the_one([row for row in addresses(ids) if row.purpose in HOMES], today) if ids else None


def _is(away: Away, to: Recipient) -> bool:
    return bool(set(away.ids) & set(to.ids)) or alike(away.name, to.name)


def _may_be_at(away: Away, place: Place) -> bool:
    """The same postcode is enough: fifteen doors are too near to post a letter unseen."""
    here = f"{place.postcode}{place.text}".replace(" ", "").upper()
    if isinstance(place.row, Reach) or not here:
        return False
    return any(
        (bool(home.postcode) and home.postcode.replace(" ", "") in here) or alike(home.lines, place.text)
        for home in away.homes
    )


def _settled(asked: Asked, at: datetime, today: date) -> bool:
    row = asked.place.row
    if isinstance(row, Address):
        return settled(row, addresses(asked.to.ids), at, today)
    if isinstance(row, Reach):
        reaches = Reach.objects.for_system(WHY).filter(person_id__in=asked.to.ids, kind="email")
        return settled(row, reaches.order_by("id"), at, today)
    return True  # a place that the writer gave for this letter, or none at all


def _nothing_came_back(place: Place) -> bool:
    """No letter to this place came back since somebody last stated it."""
    if place.row is None:
        return True
    back = Message.objects.for_system(WHY).filter(returned_at__isnull=False)
    if isinstance(place.row, Address):
        return not back.filter(channel=POST, place_id=place.row.pk).exists()
    return not back.filter(channel=EMAIL, place_id=place.row.pk).exists()
