"""The tree stays true: rooms look only down, rules are pure, nothing reaches up by a string."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture import tree

PURE = ("alongside/council", "alongside/money")


def _layers() -> list[set[str]]:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(each for each in contracts if each["id"] == "layers")["layers"]
    return [set(re.findall(r"[a-z_]+", layer)) for layer in layers]


def test_every_import_contract_holds() -> None:
    """Layers (exhaustive), pure rules, pages without tables, a council without Django."""
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place_and_says_what_it_owns() -> None:
    """A new room needs an ADR, a layer, and a docstring that names its main words."""
    rooms = {path.parent.name for path in tree.PRODUCT.glob("*/__init__.py")}
    assert rooms <= set().union(*_layers())
    silent = {
        name for name in rooms if not ast.get_docstring(tree.parsed(tree.PRODUCT / name / "__init__.py"))
    }
    assert silent == set()


def test_rules_and_configuration_are_pure() -> None:
    """Facts in, answer with reasons out: no Django, and no clock but the one passed in."""
    impure = []
    for path in tree.product():
        name = tree.short(path)
        is_rules = path.stem == "rules" or "rules" in path.parent.parts
        if not is_rules and not name.startswith(PURE):
            continue
        impure += [f"{name}:{line} {what}" for line, what in tree.imported(path) if what.startswith("django")]
        if is_rules:
            impure += [
                f"{name}:{call.lineno} asks the clock" for call in tree.calls(path) if _asks_clock(call)
            ]
    assert impure == []


def _asks_clock(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in {"now", "today", "utcnow", "time_ns"}


def test_no_foreign_key_reaches_up_by_a_string() -> None:
    """`ForeignKey("people.Person")` would go round the layers; a string may name only this room or below."""
    order = {room: level for level, rooms in enumerate(reversed(_layers())) for room in rooms}
    upward = []
    for path in tree.product():
        for call in tree.calls(path):
            target = _related_room(call)
            if target in order and order[target] > order.get(tree.room(path), -1):
                upward.append(f"{tree.short(path)}:{call.lineno} → {target}")
    assert upward == []


def _related_room(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
        return ""
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "to")]
    texts = [arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return texts[0].partition(".")[0] if texts and "." in texts[0] else ""


def test_each_way_of_reaching_up_is_noticed() -> None:
    """The finder above is not blind."""
    keys = [
        'models.ForeignKey("people.Person", PROTECT)',
        'OneToOneField(to="casework.Task")',
        'ForeignKey("self")',
    ]
    calls = [node for key in keys for node in ast.walk(ast.parse(key)) if isinstance(node, ast.Call)]
    assert sorted(map(_related_room, calls)) == ["", "casework", "people"]
