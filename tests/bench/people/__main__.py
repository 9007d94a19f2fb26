"""`python -m tests.bench.people`: the search bench."""

import os
import sys

import django


def run() -> int:
    """Set Django up, then measure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.bench.people.search_bench import main

    return main()


sys.exit(run())
