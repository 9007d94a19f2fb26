"""Every council in the folder loads, and what it says of places and people nobody can reach holds."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from alongside.council import COUNCILS, Council, load, problems

KEYS = sorted(path.name for path in COUNCILS.iterdir() if path.is_dir() and path.name != "england")
NEVER_REAL = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][CIKMOV]{2}")
"""Royal Mail gives no inward code the letters C, I, K, M, O or V: such a postcode cannot be anybody's."""
FICTION = re.compile(r"020 7946 0\d{3}|01632 960\d{3}")
"""Telephone numbers Ofcom keeps for drama."""


@pytest.fixture(scope="module", params=KEYS)
def council(request: pytest.FixtureRequest) -> Council:
    """Load each council in turn."""
    return load(request.param)


def test_two_councils_or_more_are_there() -> None:
    """One alone could not prove that nothing of it is in the program."""
    assert len(KEYS) >= 2


@pytest.mark.parametrize("key", KEYS)
def test_a_council_has_no_mistakes(key: str, permissions: frozenset[str]) -> None:
    """The folders that are shipped load, with every permission known."""
    assert problems(key, permissions=permissions) == []


def test_nobody_can_be_reached_by_what_is_shipped(council: Council) -> None:
    """Telephone numbers, e-mail addresses, postcodes and practice codes are provably of nobody."""
    phones = {council.phone, council.out_of_hours_phone, *(team.phone for team in council.teams)}
    assert all(FICTION.fullmatch(phone) for phone in phones)
    assert council.email.endswith(".example.org")
    assert all(NEVER_REAL.fullmatch(postcode) for postcode in council.directory.postcodes)
    assert all(NEVER_REAL.fullmatch(practice.postcode) for practice in council.practices)
    assert all(practice.code.startswith(("Y98", "Y99")) for practice in council.practices)


def test_every_postcode_has_its_place(council: Council) -> None:
    """A postcode leads to a ward, a small area and the neighbourhood of that ward."""
    wards = {ward.code: ward.name for ward in council.wards}
    home = {ward: part.key for part in council.neighbourhoods for ward in part.wards}
    for postcode in council.directory.postcodes:
        place = council.place(postcode.replace(" ", "").lower())
        assert place is not None
        assert place.postcode == postcode
        assert place.ward in wards
        assert place.neighbourhood == home[place.ward]


def test_every_ward_has_postcodes_and_every_neighbourhood_practices(council: Council) -> None:
    """A demonstration reaches every corner, and no neighbourhood is without a GP."""
    assert {ward for ward, _ in council.directory.postcodes.values()} == {ward.code for ward in council.wards}
    assert {lsoa for _, lsoa in council.directory.postcodes.values()} == {area.code for area in council.lsoas}
    assert all(part.practices for part in council.neighbourhoods)
    assert sorted(code for part in council.neighbourhoods for code in part.practices) == sorted(
        practice.code for practice in council.practices
    )


def test_teams_name_wards_by_code(council: Council) -> None:
    """Whatever a file calls a ward, a team and a neighbourhood hold its code."""
    codes = {ward.code for ward in council.wards}
    assert all(set(team.wards) <= codes for team in council.teams)
    assert any(team.wards for team in council.teams)


@pytest.mark.parametrize("path", sorted(COUNCILS.glob("*/wards.geojson")), ids=lambda path: path.parent.name)
def test_boundaries_are_of_the_council_s_wards(path: Path) -> None:
    """The map shows the wards of the table, whose small areas lie within the boundary's corners."""
    council = load(path.parent.name)
    shapes = {shape["properties"]["code"]: shape for shape in json.loads(path.read_text())["features"]}
    assert {code: shape["properties"]["name"] for code, shape in shapes.items()} == {
        ward.code: ward.name for ward in council.wards
    }
    assert path.stat().st_size < 100_000
    for area in council.lsoas:
        outline = shapes[area.ward]["geometry"]["coordinates"][0]
        east, north = zip(*outline, strict=True)
        assert min(east) <= area.longitude <= max(east)
        assert min(north) <= area.latitude <= max(north)


def test_councils_differ_in_what_they_may_differ_in() -> None:
    """Words, teams, targets, access and lists are each council's own; codes are everybody's."""
    one, other = (load(key) for key in KEYS[:2])
    today = date(2026, 11, 21)
    assert set(one.labels) == set(other.labels)
    assert one.labels["front-door"] != other.labels["front-door"]
    assert {team.title for team in one.teams}.isdisjoint(
        {team.title for team in other.teams} - {"Reablement Team"}
    )
    assert str(one.target("safeguarding-response", today)) != str(
        other.target("safeguarding-response", today)
    )
    assert one.access.break_glass_hours != other.access.break_glass_hours
    assert [key for key in one.lists if one.lists.get(key) != other.lists.get(key)]
    assert list(one.lists) == list(other.lists)


def test_a_target_is_in_force_from_its_day(councils: Path) -> None:
    """Last year is judged by last year's target: each holds until the next begins, or until it ends."""
    council = load("loamshire", councils)

    def at(day: date) -> str:
        return str(council.target("needs-assessment-wait", day))

    assert at(date(2025, 3, 31)) == "None"
    assert at(date(2025, 4, 1)) == at(date(2026, 3, 31)) == "35 days"
    assert at(date(2026, 4, 1)) == "30 days"
    assert council.target("no-such-target", date(2026, 4, 1)) is None


def test_a_target_that_has_ended_is_no_target(councils: Path) -> None:
    """A council may give up a target without another in its place."""
    path = councils / "loamshire" / "targets.yaml"
    path.write_text(path.read_text().replace("from: 2026-04-01", "from: 2026-04-01, until: 2026-06-30"))
    council = load("loamshire", councils)
    assert council.target("needs-assessment-wait", date(2026, 6, 30)) is not None
    assert council.target("needs-assessment-wait", date(2026, 7, 1)) is None


def test_what_a_council_leaves_out_of_access_is_england_s(councils: Path) -> None:
    """A council sets the hours it wants to set; the rest is as everywhere."""
    access = load("loamshire", councils).access
    assert (access.open_hours, access.break_glass_hours, access.review_working_days) == (8, 2, 1)
    assert access.shift_hours == 14
    assert access.dormant_days == 45
    assert "record-check" in access.open_reasons
    assert "technical-fault" not in access.break_glass_categories


def test_a_council_cannot_be_changed(councils: Path) -> None:
    """Configuration is read once: nobody alters it behind another's back."""
    council = load("loamshire", councils)
    with pytest.raises(AttributeError):
        council.name = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        council.labels["person"] = "client"  # type: ignore[index]


def test_teams_and_roles_are_found_by_key(councils: Path) -> None:
    """A key that is not there is answered with a sentence."""
    council = load("loamshire", councils)
    assert council.team("money").title == "Paying for Care Team"
    assert council.role("village-agent").services == ("prevention",)
    with pytest.raises(KeyError, match=r"There is no team “moneys”. Did you mean “money”"):
        council.team("moneys")
    with pytest.raises(KeyError, match=r"There is no role “village-agents”"):
        council.role("village-agents")
