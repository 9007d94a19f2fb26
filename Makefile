# The verbs of this project; CI uses the same. Bare `make` lists them.
# Every verb sets up what it needs first; that costs nothing when it is current.

PYTHON ?= python3
PORT ?= 8000
PEOPLE ?= 2000
SEED ?= 1
VENV := .venv/bin
DEMO := ALONGSIDE_DEMO=1 ALONGSIDE_COUNCIL=$${ALONGSIDE_COUNCIL:-barnet}

.DEFAULT_GOAL := help
.PHONY: help demo serve worker test check fix bench docs assets backup restore ready ready-dev

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## set up, fill a made-up borough, run it          PORT=8000 PEOPLE=2000 SEED=1 LEGACY=1
	@$(PYTHON) -m scripts.demo --check-port --port $(PORT)
	@$(PYTHON) -m scripts.bootstrap
	@$(DEMO) $(VENV)/alongside demo --people $(PEOPLE) --seed $(SEED) $(if $(LEGACY),--legacy)
	@$(DEMO) $(VENV)/python -m scripts.demo --port $(PORT)

serve: ready ## answer web requests                               PORT=8000
	@$(VENV)/alongside serve --port $(PORT)

worker: ready ## do the waiting jobs: sealing the audit, letters, clocks
	@$(VENV)/alongside worker

test: ready-dev ## the whole suite, on SQLite and on PostgreSQL      ARGS="-k name"
	@$(VENV)/python -m scripts.test $(ARGS)

check: ready-dev ## lint, format, types, layers, migrations, built docs
	@$(VENV)/python -m scripts.check

fix: ready-dev ## format, and mend what the linter can mend
	@$(VENV)/ruff check --fix .
	@$(VENV)/ruff format .

bench: ready-dev ## measure speed and growth; writes a table and JSON
	@mkdir -p var/bench; missed=0; for each in $(notdir $(patsubst %/__main__.py,%,$(wildcard tests/bench/*/__main__.py))); do \
	  echo "== $$each"; $(VENV)/python -m tests.bench.$$each --json var/bench/$$each.json || missed=1; done; exit $$missed

docs: ready-dev ## build the generated pages of docs/built
	@$(VENV)/python -m scripts.docs

assets: ## install styles and scripts anew
	@rm -rf node_modules
	@$(PYTHON) -m scripts.bootstrap

backup: ready ## one file that holds the whole database            FILE=...
	@$(VENV)/alongside backup "$(or $(FILE),$(error Say where: make backup FILE=/path/to/new-file))"

restore: ready ## put a backup in place                            FILE=... [REPLACE=1]
	@$(VENV)/alongside restore "$(or $(FILE),$(error Say which: make restore FILE=/path/to/file))" $(if $(REPLACE),--replace)

ready:
	@$(PYTHON) -m scripts.bootstrap --quiet

ready-dev:
	@$(PYTHON) -m scripts.bootstrap --quiet --dev
