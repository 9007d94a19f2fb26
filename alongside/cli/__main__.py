"""`python -m alongside.cli` is the `alongside` command, for programs that know only their interpreter."""

import sys

from alongside.cli.command import main

sys.exit(main())
