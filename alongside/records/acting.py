"""`action`: the one way to write. It opens the transaction, loads the object as the actor may see it, checks,
acts, and closes with the audit seal; a second press of the same button gives the first answer back."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, models, transaction

from alongside.records import asking, clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.audit import seal
from alongside.records.guard import GuardedQuerySet
from alongside.records.models import Event, Submission, many
from alongside.web.errors import Forbidden, Missing, Refused, Stale

Allowed = Callable[[Actor, Any], bool]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Deed:
    """The outermost action under way: its actor, its one moment, its reason."""

    by: Actor
    at: datetime
    name: str
    reason: str
    found: dict[Hashable, Any] = field(default_factory=dict, compare=False)


_under_way: ContextVar[Deed | None] = ContextVar("alongside_deed", default=None)
registered: dict[str, Any] = {}


def action(
    name: str, *, may: Allowed, on: type[models.Model] | None = None, unseen: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function an action.

    The function is written `verb(thing, *, by, at, …)` (or `verb(*, by, at, …)` without `on`) and called
    `verb(thing_id, by=actor, reason="…", key="…", version=3, …)`: the thing is loaded as `by` may see it (answering
    Missing when it is not theirs), unless `unseen` says why this action is for those who cannot see it yet.
    `may(actor, thing)` decides; a refusal raises Forbidden. `key` makes a repeated call give the first answer, which
    must therefore be plain JSON. Inner actions join the outer one's transaction, moment, reason and seal.
    """

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def perform(*args: Any, by: Actor, reason: str = "", key: object = "", **given: Any) -> Any:
            outer = _under_way.get()
            if outer is not None:
                # What is refused inside leaves nothing behind, even if the outer action goes on without it.
                with transaction.atomic():
                    return _act(outer, args, given)
            return _outermost(
                lambda: Deed(by, clock.now(), name, reason),
                str(key),
                lambda deed: _act(deed, args, {**given}, outermost=True),
            )

        def _act(deed: Deed, args: tuple[Any, ...], given: dict[str, Any], *, outermost: bool = False) -> Any:
            thing = _load(on, args[0], deed, unseen) if on is not None else None
            if outermost and thing is not None and connection.vendor == "postgresql":
                # Somebody may have been waited for: what they did was before this, not after.
                deed = _renewed(deed)
            if deed.by is not SYSTEM and not may(deed.by, thing):
                raise Forbidden(f"Your role does not allow this: {name}.")
            _check_version(thing, given.pop("version", None))
            things = () if on is None else (thing,)
            return function(*things, *args[len(things) :], by=deed.by, at=deed.at, **given)

        perform.may = may  # type: ignore[attr-defined]
        perform.action = name  # type: ignore[attr-defined]
        if name in registered:
            raise TypeError(f"Two actions are named “{name}”.")
        registered[name] = perform
        return perform

    return wrap


def _outermost(make: Callable[[], Deed], key: str, act: Callable[[Deed], Any]) -> Any:
    """Do it; once more where PostgreSQL ended it because two deeds waited for each other."""
    for _time in range(_TRIES - 1):
        try:
            return _once(make, key, act)
        except OperationalError as error:
            if connection.in_atomic_block or getattr(error.__cause__, "sqlstate", "") != _DEADLOCK:
                raise
    return _once(make, key, act)


_TRIES = 4
_DEADLOCK = "40P01"


def _once(make: Callable[[], Deed], key: str, act: Callable[[Deed], Any]) -> Any:
    with transaction.atomic():
        # On SQLite whoever writes has waited for the others by now: the moment is after theirs.
        deed = make()
        token = _under_way.set(deed)
        try:
            begun = seal.start()
            submission, first = _submit(deed, key)
            if first is not None:
                return first.answer
            answer = act(deed)
            if submission is not None:
                submission.answer = answer
                submission.save(update_fields=["answer"])
            seal.seal_action(begun, deed.by.worker_id, deed.name, deed.reason)
            return answer
        finally:
            _under_way.reset(token)


def _renewed(deed: Deed) -> Deed:
    """The action under way, from this moment on."""
    _under_way.set(later := replace(deed, at=clock.now()))
    return later


def _submit(deed: Deed, key: str) -> tuple[Submission | None, Submission | None]:
    """Our own submission under this key, or the one that came first."""
    if not key or deed.by.worker_id is None:
        return None, None
    try:
        with transaction.atomic():
            mine = Submission.objects.create(
                worker_id=deed.by.worker_id, key=key, action=deed.name, made_at=deed.at
            )
            return mine, None
    except IntegrityError:
        first = Submission.objects.get(worker_id=deed.by.worker_id, key=key)
    if first.action != deed.name:
        raise Refused("This form was sent once already, for something else. Reload the page and try again.")
    return None, first


