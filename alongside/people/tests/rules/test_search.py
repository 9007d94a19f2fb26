"""One box finds a person by what a caller says, however it is spelt, on the smallest possible number of rows."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.dates import ApproximateDate
from alongside.people.rules.search import Ask, Card, Found, card_for, rank, search, too_wide
from alongside.people.rules.search_keys import Identity, Kind, Name, keys_for, one_less
from alongside.people.rules.search_plan import CAP, CAP_ALONE, plan
from alongside.people.rules.search_query import Query, read_query
from alongside.people.rules.search_sql import candidates

TODAY = dt.date(2026, 11, 21)

ADAM, KATE, MOHAMMED, MARY, ANNA, JOHN_ELDER, JOHN_YOUNGER, APPROXIMATE, WANG = range(1, 10)
PEOPLE = {
    ADAM: Identity((Name("Adam Piotr", "Kowalczyk"),), ApproximateDate(1941, 7, 3), ("ZZ9 4AB",), "9434765919", "1"),
    KATE: Identity((Name("Katherine", "O'Brien"), Name("Katherine", "Doyle")), ApproximateDate(1950, 12, 1)),
    MOHAMMED: Identity((Name("Mohammed", "Hussain"), Name("محمد", "حسين")), ApproximateDate(1972, 5, 16), ("ZZ2 2BB",)),
    MARY: Identity((Name("Mary", "Smith-Jones"),), ApproximateDate(1938, 2, 28), ("ZZ9 4AB",)),
    ANNA: Identity((Name("Anna", "van der Berg"),), ApproximateDate(1960, 1, 31), ("ZZ3 3CC",)),
    JOHN_ELDER: Identity((Name("John", "Okonkwo"),), ApproximateDate(1940, 4, 4), ("ZZ4 4DD",)),
    JOHN_YOUNGER: Identity((Name("John", "Okonkwo"),), ApproximateDate(1975, 8, 9), ("ZZ4 4DD",)),
    APPROXIMATE: Identity((Name("Halima", "Warsame"),), ApproximateDate(1955, None, None, about=True)),
    WANG: Identity((Name("小明", "王"), Name("Xiaoming", "Wang")), ApproximateDate(1980, 10, 2)),
}  # fmt: skip


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """The statements of a search on a small database of its own."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE people_search_key (kind smallint, key text, person_id bigint)")
    database.execute("CREATE UNIQUE INDEX found ON people_search_key (kind, key, person_id)")
    database.execute(
        "CREATE TABLE people_search_card"
        " (person_id bigint PRIMARY KEY, names text, year smallint, month smallint, day smallint, postcodes text)"
    )
    for person_id, identity in PEOPLE.items():
        rows = [(int(kind), key, person_id) for kind, key in keys_for(identity)]
        database.executemany("INSERT INTO people_search_key VALUES (?, ?, ?)", rows)
        database.execute(
            "INSERT INTO people_search_card VALUES (?, ?, ?, ?, ?, ?)", card_for(person_id, identity)
        )

    def run(sql: str, parameters: list[Any]) -> list[Any]:
        return database.execute(sql.replace("%s", "?"), parameters).fetchall()

    yield run
    database.close()


def find(ask: Ask, text: str) -> list[int]:
    return [hit.person_id for hit in search(read_query(text, TODAY), ask).hits]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("adam kowalczyk", ADAM),
        ("Kowalczyk, Adam", ADAM),
        ("Kovalchik adam", ADAM),
        ("kowalxzyk adam", ADAM),
        ("kowalczky adam", ADAM),
        ("kwalczyk adam", ADAM),
        ("kow adam", ADAM),
        ("kowalc", ADAM),
        ("a kowalczyk", ADAM),
        ("piotr kowalczyk", ADAM),
        ("kowalczyk dob 3/7/1941", ADAM),
        ("adam kowalczyk 7/3/1941", ADAM),
        ("adam kowalczyk 3/7/1942", ADAM),
        ("qowalksy adm 3/7/41", ADAM),
        ("kowalczyk 1941", ADAM),
        ("kovalchik zz9", ADAM),
        ("adm kowalchuk zz94ab", ADAM),
        ("3 July 1941", ADAM),
        ("943 476 5919", ADAM),
        ("#1", ADAM),
        ("kate obrien", KATE),
        ("Cathy O Brien 1950", KATE),
        ("katherine doyle", KATE),
        ("muhamad hussein", MOHAMMED),
        ("حسين محمد", MOHAMMED),
        ("mehmet husayn", MOHAMMED),
        ("mary jones", MARY),
        ("smith mary", MARY),
        ("anna berg", ANNA),
        ("Anna van der Berg", ANNA),
        ("anna vandenberg 31/1/1960", ANNA),
        ("jack okonkwo 1975", JOHN_YOUNGER),
        ("john okonko 4 april 1940", JOHN_ELDER),
        ("halima warsame 1954", APPROXIMATE),
        ("Wang Xiaoming", WANG),
        ("王小明", WANG),
        ("Xiaoming Wang 1980", WANG),
    ],
)
def test_the_person_meant_comes_first(ask: Ask, typed: str, meant: int) -> None:
    """R-241 and the search behaviour of the users' notes: order, sound, slips, forms, dates, places, numbers."""
    assert find(ask, typed)[0] == meant


def test_everybody_at_a_postcode(ask: Ask) -> None:
    assert set(find(ask, "ZZ9 4AB")) == {ADAM, MARY}


