"""Every page, asked by everybody: what the doors say is what the rules say, and nobody reads of whom they may not see
(R-241, R-242, R-243). Generated from the route table: a new page is in here without a line of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from alongside import council
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM
from alongside.records.models import Post, Worker
from alongside.web import door
from tests import access_matrix
from tests.fixtures.cast import actor_of, signed_in
from tests.town.cast import RESIDENTS, WORKERS

pytestmark = pytest.mark.django_db

OLD = "run: python -m tests.access_matrix"
# Whose work is to guard the records themselves: these pages name people whom nobody granted to them.
GUARDING = {
    "records.access_review", "records.review_glass", "records.restricted", "records.answer_blind_match",
    "records.unusual", "records.look_up", "people.restriction", "people.restrict",
    "people.looked", "people.looked_for_person",
}  # fmt: skip
# Where whoever finds people is shown that somebody is there: name, date of birth, part of the postcode. Audited.
# An agency holds no grant on a person: it sees those in its batch, on these pages.
LENT = {
    "commissioning.our_batch", "commissioning.our_person", "commissioning.our_review", "commissioning.batch_table",
}  # fmt: skip
FINDING = {
    "people.find", "people.open_person", "people.show", "people.merge_two", "people.break_glass",
    "pathways.contact", "pathways.take_contact", "pathways.concern_about", "pathways.raise_concern",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _something_to_open(town: Any) -> None:
    """Pages of what is written about somebody are asked for something that is there."""
    access_matrix.write_about(town)


def test_the_paper_is_about_every_page_and_all_of_the_cast(town: Any) -> None:
    """docs/built/answers.md is what information governance signs off; a change of access is a change of it."""
    if os.environ.get("ALONGSIDE_WRITE_MATRIX") == "1":
        everybody = [signed_in(actor_of(each.key).worker_id) for each in WORKERS]
        columns = [access_matrix.column(access_matrix.asked(client, town)) for client in everybody]
        access_matrix.PAPER.write_text(access_matrix.paper(columns), encoding="utf-8")
    assert access_matrix.PAPER.read_text(encoding="utf-8") == access_matrix.paper(access_matrix.written()), (
        OLD
    )


def names_of_residents() -> dict[str, list[int]]:
    """The cast's names, and whose they are: a father and a son may share one."""
    found: dict[str, list[int]] = {}
    for each in RESIDENTS:
        keys = Person.objects.for_system("a test looks for names").filter(name=f"{each.given} {each.family}")
        found[f"{each.given} {each.family}"] = list(keys.values_list("pk", flat=True).order_by("pk"))
    return found


@pytest.mark.parametrize("who", [each.key for each in WORKERS])
def test_each_is_answered_what_the_rules_say(who: str, town: Any) -> None:
    """R-242, R-243: 403 to exactly those whose role does not have the page, and never a fault of ours. No page,
    whatever its address says, names a person of the town to somebody who holds no grant."""
    actor = actor_of(who)
    names = names_of_residents()
    mine = set(Person.objects.visible_to(actor).values_list("pk", flat=True))
    foreign = {name for name, keys in names.items() if not mine & set(keys)}
    answers = list(access_matrix.asked(signed_in(actor.worker_id), town))
    assert [
        wrong for _about, page, answer in answers for wrong in against_the_rules(page, actor, answer)
    ] == []
    assert [leak for _about, page, answer in answers for leak in leaks(page, actor, answer, foreign)] == []
    number = [each.key for each in WORKERS].index(who)
    assert access_matrix.column(answers) == access_matrix.written()[number], OLD


def against_the_rules(page: Any, actor: Any, answer: Any) -> Iterator[str]:
    """A page may refuse more than its door does, for reasons of the record itself, but nothing less."""
    expected = {200, 302, 303, 403, 404, 405} if page.may(actor) else {403}
    if answer.status_code not in expected:
        yield f"{page.name} answered {actor.name} with {answer.status_code}"


