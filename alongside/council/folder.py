"""Reads a council's folder, and the one all English councils share, into parts not yet held to each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from alongside.council.faults import Faults, Loc, Source, did_you_mean
from alongside.council.overlays import KINDS, Overlay, read_overlays
from alongside.council.reading import read_table, read_yaml
from alongside.council.shapes import (
    AccessFile,
    CouncilFile,
    LabelsFile,
    ListFile,
    Lsoa,
    Neighbourhood,
    NeighbourhoodsFile,
    Practice,
    Role,
    RolesFile,
    Separation,
    SeparationFile,
    Shape,
    Target,
    TargetsFile,
    Team,
    TeamsFile,
    Ward,
)
from alongside.council.wording import shape_of
from alongside.council.work import (
    BankHolidaysFile,
    ClosuresFile,
    DutiesFile,
    Duty,
    Load,
    LoadsFile,
    PrioritiesFile,
    Scale,
)

SHARED = "england"
FILES = (
    "borough.yaml", "closures.yaml", "council.yaml", "duties.yaml", *KINDS, "labels.yaml", "lists", "loads.yaml",
    "lsoas.csv", "neighbourhoods.yaml", "postcodes.csv", "practices.csv", "priorities.yaml", "roles.yaml", "SOURCES.md",
    "targets.yaml", "teams.yaml", "wards.csv", "wards.geojson",
)  # fmt: skip
"""What may stand in a council's folder. Left out may be: closures, duties, loads, priorities and roles (then
England's hold), the folders, borough (what the demo's made-up people are like), SOURCES.md and wards.geojson."""

Part = TypeVar("Part")
Row = TypeVar("Row", bound=Shape)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Part]):
    """A part, and where it was written."""

    item: Part
    source: Source
    loc: Loc = ()

    def blame(self, faults: Faults, *inner: str | int, wrong: str, mend: str) -> None:
        """Note a mistake in this part, or further in."""
        faults.add(self.source, (*self.loc, *inner), wrong, mend)


@dataclass
class Parts:
    """Everything that could be read. `broken` names the kinds that could not, so that none is blamed twice."""

    key: str
    council: list[Placed[CouncilFile]] = field(default_factory=list)
    access: list[Placed[AccessFile]] = field(default_factory=list)
    shared_labels: list[Placed[LabelsFile]] = field(default_factory=list)
    labels: list[Placed[LabelsFile]] = field(default_factory=list)
    teams: list[Placed[Team]] = field(default_factory=list)
    roles: list[Placed[Role]] = field(default_factory=list)
    separations: list[Placed[Separation]] = field(default_factory=list)
    duties: list[Placed[Duty]] = field(default_factory=list)
    loads: list[Placed[Load]] = field(default_factory=list)
    scales: list[Placed[Scale]] = field(default_factory=list)
    covered: list[Placed[Any]] = field(default_factory=list)
    """Parts of England's whose place the council's own have taken."""
    bank_holidays: list[Placed[BankHolidaysFile]] = field(default_factory=list)
    closures: list[Placed[ClosuresFile]] = field(default_factory=list)
    wards: list[Placed[Ward]] = field(default_factory=list)
    lsoas: list[Placed[Lsoa]] = field(default_factory=list)
    practices: list[Placed[Practice]] = field(default_factory=list)
    neighbourhoods: list[Placed[Neighbourhood]] = field(default_factory=list)
    postcodes: list[Placed[dict[str, str]]] = field(default_factory=list)
    targets: list[Placed[Target]] = field(default_factory=list)
    shared_lists: dict[str, Placed[ListFile]] = field(default_factory=dict)
    own_lists: dict[str, Placed[ListFile]] = field(default_factory=dict)
    overlays: list[Overlay] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Folder:
    """One council's folder, and the shared one beside it."""

    root: Path
    key: str
    faults: Faults

    def read(self) -> Parts:
        """Read every file; what is wrong in each is noted in the faults."""
        self._refuse_strangers()
        parts = Parts(self.key)
        parts.council = self._file(self.key, "council.yaml", CouncilFile, parts, "council")
        parts.access = self._file(SHARED, "access.yaml", AccessFile, parts, "access")
        parts.shared_labels = self._file(SHARED, "labels.yaml", LabelsFile, parts, "labels")
        parts.labels = self._file(self.key, "labels.yaml", LabelsFile, parts, "labels")
        teams = self._file(self.key, "teams.yaml", TeamsFile, parts, "teams")
        parts.teams = [part for file in teams for part in _each(file, "teams", file.item.teams)]
        targets = self._file(self.key, "targets.yaml", TargetsFile, parts, "targets")
        parts.targets = [part for file in targets for part in _each(file, "targets", file.item.targets)]
        rules = self._file(SHARED, "separation.yaml", SeparationFile, parts, "separations")
        parts.separations = [
            part for file in rules for part in _each(file, "kept apart", file.item.kept_apart)
        ]
        parts.roles = self._layered("roles.yaml", RolesFile, "roles", parts)
        self._work(parts)
        self._places(parts)
        parts.shared_lists = self._lists(SHARED, parts)
        parts.own_lists = self._lists(self.key, parts)
        parts.overlays = list(read_overlays(self.root, self.key, self.faults))
        return parts

    def _refuse_strangers(self) -> None:
        for path in sorted((self.root / self.key).iterdir()):
            if path.name not in FILES and not path.name.startswith("."):
                self.faults.add(
                    Source(f"{self.root.name}/{self.key}/{path.name}"),
                    (),
                    "Alongside reads no file of this name",
                    did_you_mean(path.name, FILES, f"Remove it; the files are {', '.join(FILES)}."),
                )

    def _work(self, parts: Parts) -> None:
        parts.duties = self._layered("duties.yaml", DutiesFile, "duties", parts)
        parts.loads = self._layered("loads.yaml", LoadsFile, "loads", parts, by="role")
        parts.scales = self._layered("priorities.yaml", PrioritiesFile, "scales", parts)
        days = self._file(SHARED, "bank-holidays.yaml", BankHolidaysFile, parts, "bank-holidays")
        parts.bank_holidays = days
        parts.closures = self._optional("closures.yaml", ClosuresFile, parts, "closures")

    def _layered(
        self, name: str, kind: type[Row], part: str, parts: Parts, *, by: str = "key"
    ) -> list[Placed[Any]]:
        """Read what all councils share and what the council has, which takes the place of that with the same key."""
        shared = self._file(SHARED, name, kind, parts, part)
        own = self._optional(name, kind, parts, part)
        mine = [each for file in own for each in _each(file, part, getattr(file.item, part))]
        theirs = [each for file in shared for each in _each(file, part, getattr(file.item, part))]
        replaced = {getattr(each.item, by) for each in mine}
        parts.covered += [each for each in theirs if getattr(each.item, by) in replaced]
        return [each for each in theirs if getattr(each.item, by) not in replaced] + mine

    def _optional(self, name: str, kind: type[Row], parts: Parts, part: str) -> list[Placed[Row]]:
        """Read a file of the council's which it may leave out."""
        if not (self.root / self.key / name).exists():
            return []
        return self._file(self.key, name, kind, parts, part)

    def _places(self, parts: Parts) -> None:
        parts.wards = self._table("wards.csv", Ward, parts, "wards")
        parts.lsoas = self._table("lsoas.csv", Lsoa, parts, "lsoas")
        parts.practices = self._table("practices.csv", Practice, parts, "practices")
        found = self._file(self.key, "neighbourhoods.yaml", NeighbourhoodsFile, parts, "neighbourhoods")
        parts.neighbourhoods = [
            part for file in found for part in _each(file, "neighbourhoods", file.item.neighbourhoods)
        ]
        if table := self._rows("postcodes.csv", ("postcode", "ward", "lsoa"), parts, "postcodes"):
            rows, source = table
            parts.postcodes = [Placed(row, source, (n,)) for n, row in enumerate(rows)]

    def _lists(self, council: str, parts: Parts) -> dict[str, Placed[ListFile]]:
        found = {}
        for path in sorted((self.root / council / "lists").glob("*")):
            for placed in self._file(council, f"lists/{path.name}", ListFile, parts, "lists"):
                found[path.name.removesuffix(".yaml")] = placed
        return found

    def _file(self, council: str, name: str, kind: type[Row], parts: Parts, part: str) -> list[Placed[Row]]:
        """Read one file: itself, or nothing when it cannot be read."""
        read = read_yaml(self.root / council / name, f"{self.root.name}/{council}/{name}", self.faults)
        if read is not None:
            data, source = read
            made = shape_of(kind, data, source, self.faults)
            if made is not None:
                return [Placed(made, source)]
        parts.broken.add(part)
        return []

    def _rows(
        self, name: str, columns: Sequence[str], parts: Parts, part: str
    ) -> tuple[list[dict[str, str]], Source] | None:
        path = self.root / self.key / name
        table = read_table(path, f"{self.root.name}/{self.key}/{name}", columns, self.faults)
        if table is None:
            parts.broken.add(part)
        return table

    def _table(self, name: str, kind: type[Row], parts: Parts, part: str) -> list[Placed[Row]]:
        table = self._rows(name, list(kind.model_fields), parts, part)
        rows, source = table or ([], Source(name))
        made = []
        for n, row in enumerate(rows):
            shape = shape_of(kind, row, source, self.faults, at=(n,))
            if shape is None:
                parts.broken.add(part)
            else:
                made.append(Placed(shape, source, (n,)))
        return made


def _each(file: Placed[Any], heading: str, items: Sequence[Part]) -> list[Placed[Part]]:
    return [Placed(item, file.source, (heading, n)) for n, item in enumerate(items)]
