"""The floor: the same bytes from raw SQL and Jinja2, with one session look-up and one audit insert.

The template of a floor page is made from the page itself: every text and address about a person is a place to be
filled in, every list is a loop, the rest is text. So both sides send the same, and the floor has nothing to do but
ask for the rows that the page shows, fill in and write down.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from html import unescape
from secrets import token_hex
from typing import Any

from jinja2 import Environment

SESSION = "SELECT session_data FROM django_session WHERE session_key = ? AND expire_date > datetime('now')"
POSTS = (
    "SELECT p.role, p.holder, w.name FROM records_post p JOIN records_worker w ON w.id = p.worker_id"
    " WHERE w.is_active AND p.worker_id = ? AND (p.ends_at IS NULL OR p.ends_at > datetime('now'))"
)
AUDIT = (
    "INSERT INTO records_audit (at, op, tbl, row, record_id, worker_id, payload, salt, payload_hash, leaf)"
    " VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'R', ?, '', ?, ?, ?, ?, '', '')"
)
GRANTED = (
    "SELECT record_id FROM records_grant WHERE holder IN ({}) AND (ends_at IS NULL OR ends_at > datetime('now'))"
    " AND set_aside_by_id IS NULL"
)
LIST = (
    "SELECT p.record_id, p.name, p.known_as, p.born, p.postcode, p.ward, p.died FROM people_person p"
    " WHERE p.record_id IN ({granted}) AND p.merged_into_id IS NULL ORDER BY p.sort_name, p.record_id LIMIT 51"
)
WHY = (
    "SELECT record_id, basis, starts_at FROM records_grant WHERE record_id IN ({ids}) AND holder IN ({holders})"
    " AND (ends_at IS NULL OR ends_at > datetime('now')) AND set_aside_by_id IS NULL ORDER BY starts_at"
)
ALERTS = (
    "SELECT p.root_id, a.kind FROM people_alert a JOIN people_person p ON p.record_id = a.person_id"
    " WHERE p.root_id IN ({ids}) AND a.ended_at IS NULL"
)
OF_PERSON = (
    (
        "SELECT p.*, r.restricted FROM people_person p JOIN records_record r ON r.id = p.record_id"
        " WHERE p.record_id = ? AND p.record_id IN ({granted})"
    ),
    "SELECT * FROM people_name WHERE person_id = ? AND withdrawn_at IS NULL",
    "SELECT * FROM people_address WHERE person_id = ? AND withdrawn_at IS NULL",
    "SELECT * FROM people_reach WHERE person_id = ? AND withdrawn_at IS NULL",
    "SELECT * FROM people_trait WHERE person_id = ? AND withdrawn_at IS NULL",
    "SELECT * FROM people_need WHERE person_id = ? AND withdrawn_at IS NULL",
    *(
        "SELECT t.*, o.name, r.restricted FROM people_relationship t"
        f" LEFT JOIN people_person o ON o.record_id = t.{other} LEFT JOIN records_record r ON r.id = o.record_id"
        f" WHERE t.{own} = ? AND t.withdrawn_at IS NULL"
        for own, other in (("person_id", "other_id"), ("other_id", "person_id"))
    ),
    "SELECT * FROM people_alert WHERE person_id = ? AND ended_at IS NULL",
    *(
        f"SELECT t.*, w.name FROM {table} t LEFT JOIN records_worker w ON t.owner = 'worker:' || w.id"
        f" WHERE t.person_id = ? AND {still} ORDER BY t.{order} LIMIT 20"
        for table, still, order in (
            ("pathways_journey", "t.ended_at IS NULL", "opened_at"),
            ("pathways_promise", "t.closed_at IS NULL", "due_at"),
            ("casework_appointment", "t.state = 'planned'", "starts_at"),
        )
    ),
    (
        "SELECT n.*, w.name FROM casework_note n JOIN records_worker w ON w.id = n.written_by_id"
        " WHERE n.person_id = ? AND n.withdrawn_at IS NULL ORDER BY n.happened_at DESC LIMIT 3"
    ),
    (
        "SELECT s.* FROM forms_filledform f JOIN forms_answer s ON s.filled_id = f.id WHERE f.person_id = ?"
        " AND f.state = 'complete' AND s.question LIKE 'contingency-%'"
    ),
    (
        "SELECT e.*, w.name FROM records_event e LEFT JOIN records_worker w ON w.id = e.recorded_by_id"
        " WHERE e.record_id = ? ORDER BY e.happened_at DESC, e.id DESC LIMIT 50"
    ),
)
# What is in one's hands, room by room; what others wrote lately on the people one works with.
OF_WORK = (
    *(
        f"SELECT t.*, p.name FROM {table} t LEFT JOIN people_person p ON p.record_id = t.person_id"
        f" WHERE t.owner = ? AND {open_} AND t.{record} IN ({{granted}})"
        for table, open_, record in (
            ("pathways_journey", "t.ended_at IS NULL", "record_id"),
            ("pathways_promise", "t.closed_at IS NULL", "record_id"),
            ("casework_task", "t.closed_at IS NULL", "record_id"),
            ("casework_appointment", "t.state = 'planned'", "record_id"),
            ("messages_message", "t.ended_at IS NULL", "record_id"),
            ("people_alert", "t.ended_at IS NULL", "person_id"),
        )
    ),
    (
        "SELECT e.* FROM records_event e WHERE e.id IN (SELECT MAX(n.id) FROM records_event n JOIN pathways_journey j"
        " ON n.subject = 'journey:' || j.id WHERE j.owner = ? AND j.ended_at IS NULL"
        " AND j.record_id IN ({granted}) GROUP BY n.subject)"
    ),
    (
        "SELECT e.*, p.name FROM records_event e JOIN people_person p ON p.record_id = e.record_id WHERE e.record_id IN"
        " (SELECT record_id FROM records_grant WHERE holder = ? AND basis = 'allocated') AND e.record_id IN ({granted})"
        " ORDER BY e.id DESC LIMIT 12"
    ),
)
ROWS = re.compile(r"(?s)(?<=<tbody role=\"rowgroup\">\n)(.*?)(?=\n\n</tbody>)")
ABOUT = re.compile(r"(?s)(?<=<body)(.*)(?=</main>)")
LIST_OF = re.compile(
    r'(?s)(?:<li\b(?:(?!<li\b).)*?</li>\n?){2,}|(?:<div class="app-facts__row">.*?</div>\n){2,}'
    r'|(?:<p><span class="app-quiet">(?:(?!<p\b).)*?</p>\n){2,}|(?: <a class="govuk-link"[^>]*>[^<]*</a>){2,}'
)
EACH = re.compile(r"(?s)<li\b.*?</li>\n?|<div .*?</div>\n|<p>.*?</p>\n| <a [^>]*>[^<]*</a>")
PLACE = re.compile(r'>([^<>]*[^<>\s][^<>]*)<|(?<=href=")([^"]*)(?=")')
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>")
KEY = re.compile(r"/people/(\d+)/")
TAG = re.compile(r"<[^>]+>")


class Floor:
    """A database, a session and a template engine: nothing else."""

    def __init__(self, path: str, session: str, holders: Sequence[str], worker_id: int) -> None:
        self.raw = sqlite3.connect(path, isolation_level=None)
        self.raw.executescript(
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA mmap_size = 134217728;"
        )
        self.session, self.holders, self.worker_id = session, tuple(holders), worker_id
        self.granted = GRANTED.format(",".join("?" * len(holders)))
        self.jinja = Environment(autoescape=True)

    def listing(self, page: bytes) -> Callable[[], bytes]:
        """A function that makes the list: fifty rows of nine cells filled in for the people the database gives."""
        text = page.decode()
        before, rows, after = ROWS.split(text, maxsplit=1)
        cells = {
            int(KEY.findall(row)[0]): [unescape(TAG.sub("", cell)) for cell in CELL.findall(row)]
            for row in rows.split("\n")
        }
        template = self.jinja.from_string(_plain(before) + self._row(rows) + _plain(after))
        ask = LIST.format(granted=self.granted)

        def make() -> bytes:
            self._session()
            found = self.raw.execute(ask, self.holders).fetchall()
            ids = [row[0] for row in found[:50]]
            marks = {"ids": ",".join("?" * len(ids)), "holders": ",".join("?" * len(self.holders))}
            self.raw.execute(WHY.format(**marks), (*ids, *self.holders)).fetchall()
            self.raw.execute(ALERTS.format(**marks), ids).fetchall()
            self._audit("people.mine", None, ",".join(str(row[0]) for row in found))
            return template.render(
                rows=[(row[0], cells[row[0]]) for row in found if row[0] in cells]
            ).encode()

        return make

    def _row(self, rows: str) -> str:
        """The loop over rows, with the opening tags of the page's own cells."""
        first = rows.split("\n", maxsplit=1)[0]
        opened = re.findall(r"<(?:th|td)[^>]*>", first)
        name, *others = opened
        cells = [f"{tag}{{{{ c[1][{number}] | e }}}}</td>" for number, tag in enumerate(others[:-1], start=1)]
        alert = (
            f'{others[-1]}{{% if c[1][8] %}}<strong class="govuk-tag govuk-tag--red">{{{{ c[1][8] | e }}}}</strong>'
            "{% endif %}</td>"
        )
        link = f'{name}<a class="govuk-link" href="/people/{{{{ c[0] }}}}/">{{{{ c[1][0] | e }}}}</a></th>'
        row = f'<tr role="row">{link}{"".join(cells)}{alert}</tr>'
        return f"{{% for c in rows %}}{row}{{% if not loop.last %}}\n{{% endif %}}{{% endfor %}}"

    def person(self, page: bytes, person_id: int) -> Callable[[], bytes]:
        """A function that makes the person page: every text and address is a value that is filled in."""
        asks = [ask.format(granted=self.granted) for ask in OF_PERSON]
        before, about, after = ABOUT.split(page.decode(), maxsplit=1)
        filled, values = _places(about)
        template = self.jinja.from_string(_plain(before) + filled + _plain(after))

        def make() -> bytes:
            self._session()
            for ask in asks:
                self.raw.execute(ask, self._arguments(ask, person_id)).fetchall()
            self._audit("people.show", person_id, str(person_id))
            return template.render(v=values).encode()

        return make

    def work(self, page: bytes) -> Callable[[], bytes]:
        """A function that makes the first page: every text and address is a value, every row asked for plainly."""
        asks = [ask.format(granted=self.granted) for ask in OF_WORK]
        before, about, after = ABOUT.split(page.decode(), maxsplit=1)
        filled, values = _places(about)
        template = self.jinja.from_string(_plain(before) + filled + _plain(after))
        mine = (f"worker:{self.worker_id}", *self.holders)

        def make() -> bytes:
            self._session()
            for ask in asks:
                self.raw.execute(ask, mine).fetchall()
            self._audit("casework.today", None, "1,2,3")
            return template.render(v=values).encode()

        return make

    def _arguments(self, ask: str, person_id: int) -> tuple[Any, ...]:
        return (person_id, *self.holders) if "records_grant" in ask else (person_id,)

    def _session(self) -> None:
        self.raw.execute(SESSION, (self.session,)).fetchone()
        self.raw.execute(POSTS, (self.worker_id,)).fetchall()

    def _audit(self, page: str, record_id: int | None, records: str) -> None:
        said = f'{{"what":"list","records":[{records}]}}'
        self.raw.execute(AUDIT, (page, record_id, self.worker_id, said, token_hex(32)))


