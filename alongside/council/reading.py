"""Reads the two kinds of file a council keeps, YAML and CSV, without guessing at anything.

YAML as such turns `no` into false, `1.10` into 1.1 and the second of two equal headings into the only one.
Here text stays text until a shape says what it should be, and a heading written twice is a mistake.
"""

import csv
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from alongside.council.faults import Faults, Loc, Source, did_you_mean, listed

PLAIN_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}


class _PlainLoader(yaml.BaseLoader):
    """YAML without anchors and aliases, which hide from a reader what a file says."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) are not used in these files",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def read_yaml(path: Path, file: str, faults: Faults) -> tuple[Any, Source] | None:
    """Read one YAML file into dicts, lists and text, with the line of every part; None when it cannot be."""
    text = _text(path, file, faults)
    if text is None:
        return None
    bare = Source(file)
    try:
        node = _PlainLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.add(
            Source(file, {(): line}),
            (),
            f"this is not YAML that can be read: {error.problem}",
            "Look at this line and the one above it; indent with spaces, and put text that holds “: ” "
            "or “#” in quotation marks",
        )
        return None
    except yaml.YAMLError as error:
        faults.add(
            bare, (), f"this is not YAML that can be read: {error}", "Save the file again as plain text"
        )
        return None
    if node is None:
        faults.add(bare, (), "the file is empty", "Write its headings, or remove the file")
        return None
    lines: dict[Loc, int] = {}
    source = Source(file, lines)
    return _plain(node, (), source, lines, faults), source


def _plain(node: yaml.Node, loc: Loc, source: Source, lines: dict[Loc, int], faults: Faults) -> Any:
    lines.setdefault(loc, node.start_mark.line + 1)
    if node.tag not in PLAIN_TAGS:
        faults.add(
            source,
            loc,
            f"“{node.tag}” is a YAML tag, and tags are not used in these files",
            "Write the value alone",
        )
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, loc, source, lines, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*loc, n), source, lines, faults) for n, item in enumerate(node.value)]
    return str(node.value)


def _mapping(
    node: yaml.MappingNode, loc: Loc, source: Source, lines: dict[Loc, int], faults: Faults
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            first = lines[(*loc, key)]
            again = Source(source.file, {(*loc, key): key_node.start_mark.line + 1})
            faults.add(
                again,
                (*loc, key),
                f"“{key}” is written twice; the first is on line {first}",
                "Keep one of them",
            )
            continue
        lines[(*loc, key)] = key_node.start_mark.line + 1
        found[key] = _plain(value_node, (*loc, key), source, lines, faults)
    return found


def read_table(
    path: Path, file: str, columns: Sequence[str], faults: Faults
) -> tuple[list[dict[str, str]], Source] | None:
    """Read a CSV file whose first row names exactly these columns; None when it cannot be read."""
    text = _text(path, file, faults)
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


def _text(path: Path, file: str, faults: Faults) -> str | None:
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
