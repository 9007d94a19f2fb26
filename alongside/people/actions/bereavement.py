"""What this room itself does when somebody dies.

Left alone on purpose: records opened for some hours with a reason (they close by themselves, and whoever has one open
is likely the one who has to act), alerts (a dog, an infection or a violent relative is there at the visit after a
death, too; the owner ends them), and the grants of those who work with the person (much is still to be done).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from alongside.people.actions.showing import touch
from alongside.people.consequences import consequence
from alongside.people.models import Alert, Need, Person, Relationship
from alongside.people.queries.merging import ids_of
from alongside.people.rules.circle import UNPAID_CARERS
from alongside.records import clock
from alongside.records.acting import record
from alongside.records.actors import Actor
from alongside.records.models import Grant
from alongside.records.rules import working_days_after

_WHY = "a death bears on what others rely on this person for, whoever may see those others"
_DIED = "the person died"
_FLAG = "Their unpaid carer has died. Find out today who cares for them now."


def _unpaid_care_goes_on(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    """The carer lives: the relationships stand again, the alerts come down with the reason."""
    _stand_again(Relationship, kept["relationships"])
    for alert in Alert.objects.for_system(_WHY).filter(pk__in=kept["alerts"], ended_at__isnull=True).alone():
        alert.ended_at, alert.ended_by_id, alert.ended_why = at, by.worker_id, "the report was wrong"
        alert.save(update_fields=["ended_at", "ended_by", "ended_why"])
        _touch(alert.person_id)
        record(alert.person_id, "people.alert ended", "The report that their unpaid carer died was wrong.")


@consequence("death", "unpaid care by the person", undo=_unpaid_care_goes_on)
def end_unpaid_care(person: Person, *, by: Actor, at: datetime) -> Any:
    """Where they were somebody’s unpaid carer, that ends, and an alert on the other person’s record says so."""
    rows = list(_cared(person))
    for row in rows:
        row.ends_on, row.ended_at, row.ended_by_id, row.ended_why = person.died, at, by.worker_id, _DIED
        row.save(update_fields=_ENDED)
    cared_for = dict.fromkeys(_other_end(row) for row in rows)
    alerts = [_flag(each, by, at) for each in cared_for if each is not None]
    return {"relationships": [row.pk for row in rows], "alerts": alerts}


def _needs_stand_again(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    _stand_again(Need, kept)


@consequence("death", "communication needs of the person", undo=_needs_stand_again)
def end_needs(person: Person, *, by: Actor, at: datetime) -> Any:
    """Their communication needs end, so that nobody is asked to review them."""
    rows = Need.objects.for_system(_WHY).filter(
        person_id__in=ids_of(person.pk), withdrawn_at__isnull=True, ends_on=""
    )
    ended = list(rows.order_by("pk").alone().values_list("pk", flat=True))
    rows.update(ends_on=person.died, ended_at=at, ended_by_id=by.worker_id, ended_why=_DIED)
    return ended


_ENDED = ["ends_on", "ended_at", "ended_by", "ended_why"]


def _cared(person: Person) -> Iterator[Relationship]:
    """Standing relationships in which the person is an unpaid carer, written on either side."""
    own = ids_of(person.pk)
    by_them = Q(other_id__in=own, kind__in=UNPAID_CARERS) | Q(person_id__in=own, kind="cared-for")
    rows = Relationship.objects.for_system(_WHY).filter(by_them, withdrawn_at__isnull=True, ends_on="")
    yield from rows.order_by("pk").alone()


def _other_end(row: Relationship) -> int | None:
    """The record of the person cared for; None where only a name is known."""
    return row.person_id if row.kind in UNPAID_CARERS else row.other_id


def _flag(record_id: int, by: Actor, at: datetime) -> int:
    """Put up an alert on the record of the person cared for, owned by whoever works with them."""
    alert = Alert.objects.create(
        person_id=record_id,
        kind="other",
        text=_FLAG,
        owner=_owner(record_id, at) or by.own,
        review_on=working_days_after(clock.day_of(at), 1),
        recorded_at=at,
        recorded_by_id=by.worker_id,
    )
    _touch(record_id)
    record(record_id, "people.alert raised", _FLAG, alert=alert.pk)
    return int(alert.pk)


def _touch(record_id: int) -> None:
    touch(Person.objects.for_system(_WHY).get(pk=record_id))


def _owner(record_id: int, at: datetime) -> str | None:
    lasting = Grant.objects.open_at(at).filter(record_id=record_id, ends_at__isnull=True)
    return lasting.order_by("id").values_list("holder", flat=True).first()


def _stand_again(model: Any, keys: list[int]) -> None:
    """Take back the ends that the death wrote; one that somebody changed since keeps what they wrote."""
    written = model.objects.for_system(_WHY).filter(pk__in=keys, ended_why=_DIED)
    written.update(ends_on="", ended_at=None, ended_by=None, ended_why="")
