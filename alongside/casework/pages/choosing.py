"""What was chosen of a list: the rows that are ticked, or everybody whom the list shows as it is narrowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.http import QueryDict

from alongside.casework.rules import bulk as rules
from alongside.pathways.queries import lists
from alongside.pathways.queries.list_rows import WaitingRow
from alongside.pathways.queries.narrowing import Asked, Chosen
from alongside.web.door import ActorRequest

MORE = f"More than {rules.AT_MOST} fit. These are the first {rules.AT_MOST}, in the order of the list."


def again(request: ActorRequest, chosen: Mapping[int, int]) -> list[tuple[str, str]]:
    """The same choice as a form sends it by its address: everybody by what the list is narrowed to, others by name."""
    if request.method != "POST" and request.GET.get("everybody"):
        names = ("everybody", "pathway", "wait", "narrowed")
        return [(name, request.GET.get(name, "")) for name in names]
    return [("item", each) for each in rules.sent_as(chosen)]


Sort = Callable[[Sequence[WaitingRow]], Sequence[WaitingRow]]


def chosen_of(request: ActorRequest, sort: Sort = list) -> tuple[dict[int, int], str]:
    """Each journey with its version, and what to say where not everybody who fits is among them.

    `sort` says who of everybody comes first where not all fit; the order of the list unless given.
    """
    sent = request.POST if request.method == "POST" else request.GET
    ticked = rules.chosen(sent.getlist("item"))
    if not sent.get("everybody") or request.method == "POST":
        # What was looked at is what is done: a form that is sent names each.
        return ticked, ""
    named = lists.found(sent.get("pathway", ""), sent.get("wait", ""))
    if named is None:
        return {}, ""
    chosen = Chosen.of(QueryDict(sent.get("narrowed", "")))
    those = sort(lists.everybody(Asked(request.actor, *named, chosen)))
    first = {row.journey_id: row.version for row in those[: rules.AT_MOST]}
    return first, MORE if len(those) > rules.AT_MOST else ""
