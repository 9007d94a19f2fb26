"""Builds the pages of docs/built from the code, so that they cannot lie.

python -m scripts.docs            writes them
python -m scripts.docs --check    only says whether they are as they should be (part of `make check`)
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from alongside.pathways.language import Pathway
    from alongside.records.actors import Actor
    from alongside.web.door import Page

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "docs" / "built"
PRODUCT = ROOT / "alongside"
HEAD = "<!-- Built by `make docs`; do not edit. -->\n\n"


def rooms() -> str:
    """The rooms from the roof down, what each says of itself, and who imports whom."""
    import grimp

    graph = grimp.build_graph("alongside", cache_dir=None)
    order = [name for layer in _layers() for name in layer if (PRODUCT / name / "__init__.py").is_file()]
    lines = ["# The rooms", "", "From the roof down. A room imports only from rooms below it.", ""]
    lines += ["```mermaid", "flowchart TD"]
    lines += [f"  {upper} --> {lower}" for upper, lower in _arrows(graph, order)]
    lines += ["```", ""]
    for name in order:
        said = (
            ast.get_docstring(ast.parse((PRODUCT / name / "__init__.py").read_text(encoding="utf-8"))) or ""
        )
        lines += [f"## {name}", "", said.split("\n\n    ")[0], ""]
    return "\n".join(lines)


def _layers() -> Iterator[list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    for layer in layers:
        yield [name.strip(" ()") for name in layer.split("|")]


def _arrows(graph: object, order: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of rooms of which the first imports the second; tests do not count."""
    used = set()
    for importer in graph.modules:  # type: ignore[attr-defined]  # grimp ships no types for its graph
        if ".tests" in importer or importer.count(".") < 1:
            continue
        for imported in graph.find_modules_directly_imported_by(importer):  # type: ignore[attr-defined]
            if imported.count(".") and ".tests" not in imported:
                used.add((importer.split(".")[1], imported.split(".")[1]))
    for upper in order:
        yield from ((upper, lower) for lower in order if upper != lower and (upper, lower) in used)


def pages() -> str:
    """Every page: its address, its name, its title and who it is for."""
    lines = ["# The pages", "", "| address | name | title | for |", "|---|---|---|---|"]
    lines += [
        f"| `/{page.route}` | {page.name} | {page.title} | {_audience(page.may)} |" for page in _pages()
    ]
    return "\n".join(lines) + "\n"


def _pages() -> list[Page]:
    """Every published page by address; reading the addresses is what imports the rooms' pages."""
    from alongside.web import door
    from config import urls

    return sorted(door.pages(), key=lambda page: page.route) if urls.urlpatterns else []


def _audience(may: Callable[..., bool]) -> str:
    """Found out by asking `may` about somebody with no permission, then with each one alone."""
    from alongside.records.actors import Actor
    from alongside.records.permissions import PERMISSIONS
    from alongside.web.door import anyone

    if may is anyone:
        return "anyone"
    if may(Actor(1, "a probe")):
        return "whoever is signed in"
    enough = [key for key in PERMISSIONS if may(Actor(1, "a probe", permissions=frozenset({key})))]
    return " or ".join(enough) or "see its rule"


def access_matrix() -> str:
    """Who of the cast may open which page and do which deed, whatever the person in question."""
    from alongside.records.acting import registered
    from alongside.records.actors import Actor, permissions_of
    from tests.town.cast import WORKERS

    cast = [Actor(1, each.name, (each.role,), permissions=permissions_of((each.role,))) for each in WORKERS]
    lines = ["# Access matrix", "", _MATRIX, ""]
    lines += [f"{number}. {each.name}, {each.role}" for number, each in enumerate(WORKERS, 1)]
    head = "| | " + " | ".join(str(number) for number in range(1, len(cast) + 1)) + " |"
    for title, rows in (
        ("Pages", [(page.name, page.may) for page in sorted(_pages(), key=lambda page: page.name)]),
        ("Actions", [(name, registered[name].may) for name in sorted(registered)]),
        ("Steps of pathways", list(_steps())),
    ):
        lines += ["", f"## {title}", "", head, "|---|" + ":-:|" * len(cast)]
        lines += [
            f"| {name} | " + " | ".join(_mark(may, actor) for actor in cast) + " |" for name, may in rows
        ]
    return "\n".join(lines) + "\n"


def _steps() -> Iterator[tuple[str, Callable[[Actor], bool]]]:
    """Every beginning and every move of every pathway, for whoever has one of the duties it asks for."""
    from alongside.pathways.drawing.description import access_rows

    for pathway in sorted(_shipped(), key=lambda each: each.key):
        for what, duties in access_rows(pathway):
            yield (
                f"{pathway.key}: {what}",
                lambda actor, duties=duties: not actor.duties.isdisjoint(duties),  # type: ignore[misc]
            )


