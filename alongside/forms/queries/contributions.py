"""Who else put something into a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alongside.forms.models import Contribution
from alongside.forms.queries.filled import Filled
from alongside.people.models import Organisation
from alongside.records.actors import SYSTEM, Actor
from alongside.web import formats

_WHY = "letters name who contributed to the form's own part"


@dataclass(frozen=True)
class ContributionRow:
    """What one contributor put into one section."""

    id: int
    section: str
    name: str
    role: str
    organisation: str
    contributed_on: date
    said: str
    version: int

    @property
    def who(self) -> str:
        """The contributor, as what and from where, on which day."""
        return f"{self.name}, {self.role}, {self.organisation}, {formats.day(self.contributed_on)}"


_COLUMNS = (
    "id", "section", "name", "role", "organisation__name", "organisation_name", "contributed_on", "said", "version",
)  # fmt: skip


def contributions(of: Filled, actor: Actor = SYSTEM) -> Mapping[str, list[ContributionRow]]:
    """What was contributed and stands, by section, in the order of the days; without an actor only of the parts that
    are kept on the form's own record, so that no letter tells what belongs to another."""
    own = Contribution.objects.for_system(_WHY).filter(record_id=of.record_id)
    rows = own if actor is SYSTEM else Contribution.objects.visible_to(actor)
    found: dict[str, list[ContributionRow]] = {}
    standing = rows.filter(filled_id=of.id, withdrawn_at__isnull=True).order_by("contributed_on", "id")
    for pk, section, name, role, listed, written, on, said, version in standing.values_list(*_COLUMNS):
        row = ContributionRow(pk, section, name, role, listed or written, on, said, version)
        found.setdefault(section, []).append(row)
    return found


def organisations() -> list[tuple[str, str]]:
    """Organisations on the register that have not ended, by name."""
    rows = Organisation.objects.filter(ended_on__isnull=True).order_by("name", "pk")
    return [(str(key), name) for key, name in rows.values_list("pk", "name")]
