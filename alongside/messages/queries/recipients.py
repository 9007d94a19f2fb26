"""To whom a message goes and where: looked up afresh whenever the gate is asked, from the facts of the record.

Everything is read for the system: what stops a letter must stop it also where whoever writes it may not know why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.messages.rules.gate import EMAIL, HAND
from alongside.messages.rules.recipients import who_acts, who_asks
from alongside.people.models import Address, Need, Person, Reach, Relationship
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.queries.words import label, on_lines
from alongside.people.rules.shown import CONFIDENTIAL, HOMES
from alongside.people.rules.standing import standing, the_one
from alongside.records import clock
from alongside.web.formats import day

WHY = "the safe-address gate must know all, whoever writes"
LETTERS = "correspondence"


@dataclass(frozen=True)
class Recipient:
    """Whoever gets the message. `ids` are their records here, none for somebody who has no record."""

    kind: str
    name: str
    ids: Sequence[int]
    relationship_id: int | None = None
    relation: str = ""

    @property
    def person_id(self) -> int | None:
        """Their own record."""
        return self.ids[0] if self.ids else None


@dataclass(frozen=True)
class Place:
    """Where it goes: the lines on the envelope or the e-mail address, and where that is known from."""

    text: str
    postcode: str
    said: str
    row: Address | Reach | None = None

    @property
    def shown(self) -> str:
        """The place as it may stand in lists: nothing of a confidential one."""
        return "" if isinstance(self.row, Address) and self.row.safety == CONFIDENTIAL else self.text


NOWHERE = Place("", "", "")


def to_person(person_id: int) -> Recipient:
    """The person themselves."""
    root = root_of(person_id)
    name = Person.objects.for_system(WHY).values_list("name", flat=True).get(pk=root)
    return Recipient("person", name, ids_of(root))


def to_tie(relationship_id: int) -> Recipient | None:
    """Somebody round the person, by the relationship; None when it no longer stands."""
    rows = Relationship.objects.for_system(WHY).filter(pk=relationship_id, withdrawn_at__isnull=True)
    row = rows.select_related("other").first()
    return _of_tie(row) if row is not None else None


def who_acts_for(person_id: int, today: date) -> Recipient | None:
    """Whoever takes letters for a person who lacks the capacity to deal with them; None where nobody does."""
    tie = who_acts(_ties(ids_of(root_of(person_id)), today))
    return _of_tie(tie) if tie is not None else None


def seen_to_act(person_id: int, name: str) -> int | None:
    """The relationship of whoever of this name may ask in the person's place, by a document that somebody has seen."""
    ties = _ties(ids_of(root_of(person_id)), clock.today())
    tie = who_asks(ties, lambda row: _of_tie(row).name, name)
    return int(tie.pk) if tie is not None else None


def _ties(ids: Sequence[int], today: date) -> list[Relationship]:
    rows = Relationship.objects.for_system(WHY).filter(person_id__in=ids, withdrawn_at__isnull=True)
    return standing(list(rows.select_related("other").order_by("id")), today)


def _of_tie(row: Relationship) -> Recipient:
    ids = ids_of(root_of(row.other_id)) if row.other_id is not None else []
    name = to_person(row.other_id).name if row.other_id is not None else row.other_name
    return Recipient("representative", name, ids, row.pk, row.kind)


@dataclass(frozen=True)
class Needs:
    """What the recipient needs: codes of formats, of the language they read and of how they wish to be reached."""

    formats: Sequence[str]
    reads: str
    wish: str


def needs_of(who: Recipient, today: date) -> Needs:
    """What is recorded of the recipient's needs; blank where nothing is known."""
    rows = Need.objects.for_system(WHY).filter(person_id__in=who.ids, withdrawn_at__isnull=True)
    stated = list(rows.filter(kind__in=("format", "read", "contact")).order_by("id"))
    formats = standing([row for row in stated if row.kind == "format"], today)
    reads, wish = (
        the_one([row for row in stated if row.kind == kind], today) for kind in ("read", "contact")
    )
    return Needs([row.code for row in formats], reads.code if reads else "", wish.code if wish else "")


def place_of(who: Recipient, channel: str, given: str, today: date) -> Place:
    """Where the recipient's post or e-mail goes. `given` is what the writer knows of somebody without a record."""
    if channel == HAND:
        return Place("", "", "Handed over")
    if not who.ids:
        return Place(given.strip(), "", "As given when it was written") if given.strip() else NOWHERE
    return _email(who, today) if channel == EMAIL else _address(who, today)


def addresses(ids: Sequence[int]) -> list[Address]:
    """Every statement about where these records live and get letters, withdrawn ones too."""
    rows = Address.objects.for_system(WHY).filter(person_id__in=ids).select_related("recorded_by")
    return list(rows.filter(purpose__in=(*HOMES, LETTERS)).order_by("id"))


def _address(who: Recipient, today: date) -> Place:
    """The address for letters, else the home. Where somebody only stays for a time is not written to unasked."""
    rows = addresses(who.ids)
    letters = standing([row for row in rows if row.purpose == LETTERS], today)
    home = the_one([row for row in rows if row.purpose in HOMES], today)
    row = letters[-1] if letters else home
    if row is None or not (row.lines or row.postcode):
        return NOWHERE
    lines = [*on_lines(row.lines), *([row.postcode] if row.postcode else [])]
    return Place("\n".join(lines), row.postcode, _known_from(label("address-purpose", row.purpose), row), row)


def _email(who: Recipient, today: date) -> Place:
    rows = Reach.objects.for_system(WHY).filter(
        person_id__in=who.ids, kind="email", withdrawn_at__isnull=True
    )
    found = standing(list(rows.select_related("recorded_by").order_by("id")), today)
    found.sort(key=lambda row: row.safe_to_leave_message == "yes")
    if not found:
        return NOWHERE
    return Place(found[-1].value, "", _known_from("E-mail", found[-1]), found[-1])


def _known_from(what: str, row: Address | Reach) -> str:
    by = row.recorded_by.name if row.recorded_by else "Alongside itself"
    told = f", told by {row.told_by}" if row.told_by else ""
    return f"{what}, recorded by {by} on {day(row.recorded_at)}{told}"
