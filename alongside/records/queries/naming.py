"""What records and holders are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from alongside import council
from alongside.records.models import Worker

# The room above says what a record is called on the few pages here that list records.
_naming: list[Callable[[Iterable[int]], Mapping[int, str]]] = []


def names_records(
    naming: Callable[[Iterable[int]], Mapping[int, str]],
) -> Callable[[Iterable[int]], Mapping[int, str]]:
    """Register how records are named."""
    _naming.append(naming)
    return naming


# Which records are shown as one: merged ones. Only the room above knows.
_joining: list[Callable[[int], Iterable[int]]] = []


def joins_records(joining: Callable[[int], Iterable[int]]) -> Callable[[int], Iterable[int]]:
    """Register which records belong to the one of a number."""
    _joining.append(joining)
    return joining


def joined(record_id: int) -> set[int]:
    """The record and those that are shown with it."""
    return {record_id}.union(*(joining(record_id) for joining in _joining))


# Where the restriction of a record is decided: a page of the room above.
_restricting: list[Callable[[int], str]] = []


def restricts_records(address: Callable[[int], str]) -> Callable[[int], str]:
    """Register the address at which a record's restriction is looked at and lifted."""
    _restricting.append(address)
    return address


def restriction_of(record_id: int) -> str:
    """Where the restriction of a record is looked at and lifted; blank when no room above has such a page."""
    return next((address(record_id) for address in _restricting), "")


# Holders that only a room above knows, such as organisations.
_holding: list[Callable[[Iterable[str]], Mapping[str, str]]] = []


def names_holders(
    naming: Callable[[Iterable[str]], Mapping[str, str]],
) -> Callable[[Iterable[str]], Mapping[str, str]]:
    """Register how holders of a room above are named; it is given all holders and names those it knows."""
    _holding.append(naming)
    return naming


def record_names(record_ids: Iterable[int]) -> dict[int, str]:
    """The names of these records; one without a name is shown by its number."""
    ids = list(dict.fromkeys(record_ids))
    named: dict[int, str] = {record_id: f"record {record_id}" for record_id in ids}
    for naming in _naming:
        named |= dict(naming(ids))
    return named


def holder_names(holders: Iterable[str]) -> dict[str, str]:
    """What to call each holder: the worker's name, the team's title, what a room above says; else its key."""
    wanted = set(holders)
    ids = [int(holder.removeprefix("worker:")) for holder in wanted if holder.startswith("worker:")]
    workers = dict(Worker.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name"))
    teams = {f"team:{team.key}": team.title for team in council.current().teams}
    known = teams | {f"worker:{key}": name for key, name in workers.items()}
    for naming in _holding:
        known |= dict(naming(wanted))
    return {holder: known.get(holder, holder) for holder in wanted}


def list_label(key: str, code: str) -> str:
    """The word a council shows for a code of one of its lists; the code itself when the list does not know it."""
    listed = council.current().lists.get(key)
    return listed.entry(code).label if code in listed else code
