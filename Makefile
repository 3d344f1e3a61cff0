# The commands that the README names. PYTHON is any Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: brief preview test test-all mutants map lint types check golden codes house lock clean help

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[preview]'
	@# Modules compiled once start in half the time, also where Python is told not to write them itself.
	@$(BIN)/python -m compileall -q briefgen
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

brief: $(VENV)/installed ## make one brief, in Word and Markdown
	$(BIN)/briefgen meeting samarkand-2025

preview: $(VENV)/installed ## see a brief in the browser while you edit
	$(BIN)/briefgen preview meeting samarkand-2025

test: $(VENV)/installed-test ## run the tests that are quick, in under three minutes
	$(BIN)/python -m pytest -n 2 -m 'not slow' $(ARGS)

test-all: $(VENV)/installed-test ## run all tests: browser, kills, clusters, ten times as many random examples
	BRIEFGEN_THOROUGH=1 $(BIN)/python -m pytest -n 2 $(ARGS)

mutants: $(VENV)/installed-test ## plant small faults, and list those that no test beside them notices: ROOM=facts COUNT=5
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[mutants]'
	$(BIN)/python -m tests.house.mutants $(ROOM) $(if $(COUNT),--count $(COUNT))

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

lock: ## write constraints.txt from a fresh environment
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	$(BIN)/python -m pip list --format=freeze --exclude briefgen --exclude pip --exclude setuptools > constraints.txt

clean: ## remove the environment; what was made, edited and issued stays in out/
	rm -rf $(VENV)
