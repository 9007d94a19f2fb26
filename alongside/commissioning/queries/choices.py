"""What forms offer to choose from."""

from __future__ import annotations

from alongside.people.models import Organisation
from alongside.people.queries import around
from alongside.people.queries.sheet import Sheet
from alongside.people.rules.circle import UNPAID_CARERS

Choice = tuple[str, str]


def providers() -> list[Choice]:
    """Organisations on the register that have not ended, by name."""
    rows = Organisation.objects.filter(ended_on__isnull=True).order_by("name", "pk")
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]


def carers(person: Sheet) -> list[Choice]:
    """Unpaid carers of the person whose record the reader may see."""
    return _ties(person, from_them=True)


def cared_for(person: Sheet) -> list[Choice]:
    """Whom the person cares for as an unpaid carer, where the reader may see their record."""
    return _ties(person, from_them=False)


def _ties(person: Sheet, *, from_them: bool) -> list[Choice]:
    """A tie stated on this record names the other as the carer; one stated on theirs names this person."""
    found = {}
    for tie in person.ties:
        carer_is_other = (tie.kind in UNPAID_CARERS) != tie.theirs
        about_care = tie.kind in UNPAID_CARERS or tie.kind == "cared-for"
        if about_care and carer_is_other == from_them and tie.other_id and tie.other_open and not tie.ends_on:
            found[str(tie.other_id)] = around.name_of(tie)
    return sorted(found.items(), key=lambda choice: choice[1])