def test_both_bearers_of_one_name_are_found(ask: Ask) -> None:
    assert find(ask, "john okonkwo") == [JOHN_ELDER, JOHN_YOUNGER]


@pytest.mark.parametrize("typed", ["", "   ", "—"])
def test_nothing_is_asked_of_nothing(typed: str) -> None:
    assert not read_query(typed, TODAY)


@pytest.mark.parametrize("typed", ["1941", "zz9", "zz9 1941"])
def test_a_year_or_an_area_alone_is_too_wide(ask: Ask, typed: str) -> None:
    query = read_query(typed, TODAY)
    assert too_wide(query)
    assert search(query, ask) == Found((), more=False)


def test_looking_wider_only_adds(ask: Ask) -> None:
    query = read_query("john okonkwo 1975", TODAY)
    near, wide = search(query, ask).hits, search(query, ask, wide=True).hits
    assert near[0] == wide[0]
    assert {hit.person_id for hit in near} < {hit.person_id for hit in wide}


@given(st.text(max_size=220))
def test_any_text_is_read_and_planned(text: str) -> None:
    """Right-to-left, very long and hostile text alike: read without refusal, asked by parameters alone."""
    for stage in plan(read_query(text, TODAY)):
        sql, parameters = candidates(stage)
        assert sql.count("%s") == len(parameters)
        assert all(isinstance(parameter, str) for parameter in parameters)
        assert "'" not in sql


@given(st.text(max_size=220))
def test_a_search_reads_a_bounded_number_of_rows(text: str) -> None:
    """However many people there are: every look-up is capped and there are few."""
    for stage in plan(read_query(text, TODAY)):
        sql, _ = candidates(stage)
        assert sql.count("LIMIT ") == sql.count("people_search_key") <= 6
        assert sum(lookup.cap for lookup in stage) <= CAP_ALONE * 2 + CAP * 2


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("smith john dob 3/7/41 NW9", Query(("smith", "john"), 1941, 7, 3, "nw9")),
        ("John Smith, 3rd July 1941", Query(("john", "smith"), 1941, 7, 3)),
        ("smith 1941-07-03", Query(("smith",), 1941, 7, 3)),
        ("03071941", Query((), 1941, 7, 3)),
        ("smith 07/13/1950", Query(("smith",), 1950, 7, 13)),
        ("born June 1949 patel", Query(("patel",), 1949, 6)),
        ("patel about 1949", Query(("patel",), 1949)),
        ("khan 4/5/08", Query(("khan",), 2008, 5, 4)),
        ("may jones", Query(("may", "jones"))),
        ("jones may 1950", Query(("jones", "may"), 1950, 5)),
        ("jones 1 may 1950", Query(("jones",), 1950, 5, 1)),
        ("jones march 1950", Query(("jones",), 1950, 3)),
        ("martin jane 1950", Query(("martin", "jane"), 1950)),
        ("mary augustine 1950", Query(("mary", "augustine"), 1950)),
        ("NHS no: 943-476-5919 smith", Query(("smith",), nhs_number="9434765919")),
        ("943 476 5918", Query(reference="943")),
        ("o'brien nw94ab", Query(("obrien",), postcode="nw94ab")),
        ("NW9 4", Query(postcode="nw9")),
        ("4521", Query(reference="4521")),
        ("#12", Query(reference="12")),
        ("علي ١٩٤١", Query(("aly",), 1941)),
    ],
)
def test_what_is_typed_is_read(typed: str, query: Query) -> None:
    assert read_query(typed, TODAY) == query


def test_an_approximate_birth_is_filed_under_every_year_it_may_mean() -> None:
    years = {key.split()[-1] for kind, key in keys_for(PEOPLE[APPROXIMATE]) if kind == Kind.SOUND_YEAR}
    assert years == {"1953", "1954", "1955", "1956", "1957"}


def test_keys_of_one_person_are_few() -> None:
    assert len(keys_for(PEOPLE[JOHN_ELDER])) <= 35


@given(st.text("abcdefgh", min_size=5, max_size=12), st.data())
def test_any_one_slip_leaves_a_key_in_common(word: str, data: st.DataObject) -> None:
    """A letter wrong, missing, added or swapped with its neighbour."""
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefgh"))
    slip = data.draw(
        st.sampled_from(
            (
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            )
        )
    )
    assert set(one_less(word, "X")) & set(one_less(slip, "X"))


names = st.builds(
    Name,
    st.sampled_from(("Mary", "علي", "Abdul Karim", "J", "")),
    st.sampled_from(("Smith", "van Dijk", "O", "")),
)
identities = st.builds(
    Identity,
    st.lists(names, max_size=3).map(tuple),
    st.builds(ApproximateDate, st.integers(1900, 2020), st.integers(1, 12), st.none() | st.integers(1, 28)),
    st.lists(st.sampled_from(("NW9 4AB", "zz1 1aa", "", "not a postcode")), max_size=2).map(tuple),
)


@given(identities)
def test_keys_are_plain_text_of_known_kinds(identity: Identity) -> None:
    for kind, key in keys_for(identity):
        assert Kind(kind)
        assert key.isascii()
        assert key


def test_the_better_answer_ranks_higher() -> None:
    cards = [card_for(each, identity) for each, identity in PEOPLE.items()]
    query = read_query("adam kowalczyk 3/7/1941", TODAY)
    hits = rank(query, cards)
    assert hits[0] == (ADAM, 1.0)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_a_card_without_names_or_birth_can_be_compared() -> None:
    assert rank(read_query("adam 1941", TODAY), [Card(1, "", None, None, None, "")])[0].score < 0.5
