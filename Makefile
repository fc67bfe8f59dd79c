# Two commands do everything: `make run` and `make test`. Both need Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-slow lint lock site clean help

help:
	@echo "make run        install into .venv, do the main job on the sample reports, leave out/site/index.html"
	@echo "make test       install what tests need and run them"
	@echo "make test-slow  the tests marked slow"
	@echo "make lint       ruff and mypy"
	@echo "make lock       write the lock files anew"

$(VENV)/.run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	touch $@

run: $(VENV)/.run
	$(BIN)/sitrep run src/sitrep/samples/reports --db out/sitrep.db --out out/site --now 2024-03-10

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -q -m "not slow"

test-slow: $(VENV)/.test
	$(BIN)/python -m pytest -q -m slow

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache
