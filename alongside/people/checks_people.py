"""What `alongside check` asks of people: does what is shown follow from what is stated?"""

from __future__ import annotations

from collections.abc import Iterable

from alongside.people.actions.showing import differing
from alongside.people.models import Person, Relationship
from alongside.records.check import check

_CHECK = "a check looks at everybody and names no one"


@check("people as shown", "The worker puts them right every night; if it does not, look at the health page.")
def _shown() -> Iterable[str]:
    for person, columns in differing():
        wrong = [field for field, said in vars(columns).items() if getattr(person, field) != said]
        yield f"Person {person.pk}: {', '.join(wrong).replace('_', ' ')} shown does not follow from what is stated."


@check("people round people", "Open the relationship and withdraw it, saying why.")
def _relationships() -> Iterable[str]:
    rows = Relationship.objects.for_system(_CHECK).filter(withdrawn_at__isnull=True, other__isnull=False)
    for row in rows.select_related("person", "other").order_by("id"):
        if row.other and row.person.root_id == row.other.root_id:
            yield f"Relationship {row.pk} says that person {row.person_id} is related to their own merged record."


@check("merged records", "Take the merge back on the page of the person, and merge again.")
def _roots() -> Iterable[str]:
    rows = Person.objects.for_system(_CHECK).filter(merged_into__isnull=True).order_by("pk")
    for person_id, root in rows.values_list("pk", "root_id").iterator(chunk_size=2000):
        if root != person_id:
            yield f"Person {person_id} is not merged and is yet shown under {root}."
