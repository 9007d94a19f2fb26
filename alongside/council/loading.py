"""Loads a council: reads its folder, holds the parts to each other, and puts them together or says why not."""

from collections.abc import Collection
from pathlib import Path
from types import MappingProxyType

from alongside.council.checks import check_all
from alongside.council.checks.references import ward_names
from alongside.council.faults import CouncilError, Faults, Source, did_you_mean, listed
from alongside.council.folder import SHARED, Folder, Parts, Placed
from alongside.council.lists import CodeList, Lists
from alongside.council.model import Council
from alongside.council.places import Directory, tidy_postcode
from alongside.council.shapes import ListFile, Neighbourhood, Team

COUNCILS = Path(__file__).resolve().parents[2] / "councils"
"""Where the councils' folders are, beside the package."""


def load(key: str, root: Path = COUNCILS, *, permissions: Collection[str] | None = None) -> Council:
    """Load the council whose folder is `key`.

    `permissions` are the permissions Alongside knows: a role that names another is then a mistake.
    Raises CouncilError, whose `problems` hold a sentence for every mistake in every file.
    """
    faults = Faults()
    _refuse_unknown(key, root)
    parts = Folder(root, key, faults).read()
    check_all(parts, faults, permissions)
    if faults.sentences:
        raise CouncilError(key, faults.sentences)
    return _council(parts)


def problems(key: str, root: Path = COUNCILS, *, permissions: Collection[str] | None = None) -> list[str]:
    """Say in sentences what is wrong with a council's configuration; nothing when it can be used."""
    try:
        load(key, root, permissions=permissions)
    except CouncilError as error:
        return error.problems
    return []


def _refuse_unknown(key: str, root: Path) -> None:
    known = {path.name for path in root.glob("*") if path.is_dir()} - {SHARED}
    if key not in known:
        mend = did_you_mean(key, known, f"There are {listed(known)}; copy one to begin with.")
        source = Source(f"{root.name}/{key}")
        raise CouncilError(key, [f"{source.spot()}: there is no such council folder. {mend}"])


def _council(parts: Parts) -> Council:
    who, access = parts.council[0].item, parts.access[0].item.access
    own_access = {name: value for name, value in who.access if value is not None}
    words = parts.shared_labels[0].item.labels | parts.labels[0].item.labels
    neighbourhoods = _neighbourhoods(parts)
    return Council(
        **{name: getattr(who, name) for name in type(who).model_fields if name != "access"},
        labels=MappingProxyType(words),
        teams=_teams(parts),
        roles=tuple(role.item for role in parts.roles),
        separations=tuple(rule.item for rule in parts.separations),
        duties=tuple(duty.item for duty in parts.duties),
        loads=tuple(load.item for load in parts.loads),
        priorities=tuple(scale.item for scale in parts.scales),
        bank_holidays=frozenset(off.day for off in parts.bank_holidays[0].item.days),
        bank_holidays_until=parts.bank_holidays[0].item.until_on,
        closures=frozenset(off.day for file in parts.closures for off in file.item.closures),
        overlays=tuple(parts.overlays),
        wards=tuple(ward.item for ward in parts.wards),
        lsoas=tuple(area.item for area in parts.lsoas),
        neighbourhoods=neighbourhoods,
        practices=tuple(practice.item for practice in parts.practices),
        targets=tuple(target.item for target in parts.targets),
        access=access.model_copy(update=own_access),
        lists=_lists(parts),
        directory=_directory(parts, neighbourhoods),
    )


def _teams(parts: Parts) -> tuple[Team, ...]:
    codes = ward_names(parts)
    return tuple(
        team.item.model_copy(update={"wards": tuple(codes[ward] for ward in team.item.wards)})
        for team in parts.teams
    )


def _neighbourhoods(parts: Parts) -> tuple[Neighbourhood, ...]:
    codes = ward_names(parts)
    return tuple(
        part.item.model_copy(
            update={
                "wards": tuple(codes[ward] for ward in part.item.wards),
                "practices": tuple(
                    p.item.code for p in parts.practices if p.item.neighbourhood == part.item.key
                ),
            }
        )
        for part in parts.neighbourhoods
    )


def _lists(parts: Parts) -> Lists:
    made = {key: _code_list(key, file, replaced=False) for key, file in parts.shared_lists.items()}
    made |= {key: _code_list(key, file, replaced=True) for key, file in parts.own_lists.items()}
    return Lists(made)


def _code_list(key: str, file: Placed[ListFile], *, replaced: bool) -> CodeList:
    held = file.item
    return CodeList(
        key=key,
        title=held.title,
        source=held.source,
        verified=held.verified,
        from_on=held.from_on,
        note=held.note or "",
        entries=held.entries,
        replaced=replaced,
    )


def _directory(parts: Parts, neighbourhoods: tuple[Neighbourhood, ...]) -> Directory:
    return Directory(
        postcodes={
            tidy_postcode(row.item["postcode"]) or "": (row.item["ward"], row.item["lsoa"])
            for row in parts.postcodes
        },
        neighbourhood_of={ward: part.key for part in neighbourhoods for ward in part.wards},
    )
