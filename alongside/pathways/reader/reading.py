"""From files to shapes: each definition, with the council's changes laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from alongside.council import COUNCILS, Council
from alongside.council.faults import Faults, Source
from alongside.council.reading import read_yaml
from alongside.council.shapes import Shape
from alongside.council.wording import shape_of
from alongside.pathways.language import Owed, Pathway
from alongside.pathways.reader.resolving import Authored, overlay, resolve

Made = TypeVar("Made", bound=Shape)
MEND = "Write each as `heading: value`"


@dataclass(frozen=True)
class Read(Generic[Made]):
    """A definition that was read: as written, as resolved, and its shape (None when it has mistakes)."""

    authored: Authored
    data: dict[str, Any]
    made: Made | None


def pathways(folder: Path, here: Council, on: date, faults: Faults) -> dict[str, Read[Pathway]]:
    """Every pathway of the folder and of the council, by key."""
    return {
        each.key: _shaped(Pathway, each, here, on, faults)
        for each in authored(folder, "pathway", here, faults)
    }


def owed(folder: Path, here: Council, on: date, faults: Faults) -> dict[str, Read[Owed]]:
    """Every promise of its own of the folder and of the council, by key."""
    return {
        each.key: _shaped(Owed, each, here, on, faults) for each in authored(folder, "promise", here, faults)
    }


def keys(folder: Path, here: Council) -> set[str]:
    """The keys of every pathway there is, also of one that cannot be read: who names it is not to blame for that."""
    return {path.stem for path in folder.glob("*.yaml")} | {
        each.key for each in here.overlays if each.kind == "pathways"
    }


def _shaped(shape: type[Made], authored: Authored, here: Council, on: date, faults: Faults) -> Read[Made]:
    data = resolve(authored, here, on, faults)
    return Read(authored, data, shape_of(shape, data, authored.source, faults))


def authored(folder: Path, heading: str, here: Council, faults: Faults) -> list[Authored]:
    """The definitions as written: the shared ones with what the council lays over them, and its own."""
    found = {each.key: each for each in _shared(folder, faults)}
    for each in here.overlays:
        if each.kind != f"{heading}s" or not _is_mapping(each.data, each.source, faults):
            continue
        if each.key in found:
            found[each.key] = overlay(found[each.key], each.data, each.source)
        else:
            found[each.key] = Authored(each.key, each.data, each.source, own=True)
    for authored in found.values():
        _named_alike(authored, heading, faults)
    return list(found.values())


def _shared(folder: Path, faults: Faults) -> Iterator[Authored]:
    for path in sorted(folder.glob("*.yaml")):
        read = read_yaml(path, _as_known(path), faults)
        if read is not None and _is_mapping(*read, faults):
            yield Authored(path.stem, *read)


def _as_known(path: Path) -> str:
    """A file as whoever mends it knows it: from the folder in which `councils` lies, too."""
    home = COUNCILS.parent
    return str(path.relative_to(home) if path.is_relative_to(home) else Path(path.parent.name, path.name))


def _is_mapping(data: Any, source: Source, faults: Faults) -> bool:
    if not isinstance(data, dict):
        faults.add(source, (), "a definition is headings with values", MEND)
    return isinstance(data, dict)


def _named_alike(authored: Authored, heading: str, faults: Faults) -> None:
    """A definition calls itself by the name of its file; what a council lays over one need not say it again."""
    said = authored.data.get(heading)
    if isinstance(said, str) and said.strip() and said != authored.key:
        wrong = f"the file is named {authored.key}.yaml and calls itself “{said}”"
        mend = f"Write `{heading}: {authored.key}`, or rename the file"
        faults.add(authored.source, (heading,), wrong, mend)
