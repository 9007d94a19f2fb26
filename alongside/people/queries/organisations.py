"""Organisations, who belongs to them, and the agreements by which they may see anything here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside import council
from alongside.people.models import Agreement, Membership, Organisation
from alongside.people.queries import lending
from alongside.people.rules import agreements as rules
from alongside.records import clock
from alongside.records.models import Post, Worker
from alongside.records.queries.naming import list_label, names_holders
from alongside.web.door import link
from alongside.web.errors import Missing


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation on the list."""

    id: int
    name: str
    kind: str
    members: int
    lends: str
    until: date | None

    @property
    def href(self) -> str:
        """The organisation's page."""
        return link("people.organisation", organisation_id=self.id)


def organisations() -> list[OrganisationRow]:
    """Every organisation, by name, with how many of its people sign in and what lends them access."""
    now = clock.now()
    everybody = list(Organisation.objects.order_by("name", "pk"))
    lapses = lending.lapses({row.pk for row in everybody}, clock.day_of(now))
    members: dict[str, int] = {}
    for holder in (
        Post.objects.held_at(now).filter(holder__startswith="org:").values_list("holder", flat=True)
    ):
        members[holder] = members.get(holder, 0) + 1
    return [
        OrganisationRow(
            row.pk,
            row.name,
            list_label("organisation-kind", row.kind),
            members.get(row.holder, 0),
            *_lending(row, lapses[row.pk][1], clock.day_of(now)),
        )
        for row in everybody
    ]


def _lending(row: Organisation, lapse: rules.Lapse | None, day: date) -> tuple[str, date | None]:
    """How it stands with an organisation's access, and the last day of it when that is to come."""
    if lapse is None:
        return "Needs no agreement", None
    if row.ended_on is not None and row.ended_on <= day:
        return "Ended", None
    if lapse.on is None or lapse.on <= day:
        return "No agreement in date", None
    last = date.fromordinal(lapse.on.toordinal() - 1)
    return ("Ends soon" if lapse.on <= day + rules.DUE_SOON else "In date"), last


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in the register."""

    id: int
    organisation_id: int
    organisation: str
    title: str
    kind: str
    purpose: str
    owner: str
    owner_left: bool
    signed_by: str
    edition: int
    starts_on: date
    review_on: date | None
    expires_on: date
    ended_on: date | None
    state: str
    due_on: date
    version: int

    @property
    def href(self) -> str:
        """The page of its organisation, where it is kept."""
        return link("people.organisation", organisation_id=self.organisation_id)

    @property
    def over(self) -> bool:
        """Whether it has ended or expired."""
        return self.state in ("Ended", "Expired")


def agreements(organisation_id: int | None = None) -> list[AgreementRow]:
    """The register of agreements and notices: what is due soonest first, those that are over last."""
    rows = Agreement.objects.select_related("organisation", "owner").order_by("id")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    today = clock.today()
    return sorted((_agreement(row, today) for row in rows), key=lambda row: (row.over, row.due_on, row.id))


def _agreement(row: Agreement, today: date) -> AgreementRow:
    return AgreementRow(
        id=row.pk,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        title=row.title,
        kind=rules.KINDS.get(row.kind, row.kind),
        purpose=row.purpose,
        owner=row.owner.name,
        owner_left=not row.owner.is_active,
        signed_by=row.signed_by,
        edition=row.edition,
        starts_on=row.starts_on,
        review_on=row.review_on,
        expires_on=row.expires_on,
        ended_on=row.ended_on,
        state=rules.state(lending.terms_of(row), row.review_on, today),
        due_on=min(row.review_on or row.expires_on, row.ended_on or row.expires_on, row.expires_on),
        version=row.version,
    )


def agreement(agreement_id: int) -> AgreementRow:
    """One agreement of the register; Missing when there is none."""
    row = Agreement.objects.select_related("organisation", "owner").filter(pk=agreement_id).first()
    if row is None:
        raise Missing
    return _agreement(row, clock.today())


@dataclass(frozen=True)
class MemberRow:
    """Somebody's time with an organisation."""

    id: int
    worker_id: int
    worker: str
    role: str
    starts_on: date
    ends_on: date | None
    open: bool
    state: str


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation with its people and agreements."""

    id: int
    name: str
    kind: str
    kind_label: str
    code: str
    contact: str
    ended_on: date | None
    needs_agreement: bool
    lends: str
    until: date | None
    version: int
    members: Sequence[MemberRow]
    agreements: Sequence[AgreementRow]


def organisation(organisation_id: int) -> OrganisationPage:
    """One organisation; Missing when there is none."""
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise Missing
    lapse = lending.lapses({row.pk}, clock.today())[row.pk][1]
    lends, until = _lending(row, lapse, clock.today())
    return OrganisationPage(
        row.pk,
        row.name,
        row.kind,
        list_label("organisation-kind", row.kind),
        row.code,
        row.contact,
        row.ended_on,
        lapse is not None,
        lends,
        until,
        row.version,
        _members(row),
        agreements(row.pk),
    )


def _members(organisation: Organisation) -> list[MemberRow]:
    roles = {role.key: role.title for role in council.current().roles}
    now = clock.now()
    found = (
        Membership.objects.filter(organisation=organisation).select_related("worker", "post").order_by("-id")
    )
    rows = [_member(row, roles, now) for row in found]
    return sorted(rows, key=lambda row: (not row.open, row.worker, row.id))


def _member(row: Membership, roles: dict[str, str], now: datetime) -> MemberRow:
    post = row.post
    ended = post.ends_at is not None and post.ends_at <= now
    suspended = post.suspended_from_at is not None and post.suspended_from_at <= now
    return MemberRow(
        row.pk,
        row.worker_id,
        row.worker.name,
        roles.get(post.role, post.role),
        row.starts_on,
        row.ends_on or (clock.day_of(post.ends_at) if post.ends_at else None),
        not ended,
        "Ended" if ended else "Suspended" if suspended else "Member",
    )


def workers_to_choose() -> list[tuple[str, str]]:
    """Everybody who may be chosen to keep an agreement or to join an organisation."""
    active = Worker.objects.filter(is_active=True).order_by("name", "pk")
    return [(str(key), name) for key, name in active.values_list("pk", "name")]


def organisation_of(membership_id: int) -> int:
    """The organisation of a membership; Missing when there is none."""
    found = Membership.objects.filter(pk=membership_id).values_list("organisation_id", flat=True).first()
    if found is None:
        raise Missing
    return int(found)


@names_holders
def _names(holders: Iterable[str]) -> Mapping[str, str]:
    ids = [int(holder.removeprefix("org:")) for holder in holders if holder.startswith("org:")]
    named = Organisation.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name")
    return {f"org:{key}": name for key, name in named}
