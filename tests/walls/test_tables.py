"""What every table has to be: each index is written to at every row, and pays for it only if it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import UniqueConstraint

Columns = tuple[str, ...]


def indexes(model: Any) -> Iterator[tuple[str, Columns, bool]]:
    """The name of each index over whole columns of every row, its columns, and whether it is there for a rule."""
    own = {field.name: field for field in model._meta.local_fields}
    for field in own.values():
        if field.db_index or field.unique:
            yield field.name, (field.name,), field.unique
    for index in model._meta.indexes:
        if index.condition is None and index.fields:
            yield index.name, tuple(name for name, _way in index.fields_orders), False
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.condition is None and rule.fields:
            yield rule.name, tuple(rule.fields), True


def needless(model: Any) -> Iterator[str]:
    """An index whose columns are the first of another's: the other answers whatever is asked of it."""
    there = list(indexes(model))
    for name, columns, is_rule in there:
        for other, longer, _rule in there:
            if name != other and not is_rule and longer[: len(columns)] == columns:
                yield f"{model.__name__}: {name} is the beginning of {other}"


def test_no_index_is_the_beginning_of_another() -> None:
    """A foreign key brings an index of its own: say db_index=False where a longer one begins with its column."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    assert len(ours) > 50
    assert [said for model in ours for said in needless(model)] == []
