"""Which records are one person, and what a merge page shows of two."""

from __future__ import annotations

from alongside.people.models import Person
from alongside.web.errors import Missing

_POINTERS = (
    "a pointer between two records says nothing of either; the page that follows it asks who is reading"
)


def root_of(person_id: int) -> int:
    """The record this one is shown under: itself, or the survivor it was merged into. Missing when there is none."""
    row = Person.objects.for_system(_POINTERS).filter(pk=person_id).values_list("root_id").first()
    if row is None:
        raise Missing
    return int(row[0] or person_id)


def ids_of(root_id: int) -> list[int]:
    """Every record that is shown under this one, itself first: the rows of a person are the rows of all of these."""
    merged = Person.objects.for_system(_POINTERS).filter(root_id=root_id).order_by("pk")
    return list(dict.fromkeys([root_id, *merged.values_list("pk", flat=True)]))
