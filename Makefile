# Everything a contributor runs. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

# One test process a core; `make test PYTEST_FLAGS=-x` for one at a time.
PYTEST_FLAGS ?= -q -n auto
# The official texts, where they lie beside the checkout: `make check` then compares every quote with them.
SOURCES ?= $(wildcard ../shared/seeds)

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types layers check bench bundle schemas records docs mutants nightly wheel lock clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '  make %-9s %s\n' "$$name" "$$text"; done

setup: $(READY) ## make .venv with the locked versions (PYTHON=python3.12 chooses another Python)
	@:

$(READY): requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	  { echo "$(PYTHON) is not there; name a Python of 3.11 or newer: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, $(PYTHON) is $$($(PYTHON) -V 2>&1); try make setup PYTHON=python3.12" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	  { rm -rf $(VENV); \
	    echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu install the package python3-venv" >&2; exit 1; }
	@echo "setting up $(VENV) (a minute or two, once)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m subsidy_rules.engine.bundle
	@touch $@

demo: setup ## decide a real example, with reasons and quoted clauses
	@$(BIN)/subsidy-rules decide examples/direct-subsidy.yaml --overlay scenarios/illustrative-standards.yaml

test: setup ## run the tests
	@$(BIN)/pytest $(PYTEST_FLAGS)

lint: setup ## style: ruff, every rule
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## mypy, strict
	@$(BIN)/mypy

layers: setup ## rooms import only downward
	@$(BIN)/lint-imports

check: lint types layers ## lint, types, layers, and every policy and rule compiles
	@$(BIN)/subsidy-rules check $(if $(SOURCES),--sources $(SOURCES))

bundle: setup ## compile the bundled law once, so that loading need not; out of date after any change of law or code
	@$(BIN)/python -m subsidy_rules.engine.bundle

bench: bundle ## how long importing and loading take, against their budgets
	@$(BIN)/python benchmarks/startup.py

schemas: setup ## write schemas/ anew
	@$(BIN)/subsidy-rules schema --out schemas

records: setup ## write the typed records anew from rules/vocabulary.yaml
	@$(BIN)/python -m subsidy_rules.testing.records

docs: setup ## write the generated pages of docs/reference/ anew: errors, glossary
	@$(BIN)/python -m subsidy_rules.testing.pages

mutants: setup ## change the law piece by piece: some case must notice each change
	@$(BIN)/python -m subsidy_rules.testing.mutation tests/cases --explained tests/mutants/explained.yaml --at-least 95

nightly: setup ## the property tests with many more examples, every mutant of the law, and the benchmark
	@HYPOTHESIS_PROFILE=nightly $(BIN)/pytest $(PYTEST_FLAGS)
	@$(MAKE) --no-print-directory mutants
	@$(BIN)/python benchmarks/startup.py

wheel: bundle ## build dist/*.whl
	@$(BIN)/hatchling build -t wheel

lock: ## write requirements/*.txt anew from pyproject.toml (UPGRADE= keeps the versions where it can)
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip --quiet --quiet --disable-pip-version-check install 'uv>=0.9'
	@$(LOCK) pyproject.toml -o requirements/core.txt
	@$(LOCK) pyproject.toml --group dev -c requirements/core.txt -o requirements/dev.txt

# One file for every Python and platform; hashes, but no index address and no path.
UPGRADE ?= --upgrade
LOCK = build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(UPGRADE) \
  --no-header --no-annotate --no-emit-index-url --no-emit-find-links

clean: ## remove .venv and whatever was built
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
