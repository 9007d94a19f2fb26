"""Rows about people refuse to be read until it is said for whom, whichever way Django offers (R-243).

Each way that was once open stays here as a test that holds the wall to its word.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery

from alongside.people.models import Alert, Name, Person, SearchKey
from alongside.records.actors import SYSTEM, Actor
from alongside.records.guard import Guarded, GuardedQuerySet, Unscoped
from alongside.records.models import Event, Record, Worker

pytestmark = pytest.mark.django_db

NOBODY = Actor(None, "Nobody", ())
P = Person.objects


async def _each(rows: Any) -> list[Any]:
    return [row async for row in rows]


READS: dict[str, Callable[[], Any]] = {
    "all": lambda: list(P.all()),
    "filter": lambda: list(P.filter(name="x")),
    "exclude": lambda: list(P.exclude(name="x")),
    "get": lambda: P.get(pk=1),
    "first": P.first,
    "last": P.last,
    "earliest": lambda: P.earliest("pk"),
    "count": P.count,
    "exists": P.exists,
    "contains": lambda: P.contains(Person(pk=1)),
    "values": lambda: list(P.values("name")),
    "values_list": lambda: list(P.values_list("name", flat=True)),
    "dates": lambda: list(Event.objects.dates("recorded_at", "day")),
    "iterator": lambda: list(P.iterator()),
    "in_bulk": lambda: P.in_bulk([1]),
    "aggregate": lambda: P.aggregate(n=Count("pk")),
    "annotate": lambda: list(P.annotate(n=F("pk"))),
    "distinct": lambda: list(P.distinct()),
    "only, defer": lambda: list(P.only("name").defer("born")),
    "select_related": lambda: list(P.select_related("record")),
    "order_by, reverse": lambda: list(P.order_by("name").reverse()),
    "slice": lambda: list(P.order_by("pk")[:1]),
    "index": lambda: P.order_by("pk")[0],
    "len": lambda: len(P.all()),
    "bool": lambda: bool(P.all()),
    "in": lambda: Person(pk=1) in P.all(),
    "repr": lambda: repr(P.all()),
    "explain": lambda: P.all().explain(),
    "extra": lambda: list(P.extra(where=["1=1"])),
    "raw": lambda: list(P.raw("SELECT * FROM people_person")),
    "raw of a queryset": lambda: list(P.all().raw("SELECT * FROM people_person")),
    "str(query)": lambda: str(P.all().query),
    "using": lambda: list(P.using("default")),
    "select_for_update": lambda: list(P.select_for_update().all()),
    "union": lambda: list(P.union(P.all())),
    "intersection": lambda: list(P.intersection(P.all())),
    "difference": lambda: list(P.difference(P.all())),
    "default manager": lambda: list(Person._default_manager.all()),
    "base manager": lambda: list(Person._base_manager.all()),
    "refresh": lambda: Person(pk=1).refresh_from_db(),
    "deferred field": lambda: Person.from_db("default", ["record_id"], [1]).name,
    "acount": lambda: asyncio.run(P.acount()),
    "aget": lambda: asyncio.run(P.aget(pk=1)),
    "afirst": lambda: asyncio.run(P.afirst()),
    "aexists": lambda: asyncio.run(P.aexists()),
    "ain_bulk": lambda: asyncio.run(P.ain_bulk([1])),
    "async for": lambda: asyncio.run(_each(P.all())),
    "arefresh": lambda: asyncio.run(Person(pk=1).arefresh_from_db()),
}


@pytest.mark.parametrize("way", READS)
def test_no_way_of_reading_works_unasked(way: str) -> None:
    """R-243: forgetting to say for whom is an error, not a leak."""
    with pytest.raises(Unscoped):
        READS[way]()


WRITES: dict[str, Callable[[], Any]] = {
    "update": lambda: P.filter(pk=1).update(name="x"),
    "delete": lambda: P.filter(pk=1).delete(),
    "delete of rows nobody points to": lambda: Alert.objects.filter(pk=1).delete(),
    "_raw_delete": lambda: Alert.objects.filter(pk=1)._raw_delete("default"),
    "get_or_create": lambda: P.get_or_create(pk=1),
    "update_or_create": lambda: P.update_or_create(pk=1),
    "bulk_update": lambda: P.bulk_update([Person(pk=1, name="x")], ["name"]),
    "aupdate": lambda: asyncio.run(P.filter(pk=1).aupdate(name="x")),
    "adelete": lambda: asyncio.run(P.filter(pk=1).adelete()),
}


@pytest.mark.parametrize("way", WRITES)
def test_no_way_of_writing_many_works_unasked(way: str) -> None:
    """R-243: the same for changes that choose their rows themselves."""
    with pytest.raises(Unscoped):
        WRITES[way]()


def _mine() -> Any:
    return P.visible_to(NOBODY)


def _every() -> Any:
    return P.for_system("a test of joining queries")


MIXED: dict[str, Callable[[], Any]] = {
    "scoped | unscoped": lambda: list(_mine() | P.all()),
    "unscoped | scoped": lambda: list(P.all() | _mine()),
    "scoped ^ unscoped": lambda: list(_mine() ^ P.all()),
    "unscoped ^ scoped": lambda: list(P.all() ^ _mine()),
    "unscoped & scoped": lambda: list(P.all() & _mine()),
    "sliced | scoped": lambda: list(_every()[:1] | _mine()),
    "scoped.union(unscoped)": lambda: list(_mine().union(P.all())),
    "unscoped.union(scoped)": lambda: list(P.all().union(_mine())),
    "scoped.difference(unscoped)": lambda: list(_every().difference(P.all())),
    "unguarded.union(unscoped)": lambda: list(Record.objects.values("id").union(P.values("pk"))),
    "none().union(unscoped)": lambda: list(P.none().union(P.all())),
    "none() | unscoped": lambda: list(P.none() | P.all()),
    "subquery in annotate": lambda: list(
        Record.objects.annotate(n=Subquery(P.filter(pk=OuterRef("pk")).values("name")[:1]))
    ),
    "subquery in a scoped annotate": lambda: list(
        _every().annotate(n=Subquery(Name.objects.filter(person=OuterRef("pk")).values("given")[:1]))
    ),
    "Exists in filter": lambda: list(Record.objects.filter(Exists(P.filter(pk=OuterRef("pk"))))),
    "queryset in filter": lambda: list(Record.objects.filter(pk__in=P.all())),
    "values in filter": lambda: list(Record.objects.filter(pk__in=P.values("pk"))),
    "queryset in exclude": lambda: list(Record.objects.exclude(pk__in=P.values("pk"))),
    "queryset in Q": lambda: list(Record.objects.filter(Q(pk__in=P.all()) | Q(pk=1))),
    "queryset in update": lambda: Record.objects.filter(pk__in=P.values("pk")).update(restricted=True),
    "aggregate over a subquery": lambda: Record.objects.filter(pk__in=P.values("pk")).aggregate(
        n=Count("pk")
    ),
}


@pytest.mark.parametrize("way", MIXED)
def test_an_unscoped_half_makes_the_whole_refuse(way: str) -> None:
    """Seen in the trial of the prototype: `scoped | unscoped` gave another team's row."""
    with pytest.raises(Unscoped):
        MIXED[way]()


