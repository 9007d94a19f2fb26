"""Joining and parting records: nothing is lost, nobody loses sight, and two people are never made one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.people.actions import identity, merging
from alongside.people.models import Merge, Name, Person
from alongside.people.queries import chronology, finding
from alongside.people.queries.comparing import compared
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.queries.telling import of_kinds
from alongside.people.tests.making import KEY, add, again, opened, restricted, worker
from alongside.records import clock, grants
from alongside.records.actions import access
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event, Grant, Record, Restriction
from alongside.web.errors import Forbidden, Missing, Refused, Stale

ClientOf = Callable[[object], Client]
JON = {"given": "Jon", "family": "Clarkson", "born": "1963-08-10", "nhs_number": "9991234578"}
JONATHAN = {"given": "Jonathan", "family": "Clarkson", "born": "1963-10-08", "known_as": "Jon"}


def _visible(person: int, who: Actor) -> bool:
    return bool(Person.objects.visible_to(again(who)).filter(pk=person).exists())


def _two(by: Actor) -> tuple[int, int]:
    one, other = add(**JON), add(**JONATHAN)
    opened(one, by)
    opened(other, by)
    return one, other


def test_the_merged_is_shown_once_and_found_by_all_it_was(db: None) -> None:
    """Users 1.2 no. 8: both ids are kept; the old name and the old number find the survivor."""
    by = worker("team-manager")
    one, other = _two(by)
    merging.merge(one, by=by, reason="Same face, same story", survivor=other)
    for said in ("jon clarkson", "jonathan clarkson", "9991234578", "clarkson 1963", f"#{one}"):
        assert [row.id for row in finding.find(said, by).rows] == [other], said
    assert (root_of(one), ids_of(other)) == (other, [other, one])


def test_it_is_written_on_both_and_read_once(db: None) -> None:
    """An event on each record, so that each tells its story when they are parted; one line while they are one."""
    by = worker("team-manager")
    one, other = _two(by)
    merge = merging.merge(one, by=by, reason="Same face", survivor=other)
    both = Event.objects.for_system("test").filter(kind="people.merged").order_by("record_id")
    assert [event.record_id for event in both.filter(record_id__in=[one, other])] == [one, other]
    shown = chronology.rows([other, one], actor=by, sift=of_kinds("people.merged"))
    assert [row.sentence for row in shown] == [f"Records {other} and {one} are one person: they were joined."]
    merging.undo(merge, by=by, reason="Two men after all")
    assert len(chronology.rows([one], actor=by, sift=of_kinds("people.merge undone"))) == 1


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"given": "Daniel", "born": "2001-04-30"}, {"given": "David", "born": "2001-04-30"}, "twins"),
        (
            {"given": "Mohammed", "born": "1948-02-11"},
            {"given": "Mohammed", "born": "1975-09-05"},
            "generation",
        ),
        ({"born": "1951-12-10"}, {"born": ""}, "birth date"),
        (
            {"nhs_number": "9990000018", "nhs_status": "01"},
            {"nhs_number": "9990000026", "nhs_status": "01"},
            "NHS number",
        ),
    ],
)
def test_two_people_are_never_joined(
    db: None, client_of: ClientOf, one: dict, other: dict, said: str
) -> None:
    """Twins, father and son with one name, two verified numbers: refused for everybody, with what to mend."""
    by = worker("team-manager")
    first, second = opened(add(**one), by), opened(add(**other), by)
    assert compared(first, second).bars
    with pytest.raises(Refused, match=said):
        merging.merge(first, by=by, reason="They look alike", survivor=second)
    html = client_of(by).get(f"/people/{first}/merge/{second}/").content.decode()
    assert "cannot be joined as they stand" in html
    assert "Join the two records" not in html
    assert not Merge.objects.for_system("test").filter(person_id=first).exists()


def test_only_who_may_merge_and_sees_both(db: None) -> None:
    """A merge shows each record's content to the readers of the other: both must be the merger's to see."""
    practitioner, manager = worker(), worker("team-manager")
    one, other = _two(practitioner)
    with pytest.raises(Forbidden):
        merging.merge(one, by=practitioner, reason="Same", survivor=other)
    opened(one, manager)
    with pytest.raises(Missing):
        merging.merge(one, by=manager, reason="Same", survivor=other)


def test_nobody_loses_sight_and_the_check_is_content(db: None) -> None:
    """Grants are copied both ways while the merge stands, later ones, too; after it each has its own again."""
    by, north, south, late = worker("team-manager"), worker(), worker(), worker()
    one, other = _two(by)
    opened(one, north)
    opened(other, south)
    merge = merging.merge(one, by=by, reason="Same", survivor=other)
    opened(other, late)
    assert all(_visible(record, who) for record in (one, other) for who in (north, south, late))
    assert grants.differences(clock.now()) == []
    merging.undo(merge, by=by, reason="Two")
    sight = {who.own: (_visible(one, who), _visible(other, who)) for who in (north, south, late)}
    assert list(sight.values()) == [(True, False), (False, True), (False, True)]
    assert grants.differences(clock.now()) == []


def test_a_grant_that_does_not_follow_is_found(db: None) -> None:
    """`alongside check` says who lacks or has what the merge gives or does not."""
    by = worker("team-manager")
    one, other = _two(by)
    merging.merge(one, by=by, reason="Same", survivor=other)
    Grant.objects.filter(record_id=one, source__startswith="merge:").update(ends_at=clock.now())
    Grant.objects.create(
        record_id=one, holder="team:nobody", basis="x", source="merge:1", starts_at=clock.now()
    )
    said = "\n".join(grants.differences(clock.now()))
    assert f"Record {one}: {by.own} lacks the access" in said
    assert f"Record {one}: team:nobody has access" in said


def test_restricted_if_either_is(db: None) -> None:
    """Only those named, and those the officer names on joining, see either; lifting and parting give all back."""
    officer, named, stays, goes = (
        worker("restricted-records-officer", "governance"),
        worker(),
        worker(),
        worker(),
    )
    one, other = _two(officer)
    opened(one, stays, goes)
    restricted(other, officer, named)
    merge = merging.merge(one, by=officer, reason="Same", survivor=other, stay=[stays.own])
    assert set(Record.objects.filter(pk__in=[one, other]).values_list("restricted", flat=True)) == {True}
    for record in (one, other):
        assert [_visible(record, who) for who in (officer, named, stays, goes)] == [True, True, True, False]
    assert grants.differences(clock.now()) == []
    merging.undo(merge, by=again(officer), reason="Two")
    assert [_visible(one, who) for who in (named, stays, goes)] == [False, True, True]
    assert [_visible(other, who) for who in (named, stays, goes)] == [True, False, False]
    assert grants.differences(clock.now()) == []


def test_who_is_not_named_on_joining_loses_sight(db: None) -> None:
    """Joining decides who sees a restricted record; that is the officer's to decide."""
    named = worker("nhs-key-worker", "mental-health")
    manager = worker("team-manager")
    assert manager.may("restrict people")
    one, other = opened(add(**JON), manager), add(**JONATHAN)
    restricted(other, manager, named)
    merging.merge(one, by=manager, reason="Same", survivor=other)
    assert not _visible(one, worker())


