"""Who may do what to people, one function for each question; seeing somebody at all is a grant, not a permission."""

from __future__ import annotations

from typing import Any

from alongside.records.access import (
    break_glass,
    holding,
    keep_workers,
    open_or_cover,
    open_records,
    restrict,
    see_restricted,
    see_who_looked,
    signed_in,
    takes_part,
)
from alongside.records.actors import Actor

__all__ = [
    "add",
    "break_glass",
    "change",
    "find",
    "keep_organisations",
    "keep_workers",
    "meet",
    "merge",
    "open_",
    "open_records",
    "record_life",
    "restrict",
    "see",
    "see_restricted",
    "see_who_looked",
    "share",
]

find = holding("find people")
add = holding("add people")
# An action loads its person as the actor may see them, so this is asked only of somebody the person is visible to.
change = holding("change people")
merge = holding("merge people")
record_life = holding("record death and moves")
share = holding("keep sharing decisions")
keep_organisations = holding("keep organisations")
open_ = open_or_cover
# The pages about one person exist for everybody who is signed in: whether this person is theirs to see, a grant says.
see = signed_in


def meet(actor: Actor, _thing: Any = None) -> bool:
    """Have people of their own here: by what their roles let them do, not by what was lent to a partner."""
    return find(actor) or takes_part(actor)
