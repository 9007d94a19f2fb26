"""Rows about people refuse to be read until it is said on whose behalf.

The check sits in `GuardedQuery.get_compiler`, which every statement that Django builds from a queryset passes
through, also as a subquery or as one side of a union. What it does not cover (raw SQL, joins from a table that is
not guarded) the architecture tests forbid outside `queries.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.db import models
from django.db.models.sql import Query

from alongside.records import clock

if TYPE_CHECKING:
    from alongside.records.actors import Actor


class Unscoped(RuntimeError):
    """A guarded table was about to be read without saying for whom."""


class GuardedQuery(Query):
    """A query that knows whether somebody has said on whose behalf it is asked."""

    asked_for: str = ""

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_unasked()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        # Update and delete continue under Django's own classes, so the question is asked at the change.
        if klass is not None:
            self.refuse_unasked()
        return super().chain(klass)

    def combine(self, rhs: Query, connector: str) -> None:
        """`|` and `^` let the other side's rows in, so both sides must be scoped; `&` can only narrow."""
        if connector != "AND":
            self.refuse_unasked()
            if isinstance(rhs, GuardedQuery):
                rhs.refuse_unasked()
        super().combine(rhs, connector)

    def refuse_unasked(self) -> None:
        """Raise Unscoped unless somebody has said on whose behalf this is asked."""
        if not self.asked_for:
            name = self.model.__name__ if self.model else "a guarded table"
            raise Unscoped(f"{name} was read without .visible_to(actor) or .for_system(“why”).")


class GuardedQuerySet(models.QuerySet[Any]):
    """A queryset over rows about people."""

    query: Any

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query if query is not None else GuardedQuery(model), using, hints)

    def visible_to(self, actor: Actor, at: datetime | None = None) -> Self:
        """Only rows of records on which the actor holds a grant at this moment (default: now)."""
        from alongside.records.models import Grant

        path = models.OuterRef(self.model.record_path)
        grants = Grant.objects.open_at(at or clock.now()).filter(record_id=path, holder__in=actor.holders)
        return self._scoped(f"actor {actor.worker_id}").filter(models.Exists(grants))

    def held_by(self, actor: Actor, at: datetime | None = None) -> Self:
        """The same rows as `visible_to`, found from the actor's grants: for lists over a large population."""
        from alongside.records.models import Grant

        grants = Grant.objects.open_at(at or clock.now()).filter(holder__in=actor.holders)
        return self._scoped(f"actor {actor.worker_id}").filter(
            **{f"{self.model.record_path}__in": grants.values("record_id")}
        )

    def for_system(self, why: str) -> Self:
        """All rows, for a stated reason that a reader of the code can judge."""
        if not why:
            raise Unscoped("for_system needs a reason.")
        return self._scoped(why)

    def alone(self) -> Self:
        """The same rows, nobody else's to write to until the action ends: for an action that changes more than it was
        given. Ask in an order, so that two who want several do not wait for each other.

        SQLite, which knows no locks of rows, has one writer at a time.
        """
        return self.select_for_update(of=("self",))

    def raw(self, *_args: Any, **_kwargs: Any) -> Any:
        """Refused: SQL of one's own cannot be scoped."""
        raise Unscoped(
            f"{self.model.__name__}.objects.raw() cannot be scoped: write the query in queries.py."
        )

    def _raw_delete(self, using: Any) -> Any:
        # Django turns the query into one of its own class here, without asking any of our words.
        _asking(self).refuse_unasked()
        return super()._raw_delete(using)

    _raw_delete.alters_data = True  # type: ignore[attr-defined]

    def _scoped(self, why: str) -> Self:
        scoped: Self = self._chain()  # type: ignore[attr-defined]
        scoped.query.asked_for = why
        return scoped

    def _update(self, values: Any) -> int:
        # Model.save() comes through here for one row it already holds.
        self.query.asked_for = self.query.asked_for or "save of a loaded row"
        changed: int = super()._update(values)  # type: ignore[misc]
        return changed

    _update.alters_data = True  # type: ignore[attr-defined]


def _asking(rows: GuardedQuerySet) -> GuardedQuery:
    return cast(GuardedQuery, rows.query)


GuardedManager = models.Manager.from_queryset(GuardedQuerySet)


class Guarded(models.Model):
    """A row about a person: reading it needs a scope. `record_path` leads from the row to its record's key."""

    record_path: ClassVar[str] = "person_id"
    objects = GuardedManager()

    class Meta:
        abstract = True
        # Forward keys (note.person) go through the base manager: guard it too, so that they refuse as well.
        base_manager_name = "objects"
