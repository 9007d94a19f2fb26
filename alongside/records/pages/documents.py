"""A document is given to who may see its record, as a file to save: nothing in it runs, whatever it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.text import slugify

from alongside.records import access, documents
from alongside.records.audit.reading import saw
from alongside.records.queries import documents as queries
from alongside.web.door import ActorRequest, page


def download(content: bytes, media_type: str, title: str) -> HttpResponse:
    """An answer that a browser saves and does not show; what a browser shows all the same is in a sandbox."""
    response = HttpResponse(content, content_type=media_type)
    name = (slugify(title) or "document") + documents.ending(media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@page("documents/<int:document_id>/", may=access.signed_in, title="Document", methods=("GET", "HEAD"))
def document(request: ActorRequest, document_id: int) -> HttpResponse:
    """One document, to save."""
    row = queries.document(document_id, request.actor)
    saw(request.actor, "records.document", [row.record_id], what="export")
    return download(documents.content(row.id), row.media_type, row.title)
