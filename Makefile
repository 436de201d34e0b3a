.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
CHROMIUM ?= /usr/bin/chromium
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SETUP := pyproject.toml constraints.txt hatch_build.py web/package.json web/package-lock.json

GRAPH := data/graph/2022-昆明市-计划报告

.PHONY: help bench run graph test lint types contracts unit debian setup dev wheel clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup ## build the graph of the bundled report (or REPORT=path), serve it on http://127.0.0.1:8000 (PORT=)
	@exec $(BIN)/kmgraph serve $(if $(REPORT),"$(REPORT)") --host "$(HOST)" --port "$(PORT)"

graph: setup ## build the bundled report's graph anew: run it when extraction, ontology or version changed, and read the diff
	@mkdir -p data/graph
	@$(BIN)/kmgraph build -o "$(GRAPH).ttl" --positions "$(GRAPH).positions.ttl"

test: dev debian lint types contracts unit ## set up what the tests need, then lint, types, import contracts and all tests

lint: dev ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: dev ## mypy, strict
	@$(BIN)/mypy

contracts: dev ## import-linter: data flows one way
	@$(BIN)/lint-imports

unit: dev debian ## pytest, browser tests included
	@CHROMIUM="$(CHROMIUM)" $(BIN)/python -m pytest

bench: dev debian ## how fast a report becomes facts, a search finds, a picture is drawn, dependencies are analysed; SPARQL beside other stores: ratios, about 20 minutes
	@$(PIP) install -c constraints.txt -e '.[bench]'
	@$(BIN)/python tests/bench_extraction.py
	@$(BIN)/python tests/bench_search.py
	@$(BIN)/python tests/bench_picture.py
	@$(BIN)/python tests/bench_analysis.py
	@$(BIN)/python tests/bench_sparql.py --out tests/benchmarks/sparql.json

wheel: dev ## dist/*.whl and sdist, front-end libraries inside
	@$(BIN)/python -m build

setup: $(VENV)/.installed .editable/kmgraph web/static/vendor/.stamp ## .venv with kmgraph and the front-end libraries

dev: setup $(VENV)/.dev ## the same, with what the tests need

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kmgraph needs Python 3.11 or newer: $(PYTHON) is older; name another with PYTHON=" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(SETUP) | $(BIN)/python
	@echo "Setting up .venv (once) …"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

# the links that give web/, data/ and ontology/ their import names, and the front-end libraries:
# made by the build hook, so a missing one means the hook must run again
.editable/kmgraph web/static/vendor/.stamp: | $(VENV)/.installed
	@test -e $@ || $(PIP) install --no-deps -e .

$(VENV)/.dev: pyproject.toml constraints.txt $(VENV)/.installed
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

# Chromium draws the pages of the browser tests; without fonts-noto-cjk Chinese labels are boxes; rapper reads the exports
debian:
	@CHROMIUM="$(CHROMIUM)" sh tests/install.sh

clean: ## remove .venv and everything that was made
	rm -rf $(VENV) .editable web/static/vendor dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
