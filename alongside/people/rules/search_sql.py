"""The two statements of a search, the same on SQLite and PostgreSQL, with `%s` parameters.

    people_search_key  (kind smallint, key text, person_id bigint), unique index on (kind, key, person_id);
                       on PostgreSQL `key` has COLLATE "C", so that a range of keys is a beginning
    people_search_card (person_id bigint primary key, names text, year, month, day smallint null,
                       postcodes text): what `rank` compares, folded once when the record changes

Table and column names are constants; everything typed travels as a parameter.
"""

from functools import lru_cache

from alongside.people.rules.search_plan import Lookup, Stage

_SIZES = (1, 2, 4, 8, 20)
"""How many keys a look-up is padded to, so that there are few texts and the database keeps them prepared."""

_AFTER_ANY_LETTER = "{"


def candidates(stage: Stage) -> tuple[str, list[str]]:
    """One statement for a stage: the cards of those filed under its keys, at most its cap a look-up.

    A person found by two look-ups comes twice.
    """
    shape = []
    parameters: list[str] = []
    for lookup in stage:
        keys = lookup.keys
        size = _size(lookup)
        shape.append((lookup.kind.value, size, lookup.cap))
        parameters += (keys[0], keys[0] + _AFTER_ANY_LETTER) if lookup.begins else keys[:size]
        if size > len(keys):
            parameters += keys[-1:] * (size - len(keys))
    return _statement(tuple(shape)), parameters


def _size(lookup: Lookup) -> int:
    """How many keys to ask for; 0 stands for a range."""
    if lookup.begins:
        return 0
    count = len(lookup.keys)
    return 1 if count == 1 else next((size for size in _SIZES if size >= count), _SIZES[-1])


@lru_cache(maxsize=256)
def _statement(shape: tuple[tuple[int, int, int], ...]) -> str:
    branches = [_branch(*part) for part in shape]
    if len(branches) == 1:
        return branches[0]
    return " UNION ALL ".join([_apart(branch, place) for place, branch in enumerate(branches)])


def _apart(branch: str, place: int) -> str:
    """A look-up keeps its own limit among others."""
    return f"SELECT * FROM ({branch}) AS f{place}"  # noqa: S608


def _branch(kind: int, size: int, cap: int) -> str:
    """One capped look-up with the cards it leads to.

    The kind is a number of ours: written out, it leaves fewer parameters to bind. CROSS JOIN tells SQLite to
    begin with the keys; PostgreSQL reads it as any other join.
    """
    match = {0: "k.key >= %s AND k.key < %s", 1: "k.key = %s"}.get(
        size, f"k.key IN ({', '.join(['%s'] * size)})"
    )
    return (
        "SELECT c.person_id, c.names, c.year, c.month, c.day, c.postcodes"  # noqa: S608
        " FROM people_search_key AS k CROSS JOIN people_search_card AS c"
        f" WHERE k.kind = {kind:d} AND {match} AND c.person_id = k.person_id LIMIT {cap:d}"
    )