def _shipped() -> list[Pathway]:
    """The shared definitions as they stand in the house, with the times a council without its own has."""
    from alongside import council
    from alongside.pathways import library
    from alongside.pathways.reader import retelling

    found = retelling.told(library.DEFINITIONS, council.current(), date.min)
    return [pathway for authored, pathway in found if not authored.own]


def pathways() -> Iterator[tuple[str, str]]:
    """A page and a picture for each shared definition, and one that lists them, by the name of the file."""
    from alongside.pathways.drawing import diagram, markdown
    from alongside.pathways.drawing.description import describe

    every = {each.key: each for each in _shipped()}
    titles = {key: each.title for key, each in every.items()}
    listed = [f"- [{each.title}]({key}.md): {each.purpose}" for key, each in sorted(every.items())]
    yield "README.md", HEAD + "\n".join(["# Pathways", "", _PATHWAYS, "", *listed]) + "\n"
    for key, pathway in every.items():
        yield f"{key}.md", HEAD + markdown.page(describe(pathway, titles)).rstrip() + "\n"
        yield f"{key}.svg", diagram.standalone(pathway)


_PATHWAYS = (
    "Each kind of work has one definition, in `alongside/pathways/definitions/`. These pages are drawn from them, as "
    "is the help page of each in the product; a council may set its own times and lay its own words over them."
)


_MATRIX = (
    "The cast of `tests/town` against every page and action: ● by their role, ○ depends on the record too, "
    "blank never. Which *people* somebody sees is decided by grants, not here."
)


def _mark(may: Callable[..., bool], actor: Actor) -> str:
    try:
        return "●" if may(actor) else ""
    except (TypeError, AttributeError):
        return "○" if _with_some_record(may, actor) else ""


def _with_some_record(may: Callable[..., bool], actor: Actor) -> bool:
    """Could this actor be allowed, for a record that stands in no way?"""
    from unittest.mock import MagicMock

    return bool(may(actor, MagicMock()))


def permissions() -> str:
    """What a role may be allowed to do, in a sentence each."""
    from alongside.records.permissions import PERMISSIONS

    lines = ["# Permissions", "", "A closed list; roles choose from it (councils/*/roles.yaml).", ""]
    lines += ["| permission | lets a role |", "|---|---|"]
    lines += [f"| {key} | {sentence} |" for key, sentence in PERMISSIONS.items()]
    return "\n".join(lines) + "\n"


def data_dictionary() -> str:
    """Every table of ours: what a row is, its columns and the rules the database keeps."""
    from django.apps import apps

    ours = [
        each
        for each in apps.get_models(include_auto_created=True)
        if each.__module__.startswith("alongside.")
    ]
    lines = [
        "# Data dictionary",
        "",
        "Every table, as the code declares it; both databases have the same.",
        "",
    ]
    for model in sorted(ours, key=lambda each: each._meta.db_table):
        lines += [*_table(model), ""]
    return "\n".join(lines)


def _table(model: type[Model]) -> Iterator[str]:
    meta = model._meta
    said = (model.__doc__ or "").strip()
    automatic = said.startswith(f"{model.__name__}(")
    yield f"## {meta.db_table}"
    yield ""
    yield "A link between two tables." if automatic or not said else _paragraph(said)
    yield ""
    yield "| column | kind | may be empty |"
    yield "|---|---|---|"
    for field in meta.concrete_fields:
        yield f"| {field.column} | {_kind(field)} | {'yes' if field.null else 'no'} |"
    names = sorted(constraint.name.replace("_", " ") for constraint in meta.constraints)
    if names:
        yield ""
        yield f"The database keeps: {'; '.join(names)}."


def _paragraph(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines()).replace("  ", " ")


def _kind(field: Field[object, object]) -> str:
    if field.related_model is not None:
        related = field.related_model
        return f"→ {related if isinstance(related, str) else related._meta.db_table}"
    return field.get_internal_type().removesuffix("Field").lower()


PAGES: Mapping[str, Callable[[], str]] = {
    "rooms.md": rooms,
    "pages.md": pages,
    "permissions.md": permissions,
    "access-matrix.md": access_matrix,
    "data-dictionary.md": data_dictionary,
}


def build() -> dict[Path, str]:
    """Every built page and what should be in it."""
    built = {BUILT / name: HEAD + make().rstrip() + "\n" for name, make in PAGES.items()}
    return built | {BUILT / "pathways" / name: text for name, text in pathways()}


def left_over(wanted: Mapping[Path, str]) -> list[Path]:
    """Pages of definitions that are no more."""
    return sorted(set((BUILT / "pathways").glob("*")) - wanted.keys())


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes or compares; 1 when `--check` finds a difference."""
    parser = argparse.ArgumentParser(prog="python -m scripts.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    wanted = build()
    old = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    gone = left_over(wanted)
    if chosen.check:
        for path in [*old, *gone]:
            print(f"{path.relative_to(ROOT)} is not what the code says. Run: make docs")
        return int(bool(old or gone))
    for path in old:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in gone:
        path.unlink()
    print(f"docs/built: {len(wanted)} pages, {len(old)} of them new or changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
