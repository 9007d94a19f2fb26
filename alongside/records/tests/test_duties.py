"""Duties: what somebody is there to do comes of their roles, and everybody can read whose part is which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from alongside import council
from alongside.records import actors, clock
from alongside.records.actors import SYSTEM
from alongside.records.models import Post
from alongside.records.queries.roles import roles
from alongside.records.tests import desk

ClientOf = Callable[[object], Client]


@pytest.mark.django_db
def test_an_actor_plays_the_duties_of_all_their_roles() -> None:
    """R-241: a worker with two roles has the duties of both, and no other."""
    both = desk.a_worker("occupational-therapist", "complaints-officer")
    one, other = (
        council.current().role("occupational-therapist"),
        council.current().role("complaints-officer"),
    )
    assert both.duties == {*one.duties, *other.duties}
    assert both.plays("occupational therapist")
    assert both.plays("complaints handler")
    assert not both.plays("allocator")


@pytest.mark.django_db
def test_a_permission_is_no_duty_and_nobody_plays_what_is_not_there() -> None:
    """What somebody may open and what they are there to do are two things."""
    reader = desk.a_worker("open records")
    assert reader.may("open records")
    assert not reader.plays("open records")
    assert reader.duties == frozenset()
    assert SYSTEM.duties == frozenset()


@pytest.mark.django_db
def test_duties_end_with_the_role_and_rest_while_it_is_suspended() -> None:
    """A leaver decides nothing more, nor does somebody whose agreement has run out."""
    manager, now = desk.a_worker("team-manager"), clock.now()
    posts = Post.objects.filter(worker_id=manager.worker)
    assert manager.plays("allocator")
    posts.update(suspended_from_at=now, suspended_why="The agreement has ended")
    suspended = actors.of(manager.worker, now)
    assert suspended is not None
    assert not suspended.plays("allocator")
    posts.update(suspended_from_at=None, ends_at=now + timedelta(minutes=1))
    assert desk.again(manager.worker).plays("allocator")
    assert actors.of(manager.worker, now + timedelta(minutes=1)) is None


@pytest.mark.django_db
def test_the_part_of_a_role_in_the_work_is_told_in_words(client_of: ClientOf) -> None:
    """R-241: each duty with its sentence, and how much a role may agree; where it may agree nothing, nothing."""
    reader = desk.a_worker()
    html = unescape(client_of(reader).get("/roles/").content.decode())
    assert html.count("<p>May agree ") == sum(role.authorises is not None for role in council.current().roles)
    assert "<p>May agree any amount for one person.</p>" in html
    for duty in council.current().duties:
        shown = f"<li><strong>{duty.title}.</strong> {duty.description}</li>"
        assert html.count(shown) == len(council.current().roles_with(duty.key))


@pytest.mark.django_db
def test_a_role_with_duties_and_no_permission_is_not_told_as_empty() -> None:
    """A broker finds care with what is given to them: the page says so although no permission is held."""
    [broker] = [row for row in roles(desk.a_worker()) if row.key == "broker"]
    assert [title for title, _ in broker.duties] == [council.current().duty("broker").title]
    assert (list(broker.may), broker.authorises) == ([], "")
