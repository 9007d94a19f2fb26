"""Holds wards, small areas, neighbourhoods, GP practices and postcodes to each other."""

from alongside.council.checks.references import known_only, unique, ward_names
from alongside.council.faults import Faults
from alongside.council.folder import Parts
from alongside.council.places import tidy_postcode


def codes_are_unique(parts: Parts, faults: Faults) -> None:
    """No place stands twice."""
    unique(parts.neighbourhoods, "key", "neighbourhood", faults)
    unique(parts.wards, "code", "ward code", faults)
    unique(parts.lsoas, "code", "area code", faults)
    unique(parts.practices, "code", "practice code", faults)


def neighbourhoods_cover_the_wards(parts: Parts, faults: Faults) -> None:
    """Every ward lies in exactly one neighbourhood."""
    known, taken = ward_names(parts), dict[str, str]()
    for part in parts.neighbourhoods:
        known_only(part, "wards", known, faults, kind="a ward of this council")
        if part.item.practices:
            part.blame(
                faults,
                "practices",
                wrong="practices are not written here",
                mend="Write them in practices.csv",
            )
        for n, name in enumerate(part.item.wards):
            ward = known.get(name, name)
            if ward in taken:
                part.blame(
                    faults,
                    "wards",
                    n,
                    wrong=f"“{name}” is in the neighbourhood “{taken[ward]}” already",
                    mend="Keep it in one of them",
                )
            taken[ward] = part.item.key
    for missing in parts.wards:
        if missing.item.code not in taken:
            missing.blame(
                faults,
                wrong=f"the ward “{missing.item.name}” is in no neighbourhood",
                mend="Add it to one in neighbourhoods.yaml",
            )


def practices_have_neighbourhoods(parts: Parts, faults: Faults) -> None:
    """Every practice works with a neighbourhood, and has a postcode."""
    known = {part.item.key for part in parts.neighbourhoods}
    for practice in parts.practices:
        known_only(practice, "neighbourhood", known, faults, kind="a neighbourhood")
        if tidy_postcode(practice.item.postcode) is None:
            practice.blame(
                faults,
                "postcode",
                wrong=f"“{practice.item.postcode}” is not a postcode",
                mend="Write it as in N12 9KM",
            )


def areas_stand_in_wards(parts: Parts, faults: Faults) -> None:
    """Every small area lies in a ward of this council."""
    wards = {ward.item.code for ward in parts.wards}
    for area in parts.lsoas:
        known_only(area, "ward", wards, faults, kind="a ward of this council")


def postcodes_lie_somewhere(parts: Parts, faults: Faults) -> None:
    """Every postcode is one, stands once, and lies in a ward and a small area that are known."""
    known = {
        "ward": {ward.item.code for ward in parts.wards},
        "lsoa": {area.item.code for area in parts.lsoas},
    }
    seen = set()
    for row in parts.postcodes:
        tidy = tidy_postcode(row.item["postcode"])
        if tidy is None or tidy in seen:
            wrong = "is not a postcode" if tidy is None else "is there already"
            row.blame(
                faults,
                "postcode",
                wrong=f"“{row.item['postcode']}” {wrong}",
                mend="Correct or remove the row",
            )
        seen.add(tidy)
        for column, codes in known.items():
            if row.item[column] not in codes:
                row.blame(
                    faults,
                    column,
                    wrong=f"“{row.item[column]}” is not in {column}s.csv",
                    mend="Correct the code, or add it there",
                )
