# Everything a person does with Osnowa. `make` alone explains itself. Needed: make, git, Python 3.11 with venv.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
OSNOWA := .venv/bin/osnowa
PYTEST := .venv/bin/pytest -n auto --maxprocesses 4 --dist loadgroup
ARGS ?=
# What Python has compiled once it reads again, whatever the shell says: a process then starts in half the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-development run worker test check format bench messages sbom

help:
	@echo "Osnowa: runs a capacity-building programme for NGOs, from the first sign-up to the funder's report."
	@echo
	@echo "  make run        set everything up in this folder, load the demonstration, serve it on port $(PORT)"
	@echo "  make test       set up and run the tests (ARGS='tests/people -k merge' for a part of them)"
	@echo "  make check      lint, types, contract between apps, templates, migrations, translations, settings"
	@echo "  make setup      only make .venv (nothing outside this folder is touched)"
	@echo "  make worker     a worker by itself: mail, work by the clock, queued jobs (make run starts one already)"
	@echo "  make bench      list the benchmarks (ARGS='signup --clients 40' runs one)"
	@echo "  make sbom       write osnowa.cdx.json: what an installation is made of (CycloneDX 1.6)"
	@echo "  make messages   collect the texts to translate into every app's catalogue (needs gettext)"
	@echo
	@echo "  PORT=8001, WORKERS=4, PYTHON=python3.12 change what they say. For real use: docs/operating.md"

setup:
	@$(PYTHON) tools/set_up.py production
	@.venv/bin/python tools/compile_messages.py
	@.venv/bin/python -m osnowa.lib.polish

setup-development:
	@$(PYTHON) tools/set_up.py development
	@.venv/bin/python tools/compile_messages.py
	@.venv/bin/python -m osnowa.lib.polish

run: export OSNOWA_MODE := demonstration
run: setup
	@$(OSNOWA) prepare
	@$(OSNOWA) serve --port $(PORT) --workers $(WORKERS)

worker: setup
	@$(OSNOWA) worker

test: export OSNOWA_MODE := test
test: setup-development
	@$(PYTEST) $(ARGS)

bench: setup-development
	@.venv/bin/python -m benchmarks $(ARGS)

messages: setup-development
	@.venv/bin/python tools/messages.py

sbom: setup-development
	@.venv/bin/python tools/sbom.py $(or $(ARGS),osnowa.cdx.json)

check: setup-development
	@.venv/bin/python tools/check.py

format: setup-development
	@.venv/bin/ruff check --quiet --fix-only . ; .venv/bin/ruff format --quiet .
	@.venv/bin/djade --target-version 5.2 $$(git ls-files 'src/osnowa/*/templates/*.html') || true