def test_restricting_the_survivor_restricts_all(db: None) -> None:
    """A restriction made while records are joined covers both, and goes with its own record when they part."""
    by, other_worker = worker("team-manager"), worker()
    one, other = _two(by)
    opened(one, other_worker)
    merge = merging.merge(one, by=by, reason="Same", survivor=other)
    restriction = restricted(other, by)
    assert not _visible(one, other_worker)
    merging.undo(merge, by=again(by), reason="Two")
    assert _visible(one, other_worker)
    assert not _visible(other, other_worker)
    access.lift(restriction, by=worker("restricted-records-officer", "governance"), reason="Over")
    assert not Restriction.objects.filter(record_id__in=[one, other], ended_at__isnull=True).exists()


def test_later_writes_stay_where_they_belong(db: None) -> None:
    """What was written on the survivor stays there, what was on each before stays with each."""
    by = worker("team-manager")
    one, other = _two(by)
    merge = merging.merge(one, by=by, reason="Same", survivor=other)
    identity.add_name(other, by=by, kind="alias", given="Johnny", family="Clarkson")
    merging.undo(merge, by=by, reason="Two")
    names = Name.objects.for_system("test")
    assert list(names.filter(person_id=one).values_list("given", flat=True)) == ["Jon"]
    assert set(names.filter(person_id=other).values_list("given", flat=True)) == {"Jonathan", "Jon", "Johnny"}
    assert [row.id for row in finding.find("jon clarkson 10 8 1963", by).rows][:1] == [one]


def test_a_form_opened_before_the_merge_is_stale(db: None) -> None:
    """An edit during a merge is never lost and never lands unseen, on either record, whatever their versions were."""
    by = worker("team-manager")
    one, other = _two(by)
    for _time in range(3):
        identity.add_name(one, by=by, kind="alias", given="Jonny", family=f"Number {_time}")
    versions = dict(Person.objects.visible_to(by).filter(pk__in=[one, other]).values_list("pk", "version"))
    merging.merge(one, by=by, reason="Same", survivor=other)
    for record in (one, other):
        for version in versions.values():
            with pytest.raises(Stale):
                identity.add_name(record, by=by, version=version, kind="alias", given="Lost")


