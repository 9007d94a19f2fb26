"""What a council lays over definitions of the rooms above: read here as plain data, and given its meaning there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.council.faults import Faults, Source
from alongside.council.reading import read_text, read_yaml

KINDS = {
    "pathways": (".yaml",),
    "promises": (".yaml",),
    "forms": (".yaml",),
    "letters": (".md", ".txt", ".typ"),
}
"""The folders of a council that hold them, and how the names of their files end. A letter is read as text."""

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Overlay:
    """One file: its folder, its key (its name without the ending), and what it says."""

    kind: str
    key: str
    data: Any
    source: Source


def read_overlays(root: Path, council: str, faults: Faults) -> Iterator[Overlay]:
    """Read every overlay of a council that can be read; what cannot is noted in the faults."""
    for kind, endings in KINDS.items():
        seen: dict[str, str] = {}
        for path in sorted((root / council / kind).glob("[!.]*")):
            file = f"{root.name}/{council}/{kind}/{path.name}"
            wrong, mend = _misnamed(path, endings, seen)
            if wrong:
                faults.add(Source(file), (), wrong, mend)
                continue
            seen[path.stem] = path.name
            data = _read(path, file, faults)
            if data is not None:
                yield Overlay(kind, path.stem, *data)


def _misnamed(path: Path, endings: tuple[str, ...], seen: dict[str, str]) -> tuple[str, str]:
    if path.suffix not in endings or not KEY.fullmatch(path.stem) or not path.is_file():
        mend = f"Name it by its key and {' or '.join(endings)}, as in needs-assessment{endings[0]}"
        return "Alongside reads no file of this name", mend
    if path.stem in seen:
        return f"“{seen[path.stem]}” is there already with the same key", "Keep one of them"
    return "", ""


def _read(path: Path, file: str, faults: Faults) -> tuple[Any, Source] | None:
    if path.suffix == ".yaml":
        return read_yaml(path, file, faults)
    text = read_text(path, file, faults)
    return None if text is None else (text, Source(file))