def leaks(page: Any, actor: Any, answer: Any, foreign: set[str]) -> Iterator[str]:
    """The names that this page tells and should not."""
    guarding = page.name in GUARDING or (page.name in FINDING and actor.may("find people"))
    if guarding or (page.name in LENT and actor.plays("external reviewer")):
        return
    body = answer.content.decode(errors="replace")  # a letter is a PDF
    yield from (f"{page.name} ({answer.status_code}) names {name}" for name in foreign if name in body)


@pytest.mark.parametrize("who", [each.key for each in WORKERS])
def test_no_search_leads_to_a_restricted_person(who: str, town: Any) -> None:
    """R-243: neither name, date of birth nor NHS number gives the way to the record, or where they live."""
    actor = actor_of(who)
    if Person.objects.visible_to(actor).filter(pk=town.nadia).exists():
        return
    cast = next(each for each in RESIDENTS if each.key == "nadia")
    client = signed_in(actor.worker_id)
    for asked in (f"{cast.given} {cast.family}", cast.born, cast.nhs_number):
        shown = client.get("/people/", {"q": asked})
        assert f"/people/{town.nadia}/" not in shown.content.decode()
        assert cast.address not in shown.content.decode() or not cast.address


def _without_posts(town: Any) -> int:
    key = workers.add_worker(by=SYSTEM, name="Nobody Yet", sign_in_name="nobody")
    return int(key)


def _left(town: Any) -> int:
    key = town.workers["tom"]
    workers.leave(key, by=SYSTEM, left_on=clock.today())
    return int(key)


def _suspended(town: Any) -> int:
    key = town.workers["carol"]
    for post in Post.objects.filter(worker_id=key).order_by("pk"):
        workers.suspend_post(post.pk, by=SYSTEM, from_at=clock.now(), why="The agreement has run out.")
    return int(key)


def _closed(town: Any) -> int:
    Worker.objects.filter(pk=town.workers["tom"]).update(is_active=False)
    return int(town.workers["tom"])


@pytest.mark.parametrize("how", [_without_posts, _left, _suspended, _closed])
def test_whoever_holds_no_role_gets_no_page(how: Any, town: Any) -> None:
    """R-241: a session that is still open gives nothing: sign in, refused, or not there, on every page."""
    client = signed_in(how(town))
    answered = {}
    for _about, page, answer in access_matrix.asked(client, town):
        body = answer.content.decode(errors="replace")  # a letter is a PDF
        assert not [name for name in names_of_residents() if name in body], page.name
        if answer.status_code == 200:
            answered[page.name] = page.may.__name__
    assert set(answered.values()) <= {"present"}, answered


def test_nobody_signed_in_is_asked_who_they_are(town: Any) -> None:
    """R-241: every page but the public ones."""
    for _about, page, answer in access_matrix.asked(Client(), town):
        assert answer.status_code in (302, 303, 405), page.name
        if answer.status_code != 405:
            assert "/sign-in/" in answer["Location"], page.name


def test_a_role_without_permissions_reads_nothing(town: Any) -> None:
    """R-241: a role the council keeps for later (residents, board members) opens no page about anybody."""
    empty = [role.key for role in council.current().roles if not role.permissions]
    key = workers.add_worker(by=SYSTEM, name="Board Member", sign_in_name="board")
    for role in empty:
        workers.appoint(key, by=SYSTEM, role=role)
    for _about, page, answer in access_matrix.asked(signed_in(key), town):
        body = answer.content.decode(errors="replace")  # a letter is a PDF
        assert not [name for name in names_of_residents() if name in body], page.name


def test_every_page_that_is_public_is_on_this_list() -> None:
    """A page for anyone is decided here and not in passing."""
    access_matrix.pages()
    public = {page.name for page in door.pages() if page.may is door.anyone}
    assert public == {
        "records.healthz", "records.readyz", "records.sign_in",
        "web.accessibility", "web.colours", "web.robots", "web.security",
    }  # fmt: skip
