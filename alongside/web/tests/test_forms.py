"""Forms: asked plainly, answers kept, one deed however often sent."""

import re
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.errors import Refused
from alongside.web.form_drawing import form_fields
from alongside.web.forms import Checkboxes, Date, File, Form, Radios, RawDate, Select, Text, exact_date
from alongside.web.gallery import Allotment
from alongside.web.tests.site import SIGNED_IN, Note

KEY = "0c5a4d0e-5f3c-4b5a-9a53-6f0d2e3c9a11"


def sent(form: type[Form], **answers: str) -> Form:
    query = QueryDict(mutable=True)
    query.update(answers)
    request = RequestFactory().post("/", query.dict())
    return form.of(request)


def test_a_fresh_form_carries_a_new_key_and_the_version() -> None:
    one, two = Note(version=3), Note(version=3)
    assert one.key != two.key
    assert (one.version, one.is_bound) == (3, False)


def test_a_sent_form_keeps_the_key_and_version_it_was_shown_with() -> None:
    form = sent(Note, title="a", _key=KEY, _version="7")
    assert (form.key, form.version) == (UUID(KEY), 7)


@pytest.mark.parametrize("key", ["", "1", "x" * 400, "\x00"])
def test_a_forged_key_is_replaced(key: str) -> None:
    assert sent(Note, title="a", _key=key).key != UUID(KEY)


def test_a_form_sent_twice_has_the_same_key(client: Client) -> None:
    """A double click is one event: the key says so to whoever acts."""
    page = client.get("/notes/new/", headers=SIGNED_IN).content.decode()
    found = re.search(r'name="_key" value="([^"]+)"', page)
    assert found
    body = {"title": "fine", "_key": found[1], "_version": "3"}
    answers = [client.post("/notes/new/", body, headers=SIGNED_IN).content for _ in range(2)]
    assert answers == [f"saved {found[1]} 3".encode()] * 2


def test_two_forms_on_a_page_do_not_mix() -> None:
    request = RequestFactory().post("/", {"_form": "Allotment", "name": "x"})
    assert not Note.of(request).is_bound
    assert Allotment.of(request).is_bound


def test_a_refusal_is_shown_on_the_same_form_with_every_answer(client: Client) -> None:
    body = {"title": "taken", "text": "I rang at ten <b>", "on-day": "5", "on-month": "6", "on-year": "2026"}
    page = client.post(
        "/notes/new/", body | {"_key": KEY, "_version": "3"}, headers=SIGNED_IN
    ).content.decode()
    assert "<title>Error: New note" in page
    assert '<a href="#title">There is a note of that name.</a>' in page
    assert "I rang at ten &lt;b&gt;" in page
    assert 'value="2026"' in page
    assert f'name="_key" value="{KEY}"' in page
    assert 'name="_version" value="3"' in page


def test_a_refusal_that_is_of_no_field_stands_above_the_form(client: Client) -> None:
    page = client.post("/notes/new/", {"title": "late"}, headers=SIGNED_IN).content.decode()
    assert "The month is closed." in page.split("<form")[-2] + page.split("<form")[-1]
    assert 'href="#"' not in page


def test_a_page_may_attach_a_refusal_itself() -> None:
    form = sent(Note, title="fine")
    assert form.is_valid()
    form.refuse(Refused("Not today.", "title"))
    assert not form.is_valid()
    assert form.errors["title"] == ["Not today."]


def test_a_missing_answer_says_what_to_do_and_links_to_its_field(client: Client) -> None:
    page = client.post("/notes/new/", {"title": " "}, headers=SIGNED_IN).content.decode()
    assert '<a href="#title">Enter a title</a>' in page
    assert 'aria-describedby="title-error"' in page
    assert 'id="title-error"' in page


def test_an_error_in_a_date_links_to_the_box_at_fault(client: Client) -> None:
    body = {"title": "fine", "on-day": "5", "on-year": "2026"}
    page = client.post("/notes/new/", body, headers=SIGNED_IN).content.decode()
    assert '<a href="#on-month">The date must include a month</a>' in page
    assert re.search(r'<input[^>]*govuk-input--error[^>]*id="on-month"', page)
    assert not re.search(r'<input[^>]*govuk-input--error[^>]*id="on-day"', page)


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (RawDate("", "6", "2026"), "day"),
        (RawDate("5", "six", "2026"), "month"),
        (RawDate("5", "6", "26"), "year"),
        (RawDate("31", "2", "2026"), "day"),
        (RawDate("٣", "6", "2026"), "day"),
    ],
)
def test_a_date_that_is_none_names_the_box_at_fault(raw: RawDate, part: str) -> None:
    with pytest.raises(Refused) as refused:
        exact_date(raw)
    assert refused.value.field == part


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_comes_back_as_it_was_shown(day: date) -> None:
    assert exact_date(Date("When").prepare_value(day)) == day


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_text_in_a_date_is_a_fault_of_ours(day: str, month: str, year: str) -> None:
    form = sent(Note, **{"title": "a", "on-day": day, "on-month": month, "on-year": year})
    assert form.is_valid() == (form.answers.get("on") is not None or not any((day + month + year).split()))


