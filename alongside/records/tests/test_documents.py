"""Documents: kept to the byte, given to nobody who may not see the record, never run by a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.records import check, clock, documents
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Content, Document, Entry
from alongside.web.errors import Missing

PAGE = b"<script>alert(1)</script>"


def kept(record_id: int, content: bytes = PAGE, **said: Any) -> int:
    """A document of a record, as an action would keep it."""
    given: dict[str, Any] = {"title": "A & <b>", "media_type": documents.HTML} | said
    return documents.keep(record_id, content=content, by=SYSTEM, at=clock.now(), **given)


def test_the_same_bytes_are_kept_once_and_come_back(town: Any) -> None:
    """Two letters alike are two documents and one content."""
    one, two = kept(town.alice), kept(town.nadia)
    assert documents.content(one) == documents.content(two) == PAGE
    assert Document.objects.for_system("test").filter(pk__in=[one, two]).count() == 2
    assert Content.objects.filter(data=PAGE).count() == 1
    with pytest.raises(Missing):
        documents.content(0)


def test_a_document_is_saved_and_never_run(
    town: Any, actor: Callable[[str], Actor], client_of: Callable[[Any], Client]
) -> None:
    """Whoever has the record gets the bytes as a download in a sandbox; that they did is in the audit."""
    document = kept(town.alice)
    answer = client_of("priya").get(f"/documents/{document}/")
    assert answer.status_code == 200
    assert answer.content == PAGE
    assert answer["Content-Disposition"] == 'attachment; filename="a-b.html"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    look = Entry.objects.filter(tbl="records.document").order_by("-id").first()
    assert look is not None
    assert (look.worker_id, look.record_id) == (actor("priya").worker_id, town.alice)


def test_who_may_not_see_the_record_finds_no_document(town: Any, client_of: Callable[[Any], Client]) -> None:
    """The same 404 as for a document that is not there."""
    document = kept(town.nadia)
    assert client_of("priya").get(f"/documents/{document}/").status_code == 404
    assert client_of("priya").get("/documents/999999/").status_code == 404
    assert Client().get(f"/documents/{document}/").status_code in {302, 303}


def test_check_finds_bytes_that_were_changed_or_lost(town: Any) -> None:
    """The audited row holds the hash; what is under it must have it."""
    changed, lost = kept(town.alice), kept(town.alice, b"other")
    assert _finding().ok
    hashes = dict(Document.objects.for_system("test").values_list("pk", "sha256"))
    Content.objects.filter(sha256=hashes[changed]).update(data=b"forged")
    Content.objects.filter(sha256=hashes[lost]).delete()
    found = _finding()
    assert f"Document {changed} holds other bytes" in found.detail
    assert f"Document {lost} has lost" in found.detail


def _finding() -> check.Finding:
    return next(each for each in check.run() if each.name == "documents")
