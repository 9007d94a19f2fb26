"""The tables of the law of the record."""

from alongside.records.models.access import BlindMatch, GlassBroken, Grant, GrantQuerySet, Record, Restriction
from alongside.records.models.audit import Entry, Erasure, Explanation, Looked, Proof, Run, Seal, audited
from alongside.records.models.documents import Content, Document
from alongside.records.models.history import Event, Submission
from alongside.records.models.workers import Post, PostQuerySet, Shift, Worker, WorkerManager

__all__ = [
    "BlindMatch",
    "Content",
    "Document",
    "Entry",
    "Erasure",
    "Event",
    "Explanation",
    "GlassBroken",
    "Grant",
    "GrantQuerySet",
    "Looked",
    "Post",
    "PostQuerySet",
    "Proof",
    "Record",
    "Restriction",
    "Run",
    "Seal",
    "Shift",
    "Submission",
    "Worker",
    "WorkerManager",
    "audited",
]
