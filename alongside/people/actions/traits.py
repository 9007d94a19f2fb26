"""The attributes of a person that are codes of a council's lists, each dated and corrected by appending."""

from __future__ import annotations

from datetime import datetime

from alongside import council
from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.identity import in_list, label
from alongside.people.actions.showing import touch
from alongside.people.models import Person, Trait
from alongside.people.rules.attributes import ATTRIBUTES, PRACTICES, Attribute
from alongside.people.rules.standing import the_one
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("people.set trait", on=Person, may=access.change)
def set_trait(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    attribute: str,
    code: str,
    own_words: str = "",
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """State an attribute as it is from a date on; what held before is kept as what held before."""
    row = _state(
        person,
        attribute,
        by=by,
        at=at,
        code=code,
        own_words=own_words,
        starts_on=starts_on,
        told_by=told_by,
    )
    touch(person)
    asked = ATTRIBUTES[attribute]
    said = f"{asked.title}: {value_label(attribute, code)}{f' ({row.own_words})' if row.own_words else ''}."
    record(person.pk, "people.fact set", said, attribute=attribute, code=code, trait=row.pk)
    return int(row.pk)


@action("people.correct trait", on=Person, may=access.change)
def correct_trait(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    trait_id: int,
    why: str,
    code: str,
    own_words: str = "",
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """Put an attribute right that was recorded wrongly, keeping the wrong one as withdrawn."""
    wrong = dated.one(Trait, person, trait_id)
    dated.withdraw(wrong, by=by, at=at, why=why)
    row = _state(
        person,
        wrong.attribute,
        by=by,
        at=at,
        code=code,
        own_words=own_words,
        starts_on=starts_on,
        told_by=told_by,
    )
    touch(person)
    title = ATTRIBUTES[wrong.attribute].title
    said = f"{title} corrected to {value_label(wrong.attribute, code)}: {dated.line(why, 'why')}"
    record(person.pk, "people.fact corrected", said, attribute=wrong.attribute, code=code, trait=row.pk)
    return int(row.pk)


@action("people.withdraw trait", on=Person, may=access.change)
def withdraw_trait(person: Person, *, by: Actor, at: datetime, trait_id: int, why: str) -> None:
    """Take back an attribute that was never so; what it had replaced stands again."""
    row = dated.one(Trait, person, trait_id)
    title = ATTRIBUTES[row.attribute].title
    dated.withdraw(row, by=by, at=at, why=why)
    touch(person)
    record(person.pk, "people.fact withdrawn", f"{title} withdrawn: {row.withdrawn_why}", trait=row.pk)


def value_label(attribute: str, code: str) -> str:
    """The words for a code of an attribute."""
    codes = ATTRIBUTES[attribute].codes
    if codes == PRACTICES:
        names = {practice.code: practice.name for practice in council.current().practices}
        return names.get(code, code)
    return label(codes, code)


def _state(
    person: Person, attribute: str, *, by: Actor, at: datetime, code: str, own_words: str, **more: str
) -> Trait:
    asked = ATTRIBUTES.get(attribute)
    if asked is None:
        raise Refused(f"There is no attribute “{attribute}”.", "attribute")
    _offered(asked, code, at)
    dated.past(more["starts_on"], at, "starts_on", "The date")
    words = dated.line(own_words, "own_words")
    return dated.append(Trait, person, by=by, at=at, attribute=attribute, code=code, own_words=words, **more)


def _offered(asked: Attribute, code: str, at: datetime) -> None:
    if asked.codes != PRACTICES:
        in_list(asked.codes, code, "code", at)
    elif code not in {practice.code for practice in council.current().practices}:
        raise Refused("Select a practice from the list.", "code")


def holds_now(person: Person, attribute: str, code: str, at: datetime) -> bool:
    """Whether an attribute has this code today."""
    rows = Trait.objects.for_system("the action loaded the person as the actor may see them")
    mine = list(rows.filter(person__root_id=person.root_id, attribute=attribute).order_by("pk"))
    row = the_one(mine, dated.today(at))
    return row is not None and row.code == code
