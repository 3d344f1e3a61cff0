# The commands that the README names. PYTHON is any Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: brief preview test test-all bench mutants map lint types check golden codes house picture licences lock clean help

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

# What is installed is pinned with its hashes, the build backend too, which then needs no environment of its own.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(VENV)/installed: pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@# Modules compiled once start in half the time, also where Python is told not to write them itself.
	@$(BIN)/python -m compileall -q briefgen
	@touch $@

$(VENV)/installed-test: $(VENV)/installed requirements-test.txt
	$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

brief: $(VENV)/installed ## make one brief, in Word and Markdown
	$(BIN)/briefgen meeting samarkand-2025

preview: $(VENV)/installed ## see a brief in the browser while you edit
	$(BIN)/briefgen preview meeting samarkand-2025

test: $(VENV)/installed-test ## run the tests that are quick, in under three minutes
	$(BIN)/python -m pytest -n 2 -m 'not slow' $(ARGS)

test-all: $(VENV)/installed-test ## run all tests: browser, kills, clusters, many more random examples
	BRIEFGEN_THOROUGH=1 $(BIN)/python -m pytest -n 2 $(ARGS)

bench: $(VENV)/installed-test ## measure what one waits for, beside other programs; KEEP=1 keeps the ratios
	$(BIN)/python benchmarks/bench.py $(ARGS)

mutants: $(VENV)/installed-test ## plant small faults, and list those that no test beside them notices: ROOM=facts COUNT=5 SEED=1; KEEP=1 keeps the figures
	$(PIP) --require-hashes --no-deps -r tests/house/mutants.txt
	$(BIN)/python -m tests.house.mutants $(ROOM) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(KEEP),--keep)

fuzz: $(VENV)/installed-test ## change files of every kind by chance and try them: MINUTES=5 SEED=1; failures are kept in fuzz-failures/
	$(BIN)/python -m tests.house.fuzz $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(ARGS)

map: $(VENV)/installed-test ## draw the rooms and their modules anew into the pages that show them
	$(BIN)/python -m tests.house.map

lint: $(VENV)/installed-test ## style, and the one-way arrow of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/installed-test ## mypy, strict
	$(BIN)/mypy

check: $(VENV)/installed ## every problem in facts and templates
	$(BIN)/briefgen check

golden: $(VENV)/installed-test ## write the golden files anew; read the diff before you commit it
	$(BIN)/python -m pytest -q tests/writers --update-golden

codes: $(VENV)/installed ## write docs/codes.md anew from the files briefgen/*/codes.md
	$(BIN)/python -m briefgen.codes docs/codes.md

house: $(VENV)/installed-test ## make the shipped house documents anew
	$(BIN)/python -m tests.writers.docx.maker

picture: $(VENV)/installed-test ## draw the picture of the README anew (needs LibreOffice and poppler)
	$(BIN)/python -m tests.house.picture

licences: $(VENV)/installed-test ## list the licences of what briefgen depends on
	$(BIN)/python -m tests.house.licences

LOCKED := --quiet --universal --generate-hashes --no-annotate --custom-compile-command 'make lock' --group build

lock: $(VENV)/installed ## pin what pyproject.toml asks for, with hashes and for every system; --upgrade in ARGS takes what is new
	$(PIP) uv
	$(BIN)/uv pip compile $(LOCKED) $(ARGS) --extra test --output-file requirements-test.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCKED) -c requirements-test.txt --extra preview --extra sources --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile $(LOCKED) -c requirements-test.txt --group mutants --output-file tests/house/mutants.txt

clean: ## remove the environment; what was made, edited and issued stays in out/
	rm -rf $(VENV)
