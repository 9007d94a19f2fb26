"""Papers: what they are their bytes say, scanned where there is a scanner, never opened by us."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.casework import scanning
from alongside.casework.actions import documents
from alongside.casework.models import Paper
from alongside.casework.queries import documents as queries
from alongside.pathways.actions import opening
from alongside.people.tests.making import add, opened, worker
from alongside.people.tests.stating import seen
from alongside.records import documents as kept
from alongside.records.actors import Actor
from alongside.web.errors import Refused

ClientOf = Callable[[Any], Client]
pytestmark = pytest.mark.django_db
LETTER = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


def put(ada: int, by: Actor, **said: Any) -> int:
    """A letter on her record."""
    given: dict[str, Any] = {"title": "Letter from the clinic", "kind": "letter-in", "content": LETTER}
    return int(documents.put_paper(ada, by=by, **(given | said)))


def sent(content: bytes, name: str = "letter.pdf", kind: str = "application/pdf") -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "_form": "PaperForm",
        "title": "Letter",
        "kind": "letter-in",
        "file": SimpleUploadedFile(name, content, content_type=kind),
    }


def test_a_paper_comes_back_as_it_was_kept_and_runs_nowhere(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-241: to the byte, as a file to save, in a sandbox, under the kind that was found in it."""
    client = client_of(by)
    assert client.post(f"/people/{ada}/documents/add/", sent(LETTER)).status_code == 303
    (row,) = queries.papers(seen(ada, by), by)
    assert (row.title, row.what, row.size, row.scanned) == ("Letter", "PDF", "1 KB", False)
    answer = client.get(f"/documents/{row.document_id}/")
    assert answer.content == LETTER
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<html><script>steal()</script></html>", "letter.pdf", "application/pdf"),
        (b"MZ\x90\x00 and so on", "letter.docx", "application/msword"),
        (b"%PDF-1.7 /JavaScript", "letter.pdf", "application/pdf"),
    ],
)
def test_neither_name_nor_the_browser_s_word_makes_it_what_it_is_not(  # noqa: PLR0917 fixtures
    by: Actor, ada: int, client_of: ClientOf, content: bytes, name: str, kind: str
) -> None:
    """What the file is, its bytes say; what was typed beside it is kept for the next try."""
    answer = client_of(by).post(f"/people/{ada}/documents/add/", sent(content, name, kind))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in html
    assert 'value="Letter"' in html
    assert queries.papers(seen(ada, by), by) == []


def test_too_large_a_file_is_refused_before_it_is_read(
    by: Actor, ada: int, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit that is checked after everything is in memory is none."""
    from alongside.casework.pages import documents as pages

    monkeypatch.setattr(pages, "AT_MOST", 10)
    monkeypatch.setattr(pages.actions, "put_paper", lambda *_args, **_more: pytest.fail("it was read"))
    answer = client_of(by).post(f"/people/{ada}/documents/add/", sent(LETTER))
    assert "larger than" in answer.content.decode()


def test_the_same_paper_twice_is_a_slip_of_the_hand(by: Actor, ada: int) -> None:
    """Once on one record; on another's it is another paper; withdrawn, it may come again."""
    first = put(ada, by)
    with pytest.raises(Refused, match="on the record already"):
        put(ada, by, title="The same")
    put(opened(add(given="Bea"), by), by)
    documents.withdraw_paper(first, by=by, why="Wrong person")
    put(ada, by)


@pytest.mark.parametrize(("answer", "kept"), [(0, True), (1, False), (2, False)])
def test_a_scanner_is_asked_and_believed(by: Actor, ada: int, settings: Any, answer: int, kept: bool) -> None:
    """0 harmless, 1 harmful; anything else is no answer, and without an answer nothing is kept."""
    program = f"import sys; assert sys.stdin.buffer.read() == {LETTER!r}; sys.exit({answer})"
    settings.SCANNER = f'"{sys.executable}" -c "{program}"'
    if not kept:
        with pytest.raises(Refused) as refused:
            put(ada, by)
        assert refused.value.field == "file"
        assert ("harmful in this file" in refused.value.message) == (answer == 1)
        assert not Paper.objects.for_system("test").filter(person_id=ada).exists()
        return
    put(ada, by)
    assert queries.papers(seen(ada, by), by)[0].scanned


def test_a_scanner_that_hangs_or_is_not_there_is_no_answer() -> None:
    """The reason is said; the file is not kept."""

    def hangs(_content: bytes) -> bool:
        raise subprocess.TimeoutExpired("scan", 60)

    def gone(_content: bytes) -> bool:
        raise FileNotFoundError("scan")

    for scanner in (hangs, gone):
        with pytest.raises(Refused, match="could not be checked"):
            scanning.scanned(LETTER, scanner)
    assert scanning.scanned(LETTER) is False


def test_a_paper_of_restricted_work_is_seen_by_who_sees_the_work(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """A photograph for a concern is on the concern's record; its bytes, too."""
    concern = opening.open_journey(ada, by=by, pathway="safeguarding-concern")
    paper = put(ada, by, subject=f"journey:{concern}")
    colleague = worker()
    opened(ada, colleague)
    assert queries.papers(seen(ada, colleague), colleague) == []
    (row,) = queries.papers(seen(ada, by), by)
    assert row.id == paper
    assert client_of(colleague).get(f"/documents/{row.document_id}/").status_code == 404


def test_a_paper_is_taken_off_the_record_by_its_page(by: Actor, ada: int, client_of: ClientOf) -> None:
    """By who put it there, with why; nobody does it twice."""
    address, client = f"/people/{ada}/documents/{put(ada, by)}/", client_of(by)
    assert "Take it off this record" in client.get(address).content.decode()
    assert client.post(address, {"_form": "Withdraw", "why": "It is his sister’s"}).status_code == 303
    assert Paper.objects.for_system("test").get().withdrawn_why == "It is his sister’s"
    assert "Take it off this record" not in client.get(address).content.decode()


def test_a_withdrawn_paper_is_listed_without_a_way_to_it(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Put on the wrong record: who took it off and why is what is left."""
    paper = put(ada, by)
    documents.withdraw_paper(paper, by=by, why="It is about somebody else")
    (row,) = queries.papers(seen(ada, by), by)
    html = client_of(by).get(f"/people/{ada}/documents/").content.decode()
    assert "It is about somebody else" in html
    assert f'href="/documents/{row.document_id}/"' not in html
    assert client_of(by).get(f"/documents/{row.document_id}/").status_code == 404, "nor by its number"
    assert kept.content(row.document_id) == LETTER
