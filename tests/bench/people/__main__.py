"""`python -m tests.bench.people`: the search bench."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.bench.people.search_bench import main

sys.exit(main())
