"""Asking in SQL, for the few pages that are read all day: composing a query through the ORM costs more than asking it.

Only `queries` modules use this (an architecture test sees to it), and each such query has a test that holds it
against the guarded queryset it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from alongside.records.actors import Actor

Rows = list[tuple[Any, ...]]


def rows(sql: str, params: Sequence[Any] = ()) -> Rows:
    """What the database answers; `%s` stands for each parameter, a list among them for as many as it has."""
    shape, given = _spread(params)
    here = connections[DEFAULT_DB_ALIAS]
    if _is_plain(here):
        return _at_once(here, _text(sql, shape, "?"), given)
    with here.cursor() as cursor:
        cursor.execute(_text(sql, shape, "%s"), given)
        found: Rows = cursor.fetchall()
    return found


def tell(sql: str, params: Sequence[Any]) -> None:
    """Write one row."""
    shape, given = _spread(params)
    here = connections[DEFAULT_DB_ALIAS]
    if _is_plain(here):
        _at_once(here, _text(sql, shape, "?"), given)
        return
    with here.cursor() as cursor:
        cursor.execute(_text(sql, shape, "%s"), given)


def _is_plain(here: BaseDatabaseWrapper) -> bool:
    """Whether this is SQLite and nobody is listening in."""
    return here.vendor == "sqlite" and not here.force_debug_cursor and not here.execute_wrappers


def _at_once(here: BaseDatabaseWrapper, sql: str, given: Sequence[Any]) -> Rows:
    """Past Django's cursor, which looks for each %s anew: with its making that costs more than SQLite's answer."""
    if here.connection is None:
        here.ensure_connection()
    written = [_written(each) if isinstance(each, datetime) else each for each in given]
    with here.wrap_database_errors:
        found: Rows = here.connection.execute(sql, written).fetchall()
    return found


def granted(actor: Actor, at: datetime) -> tuple[str, list[Any]]:
    """The records on which the actor holds a grant at a moment, as a subquery with its parameters.

    The same rule as `GuardedQuerySet.visible_to` and `Grant.objects.open_at`.
    """
    return GRANTED, [list(actor.holders), at, at]


def is_open(record_id: int, actor: Actor, at: datetime) -> bool:
    """Whether the actor holds a grant on this record at a moment."""
    return bool(rows(_IS_OPEN, [list(actor.holders), at, at, record_id]))


def open_to(record: str, actor: Actor, at: datetime) -> tuple[str, list[Any]]:
    """That the actor holds a grant on the record in this column, as a condition with its parameters.

    For a few known records; `granted` is for lists that are found from the grants.
    """
    holders = list(actor.holders)
    return filled(_OPEN_TO, record=record), [holders, at, holders, at, at]


def open_among(record: str, ids: Sequence[int], actor: Actor, at: datetime) -> tuple[str, list[Any]]:
    """That the record in this column is one of these on which the actor holds a grant: asked once, not for each row."""
    return filled(_OPEN_AMONG, record=record), [list(actor.holders), at, at, list(ids)]


# Grants that some holders have open at a moment: the rule in SQL, in this one place. Asked with holders, at, at.
OPEN_GRANTS = (
    "FROM records_grant g WHERE g.holder IN (%s) AND g.starts_at <= %s"
    " AND (g.ends_at IS NULL OR g.ends_at > %s) AND g.set_aside_by_id IS NULL"
)
GRANTED = f"SELECT g.record_id {OPEN_GRANTS}"
_IS_OPEN = f"SELECT 1 {OPEN_GRANTS} AND g.record_id = %s LIMIT 1"
_OPEN_AMONG = f"{{record}} IN ({GRANTED} AND g.record_id IN (%s))"
# The same rule in two halves, each of which an index finds at once, however many grants on the record have ended.
_ON_IT = (
    "EXISTS (SELECT 1 FROM records_grant g WHERE g.record_id = {record} AND g.holder IN (%s) AND g.starts_at <= %s"
    " AND g.set_aside_by_id IS NULL AND "
)
_OPEN_TO = f"({_ON_IT}g.ends_at IS NULL) OR {_ON_IT}g.ends_at > %s))"


def moment(stored: Any) -> datetime | None:
    """A moment as the database gave it back, or cast to text: SQLite keeps UTC without saying so."""
    if stored is None:
        return None
    said = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return said if said.tzinfo is not None else said.replace(tzinfo=UTC)


def certain(stored: Any) -> datetime:
    """The same for a column that is never empty."""
    found = moment(stored)
    if found is None:
        raise TypeError("a moment is missing where there is always one")
    return found


@lru_cache(maxsize=500)
def filled(sql: str, **parts: str) -> str:
    """A statement with its parts in their places: the same few all day."""
    return sql.format(**parts)


Shape = tuple[int | None, ...]


def _spread(params: Sequence[Any]) -> tuple[Shape, list[Any]]:
    """How many each parameter is (None: one, and no list), and all of them in a row."""
    given: list[Any] = []
    shape: list[int | None] = []
    for each in params:
        if isinstance(each, (list, tuple)):
            given += each
            shape.append(len(each))
        else:
            given.append(each)
            shape.append(None)
    return tuple(shape), given


@lru_cache(maxsize=2_000)
def _text(sql: str, shape: Shape, mark: str) -> str:
    """The statement with a mark for each member of a list; an empty list matches nothing. The same few all day."""
    first, *others = sql.split("%s")
    marks = [mark if many is None else ", ".join([mark] * many) or "NULL" for many in shape]
    return first + "".join(each + part for each, part in zip(marks, others, strict=True))


def _written(moment: datetime) -> str:
    """A moment as Django has SQLite store it: UTC without saying so."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))
