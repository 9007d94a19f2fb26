"""Who does which part of the work, how much they may agree and carry, how urgent is urgent, and when nobody works."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.council import COUNCILS, Council, limit_in_words, load
from alongside.council.values import _span

KEYS = sorted(path.name for path in COUNCILS.iterdir() if path.is_dir() and path.name != "england")

# The duties definitions ask for by name; every council must have somebody for each.
ASKED = {
    "contact taker", "triage worker", "allocator", "practitioner", "specialist assessor", "authoriser",
    "funding panel member", "safeguarding practitioner", "safeguarding manager", "duty worker", "letter sender",
    "letter releaser", "reviewer", "occupational therapist", "finance officer", "broker", "best interests assessor",
    "panel chair", "supervisor", "quality reviewer",
}  # fmt: skip


@pytest.fixture(scope="module", params=KEYS)
def council(request: pytest.FixtureRequest) -> Council:
    """Load each council in turn: what is asked of one is asked of all."""
    return load(request.param)


@pytest.fixture
def loamshire(councils: Path) -> Council:
    """Load the made-up county, which shares out its work in its own way."""
    return load("loamshire", councils)


def test_every_duty_definitions_ask_for_is_there(council: Council) -> None:
    """The catalogue of pathways runs in each council, whatever its roles are called."""
    assert not ASKED - {duty.key for duty in council.duties}
    assert not ASKED - council.duties_of(role.key for role in council.roles)


def test_kinds_of_user_at_work_have_a_duty(council: Council) -> None:
    """U-07 to U-21 work for the council: each of them does some part of it. Nobody outside does."""
    working = {code for role in council.roles if role.duties for code in role.codes}
    assert {f"U-{n:02}" for n in range(7, 22)} <= working
    outside = {f"U-{n:02}" for n in (*range(1, 7), *range(22, 34), *range(39, 43), 44, 45)}
    assert not outside & working


def test_no_title_of_a_duty_is_that_of_another(council: Council) -> None:
    """On a page a duty is known by its title."""
    titles = [duty.title for duty in council.duties]
    assert len(titles) == len(set(titles))


def test_duties_of_several_roles_come_together(loamshire: Council) -> None:
    """A worker with two roles has the duties of both, and an unknown role adds none."""
    assert loamshire.duties_of(["village-agent", "front-door-officer", "no-such-role"]) == {
        "contact taker",
        "village hall host",
        "letter sender",
    }
    assert loamshire.duties_of([]) == frozenset()


def test_a_duty_leads_back_to_its_roles(council: Council) -> None:
    """Whoever may do some work can be found by it: a duty is a role's exactly when the role is the duty's."""
    for duty in council.duties:
        roles = council.roles_with(duty.key)
        assert roles
        assert all((duty.key in role.duties) == (role.key in roles) for role in council.roles)
    assert council.roles_with("no such duty") == ()


def test_a_misspelt_duty_is_answered_with_a_sentence(council: Council) -> None:
    """A definition that asks for a duty nobody knows is told the nearest one."""
    assert council.duty("letter releaser").description.endswith("Two are needed for each.")
    with pytest.raises(KeyError, match=r"There is no duty “triage workr”. Did you mean “triage worker”"):
        council.duty("triage workr")


def test_a_council_words_a_duty_its_own_way(loamshire: Council) -> None:
    """The key is everybody's, the words are the council's, and so is a duty nobody else has."""
    titles = {duty.key: duty.title for duty in loamshire.duties}
    assert titles["allocator"] == "Shares out the work"
    assert titles["practitioner"] == "Assesses and plans"
    assert "village hall host" in titles
    assert "village hall host" not in {duty.key for duty in load(KEYS[0]).duties}


@pytest.mark.parametrize(
    ("roles", "amount"),
    [
        (["social-worker"], None),
        (["no-such-role"], None),
        (["team-manager"], Decimal(300)),
        (["social-worker", "service-manager", "team-manager"], Decimal("1250.50")),
        (["team-manager", "head-of-service"], Decimal("Infinity")),
    ],
)
def test_the_largest_amount_of_a_workers_roles_holds(
    loamshire: Council, roles: list[str], amount: Decimal | None
) -> None:
    """Whoever may agree more in one role may agree it; none is not nought, and any is more than every amount."""
    assert loamshire.authorises(roles) == amount


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (None, "nothing"),
        (Decimal(300), "up to £300 a week"),
        (Decimal("300.00"), "up to £300 a week"),
        (Decimal("1250.5"), "up to £1,250.50 a week"),
        (Decimal("Infinity"), "any amount"),
    ],
)
def test_an_amount_is_told_in_words(limit: Decimal | None, said: str) -> None:
    """The same words on the page of roles and where somebody is told that it is too much for them."""
    assert limit_in_words(limit) == said


def test_somebody_may_agree_any_amount(council: Council) -> None:
    """A package too dear for everybody could never be agreed."""
    assert council.authorises(role.key for role in council.roles) == Decimal("Infinity")


@pytest.mark.parametrize(
    ("roles", "load_agreed"),
    [
        (["social-worker"], 18),
        (["social-worker", "village-agent"], 60),
        (["occupational-therapist"], 25),
        (["broker"], None),
    ],
)
def test_a_load_is_agreed_for_some_roles(
    loamshire: Council, roles: list[str], load_agreed: int | None
) -> None:
    """A council's own load stands in the place of England's; where none was agreed there is none to break."""
    assert loamshire.agreed_load(roles) == load_agreed


def test_figures_nobody_has_agreed_say_so(council: Council) -> None:
    """Loads and priorities that come with the program are proposals until a council confirms them."""
    assert not any(load.verified for load in council.loads)
    assert not any(scale.verified for scale in council.priorities)


def test_a_council_says_what_urgent_means(loamshire: Council) -> None:
    """Times and words are the council's; the scale it left alone is England's."""
    assert loamshire.scale("care-act").band(1).contact == "4 hours"
    assert loamshire.scale("care-act").band(5).title == "Blue"
    assert loamshire.scale("occupational-therapy").band(1).assess == "5 working days"
    with pytest.raises(
        KeyError, match=r"There is no scale of priorities “care-acts”. Did you mean “care-act”"
    ):
        loamshire.scale("care-acts")
    with pytest.raises(KeyError, match="The scale “care-act” has no priority 6"):
        loamshire.scale("care-act").band(6)


@given(st.integers(0, 9999), st.sampled_from(["hour", "day", "working day", "week", "month"]), st.booleans())
def test_a_length_of_time_has_one_spelling(count: int, unit: str, plural: bool) -> None:
    """However it is typed, it is kept in one way, and reading that again changes nothing."""
    said = _span(f" {count}  {unit.replace(' ', '   ')}{'s' if plural else ''} ")
    assert said == f"{count} {unit}{'' if count == 1 else 's'}"
    assert _span(said) == said


def test_the_same_day_is_day_0() -> None:
    """The opening day is day 0, so what is due on it is due within no days."""
    assert _span("same day") == "0 days"


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2015, 12, 28), True),  # Boxing Day fell on a Saturday
        (date(2020, 5, 8), True),  # the early May holiday, moved to VE Day
        (date(2020, 5, 4), False),
        (date(2022, 9, 19), True),  # the funeral of the Queen
        (date(2023, 5, 8), True),  # the Coronation
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2028, 1, 3), True),
    ],
)
def test_bank_holidays_are_those_of_england_and_wales(council: Council, day: date, free: bool) -> None:
    """Those that were moved and those that came once count as well."""
    assert (day in council.bank_holidays) == free
    assert council.bank_holidays_until == date(2028, 12, 31)


def test_good_friday_is_two_days_before_easter(council: Council) -> None:
    """Reckoned from the moon (the Gregorian computus), not from the file."""
    for year in range(2015, 2029):
        easter = _easter(year)
        assert date.fromordinal(easter.toordinal() - 2) in council.bank_holidays
        assert date.fromordinal(easter.toordinal() + 1) in council.bank_holidays


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def test_a_councils_own_closures_are_no_bank_holidays(loamshire: Council) -> None:
    """A day on which only County Hall is closed stops no clock that the law has set."""
    assert loamshire.closures == {date(2026, 12, day) for day in (29, 30, 31)}
    assert not loamshire.closures & loamshire.bank_holidays
    assert load(KEYS[0]).bank_holidays == loamshire.bank_holidays
