# The same commands on a laptop, in the hook and in CI. `make` alone tells what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## bring everything this project needs
	@scripts/setup

demo: setup ## set up and serve the demonstration province on 127.0.0.1:8000
	@$(BIN)/binhyen demo

run: setup ## serve what is in var/ on 127.0.0.1:8000
	@$(BIN)/binhyen serve

test: ## set up and pass every test, browser journeys included
	@scripts/setup --browser
	@$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

check: setup ## lint, types, import contracts, migrations, API description
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@$(BIN)/binhyen check

fix: setup ## mend what machines can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: setup ## bring locale/en in step with what the screens say
	@$(BIN)/python -m binhyen.kit.catalogs gather

bench: setup ## measure; ONLY=group measures one group
	@$(BIN)/python -m bench $(if $(ONLY),ONLY=$(ONLY))

backup: setup ## backup of database, files and secrets: make backup TO=path
	@$(BIN)/binhyen backup $(or $(TO),var/backups/$(shell date +%Y%m%d-%H%M%S))

restore: setup ## restore a backup: make restore FROM=path
	@$(BIN)/binhyen restore $(FROM)

lock: setup ## renew requirements.lock and package-lock.json from pyproject.toml and package.json
	@.boot/bin/uv pip compile -q --universal --generate-hashes --extra dev pyproject.toml -o requirements.lock
	@npm install --silent --package-lock-only --ignore-scripts

.PHONY: help setup demo run test check fix messages bench backup restore lock