def test_a_date_without_a_rule_is_what_was_typed() -> None:
    class Approximate(Form):
        born = Date("Born", approximate=True)

    form = sent(Approximate, **{"born-month": "6", "born-year": "1942"})
    assert form.is_valid()
    assert form.answers["born"] == RawDate("", "6", "1942")


class Choice(Form):
    one = Radios("One?", [("a", "A"), ("b", "B")])
    many = Checkboxes("Many", [("a", "A"), ("b", "B")], required=False)
    listed = Select("Listed", [("a", "A"), ("b", "B")])


def test_choices_outside_the_list_are_refused() -> None:
    form = sent(Choice, one="z", listed="")
    assert not form.is_valid()
    assert form.errors["one"] == ["Choose from the list: One?"]
    assert form.errors["listed"] == ["Select listed"]


def test_choices_are_kept_when_the_form_comes_back() -> None:
    page = str(form_fields(sent(Choice, one="b", many="a")))
    assert re.findall(r'name="(\w+)"[^>]*value="(\w+)"[^>]*checked', page) == [("one", "b"), ("many", "a")]


def test_the_value_of_a_field_goes_through_its_rule() -> None:
    def shout(text: str) -> str:
        if text == "no":
            raise ValueError("Say something else")
        return text.upper()

    class Loud(Form):
        word = Text("Word", clean=shout)

    assert sent(Loud, word="yes").is_valid()
    assert sent(Loud, word="no").errors["word"] == ["Say something else"]


def test_a_form_without_its_request_is_not_drawn() -> None:
    with pytest.raises(ValueError, match=r"Form\.of"):
        form_fields(Note())


@pytest.mark.parametrize("text", ["a" * 201, "x" * 100_000])
def test_a_text_that_is_too_long_is_kept_and_said(text: str) -> None:
    form = sent(Note, title=text)
    assert form.errors["title"] == ["What is it called must be 200 characters or fewer"]
    assert text in str(form_fields(form))


def test_a_list_that_changes_is_asked_at_each_page() -> None:
    towns = [("a", "A")]

    class Where(Form):
        town = Select("Town", lambda: towns)
        near = Radios("Near", lambda: towns, required=False)

    assert sent(Where, town="b").errors["town"] == ["Choose from the list: Town"]
    towns.append(("b", "B"))
    assert sent(Where, town="b", near="b").is_valid()
    assert str(form_fields(sent(Where))).count(">Choose one<") == 1


def test_a_password_is_not_sent_back() -> None:
    class Enter(Form):
        password = Text("Password", look={"type": "password"})

    assert "open sesame" not in str(form_fields(sent(Enter, password="open sesame")))


def test_choices_known_only_at_the_page_are_offered_to_the_form() -> None:
    form = sent(Choice, one="a", listed="late")
    form.offer("listed", [("late", "Late")])
    assert form.is_valid()
    assert str(form_fields(form)).count(">Choose one<") == 1


class Sheet(Form):
    """A form over something saved."""

    name = Text("Name")
    colour = Radios("Colour", [("r", "Red"), ("g", "Green")])
    on = Date("Day", required=False)


def test_clashes_show_both_texts_in_the_words_of_the_form() -> None:
    """One field apart, another alike, a date of which nothing is known: only what differs clashes, in words."""
    typed = {"name": "Ruth", "colour": "g", "on-day": "1", "on-month": "5", "on-year": "2026"}
    form = Sheet(QueryDict(urlencode(typed)), initial={"name": "Ruth", "colour": "r"})
    said = [(clash.label, clash.yours, clash.theirs, clash.name) for clash in form.clashes()]
    assert said == [("Colour", "Green", "Red", "colour"), ("Day", "1 5 2026", None, "on")]


class Parcel(Form):
    """A form with a file."""

    what = File("What is in it?")


def test_a_file_is_asked_for_and_comes_with_the_form() -> None:
    request = RequestFactory().post("/", {"what": SimpleUploadedFile("a.txt", b"Beans")})
    form = Parcel.of(request)
    assert form.is_valid()
    assert form.answers["what"].read() == b"Beans"
    empty = Parcel.of(RequestFactory().post("/", {}))
    assert not empty.is_valid()
    assert "Answer “What is in it?”" in str(empty.errors["what"])
    assert 'type="file"' in form_fields(empty)
