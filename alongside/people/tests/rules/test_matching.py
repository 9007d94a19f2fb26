"""Two records are proposed as one person with reasons, and never where twins or generations may be meant."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.people.rules.dates import UNKNOWN, ApproximateDate
from alongside.people.rules.matching import Likeness, Match, bars, compare, name_words
from alongside.people.rules.names import tokens
from alongside.people.rules.search_keys import Name

GIVEN = (
    "Margaret",
    "Maggie",
    "John",
    "Sean",
    "Hassan",
    "Hussein",
    "Amina",
    "Amira",
    "Krzysztof",
    "Oluwaseun",
    "Jaswinder",
)
FAMILY = (
    "Smith",
    "Smyth",
    "Khan",
    "Kowalczyk",
    "Kovalchik",
    "O'Brien",
    "Okonkwo",
    "Patel",
    "van der Berg",
    "علي",
)
NUMBERS = ("9434765919", "9434765870", "4010232137")

names = st.builds(Name, st.sampled_from(GIVEN) | st.just(""), st.sampled_from(FAMILY))
births = st.just(UNKNOWN) | st.builds(
    ApproximateDate, st.integers(1920, 2008), st.integers(1, 12), st.integers(1, 28)
)
likenesses = st.builds(
    Likeness,
    names=st.lists(names, min_size=1, max_size=3).map(tuple),
    born=births,
    sex=st.sampled_from(("", "1", "2")),
    nhs_number=st.sampled_from(("", *NUMBERS)),
    nhs_verified=st.booleans(),
    postcodes=st.lists(st.sampled_from(("ZZ1 4AB", "zz14ab", "ZZ1 9XY", "ZZ20 1AA")), max_size=2).map(tuple),
    phones=st.lists(st.sampled_from(("02079460001", "07700900123")), max_size=1).map(tuple),
)
full = st.builds(
    Likeness,
    names=st.builds(Name, st.sampled_from([n for n in GIVEN if len(n) > 4]), st.sampled_from(FAMILY[:7])).map(
        lambda n: (n,)
    ),
    born=st.builds(ApproximateDate, st.integers(1920, 2008), st.integers(1, 12), st.integers(1, 28)),
    sex=st.just("1"),
    postcodes=st.just(("ZZ1 4AB",)),
)


def bar_kinds(one: Likeness, other: Likeness) -> set[str]:
    return {bar.kind for bar in bars(one, other)}


@given(likenesses, likenesses)
def test_the_same_whichever_is_named_first(one: Likeness, other: Likeness) -> None:
    assert compare(one, other) == compare(other, one)


@given(likenesses, likenesses)
def test_the_reasons_explain_the_whole_score(one: Likeness, other: Likeness) -> None:
    match = compare(one, other)
    assert match.score == pytest.approx(sum(reason.weight for reason in match.reasons))
    assert all(reason.what and reason.field for reason in match.reasons)


@given(likenesses, likenesses)
def test_what_is_barred_is_never_called_the_same(one: Likeness, other: Likeness) -> None:
    match = compare(one, other)
    assert match.bars == bars(one, other)
    assert not (match.bars and match.verdict == "same")


@given(full, st.sampled_from(GIVEN))
def test_twins_are_never_called_the_same(person: Likeness, forename: str) -> None:
    """Same family name, birth date and address, another forename: however alike they sound."""
    assume(tokens(forename) != tokens(person.names[0].given))
    twin = replace(person, names=(Name(forename, person.names[0].family),))
    assert "twins" in bar_kinds(person, twin)
    assert compare(person, twin).verdict != "same"


def test_brothers_who_share_a_first_forename_are_told_apart() -> None:
    born = ApproximateDate(1990, 5, 2)
    one = Likeness((Name("Mohammed Hassan", "Ali"),), born, "1", postcodes=("ZZ1 4AB",))
    other = replace(one, names=(Name("Mohammed Hussein", "Ali"),))
    assert "twins" in bar_kinds(one, other)


@given(full, st.integers(15, 45))
def test_parent_and_child_of_one_name_are_never_called_the_same(person: Likeness, years: int) -> None:
    assert person.born.year is not None
    child = replace(person, born=replace(person.born, year=person.born.year + years))
    assert "generations" in bar_kinds(person, child)
    assert compare(person, child).verdict != "same"


@given(full)
def test_without_a_birth_date_generations_cannot_be_told_apart(person: Likeness) -> None:
    assert bar_kinds(person, replace(person, born=UNKNOWN)) == {"no birth date"}


@given(full)
def test_two_verified_nhs_numbers_are_two_people(person: Likeness) -> None:
    one = replace(person, nhs_number=NUMBERS[0], nhs_verified=True)
    other = replace(person, nhs_number=NUMBERS[1], nhs_verified=True)
    assert bar_kinds(one, other) == {"nhs number"}
    assert compare(one, other).score < compare(one, replace(other, nhs_verified=False)).score


@given(full)
def test_different_sexes_are_a_bar_only_where_both_are_recorded(person: Likeness) -> None:
    assert bar_kinds(person, replace(person, sex="2")) == {"sex"}
    assert bar_kinds(person, replace(person, sex="")) == set()


@given(full)
def test_two_equal_records_are_the_same(person: Likeness) -> None:
    assert compare(person, person).verdict == "same"


def _typed_wrong(word: str, place: int) -> str:
    at = place % len(word)
    return word[:at] + ("x" if word[at].lower() != "x" else "z") + word[at + 1 :]


SLIPS: tuple[Callable[[Likeness, int], Likeness], ...] = (
    lambda p, n: replace(p, names=(Name(_typed_wrong(p.names[0].given, n), p.names[0].family),)),
    lambda p, n: replace(p, names=(Name(p.names[0].given, _typed_wrong(p.names[0].family, n)),)),
    lambda p, n: replace(p, names=(Name(p.names[0].family, p.names[0].given),)),
    lambda p, n: replace(p, born=replace(p.born, year=(p.born.year or 0) + n % 5 + 1)),
    lambda p, n: replace(p, born=replace(p.born, day=n % 28 + 1)),
    lambda p, n: replace(p, born=UNKNOWN),
    lambda p, n: replace(p, born=ApproximateDate(p.born.year)),
    lambda p, n: replace(p, postcodes=("ZZ20 1AA",)),
    lambda p, n: replace(p, sex="2"),
)


@given(full, st.sampled_from(SLIPS), st.integers(0, 1000))
def test_a_slip_in_one_field_is_still_at_least_possible(
    person: Likeness, slip: Callable[[Likeness, int], Likeness], number: int
) -> None:
    assert compare(person, slip(person, number)).verdict != "different"


@pytest.mark.parametrize(
    ("name", "verdict"), [(Name("Maggie", "Smith"), "likely"), (Name("Margaret Rose", "Smith"), "same")]
)
def test_forms_of_a_name(name: Name, verdict: str) -> None:
    margaret = Likeness(
        (Name("Margaret", "Smith"),), ApproximateDate(1941, 7, 3), "2", postcodes=("ZZ1 4AB",)
    )
    assert compare(margaret, replace(margaret, names=(name,))).verdict == verdict


def test_a_previous_name_counts() -> None:
    before = Likeness((Name("Mary", "Okonkwo"), Name("Mary", "Green")), ApproximateDate(1950, 1, 2))
    after = Likeness((Name("Mary", "Green"),), ApproximateDate(1950, 1, 2))
    assert compare(before, after).verdict == "same"


def test_strangers_are_different() -> None:
    one = Likeness((Name("John", "Smith"),), ApproximateDate(1941, 7, 3), "1", postcodes=("ZZ1 4AB",))
    other = Likeness((Name("Amina", "Khan"),), ApproximateDate(1980, 2, 9), "2", postcodes=("ZZ9 4AB",))
    assert compare(one, other).verdict == "different"


def test_namesakes_are_at_most_possible() -> None:
    one = Likeness((Name("John", "Smith"),), ApproximateDate(1941, 7, 3), postcodes=("ZZ1 4AB",))
    other = Likeness((Name("John", "Smith"),), ApproximateDate(1944, 2, 9), postcodes=("ZZ9 4AB",))

    def common(_: str) -> float:
        return 0.01

    assert compare(one, other, common).verdict in {"possible", "different"}


def test_a_rare_name_weighs_more() -> None:
    shares = {"smith": 0.012, "john": 0.02, "kowalczyk": 0.00005, "oluwaseun": 0.0001}

    def weigh(name: Name) -> Match:
        return compare(Likeness((name,)), Likeness((name,)), lambda word: shares[word])

    assert weigh(Name("Oluwaseun", "Kowalczyk")).score > weigh(Name("John", "Smith")).score + 10


def test_the_words_whose_commonness_is_asked_are_told_beforehand() -> None:
    asked: set[str] = set()

    def note(word: str) -> float:
        asked.add(word)
        return 0.001

    one = Likeness((Name("Anna", "van der Berg"), Name("Anna", "Smith-Jones")))
    compare(one, one, note)
    assert asked <= name_words(one) == {"anna", "berg", "smith", "jones"}


def test_own_script_meets_the_latin_spelling() -> None:
    latin = Likeness((Name("Mohammed", "Ali"),), ApproximateDate(1970, 3, 4), "1")
    arabic = Likeness((Name("محمد", "علي"),), ApproximateDate(1970, 3, 4), "1")
    assert compare(latin, arabic).verdict == "likely"
