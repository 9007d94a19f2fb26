"""Holds the council's own words, teams and roles to each other."""

from collections.abc import Collection

from alongside.council.checks.references import codes_of, known_only, unique, ward_names
from alongside.council.colours import ENOUGH, contrast
from alongside.council.faults import Faults, did_you_mean, listed
from alongside.council.folder import Parts, Placed
from alongside.council.model import clash
from alongside.council.shapes import CouncilFile, heading


def keys_are_unique(parts: Parts, faults: Faults) -> None:
    """No team or role stands twice."""
    unique(parts.teams, "key", "team", faults)
    unique(parts.roles, "key", "role", faults)


def council_is_itself(parts: Parts, faults: Faults) -> None:
    """council.yaml stands in its own folder, and its colours can be read."""
    for council in parts.council:
        key = council.item.key
        if key != parts.key:
            council.blame(
                faults,
                "key",
                wrong=f"the key is “{key}” and the folder is “{parts.key}”",
                mend="Make them the same",
            )
        headings = [heading(field) for field in type(council.item).model_fields]
        known_only(council, "unverified", headings, faults, kind="a heading of this file")
        _colours_can_be_read(council, faults)


def _colours_can_be_read(council: Placed[CouncilFile], faults: Faults) -> None:
    colours = council.item.branding
    for field in ("brand", "accent"):
        colour = getattr(colours, field)
        ratio = contrast(colour, colours.brand_text)
        if ratio < ENOUGH:
            wrong = (
                f"text in {colours.brand_text} on {colour} has a contrast of {ratio:.2f}, "
                f"and people need {ENOUGH} to read it (WCAG 2.2)"
            )
            council.blame(faults, "branding", field, wrong=wrong, mend="Make one darker or the other lighter")


def labels_are_known(parts: Parts, faults: Faults) -> None:
    """Only things that have a label are given another word."""
    known = {code for file in parts.shared_labels for code in file.item.labels}
    for file in parts.labels:
        for code in file.item.labels:
            if code not in known:
                mend = did_you_mean(code, known, f"Known are {listed(known, 50)}.")
                file.blame(faults, "labels", code, wrong=f"“{code}” is not a thing with a label", mend=mend)


def teams_stand_in_wards(parts: Parts, faults: Faults) -> None:
    """Teams name wards of this council."""
    known = ward_names(parts)
    for team in parts.teams:
        known_only(team, "wards", known, faults, kind="a ward of this council")


def teams_fit_the_lists(parts: Parts, faults: Faults) -> None:
    """Kind and service of a team are in their lists, and somebody works out of hours."""
    for team in parts.teams:
        known_only(team, "kind", codes_of(parts, "team-kind"), faults, kind="in the list “team-kind”")
        known_only(team, "service", codes_of(parts, "service"), faults, kind="in the list “service”")
    if not any(team.item.out_of_hours for team in parts.teams):
        mend = "Write `out of hours: yes` at the emergency duty team"
        faults.add(parts.teams[0].source, (), "no team works out of hours", mend)


def roles_fit(parts: Parts, faults: Faults) -> None:
    """Services of a role are in their list, and a kind of user is one role."""
    bearer: dict[str, str] = {}
    for role in parts.roles:
        known_only(role, "services", codes_of(parts, "service"), faults, kind="in the list “service”")
        for code in role.item.codes:
            if code in bearer:
                role.blame(
                    faults,
                    "codes",
                    wrong=f"{code} is the role “{bearer[code]}” already",
                    mend="Take it away from one of them",
                )
            bearer[code] = role.item.key


def permissions_are_apart(parts: Parts, faults: Faults) -> None:
    """No role holds two permissions that must not meet."""
    for role in parts.roles:
        for rule in parts.separations:
            for sentence in clash(rule.item, set(role.item.permissions)):
                role.blame(faults, "permissions", wrong=sentence, mend="Give one of the two to another role")


def permissions_are_known(parts: Parts, faults: Faults, permissions: Collection[str]) -> None:
    """Roles and separations name permissions that exist."""
    for role in parts.roles:
        known_only(role, "permissions", permissions, faults, kind="a permission")
    for rule in parts.separations:
        known_only(rule, "permission", permissions, faults, kind="a permission")
        known_only(rule, "never_with", permissions, faults, kind="a permission")
