"""A person as their page shows them: made from the sheet, all in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from alongside.people.queries.around import (
    LIVES_WITH,
    Companion,
    NeedLine,
    Place,
    alarms,
    circle,
    name_of,
    needs,
    places,
)
from alongside.people.queries.sheet import Said, Sheet
from alongside.people.queries.words import age, label, value, ward, when
from alongside.people.rules import nhs_number
from alongside.people.rules.attributes import ATTRIBUTES
from alongside.people.rules.circle import UNPAID_CARERS
from alongside.people.rules.needs import KINDS, NEEDS_NOBODY
from alongside.people.rules.standing import holds, standing, the_one


@dataclass(frozen=True)
class Identity:
    """What the bar on every page about a person says."""

    name: str
    marks: Sequence[tuple[str, str]]
    facts: Sequence[str]
    warnings: Sequence[str]


class FactLine(NamedTuple):
    """One attribute: its title, its value in words (blank when nobody recorded it), key and group."""

    title: str
    value: str
    key: str
    group: str


def identity(of: Sheet, on: date) -> Identity:
    """The bar: who this is, how to speak to them, whom to know of, what to beware of."""
    carers = [tie for tie in of.ties if tie.kind in UNPAID_CARERS and not tie.theirs and holds(tie, on)]
    practice = trait(of, "gp-practice", on)
    here = ward(of.ward)
    facts = [
        f"Known as {of.known_as}" if of.known_as else "",
        born(of, on),
        number(of),
        *_speech(of, on),
        *(f"Unpaid carer: {name_of(tie)}" for tie in carers[:2]),
        f"GP: {value('gp-practice', practice.b)}" if practice else "",
        here,
    ]
    marks = [("Died", "grey")] if of.died else []
    marks += [("Moved away", "grey")] if of.moved_away else []
    marks += [("Restricted record", "purple")] if of.restricted else []
    return Identity(of.name, marks, [fact for fact in facts if fact], alarms(of))


def number(of: Sheet) -> str:
    """The NHS number as it is read aloud, or why there is none."""
    if of.nhs_number:
        return f"NHS {nhs_number.display(of.nhs_number)}"
    why = label("nhs-number-absent-reason", of.nhs_absent_reason) if of.nhs_absent_reason else ""
    return f"No NHS number{f' ({why[:1].lower()}{why[1:]})' if why else ''}"


def born(of: Sheet, on: date) -> str:
    """Age and date of birth, as much of them as is known."""
    if not of.born:
        return "Date of birth not known"
    if of.died:
        return f"Born {when(of.born)}, died {when(of.died)}"
    years = age(of.born, on)
    return f"{years} years old, born {when(of.born)}" if years else f"Born {when(of.born)}"


def _speech(of: Sheet, on: date) -> list[str]:
    spoken, read = " and ".join(_labels(of, "spoken", on)), " and ".join(_labels(of, "read", on))
    lines = [f"Speaks {spoken}" if spoken else "", f"Reads {read}" if read else ""]
    return [*lines, ", ".join(_labels(of, "format", on)), *_labels(of, "interpreter", on)]


def _labels(of: Sheet, kind: str, on: date) -> list[str]:
    """The values of the needs of one kind that are flagged and ask for something."""
    rows = [row for row in of.of_kind.get(("need", kind), ()) if row.d and row.b not in NEEDS_NOBODY]
    if not rows:
        return []
    if KINDS[kind].single:
        one = the_one(rows, on)
        rows = [one] if one else []
    return [label(KINDS[kind].codes, row.b) for row in standing(rows, on)]


def trait(of: Sheet, attribute: str, on: date) -> Said | None:
    """The statement of an attribute that holds on a day."""
    stated = of.of_kind.get(("trait", attribute))
    return the_one(stated, on) if stated else None


def facts(of: Sheet, on: date) -> list[FactLine]:
    """Every attribute in order, those not recorded with a blank."""
    stated = {kind for what, kind in of.of_kind if what == "trait"}
    return [
        FactLine(asked.title, _in_words(key, trait(of, key, on)) if key in stated else "", key, asked.group)
        for key, asked in ATTRIBUTES.items()
    ]


def _in_words(attribute: str, row: Said | None) -> str:
    return "" if row is None else value(attribute, row.b) + (f" ({row.c})" if row.c else "")


class Minute(NamedTuple):
    """What the person's page says, all of it made once: the text draws on the blocks below it."""

    text: Sequence[str]
    places: Sequence[Place]
    needs: Sequence[NeedLine]
    circle: Sequence[Companion]
    facts: Sequence[FactLine]


def minute(of: Sheet, on: date) -> Minute:
    """The person in a minute, for somebody who has never heard of them."""
    blocks = Minute([], places(of, on), needs(of, on), circle(of, on), facts(of, on))
    return Minute(_summary(of, on, blocks), *blocks[1:])


def _summary(of: Sheet, on: date, blocks: Minute) -> list[str]:
    """What the blocks do not say at once."""
    around = [each for each in blocks.circle if not each.theirs]
    at_home = [each.name for each in around if LIVES_WITH in each.marks]
    carers = [
        name_of(tie) for tie in of.ties if tie.kind in UNPAID_CARERS and not tie.theirs and holds(tie, on)
    ]
    words = {line.key: line.value for line in blocks.facts}
    reason = words["primary-support-reason"]
    said = [
        _lives(blocks.places, words["accommodation"]),
        f"Lives with {_listed(at_home)}." if at_home else "",
        f"Cared for by {_listed(list(dict.fromkeys(carers)))}, unpaid." if carers else "",
        *(_acts(each) for each in around if each.authority),
        f"Primary support reason: {_inside(reason)}." if reason else "",
    ]
    titles = {KINDS["support"].title, KINDS["adjustment"].title}
    support = [_inside(line.value) for line in blocks.needs if line.title in titles]
    said += [f"Needs {_listed(support)}."] if support else []
    return [line for line in said if line]


def _acts(each: Companion) -> str:
    """Who decides with or for the person, and whether somebody has seen that they may."""
    return f"{each.kind}: {each.name}{'' if each.document_seen else ' (document not seen)'}."


def _lives(where: Sequence[Place], accommodation: str) -> str:
    how = f" ({_inside(accommodation)})" if accommodation else ""
    if not where:
        return f"No address is recorded{how}."
    if where[0].confidential:
        return f"{where[0].purpose} at a confidential address{how}."
    return f"{where[0].purpose}{f' in {where[0].ward}' if where[0].ward else ''}{how}."


def _inside(words: str) -> str:
    """Words of a list as they stand within a sentence; “GP practice” keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
