"""`python -m tests.bench.people`: the search bench."""

from tests.bench.people.search_bench import main

main()
