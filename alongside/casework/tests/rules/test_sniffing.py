"""What a file is, by what is in it: its name never counts, and what could act when it is opened is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.rules.sniffing import AT_MOST, ENDINGS, PDF, sniff

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def zipped(**parts: bytes) -> bytes:
    """An archive of these; `__` in a name stands for a slash, `_` for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj", PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"II*\x00\x08\x00", "image/tiff"),
        (zipped(word__document_xml=b"<w/>", _rels=b""), WORD),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b""),
            "application/vnd.oasis.opendocument.text",
        ),
        ("Dear Mrs Mensah, Zoë rang.\n".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_each_kind_is_known_by_its_bytes(content: bytes, media_type: str) -> None:
    """R-241: documents that practice receives every day."""
    assert sniff(content).media_type == media_type


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "none of those"),
        (b"\x7fELF\x02", "none of those"),
        (b"<html><script>alert(1)</script></html>", "web page or a program"),
        (b"  <svg xmlns='x' onload='y'/>", "web page or a program"),
        (b"#!/bin/sh\nrm -rf /", "web page or a program"),
        (b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "acts when it is opened"),
        (b"%PDF-1.7 /S /Launch", "acts when it is opened"),
        (zipped(word__document_xml=b"", word__vbaProject_bin=b"x"), "macros"),
        (zipped(anything_txt=b"x"), "none of those"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"x" * (AT_MOST + 1), "larger than"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_could_do_harm_is_refused_with_the_reason(content: bytes, why: str) -> None:
    """Never executed: by us it is not, and what would be by whoever opens it is not kept."""
    assert why in sniff(content).refused
    assert sniff(content).media_type == ""


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_answered_and_nothing_is_taken_unknown(content: bytes) -> None:
    """Bytes may be anything: the answer is one of the kinds taken, or a sentence; never both, never an error."""
    found = sniff(content)
    assert bool(found.media_type) != bool(found.refused)
    assert found.media_type in {"", *ENDINGS}


def test_a_small_file_that_would_swell_is_not_unpacked() -> None:
    """A label of a million bytes, packed into a thousand, is not read."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"a" * 10_000_000)
    assert sniff(bomb.getvalue()).media_type == ""
