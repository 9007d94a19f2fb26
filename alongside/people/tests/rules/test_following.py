"""Access that merged records owe to one another, as pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.people.rules.following import Cluster, Held, due

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TIMES = st.none() | st.integers(0, 5).map(lambda hours: NOON + timedelta(hours=hours))


@st.composite
def clusters(draw: st.DrawFn) -> Cluster:
    """A root and up to five records, each merged into one that was there before it."""
    ids = list(range(1, draw(st.integers(2, 6)) + 1))
    into = {each: draw(st.sampled_from(ids[: ids.index(each)])) for each in ids[1:]}
    return Cluster(into, {each: 100 + each for each in into}, ids[0])


@st.composite
def held(draw: st.DrawFn) -> tuple[Cluster, list[Held]]:
    cluster = draw(clusters())
    rows = st.builds(
        Held,
        record_id=st.sampled_from(cluster.record_ids),
        holder=st.sampled_from(["worker:1", "worker:2", "team:north"]),
        basis=st.sampled_from(["allocated", "opened with a reason"]),
        named=st.booleans(),
        ends_at=TIMES,
    )
    return cluster, draw(st.lists(rows, max_size=8))


def _later(one: datetime | None, other: datetime | None) -> bool:
    return one is None or (other is not None and one >= other)


@given(held())
def test_whoever_sees_one_sees_each_for_as_long(given_access: tuple[Cluster, list[Held]]) -> None:
    """For every holding and every other record something is due that lasts at least as long."""
    cluster, rows = given_access
    owed = due(cluster, rows)
    for row in rows:
        for record_id in cluster.record_ids:
            if record_id != row.record_id:
                same = [each for each in owed if (each.record_id, each.holder) == (record_id, row.holder)]
                assert any(each.named == row.named and _later(each.ends_at, row.ends_at) for each in same)


@given(held())
def test_nothing_is_due_that_nobody_holds(given_access: tuple[Cluster, list[Held]]) -> None:
    """What is due is due from another record of the cluster, once for a holder, and by a merge that stands."""
    cluster, rows = given_access
    owed = due(cluster, rows)
    keys = [(each.record_id, each.holder, each.named) for each in owed]
    assert len(keys) == len(set(keys))
    for each in owed:
        assert each.merge_id in cluster.merges.values()
        assert any(
            row.holder == each.holder and row.record_id != each.record_id and row.ends_at == each.ends_at
            for row in rows
        )


def test_the_records_below_one_go_with_it() -> None:
    """Undoing a merge parts a record together with those merged into it."""
    cluster = Cluster({2: 1, 3: 2, 4: 1}, {2: 12, 3: 13, 4: 14}, 1)
    assert cluster.below(2) == {2, 3}
    assert cluster.below(4) == {4}
    assert cluster.merge_between(1, 3) == 12
