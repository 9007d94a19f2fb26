"""Names meet across spellings, scripts and forms, and are never changed for it."""

import string
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.names import fold, roots, same_by_form, sound, sounds, tokens

words = st.text(string.ascii_lowercase, min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz O’Brien-Żak", "lukasz obrien zak"),
        ("O Brien", "obrien"),
        ("Mc Donald", "mcdonald"),
        ("  José   Núñez ", "jose nunez"),
        ("ＪＯＨＮ", "john"),
        ("ﬁona", "fiona"),
        ("Straße", "strasse"),
        ("Nguyễn Thị", "nguyen thi"),
        ("Σωτήρης", "sotiris"),
        ("王小明", "wang xiaoming"),
        ("علي", "aly"),
        ("\u202eعلي\u202c", "aly"),
        ("", ""),
        ("—", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=200))
def test_folding_is_done_once_and_leaves_plain_letters(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert set(folded) <= set(string.ascii_lowercase + string.digits + " ")


@pytest.mark.parametrize(
    ("written", "telling"),
    [
        ("van Dijk", ("dijk",)),
        ("Anna van der Berg", ("anna", "berg")),
        ("Abdulrahman al-Hassan", ("abdul", "rahman", "hassan")),
        ("Abdurrahman", ("abdul", "rahman")),
        ("Abdullahi", ("abdullahi",)),
        ("Abdallah", ("abdallah",)),
        ("abdullsh", ("abdullsh",)),
        ("Abdulaziz", ("abdul", "aziz")),
        ("Abdul-Latif", ("abdul", "latif")),
        ("Abdirahman", ("abdul", "rahman")),
        ("Smith-Jones, Mary Ann", ("smith", "jones", "mary", "ann")),
        ("Ali Ali", ("ali",)),
        ("Van", ("van",)),
        ("’", ()),
    ],
)
def test_tokens_are_the_words_that_tell_people_apart(written: str, telling: tuple[str, ...]) -> None:
    assert tokens(written) == telling


@given(st.text(max_size=60))
def test_every_name_that_folds_to_something_has_a_token(text: str) -> None:
    assert bool(tokens(text)) == bool(fold(text))


@pytest.mark.parametrize(
    "spellings",
    [
        "Mohammed Muhamad Mehmet Mohamud محمد",
        "Hussain Hussein Husayn Ussain حسين",
        "Kowalczyk Kovalchik Kowalchik Ковальчук",
        "Yusuf Youssef Jusuf يوسف",
        "Ali Aly علي",
        "Ahmed Ahmad Ahmet أحمد",
        "Fatima Fatma Fathima فاطمة",
        "Chowdhury Choudhury Chaudhry Chaudhari",
        "Sheikh Shaikh Saikh",
        "Qureshi Kureshi Quraishi",
        "Waseem Wasim Vaseem",
        "Smith Smyth Smythe Schmidt",
        "Leigh Lee Li",
        "Thomson Tomson",
        "Hughes Hughs",
        "Brown Braun Broun",
        "Catherine Katherine Kathryn Cathrin",
        "Stephen Steven Stefan",
        "Phillips Philips Filips",
        "Gbenga Benga",
        "Kwame Kuame",
        "Oluwaseun Olwaseun",
        "Vaughan Vaughn",
        "Wojcik Voychik Wójcik",
        "Nguyen Nguyễn Ngyuen",
        "Bhatti Batti",
        "Dhillon Dillon",
        "Zhang Chang",
        "Xu Hsu",
        "Shah Sah",
    ],
)
def test_spellings_of_one_name_sound_alike(spellings: str) -> None:
    heard = {sound(fold(spelling)) for spelling in spellings.split()}
    assert len(heard) == 1


@pytest.mark.parametrize(
    "names",
    [
        "Patel Shah Khan",
        "Smith Jones Brown",
        "Kowalczyk Kaminski Nowak",
        "Okonkwo Okafor Adeyemi",
        "Kaur Gill Singh",
    ],
)
def test_other_names_sound_different(names: str) -> None:
    assert len({sound(fold(name)) for name in names.split()}) == len(names.split())


@given(words)
def test_a_sound_is_short_and_never_empty(word: str) -> None:
    assert 1 <= len(sound(word)) <= 6


@given(st.text("aeiou", max_size=4), st.sampled_from("bdfklmnrtv"), st.text("aeiou", min_size=1, max_size=4))
def test_a_doubled_letter_is_not_heard(before: str, letter: str, after: str) -> None:
    assert sound(f"o{before}{letter}{letter}{after}") == sound(f"o{before}{letter}{after}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bill", "william"),
        ("kate", "katherine"),
        ("mohammed", "muhammad"),
        ("mohamed", "mehmet"),
        ("fatima", "fatma"),
        ("yusuf", "joseph"),
        ("aly", "ali"),
        ("krzysztof", "chris"),
        ("alex", "alexandra"),
        ("alex", "oleksandr"),
        ("sade", "folasade"),
        ("laxmi", "lakshmi"),
    ],
)
def test_forms_of_one_name(one: str, other: str) -> None:
    assert same_by_form(one, other)
    assert same_by_form(other, one)
    assert set(sounds(one)) & set(sounds(other))


def test_another_name_is_no_form() -> None:
    assert not same_by_form("hassan", "hussein")
    assert roots("kowalczyk") == ("kowalczyk",)


def test_the_list_of_forms_is_folded_and_each_root_stands_once() -> None:
    text = resources.files("alongside.people.rules").joinpath("name_variants.txt").read_text(encoding="utf-8")
    groups = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert all(fold(name) == name for group in groups for name in group)
    assert all(len(group) == len(set(group)) > 1 for group in groups)
    assert len({group[0] for group in groups}) == len(groups)
