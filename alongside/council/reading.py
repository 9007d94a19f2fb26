"""Reads the two kinds of file a council keeps, YAML and CSV, without guessing at anything.

YAML as such turns `no` into false, `1.10` into 1.1 and the second of two equal headings into the only one.
Here text stays text until a shape says what it should be, and a heading written twice is a mistake.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from alongside.council.faults import Faults, Loc, Source, did_you_mean, listed

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it: ten times as fast, and the same events."""


def read_yaml(path: Path, file: str, faults: Faults) -> tuple[Any, Source] | None:
    """Read one YAML file into dicts, lists and text, with the line of every part; None when it cannot be."""
    text = read_text(path, file, faults)
    if text is None:
        return None
    lines: dict[Loc, int] = {}
    tree = _Tree(yaml.parse(text, LOADER), Source(file, lines), lines, faults)
    try:
        found = tree.document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.add(
            Source(file, {(): line}), (), f"this is not YAML that can be read: {error.problem}", MEND_YAML
        )
        return None
    except yaml.YAMLError as error:
        wrong = f"this is not YAML that can be read: {error}"
        faults.add(Source(file), (), wrong, "Save the file again as plain text")
        return None
    return None if found is None else (found, tree.source)


MEND_YAML = (
    "Look at this line and the one above it; indent with spaces, and put text that holds “: ” or “#” "
    "in quotation marks"
)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Builds dicts, lists and text out of YAML's events, and refuses what hides from a reader what a file says."""

    events: Iterator[Any]
    source: Source
    lines: dict[Loc, int]
    faults: Faults

    def document(self) -> Any:
        """Build the only document of the file; None when there is none."""
        found = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._refuse(event, (), "a second document begins here", "Write one document to a file")
                found = self._value(next(self.events), ())
        if found is None or found == "":
            self.faults.add(
                Source(self.source.file), (), "the file is empty", "Write its headings, or remove the file"
            )
            return None
        return found

    def _value(self, event: Any, loc: Loc) -> Any:
        self.lines.setdefault(loc, event.start_mark.line + 1)
        if getattr(event, "anchor", None):
            wrong = "anchors (&) and aliases (*) are not used in these files"
            self._refuse(event, loc, wrong, "Write the value out in each place")
        if getattr(event, "tag", None):
            wrong = f"“{event.tag}” is a YAML tag, and tags are not used in these files"
            self._refuse(event, loc, wrong, "Write the value alone")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(loc)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc)
        return getattr(event, "value", "")

    def _sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = str(self._value(event, (*loc, str(getattr(event, "value", "?")))))
            value = self._value(next(self.events), (*loc, key))
            if key in found:
                wrong = f"“{key}” is written twice; the first is on line {self.lines[*loc, key]}"
                self._refuse(event, (*loc, key), wrong, "Keep one of them")
            found.setdefault(key, value)
        return found

    def _refuse(self, event: Any, loc: Loc, wrong: str, mend: str) -> None:
        here = Source(self.source.file, {loc: event.start_mark.line + 1})
        self.faults.add(here, loc, wrong, mend)


def read_table(
    path: Path, file: str, columns: Sequence[str], faults: Faults
) -> tuple[list[dict[str, str]], Source] | None:
    """Read a CSV file whose first row names exactly these columns; None when it cannot be read."""
    text = read_text(path, file, faults)
    if text is None:
        return None
    reader = csv.reader(text.splitlines())
    header = [name.strip() for name in next(reader, [])]
    if not _same_columns(header, columns, file, faults):
        return None
    lines: dict[Loc, int] = {}
    source = Source(file, lines)
    rows: list[dict[str, str]] = []
    for cells in reader:
        if not cells:
            continue
        lines[(len(rows),)] = reader.line_num
        if len(cells) != len(columns):
            faults.add(
                source,
                (len(rows),),
                f"this row has {len(cells)} cells and needs {len(columns)}",
                "Put text that holds a comma in quotation marks",
            )
        rows.append(
            {name: cell.strip() for name, cell in zip_longest(header, cells[: len(header)], fillvalue="")}
        )
    return rows, source


def _same_columns(header: list[str], columns: Sequence[str], file: str, faults: Faults) -> bool:
    source = Source(file, {(): 1})
    for name in header:
        if name not in columns:
            faults.add(
                source,
                (),
                f"“{name}” is not a column of this file",
                did_you_mean(name, columns, f"Its columns are {', '.join(columns)}."),
            )
    for name in columns:
        if name not in header:
            faults.add(
                source, (), f"the column “{name}” is missing", f"Its columns are {', '.join(columns)}."
            )
    return sorted(header) == sorted(columns)


def read_text(path: Path, file: str, faults: Faults) -> str | None:
    """Read a file as text; None when it is missing or in another encoding."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.add(
            Source(file),
            (),
            "this file is missing",
            f"Write it; {listed(sibling.name for sibling in path.parent.glob('*'))} are there",
        )
    except UnicodeDecodeError:
        faults.add(Source(file), (), "this file is not UTF-8 text", "Save it again with the encoding UTF-8")
    return None
