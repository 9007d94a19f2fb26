"""The four blocks of the person in a minute, joined here for the same reason as `lines`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from alongside.people.pages.about import NUMBER
from alongside.people.queries.around import Companion, NeedLine, Place, Way
from alongside.people.queries.person import Minute
from alongside.web.door import link, prefix
from alongside.web.tables import safe

NO_MESSAGE = "Do not leave a message"


def blocks(person_id: int, said: Minute, ways: Sequence[Way], may_change: bool) -> Markup:
    """How to reach the person, what they need, who is round them and where they are."""
    items = (
        map(_way, ways),
        _listed(map(_need, said.needs)),
        map(_companion, said.circle),
        (_place(person_id, each) for each in said.places),
    )
    drawn = []
    for (head, nothing), block in zip(_heads(may_change, prefix()), items, strict=True):
        drawn += [str(person_id).join(head), "".join(block) or nothing, "</section>\n"]
    return Markup("".join(drawn))  # noqa: S704 every text was escaped where it stands


_BLOCKS = (
    ("Reach", "people.places", "No number or address is recorded."),
    ("Needs", "people.needs", "Nobody has recorded how the person needs to be spoken or written to."),
    ("People round them", "people.circle", "Nobody is recorded."),
    ("Where", "people.places", "No address is recorded."),
)


@lru_cache(maxsize=8)
def _heads(may_change: bool, _prefix: str) -> Sequence[tuple[Sequence[str], str]]:
    """The beginning of each block, in pieces with the person's number between them; what an empty block says."""
    word = "Change" if may_change else "All"
    heads = []
    for title, page, nothing in _BLOCKS:
        head = (
            f'<section class="app-block">\n<div class="app-block__head"><h2 class="govuk-heading-s">{title}</h2>'
            f'<a class="govuk-link" href="{link(page, person_id=NUMBER)}">{word}'
            f'<span class="govuk-visually-hidden"> {title.lower()}</span></a></div>\n'
        )
        heads.append((head.split(NUMBER), f'<p class="app-quiet">{nothing}</p>\n'))
    return heads


def _listed(items: Iterable[str]) -> list[str]:
    lines = list(items)
    return ['<ul class="app-lines">', *lines, "</ul>\n"] if lines else []


def _quiet(text: str) -> str:
    return f'<span class="app-quiet">{safe(text)}</span>'


def _way(way: Way) -> str:
    value = (
        f'<a class="govuk-link" href="{safe(way.dial)}">{safe(way.value)}</a>'
        if way.dial
        else safe(way.value)
    )
    message = f"<strong>{way.safe}</strong>" if way.safe == NO_MESSAGE else safe(way.safe)
    note = f" · {safe(way.note)}" if way.note else ""
    return f"<p>{value} {_quiet(way.kind)}<br>{message}{note}</p>\n"


def _need(need: NeedLine) -> str:
    detail = f" {_quiet(f'({need.detail})')}" if need.detail else ""
    unmet = {"no": " <strong>not met</strong>", "partly": " <strong>not fully met</strong>"}.get(need.met, "")
    late = ' <span class="app-late">review is late</span>' if need.late else ""
    return f"<li>{_quiet(need.title)} {safe(need.value)}{detail}{unmet}{late}</li>\n"


def _companion(each: Companion) -> str:
    away = ' class="app-keep-away"' if each.keep_away else ""
    name = f"<bdi>{safe(each.name)}</bdi>"
    if each.person_id:
        name = f'<a class="govuk-link" href="{link("people.show", person_id=each.person_id)}">{name}</a>'
    contact = f", {safe(each.contact)}" if each.contact else ""
    marks = "".join(f" · {safe(mark)}" for mark in each.marks)
    authority = f"<br>{_quiet(each.authority)}" if each.authority else ""
    return f"<p{away}>{_quiet(each.kind)} {name}{contact}{marks}{authority}</p>\n"


def _place(person_id: int, place: Place) -> str:
    where = _confidential(person_id, place) if place.confidential else _address(place)
    span = f" {_quiet(place.span)}" if place.span else ""
    unsafe = place.unsafe_why and f"<br><strong>Not safe to write or call: {safe(place.unsafe_why)}</strong>"
    return f"<p>{_quiet(place.purpose)} {where}{span}{unsafe}</p>\n"


def _confidential(person_id: int, place: Place) -> str:
    href = link("people.reveal_address", person_id=person_id, address_id=place.id)
    of_what = f'<span class="govuk-visually-hidden"> ({safe(place.purpose.lower())})</span>'
    shown = f'<a class="govuk-link" href="{href}">Show it{of_what}</a> {_quiet("(written down)")}'
    return f"<strong>Confidential address.</strong> {shown}"


def _address(place: Place) -> str:
    lines = safe(", ".join([*place.lines, place.postcode] if place.postcode else place.lines))
    return f"{lines} {_quiet(f'· {place.ward}')}" if place.ward else lines
