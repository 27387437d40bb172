# Everything a person types. `make` alone lists it. Environments are made as they are needed.
.DEFAULT_GOAL := help
.PHONY: help up web web-dev screenshots test test-localstack test-ccxt prove check build domain bench bench-approvals bench-goals bench-web chat audit-demo \
  agents-demo outbox policy-explain deploy down reset status logs watch keys tenant lock venv engine-venv bench-venv proofs-venv \
  differential-venv interpreter-venv
PYTHON ?= python3
PY := .venv/bin/python
RUN := PYTHONPATH=.:layers/greenlight/python $(PY)
WORKERS ?= auto
STACK := $(RUN) -m localstack.stack
LOCKS := bootstrap layer-vendor layer-model layer-policy layer-egress engine dev bench proofs differential interpreter node

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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

web: venv  ## build the page into web/dist, if its sources have changed
	@$(RUN) -m localstack.page build

web-dev: venv  ## the page with live reload, before the running stack
	@$(RUN) -m localstack.page dev

screenshots: venv  ## pictures of every page on the running stack, into .local/screenshots (ARGS="--only inbox")
	@$(RUN) -m tests.screenshots $(ARGS)

chat: venv  ## chat in this terminal, and decide what waits (WHO=customer)
	@$(RUN) -m localstack.client $(if $(WHO),--user $(WHO))

audit-demo: venv  ## audit mode, played on the running stack and checked, with digests
	@$(RUN) -m localstack.demo $(ARGS)

agents-demo: venv  ## hire a marketing and a trading agent on the running stack, and let the approved drafts act
	@$(RUN) -m localstack.demo.agents $(ARGS)

outbox: venv  ## the mails that were sent, with their links; what waits to be carried, what failed (ARGS=--help)
	@$(RUN) -m localstack.outbox $(ARGS)

policy-explain: venv  ## why an action would be allowed, asked or denied (ARGS=--help)
	@$(RUN) -m localstack.policy $(ARGS)

test: venv engine-venv  ## check, then every test, with the coverage gate (one: make test T=tests/e2e; WORKERS=2)
	@began=$$(date +%s); sh localstack/browser.sh >/dev/null && $(RUN) -m localstack.check && \
	  $(RUN) -m localstack.page build && $(if $(T),true,$(RUN) -m localstack.page test) && \
	  GREENLIGHT_BEGAN=$$began $(RUN) -m pytest -n $(WORKERS) --cov --cov-config=pyproject.toml --cov-report=term $(T)

test-localstack: venv interpreter-venv  ## the state machines on a second interpreter, LocalStack's (needs Python 3.13)
	@$(RUN) -m pytest -m localstack tests/flow $(ARGS)

test-ccxt: venv differential-venv  ## our client of the exchange beside ccxt's, field by field
	@$(RUN) -m pytest -m differential tests/differential $(ARGS)

prove: venv proofs-venv  ## check the TLA+ model, and that each mutant of it is found out (needs Java)
	@$(RUN) -m localstack.prove $(ARGS)

check: venv  ## format, lint, types, templates
	@$(RUN) -m localstack.check

build: venv  ## folders -> build/ (templates, zips, catalogue)
	@$(RUN) -m infra.build

domain: venv  ## a new domain: make domain name=sleep
	@$(RUN) -m infra.scaffold $(name)

bench: venv bench-venv  ## measure, and write docs/benchmarks.md
	@$(RUN) tests/load/bench.py

bench-approvals: venv  ## measure approvals, and write docs/benchmarks-approvals.md
	@$(RUN) tests/load/approvals.py $(ARGS)

bench-goals: venv  ## measure 10,000 goals, and write docs/benchmarks-goals.md
	@$(RUN) tests/load/goals.py $(ARGS)

bench-web: venv  ## measure the page in its tests' browser, and write docs/benchmarks-web.md
	@$(RUN) tests/load/web.py $(ARGS)

deploy: venv  ## deploy to AWS (or AWS_ENDPOINT_URL): make deploy STAGE=dev
	@$(RUN) -m localstack.page build && $(RUN) -m infra.deploy $(if $(STAGE),--stage $(STAGE))

keys: venv  ## a key pair for an agent that runs elsewhere, into .env
	@$(RUN) -m infra.keys

tenant: venv  ## a tenant with its members: make tenant ARGS="--stage dev --tenant acmehealth --member ..."
	@$(RUN) -m infra.tenant $(ARGS)

lock: venv  ## compile requirements/*.in to *.txt with hashes
	@for name in $(LOCKS); do \
	  target="--universal --python-version 3.11"; \
	  [ $$name != interpreter ] || target="--python-platform linux --python-version 3.13"; \
	  .venv/bin/uv pip compile -q $$target --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt && echo "  $$name"; \
	done

venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .venv requirements/dev.txt

engine-venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .local/engine requirements/engine.txt

bench-venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .local/bench requirements/bench.txt

differential-venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .local/differential requirements/differential.txt

proofs-venv:
	@PYTHON=$(PYTHON) sh localstack/environment.sh .local/proofs requirements/proofs.txt

interpreter-venv:
	@PYTHON=$$(sh localstack/newer_python.sh 3.13) && \
	  PYTHON=$$PYTHON sh localstack/environment.sh .local/interpreter requirements/interpreter.txt
