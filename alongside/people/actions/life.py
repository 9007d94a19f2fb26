"""Death, moving away and coming back: single acts, with all they cause, that can be taken back."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from alongside import council
from alongside.people import access
from alongside.people.actions.showing import touch
from alongside.people.consequences import of_kind
from alongside.people.models import LifeEvent, Person
from alongside.people.rules.dates import ApproximateDate
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.acting import action, reason_given, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("people.record death", on=Person, may=access.record_life)
def record_death(
    person: Person, *, by: Actor, at: datetime, on: str, told_by: str = "", detail: str = ""
) -> int:
    """Write down that a person died; everything registered as following from a death happens with it. `on` is an
    approximate date. Answers the life event's number, by which it is taken back."""
    day = _day(on, at, person)
    if person.died:
        raise Refused(f"{person.name} is already recorded as having died on {from_text(person.died)}.")
    said = f"{person.name} died {_on(day)}."
    return _happen(person, "death", day, said, by=by, at=at, on=on, told_by=told_by, detail=detail)


@action("people.record move away", on=Person, may=access.record_life)
def record_move_away(
    person: Person, *, by: Actor, at: datetime, on: str, to: str, told_by: str = "", detail: str = ""
) -> int:
    """Write down that a person moved into another authority's area (`to`, a code of the list local-authority).

    Where somebody is ordinarily resident is another question (Care Act 2014 s39) and is recorded by itself.
    """
    day = _day(on, at, person)
    _alive(person)
    if person.moved_away:
        raise Refused(
            f"{person.name} is already recorded as having moved away {_on(from_text(person.moved_away))}."
        )
    where = council.current().lists.get("local-authority")
    if to not in where:
        raise Refused("Select the council the person moved to.", "to")
    said = f"{person.name} moved away to {where.entry(to).label} {_on(day)}."
    return _happen(person, "move away", day, said, by=by, at=at, on=on, told_by=told_by, detail=detail, to=to)


@action("people.record return", on=Person, may=access.record_life)
def record_return(
    person: Person, *, by: Actor, at: datetime, on: str, told_by: str = "", detail: str = ""
) -> int:
    """Write down that a person who had moved away is back."""
    day = _day(on, at, person)
    _alive(person)
    if not person.moved_away:
        raise Refused(f"{person.name} is not recorded as having moved away.")
    said = f"{person.name} came back {_on(day)}."
    return _happen(person, "return", day, said, by=by, at=at, on=on, told_by=told_by, detail=detail)


@action("people.take back", on=LifeEvent, may=access.record_life)
def take_back(event: LifeEvent, *, by: Actor, at: datetime) -> None:
    """The report was wrong: undo the act and everything it caused, the last consequence first."""
    if event.undone_at is not None:
        raise Refused("This was taken back already.")
    if not reason_given():
        raise Refused("Say how you know that the report was wrong.", "reason")
    standing = LifeEvent.objects.for_system("the actor sees the person whose life events these are")
    if standing.filter(person_id=event.person_id, undone_at__isnull=True, pk__gt=event.pk).exists():
        raise Refused("Something was recorded after this. Take the later one back first.")
    person = Person.objects.for_system("the actor sees the life event of this person").get(pk=event.person_id)
    for each in reversed(of_kind(event.kind)):
        if each.name in event.caused:
            each.undo(person, event.caused[each.name], by=by, at=at)
    for column, before in event.caused["columns"].items():
        setattr(person, column, before)
    person.save(update_fields=list(event.caused["columns"]))
    event.undone_at, event.undone_by_id, event.undone_why = at, by.worker_id, reason_given()
    event.save(update_fields=["undone_at", "undone_by", "undone_why"])
    touch(person)
    said = f"It was wrong: “{event.caused['sentence']}” It was taken back, with all that followed from it."
    record(person.pk, "people.taken back", said, life_event=event.pk, of=event.kind)


def _happen(
    person: Person,
    kind: str,
    day: ApproximateDate,
    sentence: str,
    *,
    by: Actor,
    at: datetime,
    on: str,
    told_by: str,
    detail: str,
    **content: Any,
) -> int:
    """Change what lists show, let every room follow, and write the one event."""
    columns = _COLUMNS[kind]
    before = {column: getattr(person, column) for column in columns}
    for column, is_set in columns.items():
        setattr(person, column, on if is_set else "")
    person.save(update_fields=list(columns))
    caused = {each.name: each.do(person, by=by, at=at) for each in of_kind(kind)}
    made = LifeEvent.objects.create(
        person=person,
        kind=kind,
        on=on,
        told_by=told_by,
        detail=detail,
        caused=caused | {"columns": before, "sentence": sentence},
        recorded_at=at,
        recorded_by_id=by.worker_id,
    )
    touch(person)
    happened, precision = moment_of(day)
    said = " ".join(part for part in (sentence, detail) if part)
    record(
        person.pk,
        f"people.{kind}",
        said,
        happened_at=happened,
        precision=precision,
        life_event=made.pk,
        told_by=told_by,
        **content,
    )
    return int(made.pk)


# Which columns of the person an event sets (to its date) or empties.
_COLUMNS = {"death": {"died": True}, "move away": {"moved_away": True}, "return": {"moved_away": False}}


def _alive(person: Person) -> None:
    if person.died:
        raise Refused(f"{person.name} is recorded as having died. Take that back first if it was wrong.")


def _day(on: str, at: datetime, person: Person) -> ApproximateDate:
    try:
        day = from_text(on)
    except ValueError as error:
        raise Refused(f"{error}.", "on") from error
    if not day.known:
        raise Refused("Enter the date, or at least the year.", "on")
    if _first(day) > clock.day_of(at):
        raise Refused("The date is still to come. Check the day, month and year.", "on")
    if day.latest() < from_text(person.born).earliest() and person.born:
        raise Refused(f"The date is before {person.name} was born, {from_text(person.born)}.", "on")
    return day


def _first(day: ApproximateDate) -> Any:
    """The first day of the date itself: “about 2026” said in 2026 is not still to come."""
    return ApproximateDate(day.year, day.month, day.day).earliest()


def _on(day: ApproximateDate) -> str:
    """“on 3 May 2026”, “in May 2026”, “about 2026”."""
    return str(day) if day.about else f"{'on' if day.day else 'in'} {day}"


def moment_of(day: ApproximateDate) -> tuple[datetime, str]:
    """A moment that sorts an approximate date into the history, and how sharply it is known."""
    midnight = datetime.combine(_first(day), time.min, tzinfo=timezone.get_current_timezone())
    return midnight, str(day.precision)
