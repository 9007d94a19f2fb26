"""One size: fills its borough once, then measures. Started by `tests.bench.promises`, which gives it a home."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

ADDRESS = "/promises/"
BARE = "/healthz"
ROUNDS = 30


def main(people: int) -> None:
    """Print one line of JSON with what was measured."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from tests.bench.lists.one import manager, ready
    from tests.bench.pages import one as pages
    from tests.bench.promises import history

    pages.ROUNDS = ROUNDS
    ready(Path(str(settings.DATABASES["default"]["NAME"])), people, history)
    found: dict[str, Any] = {"people": people}
    with connection.cursor() as cursor:
        for name, those in (
            ("history", "1"),
            ("open", "closed_at IS NULL"),
            ("due", f"due_at BETWEEN date('now', '-{history.WEEKS} days') AND datetime('now')"),
        ):
            cursor.execute(f"SELECT count(*) FROM {history.TABLE} WHERE {those}")
            found[name] = cursor.fetchone()[0]
    cookie, _actor = manager()
    bare = partial(pages._ask, BARE, cookie)
    for part, address in (("board", ADDRESS), ("whole council", f"{ADDRESS}?whose=council&by=team")):
        found[part] = pages._measure(partial(pages._ask, address, cookie), bare)
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(re.sub(r"\D", "", sys.argv[1])))
