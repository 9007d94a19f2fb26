"""The pages of a form as they work without scripts, and what scripts send (R-016; screens.md 4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from alongside import council
from alongside.forms import actions, asking, library
from alongside.forms.definition.shapes import KINDS, ROWS
from alongside.forms.pages.boxes import DRAW
from alongside.forms.queries import filled as queries
from alongside.forms.tests.browsing import Browser
from alongside.forms.tests.filling import TRIAL, rows, save
from alongside.forms.tests.test_filling import complete_answers
from alongside.people.actions import merging, traits
from alongside.people.models import Trait
from alongside.people.tests.making import opened, worker
from alongside.people.tests.stating import added
from alongside.records import clock
from alongside.records.actors import Actor

ClientOf = Callable[[object], Client]


def test_every_kind_of_question_can_be_drawn() -> None:
    """A new kind without boxes would be found by whoever uses it first."""
    assert set(DRAW) | {*ROWS, "fact"} == set(KINDS)


def test_a_form_is_begun_from_its_list(by: Actor, ada: int, trial: object, client_of: ClientOf) -> None:
    """And leads to its first section."""
    client = client_of(by)
    begun = client.post(f"/people/{ada}/forms/", {"_form": "Begin", "form": "trial"})
    there = client.get(begun.headers["Location"])
    assert there.headers["Location"].endswith("/first/")
    html = client.get(f"/people/{ada}/forms/").content.decode()
    assert "Trial form" in html
    assert "Being filled in" in html


def test_a_section_is_saved_without_scripts(tab: Browser, filled: int) -> None:
    """Every kind of box, and the next section."""
    tab.look()
    answer = tab.send("next", day="Cooking\r\nfor Kofi", alone="yes", help=["family", "friends"], visits="3",
                       cost="12.50", safe="yes")  # fmt: skip
    assert rows(filled) == {
        "alone.0": "yes", "cost.0": 1250, "day.0": "Cooking\nfor Kofi", "help.0": ["family", "friends"],
        "safe.0": "yes", "visits.0": "3",
    }  # fmt: skip
    # What is asked only because she lives alone is shown before one goes on.
    assert answer.headers["Location"].endswith("/first/")
    tab.look()
    on = tab.send("next", since_day="3", since_month="5", since_year="2020")
    assert on.headers["Location"].endswith("/daily/")
    assert rows(filled)["since.0"] == "2020-05-03"
    assert 'value="2020"' in tab.look()


def test_what_nobody_touched_is_not_sent_again(tab: Browser, filled: int, other: Actor) -> None:
    """A page left open over lunch does not argue with what a colleague wrote meanwhile."""
    save(filled, other, day="Cooking")
    tab.look()
    save(filled, other, day="Gardening")
    tab.send(visits="3")
    assert rows(filled) == {"day.0": "Gardening", "visits.0": "3"}
    assert queries.rivals(filled, other) == {}


def test_two_texts_are_shown_until_one_is_chosen(tab: Browser, filled: int, other: Actor) -> None:
    """Without scripts as well."""
    tab.look()
    save(filled, other, day="Gardening")
    tab.send("next", day="Cooking")
    html = tab.look()
    assert "Two people wrote here at the same time" in html
    assert all(text in html for text in ("Gardening", "Cooking", other.name))
    keep = re.findall(r'name="settle" value="(day:\d+)"', html)
    tab.send("settle", keep[1])
    assert rows(filled) == {"day.0": "Cooking"}
    assert "Two people wrote" not in tab.look()


def test_a_wrong_answer_is_said_at_its_question_with_everything_kept(tab: Browser, filled: int) -> None:
    """Nothing typed is lost, and nothing half is saved."""
    tab.look()
    answer = tab.send("next", day="Cooking", visits="some")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: " in html
    assert 'href="#visits"' in html
    assert 'aria-describedby="visits-error"' in html
    assert "Cooking" in html
    assert 'value="some"' in html
    assert rows(filled) == {}


def test_a_wrong_date_is_shown_again_as_it_was_typed(tab: Browser, filled: int, by: Actor) -> None:
    """In its three boxes."""
    save(filled, by, alone="yes")
    tab.look()
    html = tab.send(since_day="31", since_month="2", since_year="2026").content.decode()
    assert "must be a real one" in html
    assert 'name="since-day" value="31"' in html


def test_unknown_is_apart_from_blank(tab: Browser, filled: int) -> None:
    """Of a radio, and beside a box."""
    tab.look()
    tab.send(alone="~declined", **{"u:visits": "not-asked"})
    kept = queries.answers(filled)
    assert (kept["alone"].absent, kept["visits"].absent) == ("declined", "not-asked")
    html = tab.look()
    assert 'value="~declined" checked' in html
    assert 'value="not-asked" selected' in html


def test_the_rest_and_the_next_row(tab: Browser, filled: int) -> None:
    """One tap for the outcomes without difficulty; a row more for the next risk."""
    tab.look("daily")
    tab.send("rest", "day-to-day", manages__1=["pain"])
    assert rows(filled) == {"manages.1": ["pain"], "manages.2": ["fine"]}
    tab.look("daily")
    answer = tab.send("more", "risks", danger__1="A fall", touches__1=["washing"])
    assert answer.headers["Location"].endswith("#risks-2")
    html = tab.look("daily")
    assert 'id="risks-2"' in html
    tab.send(danger__2="A fire")
    assert rows(filled)["danger.2"] == "A fire"


def test_last_answers_stand_beside_the_new_ones(
    by: Actor, ada: int, filled: int, tab: Browser, client_of: ClientOf
) -> None:
    """With one button to take each over."""
    save(filled, by, day="Cooking on Sundays", cost="12.50")
    complete_answers(filled, by)
    actions.complete(filled, by=by)
    again = actions.begin(ada, by=by, form="trial")
    later = Browser(client_of(by), f"/people/{ada}/forms/{again}")
    html = later.look()
    assert "Last time (" in html
    assert "“Cooking on Sundays”" in html
    for name in ("day", "cost"):
        later.look()
        assert later.send("copy", name).headers["Location"].endswith(f"#{name}")
    assert rows(again) == {"cost.0": 1250, "day.0": "Cooking on Sundays"}


def test_last_answers_find_their_outcome_in_another_order(
    by: Actor, ada: int, filled: int, client_of: ClientOf, *, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said of washing does not stand beside eating when a later version lists them otherwise."""
    actions.save_answer(filled, by=by, question="how", place=2, value="She cannot reach the taps")
    complete_answers(filled, by)
    actions.complete(filled, by=by)
    turned = TRIAL.replace("{eating: Eating, washing: Washing}", "{washing: Washing, eating: Eating}")
    (tmp_path / "trial.yaml").write_text(turned, encoding="utf-8")
    monkeypatch.setattr(library, "_kept", {})
    again = actions.begin(ada, by=by, form="trial")
    later = Browser(client_of(by), f"/people/{ada}/forms/{again}")
    beside = later.look("daily").split("She cannot reach the taps")
    assert len(beside) == 2
    assert 'name="copy" value="how.1"' in beside[1]
    later.send("copy", "how.1")
    assert rows(again) == {"how.1": "She cannot reach the taps"}


