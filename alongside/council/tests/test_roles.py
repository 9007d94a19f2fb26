"""Who may do what: every kind of user is a role, and no role may do what its kind of user must not."""

from collections.abc import Collection

import pytest

from alongside.council import COUNCILS, Council, load

KEYS = sorted(path.name for path in COUNCILS.iterdir() if path.is_dir() and path.name != "england")
PEOPLE = {"find people", "open records", "add people", "change people", "merge people"}
INNER = {
    "open records",
    "see restricted",
    "break glass",
    "review access",
    "see who looked",
    "cover out of hours",
}

# For each kind of user: permissions it must never hold, by the column “must not see” of the requirements.
NEVER = {
    **dict.fromkeys(("U-01", "U-02", "U-03", "U-04", "U-05", "U-06"), PEOPLE | INNER),
    "U-07": {"see restricted", "see who looked"},
    "U-08": INNER,
    "U-09": INNER,
    "U-10": {"see restricted", "see who looked", "review access"},
    "U-11": {"see restricted", "see who looked"},
    "U-12": {"see restricted", "see who looked"},
    "U-13": INNER,
    "U-14": {"see restricted", "see who looked"},
    "U-15": {"see restricted", "break glass"},
    "U-16": {"see restricted", "see who looked"},
    "U-17": {"see restricted", "see who looked"},
    "U-18": INNER,
    "U-19": INNER,
    "U-20": PEOPLE | INNER,
    "U-21": PEOPLE | INNER,
    **{f"U-{n}": PEOPLE | INNER for n in range(22, 27)},
    "U-27": INNER,
    **{f"U-{n}": PEOPLE | INNER for n in range(28, 34)},
    "U-34": {"see restricted", "break glass", "see who looked"},
    "U-35": INNER,
    "U-36": PEOPLE | INNER,
    "U-37": {"open records", "see restricted", "break glass", "change people"},
    "U-38": INNER,
    **{f"U-{n}": PEOPLE | INNER for n in range(39, 43)},
    "U-43": PEOPLE | (INNER - {"break glass"}) | {"restrict people", "keep sharing decisions"},
    "U-44": PEOPLE | INNER,
    "U-45": PEOPLE | INNER,
}

# For each weighty permission, the keys of the only roles that hold it.
ONLY = {
    "see restricted": {"restricted-records-officer"},
    "review access": {"caldicott-guardian"},
    "see who looked": {"caldicott-guardian"},
    "keep workers": {"system-administrator"},
    "see system health": {"system-administrator"},
    "cover out of hours": {"emergency-duty-worker"},
    "restrict people": {"restricted-records-officer", "safeguarding-worker", "team-manager"},
    "merge people": {"restricted-records-officer", "team-manager"},
    "keep organisations": {"commissioner", "caldicott-guardian"},
}


@pytest.fixture(scope="module", params=KEYS)
def council(request: pytest.FixtureRequest) -> Council:
    """Load each council in turn: a council's own roles keep to the same tables."""
    return load(request.param)


def holders(council: Council, permission: str) -> set[str]:
    """Give the roles that hold a permission."""
    return {role.key for role in council.roles if permission in role.permissions}


def test_every_kind_of_user_is_exactly_one_role(council: Council) -> None:
    """U-01 to U-45, each once."""
    codes = [code for role in council.roles for code in role.codes]
    assert sorted(codes) == [f"U-{n:02}" for n in range(1, 46)]


@pytest.mark.parametrize("code", NEVER)
def test_a_kind_of_user_may_not_do_what_it_must_not(council: Council, code: str) -> None:
    """The column “must not see” of U-01 to U-45, as a truth table."""
    [role] = [role for role in council.roles if code in role.codes]
    assert not NEVER[code].intersection(role.permissions)


def test_the_table_is_about_every_kind_of_user() -> None:
    """Nobody is forgotten."""
    assert sorted(NEVER) == [f"U-{n:02}" for n in range(1, 46)]


@pytest.mark.parametrize("permission", ONLY)
def test_a_weighty_permission_is_in_few_hands(council: Council, permission: str) -> None:
    """The permissions that could harm somebody are held by exactly the roles of the table."""
    assert holders(council, permission) == ONLY[permission]


def test_every_permission_is_held_by_somebody(council: Council, permissions: frozenset[str]) -> None:
    """A permission nobody holds is a page nobody reaches."""
    assert {permission for permission in permissions if not holders(council, permission)} == set()


def test_whoever_opens_records_does_so_in_named_services(council: Council) -> None:
    """A reason opens only the records of one's services; without a service it would open none, or all."""
    assert all(role.services for role in council.roles if "open records" in role.permissions)


def test_a_role_without_permissions_says_so(council: Council) -> None:
    """Nobody has to wonder whether the permissions were forgotten."""
    for role in council.roles:
        assert role.description.startswith("Holds no permission in Alongside today.") == (
            not role.permissions
        )
        assert "ust not " in role.description or role.key == "emergency-duty-worker"


def test_who_covers_out_of_hours_answers_for_every_service(council: Council) -> None:
    """At night there is one worker for whoever needs anybody (R-120)."""
    [night] = [role for role in council.roles if "cover out of hours" in role.permissions]
    opened = {
        service for role in council.roles if "open records" in role.permissions for service in role.services
    }
    assert opened - {"governance"} <= set(night.services)


@pytest.mark.parametrize(
    ("roles", "meets"),
    [
        (["social-worker"], []),
        (["social-worker", "team-manager"], []),
        (["system-administrator"], []),
        (["system-administrator", "social-worker"], ["“keep workers” and “open records”"]),
        (["system-administrator", "analyst"], []),
        (["caldicott-guardian", "head-of-service"], ["“review access” and “open records”"]),
        (["caldicott-guardian", "restricted-records-officer"], ["“review access” and “see restricted”"]),
        (["caldicott-guardian", "system-administrator"], ["“keep workers” and “review access”"]),
        (["restricted-records-officer", "commissioner"], ["“see restricted” and “keep organisations”"]),
    ],
)
def test_roles_of_one_worker_are_held_apart(
    council: Council, roles: Collection[str], meets: list[str]
) -> None:
    """Two roles that are harmless each may not meet in one pair of hands."""
    found = council.clashes(roles)
    assert bool(found) == bool(meets)
    for pair in meets:
        assert any(sentence.startswith(pair) for sentence in found)
