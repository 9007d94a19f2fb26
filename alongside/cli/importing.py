"""`alongside import-list`: a list of another system, brought in unattended, with the fate of every row."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from alongside.cli.database import require_current
from alongside.cli.trouble import Trouble

_FIELDS = ("row", "reference", "fate", "why", "person", "journey")


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    file: Path
    pathway: str
    mapping: str
    as_at: date
    dry_run: bool
    json: bool
    csv: Path | None


def import_list(asked: Asked) -> int:
    """Brings the list in, or says what would become of it. Raises Trouble, and then nothing was written."""
    require_current()
    from alongside.integration.rules.sheet import Broken
    from alongside.web.errors import Refused

    try:
        stream = asked.file.open("rb")
    except OSError as wrong:
        raise Trouble(f"{asked.file} cannot be read: {wrong.strerror}.") from wrong
    with ExitStack() as open_:
        open_.enter_context(stream)
        write = _csv(asked, open_)
        try:
            said, lines = _done(asked, stream)
        except Broken as wrong:
            raise Trouble(f"{asked.file.name} was refused whole. {wrong}") from wrong
        except Refused as wrong:
            raise Trouble(str(wrong)) from wrong
        _report(asked, said, lines, write)
    return 0


def _done(asked: Asked, stream: Any) -> tuple[dict[str, Any], Iterable[dict[str, Any]]]:
    from alongside.integration.actions import importing
    from alongside.integration.queries import rehearsal, runs
    from alongside.records.actors import SYSTEM

    what = importing.List(stream, asked.file.name, _mapping(asked), asked.as_at)
    said = {
        "file": asked.file.name,
        "mapping": what.mapping.key,
        "pathway": what.mapping.pathway,
        "as_at": asked.as_at.isoformat(),
        "dry_run": asked.dry_run,
    }
    if asked.dry_run:
        whole, decided = importing.rehearse(what)
        rehearsed = rehearsal.rehearsed(decided)
        return said | {"run": None, "rows": whole.rows}, (_line(each) for each in rehearsed)
    run_id = importing.bring_in(what, by=SYSTEM, progress=_progress)
    run = runs.row(run_id)
    more = {"run": run.id, "rows": run.rows, "counts": run.counts, "to_decide": run.to_decide}
    return said | more, (_line(each) for each in runs.lines(run_id))


def _mapping(asked: Asked) -> Any:
    from alongside.council.faults import did_you_mean, listed
    from alongside.integration import library
    from alongside.pathways import library as pathways

    known = pathways.current().pathways
    if asked.pathway not in known:
        mend = did_you_mean(asked.pathway, known, f"There are {listed(known, 40)}.")
        raise Trouble(f"There is no pathway “{asked.pathway}”. {mend}")
    try:
        mapping = library.load(asked.mapping)
    except library.MappingError as wrong:
        raise Trouble("\n".join(wrong.problems)) from wrong
    if mapping.pathway != asked.pathway:
        raise Trouble(
            f"The mapping “{mapping.key}” is for the pathway “{mapping.pathway}”, not for “{asked.pathway}”. "
            "Name the one, or write a mapping for the other."
        )
    return mapping


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} rows", end="" if done < of else "\n", file=sys.stderr)


def _line(each: Any) -> dict[str, Any]:
    return dict(zip(_FIELDS, asdict(each).values(), strict=True))


def _report(
    asked: Asked, said: dict[str, Any], lines: Iterable[dict[str, Any]], write: Callable[[Any], object]
) -> None:
    """Every row's fate, and how many of each: printed as a table or as JSON, and written as CSV."""
    from alongside.integration.rules.fates import TITLES

    counts = dict.fromkeys(TITLES, 0)
    kept = []
    for line in lines:
        counts[line["fate"]] += 1
        write(line)
        if asked.json:
            kept.append(line)
        else:
            print(f"{line['row']:>7}  {line['reference']:<12}  {line['fate']:<8}  {line['why']}".rstrip())
    if asked.json:
        print(json.dumps({**said, "counts": counts, "lines": kept}, ensure_ascii=False, indent=1))
        return
    for fate, title in TITLES.items():
        print(f"{counts[fate]:>7}  {title}")
    print(f"{sum(counts.values()):>7}  rows below the headings{_aside(asked, said)}")


def _aside(asked: Asked, said: dict[str, Any]) -> str:
    if asked.dry_run:
        return ". This was a dry run: nothing was written."
    decide = said["to_decide"]
    return f". Import run {said['run']}{f'; {decide} for somebody to decide' if decide else ''}."


def _csv(asked: Asked, open_: ExitStack) -> Callable[[Any], object]:
    """How the fate of a row is written, too. Opened before anything comes in: what cannot be written is told first."""
    path = asked.csv
    if path is None:
        return lambda _line: None
    if path.resolve() == asked.file.resolve():
        raise Trouble(f"{path} is the list itself. Name another file for what became of its rows.")
    try:
        file = open_.enter_context(path.open("w", encoding="utf-8", newline=""))
    except OSError as wrong:
        raise Trouble(f"{path} cannot be written: {wrong.strerror}.") from wrong
    writer = csv.DictWriter(file, _FIELDS)
    writer.writeheader()
    return writer.writerow
