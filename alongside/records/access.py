"""Who may do what to a record, one function for each question. A page or an action names one of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.records.actors import Actor
from alongside.records.permissions import PERMISSIONS


def holding(permission: str) -> Callable[..., bool]:
    """Whoever holds this permission, for pages and for actions on anything they can see."""
    if permission not in PERMISSIONS:
        raise TypeError(f"There is no permission “{permission}”.")

    def may(actor: Actor, _thing: Any = None) -> bool:
        return actor.may(permission)

    may.__name__ = permission.replace(" ", "_")
    may.__doc__ = PERMISSIONS[permission]
    return may


def signed_in(actor: Actor, _thing: Any = None) -> bool:
    """Anybody who is signed in and not suspended."""
    return not actor.suspended_why


open_records = holding("open records")
break_glass = holding("break glass")
restrict = holding("restrict people")
see_restricted = holding("see restricted")
review_access = holding("review access")
see_who_looked = holding("see who looked")
keep_workers = holding("keep workers")
cover_out_of_hours = holding("cover out of hours")
see_health = holding("see system health")


# The part of those who work elsewhere, on what the council sent them and on nothing else.
ELSEWHERE = frozenset({"external reviewer"})


def takes_part(actor: Actor, _thing: Any = None) -> bool:
    """Have a part in the council's own work, by a duty of their roles.

    A partner to whom a record is lent, an agency and a provider have their own doors; an administrator has none here.
    """
    return signed_in(actor) and bool(actor.duties - ELSEWHERE)


def open_or_cover(actor: Actor, _thing: Any = None) -> bool:
    """Open an ordinary record: by reason, or on the strength of an emergency duty shift under way."""
    return actor.may("open records") or actor.shift_id is not None


def own_shift(actor: Actor, shift: Any) -> bool:
    """A shift is ended by whoever works it."""
    return bool(shift.worker_id == actor.worker_id)


def review_not_own(actor: Actor, broken: Any) -> bool:
    """A breaking of the glass is reviewed by somebody else than whoever broke it."""
    return actor.may("review access") and broken.worker_id != actor.worker_id


def present(_actor: Actor, _thing: Any = None) -> bool:
    """Anybody who is signed in, suspended or not: to sign out one needs no right."""
    return True


def nobody(_actor: Actor, _thing: Any = None) -> bool:
    """No worker at all: only Alongside itself does this."""
    return False


def lend(actor: Actor, _thing: Any = None) -> bool:
    """Write onto a post what an agreement lends it: part of keeping agreements and of keeping workers."""
    return actor.may("keep organisations") or actor.may("keep workers")
