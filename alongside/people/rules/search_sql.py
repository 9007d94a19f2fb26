"""The two statements of a search, the same on SQLite and PostgreSQL, with `%s` parameters.

    people_search_key  (kind smallint, key text, person_id bigint), unique index on (kind, key, person_id);
                       on PostgreSQL `key` has COLLATE "C", so that a range of keys is a beginning
    people_search_card (person_id bigint primary key, names text, year, month, day smallint null,
                       postcodes text): what `rank` compares, folded once when the record changes

Table and column names are constants; everything typed travels as a parameter.
"""

from functools import lru_cache

from alongside.people.rules.search_plan import CAP, Lookup, Stage

_SIZES = (1, 2, 4, 8, 20)
"""How many keys a look-up is padded to, so that there are few texts and the database keeps them prepared."""

_AFTER_ANY_LETTER = "{"


def candidates(stage: Stage) -> tuple[str, list[str]]:
    """One statement for a stage: the cards of those filed under its keys, at most CAP a look-up.

    A person found by two look-ups comes twice.
    """
    shape = []
    parameters: list[str] = []
    for lookup in stage:
        keys = lookup.keys
        size = _size(lookup)
        shape.append((lookup.kind.value, size))
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
def _statement(shape: tuple[tuple[int, int], ...]) -> str:
    return " UNION ALL ".join(_branch(*part) for part in shape)


def _branch(kind: int, size: int) -> str:
    """The kind is a number of ours: written out, it leaves fewer parameters to bind."""
    match = {0: "key >= %s AND key < %s", 1: "key = %s"}.get(size, f"key IN ({', '.join(['%s'] * size)})")
    found = f"SELECT person_id FROM people_search_key WHERE kind = {kind:d} AND {match} LIMIT {CAP}"  # noqa: S608
    columns = "c.person_id, c.names, c.year, c.month, c.day, c.postcodes"
    return f"SELECT {columns} FROM ({found}) AS f JOIN people_search_card AS c ON c.person_id = f.person_id"  # noqa: S608
