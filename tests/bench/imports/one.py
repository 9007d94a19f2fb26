"""Fills a record with people, and brings lists in. Started by `tests.bench.imports`, which gives it a home."""

from __future__ import annotations

import csv
import json
import random
import shutil
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

AS_AT = date(2024, 5, 31)
GIVEN = (
    "Ada", "Grace", "Omar", "Yusuf", "Amina", "Chloe", "Daniel", "Efua", "Fatima", "George", "Hannah", "Ivan", "Joseph",
    "Kofi", "Leah", "Mihai", "Ngozi", "Priya", "Tomasz", "Wei",
)  # fmt: skip
FAMILY = (
    "Adams", "Begum", "Chan", "Desai", "Eze", "Farah", "Georgiou", "Hosseini", "Ionescu", "Jones", "Katz", "Levy",
    "Mensah", "Nair", "Okafor", "Patel", "Roberts", "Stern", "Taylor", "Usman", "Vella", "Walker", "Young", "Zielinski",
)  # fmt: skip
MIX = ("known",) * 17 + ("new",) * 2 + ("twin",)


def main(people: int, rows: int) -> None:
    """Print one line of JSON with what was measured."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    path = Path(str(settings.DATABASES["default"]["NAME"]))
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    call_command("migrate", verbosity=0)
    dice = random.Random(1)
    everybody = [_somebody(number, dice) for number in range(people)]
    _settle(everybody)
    print(json.dumps(_compare(path, everybody, rows, dice)))


def _somebody(number: int, dice: random.Random) -> dict[str, str]:
    from tests.town.borough.people import nhs_number

    born = date(1930, 1, 1) + timedelta(days=dice.randrange(26_000))
    return {
        "reference": f"A{number}", "nhs_number": nhs_number(number), "family_name": dice.choice(FAMILY),
        "given_name": dice.choice(GIVEN), "born": f"{born:%d/%m/%Y}", "ethnicity": "White: Irish", "ward": "",
    }  # fmt: skip


def _settle(everybody: list[dict[str, str]]) -> None:
    """Everybody on record, as any import would bring them."""
    from alongside.people.actions.arriving import Newcomer, bring_people
    from alongside.records.acting import action
    from alongside.records.actors import SYSTEM, Actor

    @action("bench.settle", may=lambda _actor, _thing: False)
    def settle(*, by: Actor, at: Any, of: list[dict[str, str]]) -> None:
        bring_people(
            [
                Newcomer(
                    each["given_name"],
                    each["family_name"],
                    "-".join(reversed(each["born"].split("/"))),
                    each["nhs_number"],
                )
                for each in of
            ],
            by=by,
            at=at,
            told_by="The bench",
        )

    for place in range(0, len(everybody), 1_000):
        settle(by=SYSTEM, of=everybody[place : place + 1_000])


def _compare(path: Path, everybody: list[dict[str, str]], rows: int, dice: random.Random) -> dict[str, Any]:
    from django.db import connection

    before, after = _newest(), path.with_suffix(".before")
    connection.close()
    shutil.copyfile(path, after)
    listed = _file(path.parent, _listed(everybody, rows, dice), "care_act_assessments")
    ours = _timed(lambda: _bring(listed, "care_act_assessments"))
    written = _written(before)
    memory = [
        _most_memory(_file(path.parent, _listed(everybody, count, dice), "financial_assessments"))
        for count in (rows // 8, rows // 2)
    ]
    fresh = [_somebody(len(everybody) + number, dice) | _waits(dice) for number in range(rows // 5)]
    newcomers = _file(path.parent, fresh, "reviews")
    new = _timed(lambda: _bring(newcomers, "reviews"))
    connection.close()
    shutil.copyfile(after, path)
    floor = _timed(lambda: _bare(written))
    return {
        "people": len(everybody),
        "rows": rows,
        "written": sum(len(each) for _sql, each in written),
        "a_second": rows / ours,
        "ratio": ours / floor,
        "new_a_second": len(fresh) / new,
        "memory": memory,
    }


def _listed(everybody: list[dict[str, str]], rows: int, dice: random.Random) -> Iterator[dict[str, str]]:
    """A list as councils have them."""
    last: dict[str, str] = {}
    for number in range(rows):
        kind = dice.choice(MIX) if last else "known"
        if kind == "twin":
            last = last | {"family_name": last["family_name"][:-1], "given_name": last["given_name"].upper()}
        elif kind == "new":
            last = _somebody(200_000 + number, dice) | _waits(dice)
        else:
            last = dice.choice(everybody) | _waits(dice)
        yield last


def _waits(dice: random.Random) -> dict[str, str]:
    since = AS_AT - timedelta(days=dice.randrange(400))
    over = since + timedelta(days=dice.randrange(60)) if dice.random() < 0.33 else None
    completed = f"{over:%d/%m/%Y}" if over and over <= AS_AT else ""
    return {
        "since": f"{since:%d/%m/%Y}",
        "completed": completed,
        "priority": dice.choice(("P1", "P2", "P3", "P4")),
    }


def _bring(file: Path, name: str) -> None:
    from alongside.integration import library
    from alongside.integration.actions import importing
    from alongside.records.actors import SYSTEM

    with file.open("rb") as stream:
        importing.bring_in(importing.List(stream, file.name, library.load(name), AS_AT), by=SYSTEM)


def _file(folder: Path, rows: Iterable[dict[str, str]], name: str) -> Path:
    from alongside.integration import library

    headings = library.load(name).headings
    path = folder / "bench.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(headings.values())
        writer.writerows([row[column] for column in headings] for row in rows)
    return path


def _most_memory(file: Path) -> int:
    tracemalloc.start()
    _bring(file, "financial_assessments")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def _timed(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return time.process_time() - begun


TABLES = (
    "records_record", "people_person", "people_name", "people_trait", "people_search_card", "records_event",
    "pathways_journey", "pathways_wait", "pathways_promise", "records_grant", "integration_run", "integration_line",
    "integration_doubt", "casework_task",
)  # fmt: skip
KEYS = {"people_person": "record_id", "people_search_card": "person_id"}


def _newest() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT coalesce(max({KEYS.get(table, 'id')}), 0) FROM {table}")
            found[table] = int(cursor.fetchone()[0])
    return found


def _written(before: dict[str, int]) -> list[tuple[str, list[Any]]]:
    """The statements that would write what has come since, each with its rows."""
    from django.db import connection

    made = []
    with connection.cursor() as cursor:
        keys = f"SELECT * FROM people_search_key WHERE person_id > {before['people_person']}"
        tables = [
            (table, f"SELECT * FROM {table} WHERE {KEYS.get(table, 'id')} > {last}")
            for table, last in before.items()
        ]
        for table, sql in [*tables, ("people_search_key", keys)]:
            cursor.execute(sql)
            names = ", ".join(f'"{each[0]}"' for each in cursor.description)
            marks = ", ".join(["%s"] * len(cursor.description))
            made.append((f"INSERT INTO {table} ({names}) VALUES ({marks})", list(cursor.fetchall())))
    return made


def _bare(written: list[tuple[str, list[Any]]]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for sql, rows in written:
            cursor.executemany(sql, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
