# Everything a person types. `make` alone lists it. Environments are made as they are needed.
.DEFAULT_GOAL := help
.PHONY: help up test check build domain bench chat deploy down reset status logs watch keys tenant lock venv bench-venv
PYTHON ?= python3
PY := .venv/bin/python
RUN := PYTHONPATH=.:layers/greenlight/python $(PY)
STACK := $(RUN) -m localstack.stack

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: venv  ## start the local stack, deploy, seed; ready when it returns
	@$(STACK) up

down: venv  ## stop the local stack; its data stays
	@$(STACK) down

reset: venv  ## stop it and delete its data
	@$(STACK) reset

status: venv  ## what runs, where
	@$(STACK) status

logs: venv  ## logs of one Lambda: make logs F=agent (follow: FOLLOW=1)
	@$(STACK) logs $(F) $(if $(FOLLOW),--follow)

watch: venv  ## deploy each saved function within seconds
	@$(STACK) watch

chat: venv  ## chat in this terminal (WHO=customer)
	@$(RUN) -m localstack.client $(if $(WHO),--user $(WHO))

test: venv  ## check, then every test, with the coverage gate (one: make test T=tests/e2e)
	@began=$$(date +%s); $(RUN) -m localstack.check && \
	  GREENLIGHT_BEGAN=$$began $(RUN) -m pytest --cov --cov-config=pyproject.toml --cov-report=term $(T)

check: venv  ## format, lint, types, templates
	@$(RUN) -m localstack.check

build: venv  ## folders -> build/ (templates, zips, catalogue)
	@$(RUN) -m infra.build

domain: venv  ## a new domain: make domain name=sleep
	@$(RUN) -m infra.scaffold $(name)

bench: venv bench-venv  ## measure, and write docs/benchmarks.md
	@$(RUN) tests/load/bench.py

deploy: venv  ## deploy to AWS (or AWS_ENDPOINT_URL): make deploy STAGE=dev
	@$(RUN) -m infra.deploy $(if $(STAGE),--stage $(STAGE))

keys: venv  ## a key pair for an agent that runs elsewhere, into .env
	@$(RUN) -m infra.keys

tenant: venv  ## a tenant with its members: make tenant ARGS="--stage dev --tenant acmehealth --member ..."
	@$(RUN) -m infra.tenant $(ARGS)

lock: venv  ## compile requirements/*.in to *.txt with hashes
	@for name in bootstrap layer-vendor layer-model engine dev bench; do \
	  .venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	    --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt && echo "  $$name"; \
	done

venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .venv requirements/dev.txt

bench-venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .local/bench requirements/bench.txt
