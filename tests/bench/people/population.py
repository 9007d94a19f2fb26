"""The bench's databases: built once, kept under var/bench, and built anew when the rules change."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from alongside.people.rules.search import card_for
from alongside.people.rules.search_keys import keys_for
from tests.bench.people.corpus import people

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "var" / "bench"
KEYS = """
    CREATE TABLE people_search_key
    (id integer PRIMARY KEY, kind smallint NOT NULL, key text NOT NULL, person_id bigint NOT NULL)
"""
CARDS = """
    CREATE TABLE people_search_card
    (person_id integer PRIMARY KEY, names text NOT NULL, year smallint, month smallint, day smallint,
     postcodes text NOT NULL)
"""
INDEX = "CREATE UNIQUE INDEX people_search_key_found ON people_search_key (kind, key, person_id)"


def stamp() -> str:
    """What the rows depend on, in short: the rules' and the corpus's own text."""
    folder = ROOT / "alongside" / "people" / "rules"
    parts = [folder / name for name in ("names.py", "name_variants.txt", "search_keys.py")]
    parts += [Path(__file__).with_name("corpus.py"), Path(__file__)]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def rows(count: int) -> Iterator[tuple[list[tuple[int, str, int]], tuple[Any, ...]]]:
    """Keys and card of each person."""
    for person_id, identity in people(count):
        yield [(int(kind), key, person_id) for kind, key in keys_for(identity)], card_for(person_id, identity)


def on_sqlite(count: int, largest: int) -> sqlite3.Connection:
    """A population of `count`, read-only; copied out of the largest, which is built first."""
    path = _path(count)
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob(f"people-{count}-*"):
            old.unlink()
        fill = _made if count == largest else _copied
        fill(path, count, largest)
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)


def through_django(count: int, largest: int) -> Any:
    """The same population, asked as the product asks: through Django, with the product's own settings."""
    from django.conf import settings
    from django.db.utils import ConnectionHandler

    on_sqlite(count, largest).close()
    product = {**settings.DATABASES["default"], "NAME": str(_path(count))}
    return ConnectionHandler({"default": product})["default"]


def _path(count: int) -> Path:
    return FOLDER / f"people-{count}-{stamp()}.sqlite3"


def _made(path: Path, count: int, largest: int) -> None:
    new = _new(path)
    batch: Iterable[tuple[list[tuple[int, str, int]], tuple[Any, ...]]] = rows(min(count, largest))
    for keys, card in batch:
        new.executemany("INSERT INTO people_search_key (kind, key, person_id) VALUES (?, ?, ?)", keys)
        new.execute("INSERT INTO people_search_card VALUES (?, ?, ?, ?, ?, ?)", card)
    _finish(new, path)


def _copied(path: Path, count: int, largest: int) -> None:
    on_sqlite(largest, largest).close()
    new = _new(path)
    new.execute("ATTACH ? AS whole", (str(_path(largest)),))
    for table in ("people_search_key", "people_search_card"):
        new.execute(f"INSERT INTO {table} SELECT * FROM whole.{table} WHERE person_id <= ?", (count,))
    new.commit()
    new.execute("DETACH whole")
    _finish(new, path)


def _new(path: Path) -> sqlite3.Connection:
    new = sqlite3.connect(path.with_suffix(".part"))
    new.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    new.execute(KEYS)
    new.execute(CARDS)
    return new


def _finish(new: sqlite3.Connection, path: Path) -> None:
    """Index last: it is sorted once, and lies on disk in order."""
    new.execute(INDEX)
    new.commit()
    new.execute("ANALYZE")
    new.commit()
    new.close()
    path.with_suffix(".part").rename(path)