def _places(about: str) -> tuple[str, list[object]]:
    """A page as a template with the values that are filled in: texts, addresses, and lists as loops."""
    values: list[object] = []
    written, at = [], 0
    for found in LIST_OF.finditer(about):
        written += [_shape(about[at : found.start()], "v", values), _loop(found[0], values)]
        at = found.end()
    return "".join([*written, _shape(about[at:], "v", values)]), values


def _loop(rows: str, values: list[object]) -> str:
    """A loop over rows of a list; rows that are not alike are told apart as a page would, by asking each."""
    shapes: dict[str, int] = {}
    items = []
    for row in EACH.findall(rows):
        item: list[object] = [0]
        item[0] = shapes.setdefault(_shape(row, "r", item), len(shapes))
        items.append(item)
    values.append(items)
    choices = "{% elif r[0] == ".join(f"{number} %}}{shape}" for shape, number in shapes.items())
    return f"{{% for r in v[{len(values) - 1}] %}}{{% if r[0] == {choices}{{% endif %}}{{% endfor %}}"


def _shape(text: str, name: str, values: list[object]) -> str:
    def place(found: re.Match[str]) -> str:
        values.append(unescape(found[1] or found[2] or ""))
        mark = f"{{{{ {name}[{len(values) - 1}] }}}}"
        return f">{mark}<" if found[1] else mark

    return PLACE.sub(place, _plain(text))


def _plain(page: bytes | str) -> str:
    """Text that Jinja2 leaves alone."""
    text = page.decode() if isinstance(page, bytes) else page
    return text.replace("{{", "{{ '{{' }}").replace("{%", "{{ '{%' }}")
