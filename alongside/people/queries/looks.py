"""Who has looked at a person's record, and what the person may be told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside import council
from alongside.people.models import Organisation
from alongside.people.queries.finding import FoundRow, people
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.rules import looks as rules
from alongside.records import clock
from alongside.records.actors import Actor, permissions_of
from alongside.records.models import GlassBroken, Grant, Post
from alongside.records.queries.access import LookRow, looks_at
from alongside.web.errors import Missing

AT_MOST = 100_000


@dataclass(frozen=True)
class Looked:
    """One look, as those who review access see it. `told` says whether the person is told of it."""

    at: datetime
    who: str
    post: str
    page: str
    what: str
    why: str
    told: bool


@dataclass(frozen=True)
class LooksPage:
    """Everybody who has looked at one person's record, and what the person reads of it."""

    person: FoundRow
    record_ids: Sequence[int]
    looks: Sequence[Looked]
    lines: Sequence[rules.Told]


def looks(person_id: int, actor: Actor) -> LooksPage:
    """All looks at a person and at the records merged into theirs, newest first. Missing for nobody’s number."""
    root = root_of(person_id)
    ids = ids_of(root)
    found = people([root], actor)[1]
    if root not in found:
        raise Missing
    rows = looks_at(ids, limit=AT_MOST)
    judged = list(_judged(rows, ids))
    lines = [
        rules.Told(clock.day_of(each.at), each.who, each.post, rules.did(each.what), why)
        for each, why in judged
        if each.told
    ]
    return LooksPage(found[root], ids, [each for each, _why in judged], rules.told(lines))


def _judged(rows: Sequence[LookRow], ids: Sequence[int]) -> Iterable[tuple[Looked, str]]:
    workers = {row.worker_id for row in rows}
    posts = _Posts(workers)
    reasons = _Reasons(ids, workers)
    for row in rows:
        at = datetime.fromisoformat(row.at)
        held = posts.at(row.worker_id, at)
        open_by = reasons.at(row.worker_id, held, at)
        look = rules.Look(
            row.page,
            posts.kinds(held),
            permissions_of(tuple(post.role for post in held)),
            frozenset(reasons.codes(open_by)),
            (row.why, *(grant.reason for grant in open_by)),
        )
        why = row.why or _opened_by(open_by)
        said = Looked(at, row.worker, posts.title(held), row.page, row.what, why, not rules.withheld(look))
        yield said, rules.why(grant.basis for grant in open_by)


def _opened_by(grants: Iterable[Grant]) -> str:
    """How the record was open to somebody, and the reason that was given when it was opened."""
    said = (": ".join(part for part in (grant.basis, grant.reason) if part) for grant in grants)
    return "; ".join(dict.fromkeys(said))


class _Posts:
    """The posts of some workers, asked for at any moment, with one statement."""

    def __init__(self, worker_ids: Iterable[int]) -> None:
        here = council.current()
        self._teams = {f"team:{team.key}": team for team in here.teams}
        self._roles = {role.key: role for role in here.roles}
        self._organisations = {
            f"org:{key}": (name, kind)
            for key, name, kind in Organisation.objects.order_by("pk").values_list("pk", "name", "kind")
        }
        self._held: dict[int, list[Post]] = {}
        for post in Post.objects.filter(worker_id__in=list(worker_ids)).order_by("id"):
            self._held.setdefault(post.worker_id, []).append(post)

    def at(self, worker_id: int, at: datetime) -> list[Post]:
        return [post for post in self._held.get(worker_id, []) if _stands(post, at)]

    def kinds(self, held: Sequence[Post]) -> frozenset[str]:
        teams = {self._teams[post.holder].kind for post in held if post.holder in self._teams}
        outside = {self._organisations[post.holder][1] for post in held if post.holder in self._organisations}
        first = {role.services[0] for post in held if (role := self._roles.get(post.role)) and role.services}
        return frozenset(teams | outside | first)

    def title(self, held: Sequence[Post]) -> str:
        said = [self._roles[post.role].title for post in held if post.role in self._roles]
        where = [self._teams[post.holder].title for post in held if post.holder in self._teams]
        outside = [self._organisations[post.holder][0] for post in held if post.holder in self._organisations]
        return ", ".join(dict.fromkeys([*said, *where, *outside]))


class _Reasons:
    """The grants by which some workers saw some records, asked for at any moment, with two statements."""

    def __init__(self, record_ids: Sequence[int], worker_ids: Iterable[int]) -> None:
        self._grants: dict[str, list[Grant]] = {}
        for grant in Grant.objects.filter(record_id__in=list(record_ids)).order_by("id"):
            self._grants.setdefault(grant.holder, []).append(grant)
        broken = GlassBroken.objects.filter(record_id__in=list(record_ids), worker_id__in=list(worker_ids))
        self._categories = dict(broken.order_by("id").values_list("grant_id", "category"))

    def at(self, worker_id: int, held: Sequence[Post], at: datetime) -> list[Grant]:
        holders = [f"worker:{worker_id}", *(post.holder for post in held)]
        return [grant for holder in holders for grant in self._grants.get(holder, []) if _stands(grant, at)]

    def codes(self, open_by: Iterable[Grant]) -> list[str]:
        return [self._categories[grant.pk] for grant in open_by if grant.pk in self._categories]


def _stands(row: Post | Grant, at: datetime) -> bool:
    return row.starts_at <= at and (row.ends_at is None or row.ends_at > at)
