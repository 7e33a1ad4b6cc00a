# One command per chore; each sets up what it needs. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

UV_VERSION := 0.13.9
UV := build/tools/uv-$(UV_VERSION)/bin/uv
READY := .venv/ready

export NO_MKDOCS_2_WARNING := 1
# The certificates of the machine, as pip uses them.
export UV_SYSTEM_CERTS := 1

# Programs for Node that judge the built pages; `make test` needs none of them.
NODE := build/node/node_modules/.package-lock.json

.PHONY: help setup validate build site serve test lint types format schema wheel bench mutate html lighthouse chromium clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: $(READY) ## make the environment in .venv from the lock

validate: $(READY) ## check vocabularies, records, and their numbers against each other
	$(BIN)/kb validate
	$(BIN)/kb check

build: $(READY) ## check the records and load them into build/kb.sqlite
	$(BIN)/kb build

site: $(READY) ## check, load and publish to build/site
	$(BIN)/kb site

serve: $(READY) ## show the site on this machine
	$(BIN)/kb serve

# Records first: that takes seconds, and is what most changes are about.
test: validate chromium lint types site ## everything that must pass before a change is merged
	$(BIN)/pytest --cov

lint: $(READY) ## style, workflows and citation file
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

types: $(READY) ## strict type check, tests included
	$(BIN)/mypy

format: $(READY) ## lay out the code and repair what can be repaired
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

schema: $(READY) ## write schema/study.schema.json again from the models
	$(BIN)/python -m schema.json_schema

wheel: build ## build the installable package, database included, into build/dist
	$(BIN)/python -m hatchling build --directory build/dist

bench: $(READY) ## measure reading, loading and publishing
	$(BIN)/pytest -m bench --capture=no

mutate: $(READY) ## corrupt numbers and invent trials: what do the checks see?
	$(BIN)/python -m tests.mutation
	$(BIN)/python -m tests.simulation

html: site $(NODE) ## valid HTML? every page of build/site (needs Node 20.19 or later)
	build/node/node_modules/.bin/html-validate --config tests/lighthouse/htmlvalidate.json build/site

lighthouse: build chromium $(NODE) ## scores of home, study, measure and explore: at least 95 (needs Node)
	$(BIN)/python -m tests.lighthouse

chromium:
	@.ci/chromium

clean: ## remove everything that was made, the environment too
	rm -rf build .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

# uv comes from PyPI into a folder of its own: that works without venv, without
# ensurepip, and where the system's Python refuses installations.
$(UV):
	$(PYTHON) -m pip install --quiet --no-deps --upgrade --target build/tools/uv-$(UV_VERSION) uv==$(UV_VERSION)

$(NODE): tests/lighthouse/package-lock.json
	mkdir -p build/node
	cp tests/lighthouse/package.json tests/lighthouse/package-lock.json build/node
	npm ci --prefix build/node --ignore-scripts --no-audit --no-fund
	@touch $@

$(READY): pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --all-groups --all-extras
	@touch $@
