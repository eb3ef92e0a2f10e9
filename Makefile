# Everything happens inside this folder: the environment in .venv, downloads and caches in .cache.
# All paths are relative, so that the folder may have a space in its name.

PYTHON ?= python3
BIN := .venv/bin
ASSETS := screening/web/static/govuk-frontend.css
export SCREENING_CACHE_DIR := $(CURDIR)/.cache/screening
export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test setup lint types layers rules docs docs-check pytest journeys test-slow test-spark conformance benchmark benchmark-caseload lock clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: .venv/.ready $(ASSETS) ## Set up, and screen a worked case
	@$(BIN)/screening demo

test: .venv/.ready $(ASSETS) lint types layers rules docs-check pytest journeys ## Set up, and run every check

setup: .venv/.ready $(ASSETS) ## Set up the environment in .venv

.venv/.ready: requirements/build.txt requirements/locked.txt requirements/durable.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Say which to use: make PYTHON=python3.12 ...")'
	@echo "Setting up .venv (once; it takes a minute or two)"
	@$(PYTHON) -m venv .venv || { echo "Python cannot make an environment. On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/locked.txt
	@if $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then \
	   export CPPFLAGS="$$CPPFLAGS -DPyEval_CallObject=PyObject_CallObject"; fi; \
	 $(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/durable.txt \
	   || echo "The second channel (durable-rules) could not be built; a C compiler and the Python headers are needed. Screenings will be checked by one channel and say so."
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/.ready

# The style sheet and script of the web service: fetched at a locked version, stripped of what may not be used here.
$(ASSETS): assets/package.json assets/package-lock.json assets/prepare.py assets/LICENCE-govuk-frontend.txt | .venv/.ready
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --require-hashes -r requirements/node.txt
	@$(BIN)/python assets/prepare.py

lint: .venv/.ready ## Style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.ready ## Types, strictly
	$(BIN)/mypy

layers: .venv/.ready ## Which module may import which
	$(BIN)/lint-imports --no-cache

rules: .venv/.ready ## The rules: tests, mutation, lint, lock, scenarios and coverage of the learning
	$(BIN)/screening rules test --quiet
	$(BIN)/screening rules mutate --quiet
	$(BIN)/screening rules lint
	$(BIN)/screening rules lock --check
	$(BIN)/screening scenario test --quiet
	$(BIN)/screening learning coverage

docs: .venv/.ready ## Write the generated pages of docs/ anew
	$(BIN)/python -m screening.docgen

docs-check: .venv/.ready ## Are the generated pages current?
	$(BIN)/python -m screening.docgen --check

pytest: .venv/.ready $(ASSETS) ## The tests
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered --ignore=tests/journeys --ignore=tests/spark

journeys: .venv/.ready $(ASSETS) ## The web service in a real browser; needs Chromium
	@if command -v chromium >/dev/null; then $(BIN)/pytest -n 2 --dist loadfile tests/journeys; \
	 else echo "The journeys are left out: there is no Chromium here. On Debian: apt-get install chromium"; fi

test-slow: .venv/.ready $(ASSETS) ## Kill writers and the web service 20 times in the middle of saves, on every kind of database
	SCREENING_KILLS=20 $(BIN)/pytest tests/store/test_crash.py tests/web/test_web_crash.py

test-spark: .venv/.ready .venv/.spark ## The caseload engine on Spark, on this machine; needs Java 17 and fetches 450 MB once
	$(BIN)/pytest tests/spark

.venv/.spark: requirements/spark.txt | .venv/.ready
	@command -v java >/dev/null || { echo "Spark needs Java 17 or newer. On Debian: apt-get install default-jre-headless"; exit 1; }
	@echo "Setting up Spark in .venv (once; 450 MB)"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements/spark.txt
	@touch .venv/.spark

conformance: .venv/.ready ## Both channels on many generated cases
	$(BIN)/screening conformance --cases 20000

benchmark: .venv/.ready ## How long one screening takes, and where
	$(BIN)/python -m benchmarks.one_case

benchmark-caseload: .venv/.ready .venv/.peers ## A million cases against other engines; an hour, 10 GB of disk
	$(BIN)/python -m benchmarks.caseload --cases 10000 100000 1000000 5000000

.venv/.peers: requirements/peers.txt | .venv/.ready
	@echo "Setting up the engines to measure against in .venv (once)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/peers.txt
	@touch .venv/.peers

lock: ## Pin every dependency anew (needs the network and uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/build.in -o requirements/build.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group dev --no-emit-package durable-rules pyproject.toml -o requirements/locked.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/durable.in -o requirements/durable.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/node.in -o requirements/node.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/spark.in -o requirements/spark.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 -c requirements/locked.txt requirements/peers.in -o requirements/peers.txt

clean: ## Remove the environment and every cache
	rm -rf .venv .cache screening/web/static .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache
