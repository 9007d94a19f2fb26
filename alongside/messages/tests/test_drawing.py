"""The letter as a document: tagged, in its language, with its title, in reading order, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from alongside.messages import drawing
from alongside.messages.drawing import Undrawable, draw, said
from alongside.messages.models import Message
from alongside.messages.tests.making import ASSESSMENT, person, written
from alongside.people.actions import needs
from alongside.people.tests.making import worker
from alongside.records.actors import Actor

PLACE = "12 Oak Road\nExampleton"
NAME = "Łucja #eval(1) $x$ <script>alert(1)</script> *b* \\n"


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


def copy(by: Actor, form: str = "", **said: Any) -> Message:
    """The copy of an assessment for somebody with a name that tries everything."""
    who = person(by, given=NAME, family="Żak")
    context = {**ASSESSMENT, **said}
    return written(
        who, by, template="copy-of-assessment", context=context, format=form, cause=f"{who}/{form}"
    )


def opened(row: Message) -> pikepdf.Pdf:
    """The letter as a PDF."""
    return pikepdf.open(io.BytesIO(draw(row, PLACE).content))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The tags of the structure tree in reading order."""

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S)
            if "/K" in node:
                yield from walk(node.K)

    return list(walk(pdf.Root.StructTreeRoot.K))


@pytest.mark.parametrize("form", ["standard", "large-print-24", "easy-read"])
def test_the_pdf_is_accessible(by: Actor, form: str) -> None:
    """PDF/UA-1: marked as tagged, in British English, with its title shown, its headings and lists as such."""
    pdf = opened(copy(by, form))
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as meta:
        assert meta["dc:title"] == "Your needs assessment"
        assert meta["pdfuaid:part"] == "1"
    order = tags(pdf)
    assert order.count("/H1") == 1
    assert order.index("/H1") < order.index("/H2")
    assert "/L" in order
    assert ("/Table" in order) == (form == "standard")
    assert "/TH" in order or form != "standard"
    assert order.index("/H1") == next(number for number, tag in enumerate(order) if tag.startswith("/H"))


def test_only_our_own_font_is_in_it(by: Actor) -> None:
    """The same letter on every machine: no font of the system, none missing."""
    pdf = opened(copy(by))
    fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("NotoSans" in font for font in fonts)


def test_what_matters_most_is_read_first(by: Actor) -> None:
    """Eligible or not, then what happens next, before anything else (users 1.2 no. 14)."""
    blocks = [block for block in said(copy(by)) if block.runs]
    texts = ["".join(piece for piece, _ in block.runs) for block in blocks]
    assert texts[1] == ASSESSMENT["decision"]
    assert blocks[1].runs[0][1]
    assert texts[2] == "What happens next"
    assert [text for text in texts if "Priya Nair" in text and "020 7946 0123" in text]
    assert [text for text in texts if "disagree" in text or text == "If you do not agree"]


def test_a_letter_is_the_same_bytes_each_time(by: Actor) -> None:
    """So a preview is the letter."""
    row = copy(by)
    assert draw(row, PLACE) == draw(row, PLACE)
    assert draw(row, PLACE) != draw(row, "1 Other Street")


@pytest.mark.parametrize("form", ["standard", "electronic", "email"])
def test_a_name_is_never_markup(by: Actor, form: str) -> None:
    """Neither of the language that sets letters, nor of a browser."""
    drawn = draw(copy(by, form), PLACE)
    if form == "electronic":
        page = drawn.content.decode()
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
        assert '<html lang="en-GB">' in page
        assert "<h1>Your needs assessment</h1>" in page
        assert '<th scope="col">' in page
    if form == "email":
        assert "<script>alert(1)</script>" in drawn.content.decode()


def test_a_script_our_font_lacks_is_found_out(by: Actor) -> None:
    """A letter with empty boxes for a name is worse than none: the worker holds it and says why."""
    with pytest.raises(Undrawable, match="could not be displayed"):
        draw(copy(by, worker="李"), PLACE)


def test_the_words_are_those_it_was_written_with(by: Actor) -> None:
    """A council that rewords its letter changes no letter that is written."""
    row = copy(by)
    before = draw(row, PLACE)
    row.text.text = row.text.text.replace("Why we decided this", "Reasons")
    assert draw(row, PLACE) != before


def test_large_print_is_larger(by: Actor) -> None:
    """More pages, and no table of three columns."""
    assert len(opened(copy(by, "large-print-24")).pages) > len(opened(copy(by, "standard")).pages)


def test_the_need_on_record_decides(by: Actor) -> None:
    """R-120: nobody has to remember it."""
    who = person(by)
    needs.record_need(who, by=by, kind="format", code="easy-read")
    row = written(who, by, template="copy-of-assessment", context=ASSESSMENT)
    texts = [piece for block in said(row) for piece, _ in block.runs]
    assert "An assessment is a talk about what you need." in texts
    assert drawing.reference(row) == f"L{row.pk}"
