"""Adding somebody, after looking who is on record already (R-241, G-82)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import bar, boxes, date, find, people_found, send_again

pytestmark = pytest.mark.journey


def test_a_caller_who_is_on_no_record_is_added(browser_as: Callable[..., Story]) -> None:
    """Somebody new is found nowhere, is added with what is known, and can be found by the next who answers."""
    samir = browser_as("Samir Haddad")
    given_nobody_is_found(samir)
    when_he_adds_what_he_knows(samir)
    then_the_person_is_on_record(samir)


def given_nobody_is_found(samir: Story) -> None:
    """The caller spells the name over the telephone."""
    find(samir, "zbignew wolanski 1950")
    samir.sees("Nobody was found")
    samir.look("Nobody found")


def when_he_adds_what_he_knows(samir: Story) -> None:
    """Not more than the caller can say: the year of birth is a guess."""
    samir.press("Add a new person")
    samir.look("Add a person, blank")
    samir.fill(
        given="Zbigniew", family="Wolański", known_as="Ziggy", phone="020 7946 0155", told_by="His niece"
    )
    date(samir, "born", "about 1950")
    samir.press("Look and add")


def then_the_person_is_on_record(samir: Story) -> None:
    """Samir is on the new record at once, and a spelling without accents finds it."""
    samir.sees("Wolański")
    samir.sees("about 1950")
    assert "Ziggy" in bar(samir).inner_text()
    samir.look("Somebody new")
    find(samir, "wolanski")
    assert people_found(samir) == ["Zbigniew Wolański"]


def test_somebody_on_record_already_is_offered_before_another_is_added(
    browser_as: Callable[..., Story],
) -> None:
    """Likely matches come with their reasons; the worker chooses one of them or says that it is none."""
    samir = browser_as("Samir Haddad")
    when_he_adds_jon_clarke(samir)
    then_he_sees_why_it_may_be_somebody_on_record(samir)
    samir.press("This is the person: go to Jonathan Clarke")
    assert "Jonathan Clarke" in bar(samir).inner_text()
    when_he_adds_jon_clarke(samir)
    samir.press("None of these: add the person")
    samir.sees("27 Mill Lane")
    find(samir, "clarke 1963")
    assert people_found(samir).count("Jon Clarke") == 1


def when_he_adds_jon_clarke(samir: Story) -> None:
    """Who is on record twice already."""
    samir.go("/people/add/")
    samir.fill(given="Jon", family="Clarke", lines="27 Mill Lane")
    date(samir, "born", "1963")
    samir.press("Look and add")


def then_he_sees_why_it_may_be_somebody_on_record(samir: Story) -> None:
    """Reasons for and against in words, and what was typed above the button that adds."""
    samir.sees("Is it one of these?")
    names = samir.page.locator(".app-candidate__name").all_inner_texts()
    assert {"Jonathan Clarke, known as Jon", "Jon Clark"} <= set(names), names
    assert samir.page.locator(".app-reasoning__for").count() >= 2
    samir.sees("You entered Jon Clarke, born 1963")
    samir.look("Likely matches", guide="add-likely-matches")


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(browser_as: Callable[..., Story]) -> None:
    """A wrong NHS number and an impossible date each have their sentence, all else stays in its field."""
    samir = browser_as("Samir Haddad")
    samir.go("/people/add/")
    samir.fill(given="Rosa", family="Delgado", nhs_number="943 476 5918", told_by="The ward")
    date(samir, "born", "31 2 1950")
    samir.press("Look and add")
    then_each_mistake_has_its_sentence(samir)
    samir.fill(nhs_number="000 000 0000")
    samir.press("Look and add")
    samir.sees("never one digit repeated")
    date(samir, "born", "1 2 2090")
    samir.press("Look and add")
    samir.sees("must be today or in the past")


def then_each_mistake_has_its_sentence(samir: Story) -> None:
    """At the top, where it takes the focus, and at the field."""
    samir.sees("There is a problem")
    assert samir.page.title().startswith("Error: ")
    assert samir.page.locator("#error-summary").evaluate("it => it === document.activeElement")
    said = samir.page.locator("#error-summary li").all_inner_texts()
    assert len(said) == 2, said
    assert samir.page.locator("[name=family]").input_value() == "Delgado"
    assert samir.page.locator("[name=told_by]").input_value() == "The ward"
    assert boxes(samir, "born") == ["31", "2", "1950"]
    samir.look("A number and a date that cannot be")


def test_a_form_sent_twice_adds_one_person(browser_as: Callable[..., Story]) -> None:
    """An impatient press and a network that sends again: one person, one entry in the audit."""
    samir = browser_as("Samir Haddad")
    given_a_filled_form(samir, "Leopold", "Vantongeren")
    samir.page.get_by_role("button", name="Look and add").dblclick()
    samir.page.wait_for_url(lambda address: "/add/" not in address)
    find(samir, "vantongeren")
    assert people_found(samir) == ["Leopold Vantongeren"]
    given_a_filled_form(samir, "Saskia", "Oudekerk")
    assert send_again(samir, "Look and add") == [303, 303]
    find(samir, "oudekerk")
    assert people_found(samir) == ["Saskia Oudekerk"]


def given_a_filled_form(samir: Story, given: str, family: str) -> None:
    """Ready to be sent."""
    samir.go("/people/add/")
    samir.fill(given=given, family=family)
