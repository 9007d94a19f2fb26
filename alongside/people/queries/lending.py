"""What agreements lend the posts of an organisation's people, and from when they lend nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from alongside import council
from alongside.people.models import Agreement, Organisation
from alongside.people.rules import agreements as rules
from alongside.records import clock
from alongside.records.models import Post


@dataclass(frozen=True)
class Lent:
    """A post in an outside organisation: from when it ought to give no access and why, and what stands instead."""

    post_id: int
    worker: str
    organisation: str
    from_at: datetime | None
    why: str
    stands: bool


def lent(at: datetime, organisations: Iterable[int] | None = None) -> list[Lent]:
    """Every post in these organisations (default: all) with what its agreements lend it at this moment."""
    chosen = None if organisations is None else [f"org:{key}" for key in organisations]
    posts = Post.objects.held_at(at).filter(holder__startswith="org:").select_related("worker").order_by("id")
    if chosen is not None:
        posts = posts.filter(holder__in=chosen)
    rows = list(posts)
    by_organisation = lapses({int(row.holder.removeprefix("org:")) for row in rows}, clock.day_of(at))
    return [_lent(row, *by_organisation[int(row.holder.removeprefix("org:"))]) for row in rows]


def _lent(post: Post, name: str, lapse: rules.Lapse | None) -> Lent:
    from_at, why = None, ""
    if lapse is not None:
        from_at, why = (start_of(lapse.on) if lapse.on else post.starts_at), lapse.why
    stands = (post.suspended_from_at, post.suspended_why) == (from_at, why)
    return Lent(post.pk, post.worker.name, name, from_at, why, stands)


def lapses(ids: set[int], day: date) -> dict[int, tuple[str, rules.Lapse | None]]:
    """Each organisation's name and when what it is lent lapses; None for the council itself."""
    here = council.current()
    ring = f"{here.name} on {here.phone}"
    terms: dict[int, list[rules.Terms]] = {key: [] for key in ids}
    for row in Agreement.objects.filter(organisation__in=ids).select_related("owner").order_by("id"):
        terms[row.organisation_id].append(terms_of(row))
    unknown = rules.Lapse(None, f"This organisation is not in the register. Ring {ring}.")
    found: dict[int, tuple[str, rules.Lapse | None]] = dict.fromkeys(ids, ("", unknown))
    for organisation in Organisation.objects.filter(pk__in=ids).order_by("pk"):
        own = rules.is_the_council(organisation.kind, organisation.code, here.la_code)
        partner = rules.Partner(organisation.name, ring, organisation.ended_on)
        lapse = None if own else rules.lapse(partner, terms[organisation.pk], day)
        found[organisation.pk] = organisation.name, lapse
    return found


def terms_of(row: Agreement) -> rules.Terms:
    ring = (
        " on ".join(part for part in (row.owner.name, row.owner.phone) if part) if row.owner.is_active else ""
    )
    return rules.Terms(row.title, row.kind, row.starts_on, row.expires_on, row.ended_on, ring)


def start_of(day: date) -> datetime:
    """The moment at which a day begins in London."""
    return timezone.make_aware(datetime.combine(day, time.min))
