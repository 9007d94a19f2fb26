"""Which services of a person may change by what a review found."""

from __future__ import annotations

from alongside.commissioning.models import Line
from alongside.people.queries.merging import ids_of
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import list_label
from alongside.web import formats


def lines(person_id: int | None, actor: Actor) -> list[tuple[str, str]]:
    """The lines that are given now and that the actor may see, as choices."""
    if person_id is None:
        return []
    today = clock.today()
    rows = Line.objects.visible_to(actor).filter(
        person_id__in=ids_of(person_id), withdrawn_at__isnull=True, starts_on__lte=today, ends_on__isnull=True
    )
    return [
        (str(row.pk), f"{list_label('service-component', row.component)}, since {formats.day(row.starts_on)}")
        for row in rows.order_by("starts_on", "id")
    ]
