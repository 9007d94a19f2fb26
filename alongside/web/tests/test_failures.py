"""When something goes wrong the reader learns what happened, what became of their answers, and whom to ring.

None of these tests may touch a database: pytest-django refuses it.
"""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from alongside import council
from alongside.web import failures, frame, render
from alongside.web.frame import Office
from alongside.web.tests.site import SIGNED_IN

PHONE = "020 7946 0000"
TYPED = {"title": "broken", "text": "I rang at ten <b>twice</b>", "password": "open sesame"}


@pytest.fixture(autouse=True)
def with_a_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "office", lambda: Office(name="Loamshire County Council", phone=PHONE))


@pytest.fixture
def gentle(client: Client) -> Client:
    """A client that is shown the page instead of the fault."""
    client.raise_request_exception = False
    return client


def says(answer: Any, status: int, *texts: str) -> str:
    page = answer.content.decode()
    assert answer.status_code == status
    for text in (*texts, PHONE, f"Code {status}"):
        assert text in page, text
    return page


def test_a_missing_page_and_anothers_record_look_the_same(gentle: Client) -> None:
    nowhere = says(gentle.get("/nowhere/", headers=SIGNED_IN), 404, "Page not found")
    anothers = says(gentle.get("/notes/404/", headers=SIGNED_IN), 404, "Page not found")
    assert nowhere.split("<main")[1] == anothers.split("<main")[1]


def test_a_refusal_gives_its_reason(gentle: Client) -> None:
    says(gentle.get("/notes/403/", headers=SIGNED_IN), 403, "You cannot do this", "This note is sealed.")


def test_a_rule_that_has_no_form_to_speak_on_has_a_page(gentle: Client) -> None:
    says(gentle.get("/shut/", headers=SIGNED_IN), 409, "This could not be done", "The books are shut.")


def test_what_a_page_does_not_do_it_says(gentle: Client) -> None:
    answer = gentle.post("/notes/3/", headers=SIGNED_IN)
    says(answer, 405, "That does not work here")
    assert answer["Allow"] == "GET"


def test_a_bad_request_has_a_page() -> None:
    says(failures.bad_request(RequestFactory().get("/")), 400, "did not reach us properly")


def test_more_than_can_be_taken_is_told_apart_from_what_cannot_be_read(gentle: Client) -> None:
    """Whoever pasted a whole report learns that it was too long, not that their browser is at fault."""
    long = {**TYPED, "text": "x" * 3_000_000}
    says(gentle.post("/notes/new/", long, headers=SIGNED_IN), 413, "too much at once", "send it in parts")
    many = {**TYPED, **{f"field{number}": "1" for number in range(2000)}}
    says(gentle.post("/notes/new/", many, headers=SIGNED_IN), 413, "too much at once")


def test_a_number_higher_than_any_row_has_is_a_missing_page(gentle: Client) -> None:
    """Not a fault of the database that was asked for it."""
    assert gentle.get(f"/notes/{2**63 - 1}/", headers=SIGNED_IN).status_code == 200
    says(gentle.get(f"/notes/{2**63}/", headers=SIGNED_IN), 404, "Page not found")


def test_a_fault_of_ours_shows_back_what_was_typed_and_keeps_the_secret(gentle: Client) -> None:
    page = says(
        gentle.post("/notes/new/", TYPED, headers=SIGNED_IN), 500, "there is a problem with the service"
    )
    assert "What happened?" in page
    assert "I rang at ten &lt;b&gt;twice&lt;/b&gt;" in page
    assert "open sesame" not in page


def test_when_the_records_cannot_be_reached_the_page_says_so(gentle: Client) -> None:
    answer = gentle.post("/notes/new/", TYPED, headers={"X-Reader": "broken"})
    says(answer, 503, "the service is unavailable", "I rang at ten")
    assert answer["Retry-After"] == "60"


def test_a_form_that_is_not_trusted_shows_back_what_was_typed() -> None:
    strict = Client(enforce_csrf_checks=True, headers=SIGNED_IN)
    says(strict.post("/notes/new/", TYPED), 403, "Send the form again", "I rang at ten")


def test_a_form_sent_after_signing_out_shows_back_what_was_typed(gentle: Client) -> None:
    """R-241: signing out never costs anybody their answers."""
    page = says(gentle.post("/notes/new/", TYPED), 401, "Sign in again", "I rang at ten")
    assert "/accessibility/?next=%2Fnotes%2Fnew%2F" in page


def test_the_page_for_a_fault_needs_neither_templates_nor_council(
    gentle: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing() -> None:
        raise OSError("no templates")

    monkeypatch.setattr(render, "environment", nothing)
    answer = gentle.post("/notes/new/", TYPED, headers=SIGNED_IN)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Sorry, there is a problem" in page
    assert "I rang at ten &lt;b&gt;twice&lt;/b&gt;" in page


def test_the_frame_stands_when_the_council_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    def unreadable() -> None:
        raise RuntimeError("no council is chosen")

    monkeypatch.setattr(council, "current", unreadable)
    assert frame.office() == frame.UNKNOWN


def test_a_clash_shows_both_texts_and_asks_again(gentle: Client) -> None:
    """G-04 in kind: nothing is overwritten unseen; sending again carries the new version and a new key."""
    sent = {
        "title": "stale",
        "text": "My words",
        "on-day": "27",
        "on-month": "3",
        "on-year": "2026",
        "_version": "3",
    }
    key = "0c5a4d0e-5f3c-4b5a-9a53-6f0d2e3c9a11"
    answer = gentle.post("/notes/new/", {**sent, "_key": key}, headers=SIGNED_IN)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tom B changed this while you were writing" in page
    assert "2:32pm on 5 June 2026" in page
    assert "Their words" in page
    assert ">My words</textarea>" in page
    assert '<input type="hidden" name="on-month" value="3">' in page
    assert '<input type="hidden" name="_version" value="4">' in page
    assert key not in page
    assert page.count('name="text"') == page.count('name="_version"') == page.count('name="_key"') == 1


def test_a_clash_of_dates_is_edited_in_its_three_boxes(gentle: Client) -> None:
    sent = {"title": "stale date", "on-day": "27", "on-month": "3", "on-year": "2026"}
    page = gentle.post("/notes/new/", sent, headers=SIGNED_IN).content.decode()
    assert page.count('name="on-month"') == 1
    assert 'id="on-month"' in page


def test_a_clash_without_a_new_version_cannot_be_sent_over_it(gentle: Client) -> None:
    page = gentle.post("/notes/new/", {"title": "stale for good"}, headers=SIGNED_IN).content.decode()
    assert "Save my text" not in page
    assert "Keep what Tom B saved" in page