def _load(on: type[models.Model], key: Any, deed: Deed, unseen: str) -> Any:
    rows: Any = on._default_manager.all()
    guarded = isinstance(rows, GuardedQuerySet)
    rows = rows.for_system(unseen or deed.name) if guarded else rows
    # SQLite has one writer, who holds the whole file; PostgreSQL must be asked for the row.
    thing = next(iter(rows.select_for_update(of=("self",)).filter(pk=key)), None)
    if thing is None or (guarded and deed.by is not SYSTEM and not unseen and not _sees(deed, thing)):
        raise Missing
    return thing


def _sees(deed: Deed, thing: Any) -> bool:
    """Whether the actor holds a grant on the thing's record; the same rule as `GuardedQuerySet.visible_to`."""
    return asking.is_open(getattr(thing, thing.record_path), deed.by, deed.at)


def _check_version(thing: Any, version: int | None) -> None:
    """Refuse a form that was opened before somebody else saved; the door fills in the two texts."""
    if version is None or thing is None or thing.version == version:
        return
    record_id = getattr(thing, getattr(type(thing), "record_path", ""), None)
    newest = Event.objects.for_system("to name who saved first").order_by("-id")
    columns = ("recorded_by__name", "recorded_at", "sentence")
    last = newest.filter(record_id=record_id).values_list(*columns).first() if record_id else None
    by, at, why = last or ("Somebody", clock.now(), "")
    raise Stale((), by=by or "Alongside itself", at=at, version=thing.version, why=why)


def record(
    record_id: int | None,
    kind: str,
    sentence: str,
    *,
    happened_at: datetime | None = None,
    precision: str = "time",
    subject: str = "",
    **content: Any,
) -> int:
    """Write an event of the action under way into the history; returns its key.

    `happened_at` is when it happened in the world (default: now), `precision` how sharply that is known; `subject` the
    thing it is an event of ("journey:12"). `sentence` is what a reader of the chronology sees; `content` is what
    machines read.
    """
    deed = _under_way.get()
    if deed is None:
        raise RuntimeError(f"The event “{kind}” was written outside an action.")
    made = Event.objects.create(
        record_id=record_id,
        kind=kind,
        subject=subject,
        happened_at=happened_at or deed.at,
        precision=precision,
        recorded_at=deed.at,
        recorded_by_id=deed.by.worker_id,
        sentence=sentence,
        content=content,
        reason=deed.reason,
    )
    return int(made.pk)


@dataclass(frozen=True, slots=True)
class Told:
    """One event of many (as `record` takes it)."""

    record_id: int | None
    kind: str
    sentence: str
    happened_at: datetime | None = None
    precision: str = "time"
    subject: str = ""
    content: dict[str, Any] = field(default_factory=dict)


def record_many(told: Iterable[Told]) -> list[int]:
    """Write many events of the action under way; returns their keys in the same order."""
    deed = _under_way.get()
    if deed is None:
        raise RuntimeError("Events were written outside an action.")
    listed = list(told)
    keys = many.keys(Event, len(listed))
    by = (deed.at, deed.by.worker_id, deed.reason)
    many.put(
        Event,
        "recorded_at recorded_by_id reason id record_id kind subject happened_at precision sentence content",
        [
            (*by, key, each.record_id, each.kind, each.subject, each.happened_at or deed.at, each.precision,
             each.sentence, many.content(each.content))
            for key, each in zip(keys, listed, strict=True)
        ],
    )  # fmt: skip
    return list(keys)


def inside(deed: Any, thing: Any, **given: Any) -> Any:
    """Do an action within the one under way, on a thing that was loaded for the system.

    For what follows from a deed for people whom its doer need not be able to see: the administrator who records that
    somebody leaves hands on work with people they will never meet. What is refused leaves nothing behind.
    """
    outer = _under_way.get()
    if outer is None:
        raise RuntimeError(f"“{deed.action}” follows from an action, and none is under way.")
    with transaction.atomic():
        return deed.__wrapped__(thing, by=outer.by, at=outer.at, **given)


def reason_given() -> str:
    """The reason of the action under way."""
    deed = _under_way.get()
    return deed.reason if deed else ""


def found_once(what: Hashable, find: Callable[[], Found]) -> Found:
    """Find something out once for the whole action under way, and each time where none is.

    For what an action asks again for each of many things and does not itself change.
    """
    deed = _under_way.get()
    if deed is None:
        return find()
    if what not in deed.found:
        deed.found[what] = find()
    found: Found = deed.found[what]
    return found
