# Everything a person or a machine needs to do with a checkout. `make` alone says what there is.
# Needs Python 3.11 or newer, git and make; everything else is installed into .venv.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

export PATH := $(BIN):$(PATH)
export npm_config_fund := false
export npm_config_audit := false
export npm_config_update_notifier := false

MADE := $(VENV)/.made
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
BROWSER := $(VENV)/.browser
UI_INSTALLED := ui/node_modules/.installed
UI_BUILT := src/regulars/web/static/.built
UI_SOURCES := $(shell find ui panel -name node_modules -prune -o -type f -print 2>/dev/null)

# A shop served from a checkout lives in it unless told otherwise, so that removing one removes the other.
demo serve dev: export REGULARS_DATA_DIR := $(or $(REGULARS_DATA_DIR),$(CURDIR)/data)

# What tests import is compiled once, and not by each of the processes they start.
test: export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo serve test check format bench dev screenshots pictures reference docs client lock ui clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -e 's/:.*## /	/' -e 's/^/  make /'

demo: $(INSTALLED) $(UI_BUILT) ## install everything, load the demo shop, serve it
	$(BIN)/regulars demo $(ARGS)

serve: $(INSTALLED) $(UI_BUILT) ## serve what is in the data directory
	$(BIN)/regulars serve $(ARGS)

test: $(INSTALLED_DEV) $(UI_BUILT) $(BROWSER) ## install what tests need and run them
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(INSTALLED_DEV) $(UI_INSTALLED) ## format, lint, types, import rules, and the same for the UI
	$(BIN)/ruff format --check src tests benchmarks docs client
	$(BIN)/ruff check src tests benchmarks docs client
	$(BIN)/mypy
	$(BIN)/mypy --config-file client/pyproject.toml
	$(BIN)/lint-imports
	cd ui && npm run --silent check

format: $(INSTALLED_DEV) $(UI_INSTALLED) ## put sources into their form
	$(BIN)/ruff format src tests benchmarks docs client
	$(BIN)/ruff check --fix src tests benchmarks docs client
	cd ui && npm run --silent format

bench: $(INSTALLED_DEV) ## measure the claims of docs/explanation/performance.md
	$(BIN)/python -m benchmarks $(ARGS)

dev: $(INSTALLED_DEV) $(UI_INSTALLED) ## serve with the UI rebuilt on every change
	@trap 'kill 0' EXIT INT TERM; (cd ui && npm run --silent dev) & $(BIN)/regulars serve $(ARGS)

screenshots: $(INSTALLED_DEV) $(UI_BUILT) $(BROWSER) ## picture every page, into build/screenshots
	$(BIN)/python -m tests.ui.screenshots $(ARGS)

pictures: $(INSTALLED_DEV) $(UI_BUILT) $(BROWSER) ## draw the pictures of the documentation anew
	$(BIN)/python -m tests.ui.pictures

reference: $(INSTALLED) ## write docs/reference from the registries
	$(BIN)/python docs/generate.py

docs: $(INSTALLED_DEV) ## build the documentation as a site, into build/docs
	$(BIN)/python docs/publish.py

client: $(INSTALLED_DEV) ## write the Python client from the API's description
	$(BIN)/python client/generate.py

ui: $(UI_BUILT) ## build the UI when its sources changed

lock: $(INSTALLED_DEV) ## pin dependencies anew, with hashes for every platform
	$(LOCK) --upgrade --all-extras pyproject.toml --output-file requirements/dev.txt
	$(LOCK) --constraint requirements/dev.txt --extra demo --extra build pyproject.toml --output-file requirements/demo.txt
	$(LOCK) --constraint requirements/dev.txt pyproject.toml --output-file requirements/base.txt
	$(LOCK) --upgrade requirements/oscar.in --output-file requirements/oscar.txt

clean: ## remove what was built, but no data
	rm -rf build dist src/regulars/web/static ui/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.13"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(INSTALLED): $(MADE) requirements/demo.txt pyproject.toml
	@echo "Installing Python packages, about a minute …"
	@$(PIP) --require-hashes -r requirements/demo.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements/dev.txt
	@echo "Installing what tests and checks need, about a minute …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(BROWSER): $(INSTALLED_DEV)
	@echo "Looking for a browser, or installing one …"
	@$(BIN)/python tests/browser.py
	@touch $@

$(UI_INSTALLED): ui/package.json ui/package-lock.json $(INSTALLED)
	@echo "Installing the packages of the pages, about half a minute …"
	@cd ui && npm ci --no-progress --loglevel=error
	@touch $@

$(UI_BUILT): $(UI_SOURCES) $(UI_INSTALLED)
	@echo "Building the pages, about half a minute …"
	@cd ui && npm run --silent build
	@touch $@
