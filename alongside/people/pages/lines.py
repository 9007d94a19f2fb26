"""The two long lists of the person's page, joined here: a loop in a template costs several times as much."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from alongside.people.queries.chronology import ChronologyRow
from alongside.people.queries.person import FactLine
from alongside.web import formats
from alongside.web.tables import safe

Linked = tuple[FactLine, str]
"""A fact and the address of the page that changes it; a blank address for who may not."""


def events(rows: Sequence[ChronologyRow]) -> Markup:
    """The items of what happened. When and by whom is said quietly where it is as in the item before."""
    before = ("", "")
    items = []
    for row in rows:
        same = ' class="app-events__same"' if (row.when, row.recorded_by) == before else ""
        reason = f' <span class="app-quiet">· {safe(row.reason)}</span>' if row.reason else ""
        late = f", recorded {formats.day(row.recorded_at)}" if row.recorded_late else ""
        items.append(
            f'<li{same}><p class="app-events__when">{row.when}</p><p>{safe(row.sentence)}{reason}</p>'
            f'<p class="app-events__by">{safe(row.recorded_by)}{late}</p></li>\n'
        )
        before = (row.when, row.recorded_by)
    return Markup("".join(items))  # noqa: S704 every text was escaped; dates need none


def facts(lines: Sequence[Linked]) -> Markup:
    """The rows of the facts that are recorded."""
    rows = [
        f'<div class="app-facts__row"><dt>{safe(line.title)}</dt><dd><bdi>{safe(line.value)}</bdi></dd>'
        f"{_change(href, line.title)}</div>\n"
        for line, href in lines
        if line.value
    ]
    return Markup("".join(rows))  # noqa: S704 escaped


def unknown(lines: Sequence[Linked]) -> Markup:
    """What nobody has recorded, each leading to where it can be."""
    missing = [
        f' <a class="govuk-link" href="{safe(href)}">{safe(line.title)}</a>'
        if href
        else f" {safe(line.title)}"
        for line, href in lines
        if not line.value
    ]
    return Markup("".join(missing) or " nothing")  # noqa: S704 escaped


def _change(href: str, title: str) -> str:
    if not href:
        return ""
    hidden = f'<span class="govuk-visually-hidden"> {safe(title.lower())}</span>'
    return f'<dd class="app-facts__action"><a class="govuk-link" href="{safe(href)}">Change{hidden}</a></dd>'