def test_a_fact_is_confirmed_or_put_right_on_the_record(by: Actor, ada: int, client_of: ClientOf) -> None:
    """It is shown with where it came from; correcting it corrects the fact, not the form (issue 3)."""
    codes = [each.code for each in council.current().lists.get("accommodation", on=clock.today()).entries]
    traits.set_trait(ada, by=by, attribute="accommodation", code=codes[0], told_by="Ada herself")
    made = actions.begin(ada, by=by)
    browser = Browser(client_of(by), f"/people/{ada}/forms/{made}")
    html = browser.look("conversation")
    assert "told by Ada herself" in html
    assert f"by {by.name}" in html
    browser.send("confirm", "accommodation")
    assert rows(made) == {"accommodation.0": codes[0]}
    assert "Said to be right" in browser.look("conversation")
    browser.send(
        "correct", "accommodation", **{"correct.accommodation": codes[1], "correct.accommodation-by": "Kofi"}
    )
    stated = Trait.objects.for_system("test").filter(person_id=ada, attribute="accommodation").order_by("id")
    assert list(stated.values_list("code", "told_by")) == [(codes[0], "Ada herself"), (codes[1], "Kofi")]
    assert rows(made) == {"accommodation.0": codes[1]}


def test_a_script_saves_one_answer(tab: Browser, filled: int) -> None:
    """It is told the clock, the new mark, and what is asked now."""
    tab.look()
    told = tab.save("alone", "yes", decides="1").json()
    assert told["version"] == 1
    assert re.fullmatch(r"\d\d:\d\d", told["clock"])
    assert told["asked"] == {"since": True}
    assert tab.save("visits", "some").status_code == 422
    assert "number in digits" in tab.save("visits", "some").json()["message"]
    assert rows(filled) == {"alone.0": "yes"}