def _alice(town: Any) -> Any:
    return P.for_system("a test").get(pk=town.alice)


RELATED: dict[str, Callable[[Any], Any]] = {
    "forward key": lambda town: Name.objects.for_system("a test").filter(person=town.alice)[0].person,
    "forward key of a plain table": lambda town: SearchKey.objects.filter(person_id=town.alice)[0].person,
    "one to one from the record": lambda town: Record.objects.get(pk=town.alice).person,
    "prefetch of a forward key": lambda town: list(
        Name.objects.for_system("a test").filter(person=town.alice).prefetch_related("person")
    ),
    "prefetch from the record": lambda town: list(
        Record.objects.filter(pk=town.alice).prefetch_related("person")
    ),
    "Prefetch with a queryset": lambda town: list(
        Record.objects.filter(pk=town.alice).prefetch_related(Prefetch("person", queryset=P.all()))
    ),
    "forward key to oneself": lambda town: _alice(town).root,
    "deletion of a whole tree": lambda town: Worker.objects.filter(pk=town.workers["priya"]).delete(),
}


@pytest.mark.parametrize("way", RELATED)
def test_no_key_leads_to_a_guarded_row(way: str, town: Any) -> None:
    """A forward key goes through Django's base manager, which is guarded as well."""
    with pytest.raises(Unscoped):
        RELATED[way](town)


def test_scoped_queries_do_all_that_queries_do(town: Any) -> None:
    """The guard stops forgetting, not working."""
    every = _every().order_by("pk")
    assert every.count() == len(every) == every.aggregate(n=Count("pk"))["n"] > 5
    assert every.exists()
    assert list(every[:2]) == [every[0], every[1]]
    assert {row["name"] for row in every.values("name")} >= {"Alice Mensah"}
    some = _every()
    assert len(some.filter(pk=town.alice).union(some.filter(pk=town.kofi))) == 2
    assert (every.filter(pk=town.alice) | every.filter(pk=town.kofi)).count() == 2
    assert every.in_bulk([town.alice])
    assert every.select_related("record").annotate(n=F("pk")).first() is not None
    assert every.filter(pk__in=every.values("pk")).exists()


def test_a_loaded_row_is_saved_without_asking_again(town: Any) -> None:
    """Whoever loaded it has said for whom."""
    alice = _alice(town)
    alice.known_as = "Alice"
    alice.save(update_fields=["known_as"])
    assert _alice(town).known_as == "Alice"


def test_the_system_gives_a_reason() -> None:
    """An empty reason convinces nobody."""
    with pytest.raises(Unscoped):
        P.for_system("")


def test_nobody_sees_nobody(town: Any) -> None:
    """Without a grant: no row, by either way of asking, of any guarded table."""
    for model in Guarded.__subclasses__():
        tables = [model, *model.__subclasses__()] if not model._meta.abstract else model.__subclasses__()
        for table in tables:
            assert not table.objects.visible_to(NOBODY).exists()
            assert not table.objects.held_by(NOBODY).exists()


def test_every_guarded_table_keeps_its_guard() -> None:
    """A subclass that forgets `class Meta(Guarded.Meta)` loses the guard on forward keys."""
    from django.apps import apps

    guarded = [model for model in apps.get_models() if issubclass(model, Guarded)]
    assert len(guarded) > 8
    assert [model for model in guarded if not isinstance(model._base_manager.all(), GuardedQuerySet)] == []
    assert [model for model in guarded if not isinstance(model._default_manager.all(), GuardedQuerySet)] == []


def test_what_hangs_from_a_person_is_guarded() -> None:
    """A table with a key to a person is about people, unless it says what it is derived from."""
    from django.apps import apps

    plain = [
        f"{model._meta.label}.{key.name}"
        for model in apps.get_models()
        if not issubclass(model, Guarded) and not getattr(model, "derived", "")
        for key in model._meta.concrete_fields
        if key.related_model is not None and issubclass(key.related_model, Guarded)
    ]
    assert plain == []


def test_the_system_itself_is_no_actor_of_rows() -> None:
    """SYSTEM holds nothing: what it may read, it asks for with a reason."""
    assert not P.visible_to(SYSTEM).exists()
