"""What a file is, by what is in it. Its name and what the browser said of it count for nothing.

Only what can be shown to be one of a few harmless kinds is taken; whatever could run something when it is opened
(a web page, a drawing with scripts, a macro, a PDF with scripts) is refused with the reason.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

AT_MOST = 25 * 1024 * 1024
"""Bytes. A scan of thirty pages has less than half of it."""

PDF = "application/pdf"
TEXT = "text/plain; charset=utf-8"
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
# What a zipped office document holds that tells what it is.
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OPEN = "application/vnd.oasis.opendocument."
_OPEN_KINDS = {f"{_OPEN}{kind}" for kind in ("text", "spreadsheet", "presentation")}
ENDINGS = {
    PDF: ".pdf",
    TEXT: ".txt",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tiff",
    **dict(zip(_OFFICE.values(), (".docx", ".xlsx", ".pptx"), strict=True)),
    f"{_OPEN}text": ".odt",
    f"{_OPEN}spreadsheet": ".ods",
    f"{_OPEN}presentation": ".odp",
}
TAKEN = "PDF, picture (JPEG, PNG or TIFF), Word, Excel, PowerPoint or OpenDocument file without macros, or plain text"

# Words by which a PDF does something by itself (ISO 32000-2, 12.6.4).
_PDF_ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")
_MARKUP = re.compile(r"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)


@dataclass(frozen=True)
class Sniffed:
    """What a file was found to be: `media_type`, or why it is not taken."""

    media_type: str = ""
    refused: str = ""


def sniff(content: bytes) -> Sniffed:
    """What these bytes are. Never raises: bytes may be anything."""
    if not content:
        return Sniffed(refused="The file is empty.")
    if len(content) > AT_MOST:
        return Sniffed(refused=f"The file is larger than {AT_MOST // 1024 // 1024} MB. Send it in parts.")
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    for begins, media_type in _PICTURES:
        if content.startswith(begins):
            return Sniffed(media_type)
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    return _text(content)


def _pdf(content: bytes) -> Sniffed:
    if found := _PDF_ACTS.search(content):
        said = found.group(1).decode()
        return Sniffed(
            refused=f"This PDF has something in it that acts when it is opened ({said}). Print it to a new PDF first."
        )
    return Sniffed(PDF)


def _zipped(content: bytes) -> Sniffed:
    """An office document, by its table of contents: nothing is unpacked but one short label."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {each.filename: each.file_size for each in archive.infolist()}
            label = archive.read("mimetype") if 0 < names.get("mimetype", 0) < 100 else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return Sniffed(refused="The file is damaged.")
    if any(_acts(name) for name in names):
        return Sniffed(refused="The document has macros in it. Save it without them, or as a PDF.")
    found = next((kind for part, kind in _OFFICE.items() if part in names), "")
    kind = found or label.decode("ascii", "replace").strip()
    return Sniffed(kind) if kind in ENDINGS and kind != PDF else _not_taken()


def _acts(name: str) -> bool:
    low = name.lower()
    return (low.endswith((".bin", ".exe", ".dll", ".js", ".vbs")) and "printersettings" not in low) or (
        low.startswith(("basic/", "scripts/"))
    )


def _text(content: bytes) -> Sniffed:
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _not_taken()
    if any(ord(each) < 32 and each not in "\t\r\n\f" for each in said):
        return _not_taken()
    if _MARKUP.search(said[:4096]) or said.startswith("#!"):
        return Sniffed(refused="This is a web page or a program, not a document. Print it to a PDF first.")
    return Sniffed(TEXT)


def _not_taken() -> Sniffed:
    return Sniffed(refused=f"The file is none of those that can be kept: {TAKEN}.")
