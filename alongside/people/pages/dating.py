"""Dates as forms ask for them: as much as is known."""

from __future__ import annotations

from collections.abc import Callable

from alongside.people.rules.reading import NotADate, read
from alongside.people.rules.written import to_text
from alongside.records import clock
from alongside.web.errors import Refused
from alongside.web.forms import RawDate


def past(label: str) -> Callable[[RawDate], str]:
    """For `Date(clean=past("Date of birth"))`: an approximate date, not to come, as the tables hold it."""

    def clean(raw: RawDate) -> str:
        try:
            return to_text(read(*raw, today=clock.today(), label=label, past_only=True))
        except NotADate as wrong:
            at_fault = next(iter(wrong.parts)) if len(wrong.parts) == 1 else ""
            raise Refused(str(wrong), at_fault) from wrong

    return clean
