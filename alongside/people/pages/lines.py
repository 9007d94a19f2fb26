"""The two long lists of the person's page, joined here: a loop in a template costs several times as much."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from alongside.people.pages.about import NUMBER
from alongside.people.pages.facts import change_fact
from alongside.people.queries.chronology import ChronologyRow
from alongside.people.queries.person import FactLine
from alongside.web import formats
from alongside.web.door import link, prefix
from alongside.web.tables import safe

# The page of the thing an event is of, by the word before the colon of its subject; rooms above add theirs.
_leads: dict[str, tuple[str, str]] = {}


def lead(word: str, page: str, part: str) -> None:
    """Let events of “word:12” lead to `page`, whose address holds 12 as `part` beside the person's number."""
    _leads[word] = (page, part)
    _address.cache_clear()


@lru_cache(maxsize=100)
def _address(word: str, _prefix: str) -> Sequence[str] | None:
    """The address in pieces between which the person's number and the thing's belong; None where nothing is led to."""
    if word not in _leads:
        return None
    page, part = _leads[word]
    before, _number, rest = link(page, None, person_id=NUMBER, **{part: "THING"}).partition(NUMBER)
    between, _thing, after = rest.partition("THING")
    return before, between, after


def to(word: str, key: object, person_id: int, said: str) -> str:
    """A link with what is `said` (escaped already) to the thing “word:key” of the person; the words alone where no
    page was named for it."""
    address = _address(word, prefix())
    if address is None:
        return said
    before, between, after = address
    return f'<a class="govuk-link" href="{before}{person_id}{between}{safe(key)}{after}">{said}</a>'


def _sentence(row: ChronologyRow, person_id: int) -> str:
    word, _colon, key = row.subject.partition(":")
    said = to(word, key, person_id, safe(row.sentence)) if key else safe(row.sentence)
    return f'{said} <span class="app-events__told">{safe(row.told)}</span>' if row.told else said


def events(rows: Sequence[ChronologyRow], person_id: int) -> Markup:
    """The items of what happened. When and by whom is said quietly where it is as in the item before."""
    before = ("", "")
    items = []
    for row in rows:
        same = ' class="app-events__same"' if (row.when, row.recorded_by) == before else ""
        reason = f' <span class="app-quiet">· {safe(row.reason)}</span>' if row.reason else ""
        said = _sentence(row, person_id) if row.subject else safe(row.sentence)
        late = f", recorded {formats.day(row.recorded_at)}" if row.recorded_late else ""
        items.append(
            f'<li{same}><p class="app-events__when">{row.when}</p><p>{said}{reason}</p>'
            f'<p class="app-events__by">{safe(row.recorded_by)}{late}</p></li>\n'
        )
        before = (row.when, row.recorded_by)
    return Markup("".join(items))  # noqa: S704 every text was escaped; dates need none


def facts(stated: Sequence[FactLine], person_id: int, may_change: bool) -> Markup:
    """The rows of the facts that are recorded."""
    number = str(person_id)
    rows = []
    for line in stated:
        if line.value:
            fact = _fact(line.key, line.title, may_change, prefix())
            rows.append(f"{fact.before}{safe(line.value)}{number.join(fact.after)}")
    return Markup("".join(rows))  # noqa: S704 escaped


def unknown(stated: Sequence[FactLine], person_id: int, may_change: bool) -> Markup:
    """What nobody has recorded, each leading to where it can be."""
    number = str(person_id)
    missing = [
        number.join(_fact(line.key, line.title, may_change, prefix()).missing)
        for line in stated
        if not line.value
    ]
    return Markup("".join(missing) or " nothing")  # noqa: S704 escaped


class _Fact(NamedTuple):
    """What is the same for everybody of one fact: before the value, after it, and where it is missing.

    The person's number belongs between the pieces of the last two.
    """

    before: str
    after: Sequence[str]
    missing: Sequence[str]


@lru_cache(maxsize=200)
def _fact(key: str, title: str, may_change: bool, _prefix: str) -> _Fact:
    name = safe(title)
    before = f'<div class="app-facts__row"><dt>{name}</dt><dd><bdi>'
    if not may_change:
        return _Fact(before, ["</bdi></dd></div>\n"], [f" {name}"])
    link = f'<a class="govuk-link" href="{safe(change_fact.link({"person_id": NUMBER, "attribute": key}))}">'
    hidden = f'<span class="govuk-visually-hidden"> {safe(title.lower())}</span>'
    after = f'</bdi></dd><dd class="app-facts__action">{link}Change{hidden}</a></dd></div>\n'
    return _Fact(before, after.split(NUMBER), f" {link}{name}</a>".split(NUMBER))
