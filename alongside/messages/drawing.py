"""A message as the document its recipient gets: a tagged PDF (PDF/UA-1), a page for a screen reader, or plain text.

The same message for the same place gives the same bytes, so a preview is the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from alongside.messages import library
from alongside.messages.models import Message
from alongside.messages.rules import formats, wording
from alongside.messages.rules.wording import Block, Run
from alongside.records import documents

HERE = Path(__file__).parent
LANGUAGE, REGION = "en", "GB"
# A telephone number or the end of a postcode is not torn apart at the end of a line.
_WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d)")


class Undrawable(Exception):
    """The letter cannot be set: a letter in it is of a script that our font does not have, or its words are wrong."""


@dataclass(frozen=True)
class Drawn:
    """A letter as bytes, and what kind of bytes."""

    content: bytes
    media_type: str


def draw(row: Message, place: str) -> Drawn:
    """The document for a message that goes to this place. Raises Undrawable."""
    form, blocks = formats.FORMATS[row.format], said(row)
    if form.medium == formats.TEXT:
        return Drawn(text(row, blocks).encode(), f"{documents.TEXT}; charset=utf-8")
    if form.medium == formats.HTML:
        return Drawn(_page(row, blocks, form.points).encode(), f"{documents.HTML}; charset=utf-8")
    return Drawn(_pdf(_sheet(row, blocks, form, place)), documents.PDF)


def said(row: Message) -> list[Block]:
    """What the letter says, in the words kept with it: the easy-read ones where the recipient needs those."""
    values = {**row.content["said"], **row.content["always"]}
    return words(library.as_kept(row.text.text), values, row.format)


def words(letter: library.Letter, values: Mapping[str, Any], form: str) -> list[Block]:
    """A letter with its gaps filled, in the words of this format."""
    easy = formats.FORMATS[form].easy
    return wording.fill(letter.easy_body if easy else letter.body, letter.whole(values), line_by_line=easy)


def text(row: Message, blocks: Sequence[Block]) -> str:
    """The letter as plain text, with who writes it and when."""
    always = row.content["always"]
    head = f"{always['council name']}\n{always['written on']}\nOur reference: {reference(row)}\n\n{row.title}"
    return f"{head}\n\n{wording.text(blocks)}"


def reference(row: Message) -> str:
    """What the recipient quotes when they answer: it says nothing of them."""
    return f"L{row.pk}"


def _sheet(row: Message, blocks: Sequence[Block], form: formats.Format, place: str) -> str:
    always = row.content["always"]
    *street, town = always["council address"].split(", ")
    sender = [", ".join(street), town, f"Telephone {always['council phone']}"]
    sheet = json.dumps(
        {
            "title": row.title,
            "lang": LANGUAGE,
            "region": REGION,
            "points": form.points,
            "easy": form.easy,
            "council": always["council name"],
            "phone": always["council phone"],
            "sender": sender,
            "to": [row.to_name, *place.splitlines()],
            "written": always["written on"],
            "reference": reference(row),
            "blocks": [block.plain() for block in blocks],
        },
        ensure_ascii=False,
        sort_keys=True,
    )
    return _WITHIN_NUMBER.sub("\N{NO-BREAK SPACE}", sheet)


def _pdf(sheet: str) -> bytes:
    import typst

    try:
        made: Any = typst.compile(
            _layout(),
            format="pdf",
            font_paths=_fonts(),
            pdf_standards=["ua-1"],
            sys_inputs={"letter": sheet},
            timestamp=0,
        )
    except typst.TypstError as error:
        raise Undrawable(str(error)) from error
    return bytes(made)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Ours and no other: a letter looks the same wherever it is set."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
    )


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return (HERE / "letters" / "letter.typ").read_bytes()


def _page(row: Message, blocks: Sequence[Block], points: int) -> str:
    """A page that stands alone, for a screen reader or a browser that shows it as large as one likes."""
    always = row.content["always"]
    head = Markup(
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        "<style>body {{ font: {points}pt/1.6 sans-serif; max-width: 40em; margin: 2em auto; padding: 0 1em }} "
        "td, th {{ text-align: left; vertical-align: top; padding: .4em }}</style>\n</head>\n<body>\n<main>\n"
        "<p><strong>{council}</strong><br>{address}<br>Telephone {phone}</p>\n"
        "<p>{written}<br>Our reference: {reference}</p>\n<h1>{title}</h1>\n"
    ).format(
        title=row.title,
        points=points,
        council=always["council name"],
        address=always["council address"],
        phone=always["council phone"],
        written=always["written on"],
        reference=reference(row),
    )
    return f"{head}{html(blocks)}\n</main>\n</body>\n</html>\n"


def html(blocks: Sequence[Block], below: int = 0) -> Markup:
    """The words of a letter as markup; its headings stand `below` so many levels of the page around it."""
    return Markup("\n").join(_marked(block, below) for block in blocks)


def _marked(block: Block, below: int) -> Markup:
    if block.kind == "heading":
        level = min(block.level + below, 6)
        return Markup("<h{0}>{1}</h{0}>").format(level, _runs(block.runs))
    if block.kind == "list":
        items = Markup("").join(Markup("<li>{}</li>").format(_runs(item)) for item in block.items)
        return Markup("<ul>{}</ul>").format(items)
    if block.kind == "table":
        return _table(block.rows)
    return Markup("<p>{}</p>").format(_runs(block.runs))


def _table(rows: Sequence[Sequence[str]]) -> Markup:
    columns, *body = rows
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in columns)
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in body
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, lines)


def _runs(runs: Sequence[Run]) -> Markup:
    plain, strong = Markup("{}"), Markup("<strong>{}</strong>")
    return Markup("").join((strong if bold else plain).format(piece) for piece, bold in runs)
