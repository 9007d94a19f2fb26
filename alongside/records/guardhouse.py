"""Server, worker and check refuse to run when the audit triggers are not the ones this version makes."""

from __future__ import annotations

from alongside.records.audit import triggers


class GuardOff(RuntimeError):
    """The audit would miss something: nothing may run until it is mended."""


def refuse_if_open() -> None:
    """Raise GuardOff, saying what differs and how to mend it, unless every trigger is as it must be."""
    if said := triggers.differences():
        listed = "\n".join(f"  - {sentence}" for sentence in said[:20])
        raise GuardOff(
            "Alongside does not start: the audit triggers of the database differ from those of this version.\n"
            f"{listed}\nFind out who changed them. Then run `alongside init`, which makes them anew and writes down "
            "that it did."
        )
