"""Asking in SQL, for the few pages that are read all day: composing a query through the ORM costs more than asking it.

Only `queries` modules use this (an architecture test sees to it), and each such query has a test that holds it
against the guarded queryset it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from alongside.records.actors import Actor

Rows = list[tuple[Any, ...]]


def rows(sql: str, params: Sequence[Any] = ()) -> Rows:
    """What the database answers; `%s` stands for each parameter, a list among them for as many as it has."""
    text, given = _spread(sql, params)
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        found: Rows = cursor.fetchall()
    return found


def tell(sql: str, params: Sequence[Any]) -> None:
    """Write one row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [_written(each) for each in params])


def granted(actor: Actor, at: datetime) -> tuple[str, list[Any]]:
    """The records on which the actor holds a grant at a moment, as a subquery with its parameters.

    The same rule as `GuardedQuerySet.visible_to` and `Grant.objects.open_at`.
    """
    return GRANTED, [list(actor.holders), at, at]


def open_to(record: str, actor: Actor, at: datetime) -> tuple[str, list[Any]]:
    """That the actor holds a grant on the record in this column, as a condition with its parameters.

    For a few known records; `granted` is for lists that are found from the grants.
    """
    return f"EXISTS ({GRANTED} AND g.record_id = {record})", [list(actor.holders), at, at]


GRANTED = (
    "SELECT g.record_id FROM records_grant g WHERE g.holder IN (%s) AND g.starts_at <= %s"
    " AND (g.ends_at IS NULL OR g.ends_at > %s) AND g.set_aside_by_id IS NULL"
)


def moment(stored: Any) -> datetime | None:
    """A moment as the database gave it back: SQLite keeps UTC without saying so."""
    if stored is None or (isinstance(stored, datetime) and stored.tzinfo is not None):
        return stored
    said = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return said.replace(tzinfo=UTC)


def certain(stored: Any) -> datetime:
    """The same for a column that is never empty."""
    found = moment(stored)
    if found is None:
        raise TypeError("a moment is missing where there is always one")
    return found


def _spread(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    """A place for each member of a list; an empty list matches nothing."""
    if not any(isinstance(each, list | tuple) for each in params):
        return sql, [_written(each) for each in params]
    parts, given = sql.split("%s"), []
    text = [parts[0]]
    for each, part in zip(params, parts[1:], strict=True):
        members = list(each) if isinstance(each, list | tuple) else [each]
        text.append((", ".join(["%s"] * len(members)) or "NULL") + part)
        given += [_written(member) for member in members]
    return "".join(text), given


def _written(value: Any) -> Any:
    """A moment as the database stores it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
