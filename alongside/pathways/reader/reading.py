"""From files to shapes: each definition, with the council's changes laid over it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from alongside.council import Council
from alongside.council.faults import Faults
from alongside.council.reading import read_yaml
from alongside.council.wording import shape_of
from alongside.pathways.language import Owed, Pathway
from alongside.pathways.reader.resolving import Authored, overlay, resolve


def pathways(
    folder: Path, here: Council, on: date, faults: Faults
) -> dict[str, tuple[dict[str, Any], Pathway]]:
    """Every pathway that could be read, by key: its resolved data and its shape."""
    found = {}
    for authored in _authored(folder, "pathways", "pathway", here, faults):
        data = resolve(authored, here, on, faults)
        pathway = shape_of(Pathway, data, authored.source, faults)
        if pathway is not None:
            found[authored.key] = (data, pathway)
    return found


def owed(folder: Path, here: Council, on: date, faults: Faults) -> dict[str, Owed]:
    """Every promise of its own that could be read, by key."""
    found = {}
    for authored in _authored(folder, "promises", "promise", here, faults):
        promise = shape_of(Owed, resolve(authored, here, on, faults), authored.source, faults)
        if promise is not None:
            found[authored.key] = promise
    return found


def _authored(folder: Path, kind: str, heading: str, here: Council, faults: Faults) -> list[Authored]:
    read = [
        _read(path, f"{folder.name}/{path.name}", path.stem, heading, faults)
        for path in sorted(folder.glob("*.yaml"))
    ]
    shared = {each.key: each for each in read if each is not None}
    for each in here.overlays:
        if each.kind == kind and each.key in shared:
            shared[each.key] = overlay(shared[each.key], each.data, each.source)
        elif each.kind == kind:
            shared[each.key] = Authored(each.key, each.data, each.source)
    return list(shared.values())


def _read(path: Path, file: str, key: str, heading: str, faults: Faults) -> Authored | None:
    read = read_yaml(path, file, faults)
    if read is None:
        return None
    data, source = read
    if not isinstance(data, dict):
        faults.add(source, (), "a definition is headings with values", "Write each as `heading: value`")
        return None
    if data.get(heading) != key:
        wrong = f"the file is named {path.name} and calls itself “{data.get(heading, '')}”"
        faults.add(source, (heading,), wrong, f"Write `{heading}: {key}`, or rename the file")
    return Authored(key, data, source)
