"""Records laid beside each other: may they be one person, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from alongside.people.models import Address, Name, Person, Reach, SearchKey, Trait
from alongside.people.queries.finding import FoundRow, ask, people
from alongside.people.queries.words import label
from alongside.people.rules import matching, nhs_number
from alongside.people.rules.matching import Likeness, Match
from alongside.people.rules.names import tokens
from alongside.people.rules.search import search
from alongside.people.rules.search_keys import Kind, compact_postcode
from alongside.people.rules.search_keys import Name as Called
from alongside.people.rules.search_query import Query
from alongside.people.rules.shown import full_name
from alongside.people.rules.written import from_text
from alongside.records.actors import Actor

VERIFIED = "01"
_WHY = (
    "records are compared for whether they are one person; of those not open only what search tells is shown"
)
_PRIOR = 2000
"""As many people with usual names are added to those counted, so that a small place does not make every name common."""


@dataclass(frozen=True)
class Compared:
    """Whether two records may be one person. `bars` say why they must not be joined, `mend` what to put right first
    when they are one all the same."""

    score: float
    verdict: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    bars: tuple[str, ...]
    mend: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """Somebody on record who may be the one about to be added."""

    row: FoundRow
    said: Compared


@dataclass(frozen=True)
class Candidates:
    """Likely matches, the likeliest first; `unseen` are restricted records, of which nothing may reach a page."""

    rows: tuple[Candidate, ...] = ()
    unseen: tuple[int, ...] = ()


SAID = {
    "same": "Almost certainly the same person",
    "likely": "Likely the same person",
    "possible": "Possibly the same person",
    "different": "Probably somebody else",
}
PERHAPS_TWO = "Alike, and perhaps two people"
MEND = {
    "twins": "If one person goes by both forenames, record the other as a name of theirs first.",
    "generations": "If one of the birth dates is wrong, correct it first.",
    "no birth date": "Find out and record both birth dates first.",
    "nhs number": "If one of the numbers belongs to somebody else, correct it first.",
    "sex": "If one of the two is wrong, correct it first.",
}


def compared(one: int, other: int) -> Compared:
    """How likely two people on record are one, each with the records merged into theirs."""
    two = likenesses([one, other])
    return _said(matching.compare(two[one], two[other], _commonness(two.values())))


def described(said: Mapping[str, str]) -> Likeness:
    """What was typed of somebody new, as it is compared; known names are compared as names, too."""
    names = [Called(said["given"], said["family"])]
    if said["known_as"]:
        names.append(Called(said["known_as"], said["family"]))
    return Likeness(
        tuple(names),
        from_text(said["born"]),
        nhs_number=said["nhs_number"],
        postcodes=(said["postcode"],) if said["postcode"] else (),
        phones=(digits(said["phone"]),) if digits(said["phone"]) else (),
    )


def likely(typed: Likeness, actor: Actor) -> Candidates:
    """Who on record may be the person described, at least possibly. Confidential addresses are not compared: that
    they agree would give them away."""
    found = search(_query(typed), ask, wide=True)
    roots, rows = people([hit.person_id for hit in found.hits], actor)
    known = likenesses(dict.fromkeys(roots.values()), disclosable=True)
    share = _commonness([typed, *known.values()])
    scored = [(rows[root], matching.compare(typed, each, share)) for root, each in known.items()]
    near = sorted(
        (pair for pair in scored if pair[1].verdict != "different"),
        key=lambda pair: (-pair[1].score, pair[0].id),
    )
    hidden = [(row, match) for row, match in near if _is_hidden(row, actor)]
    return Candidates(
        tuple(Candidate(row, _said(match)) for row, match in near if not _is_hidden(row, actor)),
        tuple(row.id for row, match in hidden if match.verdict != "possible"),
    )


def likely_twice(person_id: int, actor: Actor) -> Sequence[Candidate]:
    """Who else on record may be this person, of those whom search would show."""
    return [
        each for each in likely(likenesses([person_id])[person_id], actor).rows if each.row.id != person_id
    ]


def _is_hidden(row: FoundRow, actor: Actor) -> bool:
    """The restricted-records officer is shown whom a new record would double: it is theirs to decide."""
    return row.restricted and not row.is_open and not actor.may("see restricted")


def _query(typed: Likeness) -> Query:
    words = dict.fromkeys(
        word for name in typed.names for part in (name.given, name.family) for word in tokens(part)
    )
    born = typed.born
    postcode = compact_postcode(typed.postcodes[0]) if typed.postcodes else ""
    return Query(tuple(words), born.year, born.month, born.day, postcode, typed.nhs_number)


def _said(match: Match) -> Compared:
    return Compared(
        match.score,
        PERHAPS_TWO if match.bars and match.verdict != "different" else SAID[match.verdict],
        tuple(_sentence(reason.what) for reason in match.reasons if reason.weight > 0),
        tuple(_sentence(reason.what) for reason in match.reasons if reason.weight < 0),
        tuple(bar.what for bar in match.bars),
        tuple(MEND[bar.kind] for bar in match.bars),
    )


def _sentence(what: str) -> str:
    return what[:1].upper() + what[1:]


def likenesses(person_ids: Iterable[int], *, disclosable: bool = False) -> dict[int, Likeness]:
    """What is compared of each of these people, from their own rows and those of the records merged into theirs."""
    ids = list(person_ids)
    root = Q(person__root_id__in=ids, withdrawn_at__isnull=True)
    names = _by_root(Name.objects.for_system(_WHY).filter(root), "given", "family")
    places = Address.objects.for_system(_WHY).filter(root).exclude(postcode="")
    addresses = _by_root(places.filter(safety="") if disclosable else places, "postcode")
    phones = _by_root(Reach.objects.for_system(_WHY).filter(root), "value")
    sexes = _by_root(Trait.objects.for_system(_WHY).filter(root, attribute="sex", ends_on=""), "code")
    columns = (
        Person.objects.for_system(_WHY)
        .filter(pk__in=ids)
        .values_list("pk", "born", "nhs_number", "nhs_status")
    )
    return {
        pk: Likeness(
            tuple(Called(*each) for each in names.get(pk, ())),
            from_text(born),
            sexes[pk][-1][0] if pk in sexes else "",
            number,
            status == VERIFIED,
            tuple(each[0] for each in addresses.get(pk, ())),
            tuple(digits(each[0]) for each in phones.get(pk, ()) if digits(each[0])),
        )
        for pk, born, number, status in columns
    }


def _by_root(rows: object, *fields: str) -> Mapping[int, list[tuple[str, ...]]]:
    found: dict[int, list[tuple[str, ...]]] = {}
    for root, *values in rows.order_by("pk").values_list("person__root_id", *fields):  # type: ignore[attr-defined]
        found.setdefault(root, []).append(tuple(values))
    return found


def digits(text: str) -> str:
    """A telephone number as it is compared: its digits, with +44 as 0. Blank for what is no number."""
    plain = re.sub(r"\D", "", text.replace("(0)", ""))
    plain = "0" + plain[2:] if plain.startswith("44") else plain
    return plain if len(plain) >= 7 else ""


def _commonness(of: Iterable[Likeness]) -> matching.Commonness:
    """How common each name word is here, counted once for all that is compared."""
    words = frozenset(word for each in of for word in matching.name_words(each))
    keys = SearchKey.objects.filter(kind=int(Kind.WORD), key__in=words).order_by()
    counts = dict(keys.values("key").annotate(n=Count("person_id")).values_list("key", "n"))
    everybody = Person.objects.for_system("how many people there are").aggregate(last=Max("pk"))["last"] or 0

    def share(word: str) -> float:
        return float((counts.get(word, 0) + 1) / (everybody + _PRIOR))

    return share


@dataclass(frozen=True)
class SideRow:
    """One thing about two records: the same, or not."""

    label: str
    one: str
    other: str
    differs: bool


def side_by_side(one: int, other: int) -> Sequence[SideRow]:
    """What tells two people apart or not, for somebody who sees both."""
    two = likenesses([one, other])
    mine, theirs = (_lines(two[each]) for each in (one, other))
    return [SideRow(key, mine[key], theirs[key], _differ(mine[key], theirs[key])) for key in mine]


def _lines(of: Likeness) -> dict[str, str]:
    number = nhs_number.display(of.nhs_number) if of.nhs_number else ""
    return {
        "Names": "\n".join(dict.fromkeys(full_name(name.given, name.family) for name in of.names)),
        "Date of birth": str(of.born) if of.born.known else "",
        "Sex": label("sex", of.sex) if of.sex else "",
        "NHS number": f"{number}{', verified' if of.nhs_verified else ''}" if number else "",
        "Postcodes": "\n".join(dict.fromkeys(of.postcodes)),
        "Telephone": "\n".join(dict.fromkeys(of.phones)),
    }


def _differ(one: str, other: str) -> bool:
    """Whether both say something and it is not the same; what is not known does not differ."""
    return bool(one and other) and set(one.split("\n")).isdisjoint(other.split("\n"))
