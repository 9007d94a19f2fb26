"""What a council lays over definitions of the rooms above: read here as plain data, and given its meaning there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.council.faults import Faults, Source
from alongside.council.reading import read_text, read_yaml
from alongside.council.wording import HEADINGS

KINDS = {"pathways": ".yaml", "promises": ".yaml", "forms": ".yaml", "letters": ".md"}
"""The folders of a council that hold them, and how the names of their files end. A letter is read as text."""

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LETTER = re.compile(rf"{KEY.pattern}(\.easy-read)?")
"""A letter may have easy-read words beside it, in a file of their own."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One file: its folder, its key (its name without the ending), and what it says."""

    kind: str
    key: str
    data: Any
    source: Source


def read_overlays(root: Path, council: str, faults: Faults) -> Iterator[Overlay]:
    """Read every overlay of a council that can be read; what cannot is noted in the faults."""
    for kind, ending in KINDS.items():
        for path in sorted((root / council / kind).glob("[!.]*")):
            file = f"{root.name}/{council}/{kind}/{path.name}"
            shape = LETTER if kind == "letters" else KEY
            if path.suffix != ending or not shape.fullmatch(path.stem) or not path.is_file():
                mend = f"Name it by its key, as in needs-assessment{ending}"
                faults.add(Source(file), (), "Alongside reads no file of this name", mend)
                continue
            data = _read(path, file, faults)
            if data is not None:
                yield Overlay(kind, path.stem, *data)


def _read(path: Path, file: str, faults: Faults) -> tuple[Any, Source] | None:
    if path.suffix == ".yaml":
        return _headings(read_yaml(path, file, faults), faults)
    text = read_text(path, file, faults)
    return None if text is None else (text, Source(file))


def _headings(read: tuple[Any, Source] | None, faults: Faults) -> tuple[Any, Source] | None:
    if read is not None and not isinstance(read[0], dict):
        faults.add(read[1], (), *HEADINGS)
        return None
    return read
