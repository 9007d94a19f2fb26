"""`python -m tests.bench.people`: the search bench."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from tests.bench.people.search_bench import main

sys.exit(main())
