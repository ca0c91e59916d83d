# The commands of Back Check. `make help` lists them; each sets up what it needs, once.
# Only relative paths are used, so the folder may have any name and lie anywhere.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1

BIN := .venv/bin
PY := $(BIN)/python
PYTHON = $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)

.PHONY: help talk test install serve screenshots bench check lint certify types fresh model prove mutate rules report build skill-package \
  sam-check clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

## ---- set-up -------------------------------------------------------------------------------------------------------
# A stamp inside .venv says what was installed; it is older than pyproject.toml when that changed.

$(PY):
	@test -n "$(PYTHON)" || { echo "Back Check needs Python 3.11 or newer with its venv module. Found: \
	$$(python3 --version 2>&1 || echo none). Install it (Debian: python3 and python3-venv), then run make again." >&2; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version) (once)"
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

.venv/.talk: pyproject.toml | $(PY)
	@echo "Installing what the skill needs (once)"
	@$(PY) -m pip install --quiet --editable .
	@touch $@

.venv/.serve: pyproject.toml | $(PY)
	@echo "Installing what the skill and its web page need (once)"
	@$(PY) -m pip install --quiet --editable '.[simulator]'
	@touch $@ .venv/.talk

.venv/.tools: pyproject.toml | $(PY)
	@echo "Installing the skill, its simulator and its development tools (once)"
	@$(PY) -m pip install --quiet --editable '.[simulator,memory,safety,dev]'
	@touch $@ .venv/.talk .venv/.serve

install: .venv/.tools  ## .venv with the project, its simulator and its development tools

## ---- use ----------------------------------------------------------------------------------------------------------

talk: .venv/.talk  ## talk to the skill in this terminal, through the local Alexa
	@$(PY) -m simulator $(ARGS)

serve: .venv/.serve  ## the local Alexa as a web page, with the skill's HTTPS endpoint beside it
	@$(PY) -m simulator serve $(ARGS)

screenshots: .venv/.tools  ## draw the pictures of the page in docs/page anew (needs chromium)
	@$(PY) -m tests.browser.screenshots

bench: .venv/.tools  ## the benchmarks: how long a sentence takes to be understood, and a whole turn
	@$(PY) -m pytest benchmarks --benchmark-only --benchmark-columns=min,median,max,rounds --benchmark-sort=name $(ARGS)

## ---- checks -------------------------------------------------------------------------------------------------------

test: .venv/.tools  ## the whole test suite, on all processors
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: lint types fresh prove certify $(if $(CI),sam-check) test  ## what CI runs (with CI set, sam-check too)

lint: .venv/.tools  ## ruff over the code, and the linter of skill packages over ours
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet . || { echo "Run: $(PY) -m ruff format ." >&2; exit 1; }
	@$(PY) -m simulator lint

certify: .venv/.tools  ## every state of the skill is visited, and what Amazon's testers say is said in it
	@$(PY) -m pytest tests/whole_walk.py $(ARGS)

types: .venv/.tools  ## mypy --strict
	@$(PY) -m mypy

fresh: .venv/.tools  ## are the generated files up to date, and no rule past its review?
	@$(PY) interaction_model/build.py --check
	@$(PY) -m safety rules --check
	@$(PY) -m safety report --check

model: .venv/.talk  ## write the interaction models anew
	@$(PY) interaction_model/build.py

## ---- safety -------------------------------------------------------------------------------------------------------

prove: .venv/.tools  ## every proof about the rules, over all answers
	@$(PY) -m safety prove

mutate: .venv/.tools  ## every small change of the clinical file, and who notices it
	@$(PY) -m safety mutate

rules: .venv/.tools  ## write docs/clinical-rules.md anew, for a clinician to read, check and sign
	@$(PY) -m safety rules

report: .venv/.tools  ## write docs/safety-report anew: all vignettes spoken, measured and drawn
	@$(PY) -m safety report $(ARGS)

## ---- AWS ----------------------------------------------------------------------------------------------------------
# `sam build` calls build-SkillFunction; so do `make build` and the test of the package.

ARTIFACTS_DIR ?= build/lambda

# The wheels for AWS's arm64 machines, whatever machine this is. Their metadata and another Python's bytecode stay out.
build/wheels/.stamp: lambda/requirements.txt | $(PY)
	@rm -rf build/wheels
	@$(PY) -m pip install --quiet --no-compile --target build/wheels --requirement lambda/requirements.txt --no-deps \
	  --platform manylinux2014_aarch64 --implementation cp --python-version 3.13 --only-binary=:all:
	@rm -rf build/wheels/*.dist-info build/wheels/bin
	@touch $@

.PHONY: build-SkillFunction
build-SkillFunction: build/wheels/.stamp
	@mkdir -p "$(ARTIFACTS_DIR)"
	@cp -R build/wheels/. skill lambda/handler.py "$(ARTIFACTS_DIR)"
	@rm -f "$(ARTIFACTS_DIR)/.stamp"
	@find "$(ARTIFACTS_DIR)" -name __pycache__ -prune -exec rm -rf {} +

build:  ## the Lambda package, in build/lambda
	@rm -rf build/lambda
	@$(MAKE) build-SkillFunction ARTIFACTS_DIR=build/lambda
	@du -sh build/lambda

PLACEHOLDER = $(shell sed -n 's/^ENDPOINT = "\(.*\)"$$/\1/p' interaction_model/build.py)

# A web service says what vouches for it: Trusted (its own name), Wildcard (as tunnels have it) or SelfSigned.
CERTIFICATE ?= Wildcard
SERVED := "\(https://[^"]*\)"
SAYS := "\1", "sslCertificateType": "$(CERTIFICATE)"

skill-package:  ## the Alexa skill package, in build/skill-package: ENDPOINT=<SkillEndpoint>, or https://.../alexa
	@test -n "$(ENDPOINT)" || { echo "Say which: make skill-package ENDPOINT=arn:aws:lambda:..:live (docs/deploy.md)" >&2; exit 1; }
	@rm -rf build/skill-package && mkdir -p build/skill-package
	@cp -R interaction_model/interactionModels interaction_model/assets build/skill-package
	@sed 's|$(PLACEHOLDER)|$(ENDPOINT)|; /"uri":/s|$(SERVED)|$(SAYS)|' interaction_model/skill.json > build/skill-package/skill.json

# aws-sam-cli pins many packages, so it lives apart from ours.
.venv-sam/.stamp: | $(PY)
	@echo "Installing aws-sam-cli in .venv-sam (once, a minute or two)"
	@$(PY) -m venv --clear .venv-sam
	@.venv-sam/bin/python -m pip install --quiet aws-sam-cli
	@touch $@

SAM := AWS_DEFAULT_REGION=us-east-1 SAM_CLI_TELEMETRY=0 .venv-sam/bin/python -m samcli

sam-check: .venv-sam/.stamp $(PY)  ## validate and build the SAM application, offline
	@$(SAM) validate --lint
	@$(SAM) build

clean:  ## everything that can be made again
	@rm -rf .venv .venv-sam .aws-sam build .pytest_cache .mypy_cache .ruff_cache
