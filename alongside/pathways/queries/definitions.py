"""Definitions by their hash: those in force from the library, past ones from where they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.models import Version
from alongside.pathways.rules.folding import Rules

_revived: dict[str, Pathway] = {}


class _Kept(Mapping[str, Pathway]):
    """Every definition that any journey began under, read when it is first asked for."""

    def __getitem__(self, key: str) -> Pathway:
        if key not in _revived:
            _revived[key] = library.revive(Version.objects.values_list("text", flat=True).get(hash=key))
        return _revived[key]

    def __iter__(self) -> Iterator[str]:
        return iter(Version.objects.order_by("id").values_list("hash", flat=True))

    def __len__(self) -> int:
        return Version.objects.count()


def of_hash(key: str) -> Pathway:
    """The definition of this hash. Raises Version.DoesNotExist when nothing ever began under it."""
    return _Kept()[key]


def waits_ever() -> list[tuple[str, str]]:
    """Pathway and name of every wait of a definition in force, or of one under which something ever began."""
    kept = [of_hash(each) for each in _Kept()]
    now = [resolved.pathway for resolved in library.current().pathways.values()]
    return sorted({(pathway.key, name) for pathway in (*kept, *now) for name in pathway.waits})


def rules() -> Rules:
    """What the fold is told: every definition, and the council's calendar."""
    return Rules(_Kept(), library.calendar())
