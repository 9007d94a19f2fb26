"""The two questions asked of every reference: is it there, and is it there only once?"""

from collections.abc import Collection, Iterable
from typing import Any

from alongside.council.faults import Faults, did_you_mean, listed
from alongside.council.folder import Parts, Placed
from alongside.council.shapes import heading


def unique(placed: Iterable[Placed[Any]], field: str, kind: str, faults: Faults) -> None:
    """Blame each part whose field repeats the value of an earlier one."""
    seen: dict[str, str] = {}
    for part in placed:
        value = getattr(part.item, field)
        if value in seen:
            part.blame(
                faults,
                heading(field),
                wrong=f"the {kind} “{value}” is there already ({seen[value]})",
                mend="Give this one another, or remove it",
            )
        seen.setdefault(value, part.source.spot(part.loc))


def known_only(part: Placed[Any], field: str, known: Collection[str], faults: Faults, *, kind: str) -> None:
    """Blame each value of a field, single or several, that is not among the known ones."""
    held = getattr(part.item, field)
    values = [((), held)] if isinstance(held, str) else [((n,), value) for n, value in enumerate(held or ())]
    for inner, value in values:
        if value not in known:
            mend = did_you_mean(value, known, f"Known are {listed(known, 30)}.")
            part.blame(faults, heading(field), *inner, wrong=f"“{value}” is not {kind}", mend=mend)


def ward_names(parts: Parts) -> dict[str, str]:
    """Give the ward code for every way to name a ward: its code, and its name where only one bears it."""
    names = [ward.item.name for ward in parts.wards]
    known = {ward.item.name: ward.item.code for ward in parts.wards if names.count(ward.item.name) == 1}
    return known | {ward.item.code: ward.item.code for ward in parts.wards}


def codes_of(parts: Parts, key: str) -> list[str]:
    """Give the codes of a list, the council's own before England's."""
    found = parts.own_lists.get(key) or parts.shared_lists.get(key)
    return [entry.code for entry in found.item.entries] if found else []
