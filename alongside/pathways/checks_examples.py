"""`alongside check`: the examples of the definitions in force still come out as they say."""

from __future__ import annotations

from collections.abc import Iterable

from alongside import council
from alongside.pathways import library
from alongside.pathways.reader import retelling
from alongside.records import clock
from alongside.records.check import check


@check("pathway examples", "Change the example, or what the definition says: the two do not agree.")
def _examples() -> Iterable[str]:
    here, today = council.current(), clock.today()
    try:
        library.load(here, today)
    except library.DefinitionError:
        return ()  # What cannot be read is told by the check of the definitions themselves.
    return retelling.untrue(library.DEFINITIONS, here, today)
