"""A person as their page shows them: made from the sheet, all in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.people.queries.around import Place, alarms, circle, name_of, needs, places
from alongside.people.queries.sheet import Said, Sheet
from alongside.people.queries.words import age, label, value, ward, when
from alongside.people.rules import nhs_number
from alongside.people.rules.attributes import ATTRIBUTES, GROUPS
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


@dataclass(frozen=True)
class FactLine:
    """One attribute: its title, its value in words (blank when nobody recorded it), its key."""

    title: str
    value: str
    key: str


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
    return Identity(
        of.name, marks, [fact for fact in facts if fact], [alarm.text for alarm in alarms(of, on)]
    )


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
    said = {kind: _labels(of, kind, on) for kind in ("spoken", "read", "interpreter", "format", "contact")}
    spoken, read = " and ".join(said["spoken"]), " and ".join(said["read"])
    written = ", ".join(said["format"])
    lines = [f"Speaks {spoken}" if spoken else "", f"Reads {read}" if read else "", written]
    return [*lines, *said["interpreter"]]


def _labels(of: Sheet, kind: str, on: date) -> list[str]:
    """The values of the needs of one kind that are flagged and ask for something."""
    rows = [row for row in of.said.get("need", ()) if row.a == kind and row.d and row.b not in NEEDS_NOBODY]
    if KINDS[kind].single:
        one = the_one(rows, on)
        rows = [one] if one else []
    return [label(KINDS[kind].codes, row.b) for row in standing(rows, on)]


def trait(of: Sheet, attribute: str, on: date) -> Said | None:
    """The statement of an attribute that holds on a day."""
    return the_one([row for row in of.said.get("trait", ()) if row.a == attribute], on)


def facts(of: Sheet, on: date) -> list[tuple[str, list[FactLine]]]:
    """Every attribute by group, those not recorded with a blank."""
    grouped: dict[str, list[FactLine]] = {group: [] for group in GROUPS}
    for key, asked in ATTRIBUTES.items():
        row = trait(of, key, on)
        said = value(key, row.b) + (f" ({row.c})" if row.c else "") if row else ""
        grouped[asked.group].append(FactLine(asked.title, said, key))
    return list(grouped.items())


def summary(of: Sheet, on: date) -> list[str]:
    """The person in a minute, for somebody who has never heard of them."""
    living = places(of, on)[:1]
    around = circle(of, on)
    reason = trait(of, "primary-support-reason", on)
    at_home = [each.name for each in around if "Lives with them" in each.marks]
    said = [
        _lives(living[0]) if living else "No address is recorded.",
        f"Lives with {_listed(at_home)}." if at_home else "",
        *(f"{each.kind}: {each.name}." for each in around if not each.theirs and each.authority),
        f"{ATTRIBUTES['primary-support-reason'].title}: {value('primary-support-reason', reason.b)}."
        if reason
        else "",
    ]
    support = [
        line.value
        for line in needs(of, on)
        if line.title in {KINDS["support"].title, KINDS["adjustment"].title}
    ]
    if support:
        said.append(f"Needs: {_listed([word[:1].lower() + word[1:] for word in support])}.")
    return [line for line in said if line]


def _lives(here: Place) -> str:
    if here.confidential:
        return f"{here.purpose}: the address is confidential."
    where = ", ".join([*here.lines, here.postcode] if here.postcode else here.lines)
    return f"{here.purpose}: {where}{f', {here.span}' if here.span else ''}."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
