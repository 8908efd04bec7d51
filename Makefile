# Everything a newcomer types: make demo, make test, make setup. Each can be run again at any time, by any user.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed
TESTS ?= tests
JOBS ?= 2

.PHONY: demo test setup lint docs bench lock clean

demo: setup
	@$(BIN)/oarlock demo $(DEMO)

# pytest comes last, so that its closing line is the last thing on the screen. Spark runs before and alone: it takes both cores, and its
# driver leaves connections for the garbage collector, which the other tests count as a fault.
test: setup
	@.ci/debian-packages chromium libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 strace poppler-utils postgresql default-jre-headless
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements-spark.lock
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -m spark -p no:unraisableexception -W ignore::ResourceWarning tests/engines || test $$? = 5
	@$(BIN)/python -m pytest -q -n $(JOBS) -m "not spark" $(TESTS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

setup: $(STAMP)

# The lock file names every package with its hashes. The package itself is installed as a plain path to src/, built by the
# hatchling from the lock file, so nothing else is fetched and a change in src/ counts at once.
$(STAMP): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "Oarlock needs Python 3.11 or newer; none was found. Name one: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Oarlock needs Python 3.11 or newer; $(PYTHON) is older. Name another: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what requirements.lock names into .venv (once; a minute or two) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@.ci/debian-packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
	@$(BIN)/python -m compileall -q $(BIN)/../lib src || true
	@touch $(STAMP)

docs: setup
	@$(BIN)/python docs/generate.py

bench: setup
	@$(BIN)/oarlock bench $(BENCH)

# Python 3.11 is the oldest we support, so it decides the versions. No address of any registry goes into the file.
EXTRAS := --extra pictures --extra notebook --extra postgres --extra dev
LOCKING := --generate-hashes --no-emit-index-url --no-annotate --no-header --universal --python-version 3.11 --quiet
lock: setup
	@$(BIN)/uv pip compile pyproject.toml $(EXTRAS) $(LOCKING) --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra spark --constraint requirements.lock $(LOCKING) --output-file requirements-spark.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