def test_a_script_is_told_what_follows_from_the_answer(by: Actor, ada: int, client_of: ClientOf) -> None:
    """The conditions of eligibility stand beside the decision and move with the answers."""
    made = actions.begin(ada, by=by)
    browser = Browser(client_of(by), f"/people/{ada}/forms/{made}")
    assert "have not yet been said to arise" in browser.look("decision")
    told = browser.save("from-impairment", "no", beside="decision").json()
    assert (
        told["beside"]["decision"][0]
        == "The needs do not arise from a physical or mental impairment or illness."
    )
    assert told["beside"]["decision"][-1] == "Not eligible."
    assert browser.save("from-impairment", "yes", beside="nothing").json()["beside"] == {}


def test_a_script_is_told_of_another_editor(tab: Browser, filled: int, other: Actor) -> None:
    """By name, and who is writing at all."""
    tab.look()
    save(filled, other, day="Gardening")
    told = tab.save("day", "Cooking").json()
    assert (told["contested"], told["by"]) == (True, other.name)
    said = tab.client.get(f"{tab.base}/save/writing/").json()
    assert said == {"writing": f"{other.name} is writing here too."}


def test_the_whole_section_comes_after_what_its_tab_had_sent(tab: Browser, filled: int) -> None:
    """The button is pressed while an answer is still on its way: no argument with oneself, in either order."""
    tab.look()
    tab.save("day", "Cook")
    tab.send("next", day="Cooking", _editor="a-tab")
    tab.save("day", "Cooki")
    assert rows(filled) == {"day.0": "Cooking"}
    assert "Two people wrote" not in tab.look()


def test_signed_out_nothing_is_saved_and_one_comes_back_to_the_same_place(tab: Browser, filled: int) -> None:
    """The script keeps its copy on a 401; without scripts what was typed is shown to be copied."""
    tab.look()
    tab.client.cookies.clear()
    assert tab.save("day", "Cooking").status_code == 401
    answer = tab.send("next", day="Cooking on Sundays")
    html = answer.content.decode()
    assert answer.status_code == 401
    assert "Cooking on Sundays" in html
    assert f"next={tab.base.replace('/', '%2F')}%2Ffirst%2F" in html
    assert rows(filled) == {}


def test_what_is_needed_is_read_before_it_is_finished(tab: Browser, filled: int, by: Actor) -> None:
    """Each with the way to its question; then it is finished, printed, opened again."""
    html = tab.client.get(f"{tab.base}/review/").content.decode()
    assert "Is she safe tonight? – she may not wait" in html
    assert "/first/#safe" in html
    assert "Finish this form" not in html
    refused = tab.client.post(f"{tab.base}/review/", {"_form": "Complete", "_version": "1"}).content.decode()
    assert "Still needed: Is she safe tonight?" in refused
    complete_answers(filled, by)
    done = tab.client.post(f"{tab.base}/review/", {"_form": "Complete", "_version": "1"})
    assert done.headers["Location"].endswith("/print/")
    html = tab.client.get(f"{tab.base}/print/").content.decode()
    assert "Completed on" in html
    assert tab.client.get(f"{tab.base}/first/").headers["Location"].endswith("/print/")
    tab.client.post(f"{tab.base}/print/", {"_form": "Reopen", "_version": "2", "why": "She rang"})
    found = queries.filled(filled, by)
    assert found
    assert found.is_open


def test_set_aside_from_the_review(tab: Browser, filled: int, by: Actor) -> None:
    """With a reason that is shown with it."""
    answer = tab.client.post(
        f"{tab.base}/review/", {"_form": "Discard", "_version": "1", "why": "Wrong person"}
    )
    assert answer.status_code == 303
    assert "Wrong person" in tab.client.get(f"{tab.base}/print/").content.decode()


def test_a_person_merged_meanwhile_takes_the_form_along(
    tab: Browser, by: Actor, ada: int, filled: int
) -> None:
    """The old address leads on, what is typed is saved, and what the form asks of the person is asked of the one."""
    tab.look()
    manager = worker("team-manager")
    survivor = added(by, given="Ada", family="Lovelace", born="1951-12-10")
    opened(ada, manager)
    opened(survivor, manager)
    merging.merge(ada, by=manager, reason="One woman", survivor=survivor)
    assert tab.save("day", "Cooking").status_code == 200
    moved = tab.client.get(f"{tab.base}/first/")
    assert moved.headers["Location"] == f"/people/{survivor}/forms/{filled}/first/"
    assert "Cooking" in tab.client.get(moved.headers["Location"]).content.decode()
    assert tab.send(visits="3").status_code == 303
    assert rows(filled) == {"day.0": "Cooking", "visits.0": "3"}
    assert asking.ask_of(filled, "has died") is False
