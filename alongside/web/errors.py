"""What a room may raise while it answers a page, and what the person at the keyboard then sees.

    Refused     a rule said no            the same form again, with the reason and every answer kept
    Stale       somebody saved first      both texts, nothing overwritten
    Missing     not there, or not theirs  the plain "page not found"
    Forbidden   not allowed               the plain "you cannot do this", with the reason
    SignInNeeded  nobody is signed in     the sign-in page, and back again

Pages raise or let pass; they never catch. The door (`alongside.web.door`) and the middleware turn them
into pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class Refused(Exception):
    """A rule said no. `message` is a sentence for the reader; `field` names the form field at fault."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True)
class Clash:
    """One text that two people changed. `name` is the form field, so that it can be edited again.

    `theirs` is None where the form is not filled with what is saved, such as for the reason of a change.
    """

    label: str
    yours: str
    theirs: str | None
    name: str = ""


class Stale(Exception):
    """Somebody saved first. Nothing has been written.

    `by` is the name of whoever saved, `at` when (aware), `version` the number to send with a second
    try: without it the page can only offer to start again from what is saved now. `why` is a sentence on what
    was done, such as that two records were merged.
    """

    def __init__(
        self, fields: Sequence[Clash], by: str, at: datetime, version: int | None = None, why: str = ""
    ) -> None:
        super().__init__(f"{by} saved first")
        self.why = why
        self.fields = tuple(fields)
        self.by = by
        self.at = at
        self.version = version


class Missing(Exception):
    """There is no such thing for this actor. Another's record answers the same as none."""


class Forbidden(Exception):
    """The actor may not do this. `message` says why, and who can."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class SignInNeeded(Exception):
    """A page that is not public was asked for by nobody."""
