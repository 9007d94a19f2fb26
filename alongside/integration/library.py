"""The mappings there are: those that come with Alongside, by name, and any other by its file."""

from __future__ import annotations

from pathlib import Path

from alongside.council.faults import Faults, Source, did_you_mean, listed
from alongside.council.reading import read_yaml
from alongside.council.wording import shape_of
from alongside.integration.language import Mapping
from alongside.pathways import library
from alongside.pathways.language import Pathway

SHIPPED = Path(__file__).parent / "mappings"


class MappingError(Exception):
    """A mapping cannot be used. `problems` holds one sentence for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(["The mapping cannot be used:", *(f"- {each}" for each in problems)]))


def names() -> list[str]:
    """The names of the mappings that come with Alongside."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def usable() -> list[Mapping]:
    """Those that fit the definitions in force."""
    found = []
    for name in names():
        try:
            found.append(load(name))
        except MappingError:
            continue
    return found


def load(name_or_file: str) -> Mapping:
    """A mapping by its name or its file. Raises MappingError with every mistake in it."""
    path = SHIPPED / f"{name_or_file}.yaml" if name_or_file in names() else Path(name_or_file)
    if not path.is_file():
        mend = did_you_mean(name_or_file, names(), f"There are {listed(names())}; or name a YAML file.")
        raise MappingError([f"There is no mapping “{name_or_file}”. {mend}"])
    faults = Faults()
    read = read_yaml(path, path.name, faults)
    made = shape_of(Mapping, read[0], read[1], faults) if read is not None else None
    if made is not None and read is not None:
        _check(made, read[1], faults)
    if faults.sentences or made is None:
        raise MappingError(faults.sentences)
    return made


def _check(mapping: Mapping, source: Source, faults: Faults) -> None:
    """Everything that the mapping names must be in the pathway's definition."""
    known = library.current().pathways
    if mapping.pathway not in known:
        mend = did_you_mean(mapping.pathway, known, f"There are {listed(known)}.")
        faults.add(source, ("pathway",), f"there is no pathway “{mapping.pathway}”", mend)
        return
    pathway = known[mapping.pathway].pathway
    if mapping.wait not in pathway.waits:
        mend = did_you_mean(mapping.wait, pathway.waits, f"There are {listed(pathway.waits)}.")
        faults.add(source, ("wait",), f"“{pathway.title}” has no wait “{mapping.wait}”", mend)
    _check_stages(mapping, pathway, source, faults)
    for said, number in mapping.priorities.items():
        if str(number) not in pathway.priorities:
            mend = f"There are {listed(pathway.priorities)}." if pathway.priorities else "It has none."
            wrong = f"“{pathway.title}” has no priority {number}"
            faults.add(source, ("priorities", said), wrong, mend)


def _check_stages(mapping: Mapping, pathway: Pathway, source: Source, faults: Faults) -> None:
    stages = mapping.stages
    waiting = {"unsorted": stages.unsorted, "waiting": stages.waiting, **stages.by_priority}
    ends = [stage for stage in pathway.stages if pathway.ends(stage)]
    for heading, stage in waiting.items():
        if stage not in pathway.open_stages:
            mend = did_you_mean(stage, pathway.open_stages, f"There are {listed(pathway.open_stages)}.")
            wrong = f"“{pathway.title}” has no open stage “{stage}”"
            faults.add(source, ("stages", heading), wrong, mend)
    if stages.completed not in ends:
        mend = did_you_mean(stages.completed, ends, f"There are {listed(ends)}.")
        wrong = f"“{pathway.title}” does not end at “{stages.completed}”"
        faults.add(source, ("stages", "completed"), wrong, mend)
