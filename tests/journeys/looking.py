"""Looks at everything that somebody asked to be looked at, on the database of this process."""

from __future__ import annotations

import django


def main() -> None:
    """Do what the worker would do; what was found is stored."""
    django.setup()
    from alongside.records.actions import proving

    while proving.prove_due() is not None:
        pass


if __name__ == "__main__":
    main()
