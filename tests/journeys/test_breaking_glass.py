"""A night on emergency duty: what opens, what has to be broken open, and who reviews it (R-246, R-120)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.records import clock
from tests.fixtures.browser import Story
from tests.journeys.steps import answer, bar, find, number, open_found

pytestmark = pytest.mark.journey


def test_a_night_on_duty(browser_as: Callable[..., Story]) -> None:
    """A shift begins with what was handed over and ends with what is handed on; all access ends with it."""
    omar = browser_as("Omar Farouk")
    when_he_begins_the_shift(omar)
    costas = then_an_ordinary_record_opens_without_more_ado(omar)
    when_he_ends_the_shift(omar)
    omar.go(f"/people/{costas}/")
    omar.sees("Why do you need this record?")
    omar.does_not_see("31 Station Approach")


def when_he_begins_the_shift(omar: Story) -> None:
    """Until a time of the clock."""
    omar.go("/duty/")
    omar.look("Off duty")
    omar.fill(ends_at="25:00")
    omar.press("Begin the shift")
    omar.sees("Enter the time at which the shift ends, like 9:00")
    omar.look("A shift with a wrong end")
    end = timezone.localtime(clock.now()) + timedelta(hours=8)
    omar.fill(ends_at=f"{end:%H:%M}", handover_in="Mr Georgiou’s daughter is worried; look in on him")
    omar.press("Begin the shift")
    omar.sees("You are on duty")
    omar.look("On duty")


def then_an_ordinary_record_opens_without_more_ado(omar: Story) -> int:
    """One press, no reason asked for; the shift is the reason."""
    find(omar, "costas georgiou")
    open_found(omar, "Konstantinos Georgiou")
    omar.look("Open on emergency duty")
    omar.press("Open on emergency duty")
    omar.sees("31 Station Approach")
    return number(omar)


def when_he_ends_the_shift(omar: Story) -> None:
    """Whoever opened records says what the day teams need to know."""
    omar.go("/duty/")
    omar.press("End the shift and hand over")
    omar.sees("Say what the day teams need to know")
    omar.look("A handover left blank")
    omar.fill(handover_out="Saw Mr Georgiou at 2am: safe, cold; the heating is off")
    omar.press("End the shift and hand over")
    omar.sees("Saw Mr Georgiou at 2am")
    omar.look("Handed over")


def test_the_glass_is_broken_and_reviewed(browser_as: Callable[..., Story]) -> None:
    """A contact that cannot wait: a kind, a reason, an end that the bar tells; reviewed, judged and closed again."""
    omar, ruth = browser_as("Omar Farouk"), browser_as("Ruth Ellison")
    given_a_contact_that_cannot_wait(omar)
    when_he_breaks_the_glass(omar)
    nadia = then_the_record_is_open_for_hours(omar)
    when_ruth_finds_it_not_justified(ruth)
    omar.go(f"/people/{nadia}/")
    omar.sees("Page not found")
    omar.does_not_see("Petrova")


def given_a_contact_that_cannot_wait(omar: Story) -> None:
    """A restricted record may match; the officer is asleep."""
    find(omar, "nadia petrova")
    omar.fill(message="He is outside her door now")
    omar.press("Tell the officer now")
    omar.press("break the glass")
    omar.does_not_see("Petrova")
    omar.look("Break the glass", guide="break-glass")


def when_he_breaks_the_glass(omar: Story) -> None:
    """Not without a kind of emergency and a sentence."""
    omar.press("Break the glass")
    omar.sees("There is a problem")
    omar.look("Break the glass, with mistakes")
    answer(omar, "What kind of emergency is it?", "Somebody’s life or safety is at risk now")
    omar.fill(reason="Her former husband is at the door; the police need to know about the children")
    omar.press("Break the glass")


def then_the_record_is_open_for_hours(omar: Story) -> int:
    """The bar says that it is restricted and until when it is open."""
    said = bar(omar).inner_text()
    assert "Nadia Petrova" in said
    assert "Restricted record" in said
    assert re.search(r"until \d", said), said
    omar.look("The glass is broken", guide="glass-broken")
    return number(omar)


def when_ruth_finds_it_not_justified(ruth: Story) -> None:
    """It waits on her first page; her finding ends the access."""
    ruth.go("/")
    ruth.sees("Omar Farouk broke the glass")
    ruth.look("Home with a review waiting")
    ruth.page.get_by_role("link", name=re.compile("broke the glass")).click()
    ruth.sees("Her former husband is at the door")
    ruth.look("Review breaking the glass")
    answer(ruth, "What do you find?", "Not justified: end the access now")
    ruth.fill(note="The police had been there for an hour")
    ruth.press("Record finding")
    ruth.sees("Every breaking of the glass has been reviewed.")
    ruth.look("Reviewed")
