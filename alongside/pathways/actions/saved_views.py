"""Keeping a narrowed list under a name, for oneself or one's team."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from alongside.pathways import access
from alongside.pathways.models import SavedView
from alongside.pathways.queries.saved_views import kept
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Forbidden, Refused


@action("pathways.keep view", may=access.overlook)
def keep(
    *, by: Actor, at: datetime, pathway: str, wait: str, name: str, query: str, shared_with: str = ""
) -> int:
    """Keep what a list was narrowed to (`query`, from its address); answers the view's number.

    The same name again replaces what it meant. `shared_with` is one of the actor's teams, or blank.
    """
    if not name.strip():
        raise Refused("Give the view a name.", "name")
    if shared_with and shared_with not in by.holders:
        raise Refused("Share it with a team that you are in.", "shared_with")
    told = urlencode(kept(query))
    if not told:
        raise Refused("Narrow the list first: there is nothing to keep.")
    row, _new = SavedView.objects.update_or_create(
        worker_id=by.worker,
        pathway=pathway,
        wait=wait,
        name=name.strip(),
        removed_at=None,
        defaults={"query": told, "shared_with": shared_with, "saved_at": at},
    )
    return int(row.pk)


@action("pathways.forget view", on=SavedView, may=access.overlook)
def forget(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Forget a view of one's own."""
    if view.worker_id != by.worker_id:
        raise Forbidden("This view is somebody else’s.")
    view.removed_at = at
    view.save(update_fields=["removed_at"])