def test_chains_are_flat_and_each_link_comes_off_alone(db: None) -> None:
    """A into B, B into C: all are shown under C; undoing the first leaves B and C joined."""
    by = worker("team-manager")
    a, b = _two(by)
    c = opened(add(**JONATHAN), by)
    first = merging.merge(a, by=by, reason="Same", survivor=b)
    second = merging.merge(b, by=by, reason="Same", survivor=c)
    assert {root_of(each) for each in (a, b, c)} == {c}
    merging.undo(first, by=by, reason="Two")
    assert [root_of(each) for each in (a, b, c)] == [a, c, c]
    merging.undo(second, by=by, reason="Two")
    assert [root_of(each) for each in (a, b, c)] == [a, b, c]
    with pytest.raises(Refused, match="undone already"):
        merging.undo(first, by=by, reason="Again")


def test_the_merged_cannot_be_merged_again(db: None) -> None:
    """Both have to stand by themselves: the page that was open is opened anew."""
    by = worker("team-manager")
    a, b = _two(by)
    c = opened(add(**JONATHAN), by)
    merging.merge(a, by=by, reason="Same", survivor=b)
    for one, other in ((a, c), (c, a), (b, b)):
        with pytest.raises(Refused):
            merging.merge(one, by=by, reason="Same", survivor=other)


def test_the_pages_join_and_part(db: None, client_of: ClientOf) -> None:
    """Found as a candidate, compared with reasons in words, joined, parted."""
    by = worker("team-manager")
    one, other = _two(by)
    client = client_of(by)
    assert f"/people/{one}/merge/{other}/" in client.get(f"/people/{one}/merge/").content.decode()
    page = client.get(f"/people/{one}/merge/{other}/").content.decode()
    assert "day and month swapped" in page
    sent = {
        "keep": str(other),
        "reason": "He showed his passport",
        "_key": KEY,
    }
    for _press in range(2):
        answer = client.post(f"/people/{one}/merge/{other}/", sent)
    assert answer.status_code in {303, 404}
    (merge,) = Merge.objects.for_system("test").filter(person_id=one)
    assert f"/people/merges/{merge.pk}/undo/" in client.get(f"/people/{other}/merge/").content.decode()
    client.post(f"/people/merges/{merge.pk}/undo/", {"reason": "Two men"})
    assert root_of(one) == one


DEEDS = st.lists(
    st.tuples(st.sampled_from(["merge", "undo", "write", "open"]), st.integers(0, 4), st.integers(0, 4)),
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_after_undoing_everything_each_record_is_itself(db: None, deeds: list[tuple[str, int, int]]) -> None:
    """Whatever was joined, parted, written and opened between: each has its own rows and what was written to it, and
    everybody who could see a record still can."""
    by = worker("team-manager")
    people = [opened(add(given="Jonathan", family="Clarkson", born="1963-08-10"), by) for _ in range(5)]
    watchers = [worker() for _ in people]
    for person, watcher in zip(people, watchers, strict=True):
        opened(person, watcher)
    written: dict[int, list[str]] = {person: ["Jonathan"] for person in people}
    standing: list[int] = []
    for number, (deed, one, other) in enumerate(deeds):
        _do(deed, people[one], people[other], by, written, standing, f"Name {number}")
        assert grants.differences(clock.now()) == []
        assert all(_visible(person, who) for person, who in zip(people, watchers, strict=True))
    for merge in reversed(standing):
        merging.undo(merge, by=by, reason="Two people")
    for person, watcher in zip(people, watchers, strict=True):
        rows = Name.objects.for_system("test").filter(person_id=person).order_by("id")
        assert list(rows.values_list("given", flat=True)) == written[person]
        assert (root_of(person), ids_of(person), _visible(person, watcher)) == (person, [person], True)
    assert grants.differences(clock.now()) == []
    assert (
        not Grant.objects.open_at(clock.now())
        .filter(record_id__in=people, source__startswith="merge:")
        .exists()
    )


def _do(  # noqa: PLR0917 one line of a random story
    deed: str, one: int, other: int, by: Actor, written: dict[int, list[str]], standing: list[int], name: str
) -> None:
    if deed == "merge" and one == root_of(one) and other == root_of(other) and one != other:
        standing.append(merging.merge(one, by=by, reason="Same", survivor=other))
    elif deed == "undo" and standing:
        merging.undo(standing.pop(one % len(standing)), by=by, reason="Two")
    elif deed == "write":
        root = root_of(one)
        identity.add_name(root, by=by, kind="alias", given=name)
        written[root].append(name)
    elif deed == "open":
        opened(root_of(one), by)


def test_set_up_may_merge_too(db: None) -> None:
    """The town is built with a merge of its own."""
    one, other = add(**JON), add(**JONATHAN)
    with pytest.raises(Missing):
        merging.merge(one, by=SYSTEM, reason="As the town has it", survivor=other)
