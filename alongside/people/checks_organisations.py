"""What `alongside check` asks of organisations: does every post give the access that the agreements lend it?"""

from __future__ import annotations

from collections.abc import Iterable

from alongside.people.queries import lending
from alongside.records import clock
from alongside.records.check import check


@check(
    "access by agreements",
    "Press “Work out access anew” on the page of organisations, after reading each sentence.",
)
def _access_by_agreements() -> Iterable[str]:
    for row in lending.lent(clock.now()):
        if not row.stands:
            place = row.organisation or "an organisation that is not in the register"
            yield f"The post of {row.worker} in {place} does not give the access that its agreements lend."
