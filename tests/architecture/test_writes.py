"""All writes sit behind one layer, and every hook into the framework is on a list."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture import tree

# Where a room may write: its actions and its tables' own words.
WRITERS = {"actions", "models"}
# The record writes its own law: sealing, grants and the action that opens the transaction.
LAW = ("alongside/records/audit/", "alongside/records/acting.py", "alongside/records/grants.py")
# A backup copies and restores whole databases; it knows no row.
WHOLE = ("alongside/cli/backup/",)
WRITE_METHODS = {
    "bulk_create", "bulk_update", "create", "delete", "get_or_create", "save", "update", "update_or_create",
}  # fmt: skip
# `update` and `create` are words of dicts, hashes and forms, too; only a queryset's counts.
SHARED = {"create", "update", "delete", "save"}
WRITE_SQL = ("insert ", "update ", "delete ", "replace ", "truncate ", "drop ", "alter ")

# The framework's hooks: files that may listen to Django or a library. Adding one needs a reason in review.
HOOKS = {
    "alongside/records/apps.py",  # after every migration the audit triggers are made anew
}
LISTENING = {"receiver", "connect", "connect_via"}


def _may_write(path: Path) -> bool:
    name = tree.short(path)
    return path.stem in WRITERS or bool(set(path.parent.parts) & WRITERS) or name.startswith(LAW + WHOLE)


def _through_manager(node: ast.expr) -> bool:
    """Does the chain before the method pass through `.objects` or another queryset word?"""
    words = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    return bool(words & {"objects", "filter", "exclude", "for_system", "visible_to", "all"})


def _is_write(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    method = call.func.attr
    if method in {"execute", "executemany"}:
        first = call.args[0] if call.args else None
        text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        return text.strip().lower().startswith(WRITE_SQL)
    if method == "save":
        return not call.args
    return method in WRITE_METHODS and (method not in SHARED or _through_manager(call.func.value))


def _writes(source: ast.Module) -> list[int]:
    return [node.lineno for node in ast.walk(source) if isinstance(node, ast.Call) and _is_write(node)]


def test_only_actions_and_models_write() -> None:
    """A write anywhere else has no actor, no reason and no event."""
    found = [
        f"{tree.short(path)}:{line}"
        for path in tree.product()
        if not _may_write(path)
        for line in _writes(tree.parsed(path))
    ]
    assert found == []


def test_every_kind_of_write_is_noticed() -> None:
    """The finder sees each, and does not mistake a dict or a hash for a table."""
    for written in (
        "person.save()",
        "Person.objects.create(name=x)",
        "Person.objects.filter(id=1).update(name=x)",
        "Person.objects.for_system('why').delete()",
        "rows.bulk_create(many)",
        "cursor.execute('UPDATE people_person SET x = 1')",
        "Person.objects.get_or_create(x=1)",
    ):
        assert _writes(ast.parse(written)), written
    for read in ("seen.update(more)", "total.update(b'x')", "cursor.execute('SELECT 1')", "Form.create(x)"):
        assert not _writes(ast.parse(read)), read


def test_nothing_listens_to_signals_but_the_listed_hooks() -> None:
    """What happens after a save must be readable in the action that saves."""
    listening = set()
    for path in tree.product():
        names = {name for _line, name in tree.imported(path)}
        if any(".signals" in name or name.endswith("dispatch.receiver") for name in names):
            listening.add(tree.short(path))
    assert listening == HOOKS & {tree.short(path) for path in tree.product()}
