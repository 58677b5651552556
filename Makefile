# The commands of this project. `make` alone lists them, in the order of the flow.
#
# A fresh machine needs make and Python 3.11 or newer. The virtual environment in .venv is made on
# demand and again whenever pyproject.toml or constraints.txt changes. It holds packages, not this
# project: that is run from this folder, which may be moved and renamed.

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.SUFFIXES:
.NOTPARALLEL:

INPUT ?= raw
OUTPUT ?= processed
TABLES ?= build/tables
FILE ?=
SITE ?= build/site
ID ?=
TEXT ?=
FORM ?= docx
FOR ?= bash
DEST ?=
FROM ?=
TO ?=
NAME ?=
REASON ?=
KIND ?= systemd
ARGS ?=

# Each candidate is run, not merely looked up: a version manager's stub can be on the path without
# the Python behind it.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$name"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
RUN_READY := $(VENV)/.ready-to-run
PUBLISH_READY := $(VENV)/.ready-to-publish
MCP_READY := $(VENV)/.ready-for-mcp
DEV_READY := $(VENV)/.ready-to-develop
PINS := pyproject.toml constraints.txt

# The data targets run the sources, or what `make compile` has made of them, as long as the sources
# are what it was made of.
COMPILED := build/compiled
SOURCES_SUM := find pipeline setup.py -name __pycache__ -prune -o -type f -print | LC_ALL=C sort | xargs cksum | cksum
CODE = $(shell \
	if [ ! -f $(COMPILED)/sources.sum ]; then echo .; \
	elif [ "$$($(SOURCES_SUM))" = "$$(cat $(COMPILED)/sources.sum)" ]; then echo $(COMPILED); \
	else echo "$(COMPILED) is left aside: the sources have changed since; make compile compiles them anew." >&2; echo .; fi)
PIPELINE = PYTHONSAFEPATH=1 PYTHONPATH=$(CODE) $(BIN)/python -m pipeline

# What pip installs are whole sections of constraints.txt; it refuses a file whose hash is not there.
PINNED := $(VENV)/pins.txt
pins = awk -v wanted=" $(1) " '/^\# == /{ on = index(wanted, " " $$3 " ") } on' constraints.txt > $(PINNED)
INSTALL = $(PIP) install --no-compile --no-build-isolation --require-hashes -r $(PINNED)

.PHONY: help
help:
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '\nVariables: INPUT=%s OUTPUT=%s TABLES=%s FILE= ARGS= (more options of the verb)\n' '$(INPUT)' '$(OUTPUT)' '$(TABLES)'

##@ Data: from documents to a release
.PHONY: setup run parse validate release publish report catalogue explain derive
setup: $(RUN_READY) ## Make .venv and install the pipeline with pinned versions
	@echo "Ready: $(BIN)/icap-pipeline"
run: $(RUN_READY) ## Whole pipeline: documents in INPUT become a release in OUTPUT
	@$(PIPELINE) run --input "$(INPUT)" --output "$(OUTPUT)" $(ARGS)
parse: $(RUN_READY) ## Only read: documents in INPUT become tables in TABLES
	@$(PIPELINE) parse --input "$(INPUT)" --output "$(TABLES)" $(ARGS)
validate: $(RUN_READY) ## Only check: the gate on the tables in TABLES
	@$(PIPELINE) validate "$(TABLES)" $(ARGS)
release: $(RUN_READY) ## Only publish: the checked tables in TABLES become a release in OUTPUT
	@$(PIPELINE) release "$(TABLES)" --output "$(OUTPUT)" $(ARGS)
publish: have-dest $(PUBLISH_READY) ## Copy the latest release to a folder or bucket: make publish DEST=…
	@$(PIPELINE) publish "$(DEST)" --output "$(OUTPUT)" $(ARGS)
report: $(RUN_READY) ## Draw the quality report of the latest release in OUTPUT again, into build/report
	@$(PIPELINE) report "$(OUTPUT)" $(ARGS)
catalogue: $(RUN_READY) ## Compare the latest release in OUTPUT with the published list (reference/catalogue.csv)
	@$(PIPELINE) catalogue --release "$(OUTPUT)" $(ARGS)
explain: have-file $(RUN_READY) ## How one document was read: make explain FILE=raw/…
	@$(PIPELINE) explain "$(FILE)" $(ARGS)
derive: $(RUN_READY) ## Write anew what follows from the schema: expectations/derived, docs/data-dictionary.md, docs/issues.md
	@$(PIPELINE) derive $(ARGS)

##@ Archive: documents that keep coming (docs/ingestion.md)
.PHONY: fetch ingest verify diff withdraw rollback rebuild schedule
fetch: $(RUN_READY) ## Download what INPUT/sources.csv lists into the archive, politely
	@$(PIPELINE) fetch --input "$(INPUT)" $(ARGS)
ingest: $(RUN_READY) ## Take in what lies in INPUT/inbox, then run
	@$(PIPELINE) ingest --input "$(INPUT)" --output "$(OUTPUT)" $(ARGS)
verify: $(RUN_READY) ## Hash archive and releases again: whether each file is what it was
	@$(PIPELINE) verify --input "$(INPUT)" --output "$(OUTPUT)" $(ARGS)
diff: $(RUN_READY) ## What changed: make diff FROM=2026-01-31 TO=2026-02-28, or two standards by id
	@$(PIPELINE) diff "$(FROM)" "$(TO)" --output "$(OUTPUT)" $(ARGS)
withdraw: have-name $(RUN_READY) ## Take a release back: make withdraw NAME=2026-01-31 REASON="…"
	@$(PIPELINE) withdraw "$(NAME)" --reason "$(REASON)" --output "$(OUTPUT)" $(ARGS)
rollback: have-name $(RUN_READY) ## Make an earlier release the latest again: make rollback NAME=… REASON="…"
	@$(PIPELINE) rollback "$(NAME)" --reason "$(REASON)" --output "$(OUTPUT)" $(ARGS)
rebuild: $(RUN_READY) ## Make a release again elsewhere and compare every hash: the latest, or NAME=…
	@$(PIPELINE) rebuild $(if $(NAME),"$(NAME)") --input "$(INPUT)" --output "$(OUTPUT)" $(ARGS)
schedule: $(RUN_READY) ## Print a nightly run: KIND=systemd, cron or workflow; ARGS=--install installs it
	@$(PIPELINE) schedule "$(KIND)" --input "$(INPUT)" --output "$(OUTPUT)" $(ARGS)

##@ Look: a release in the browser and in the terminal (docs/site.md)
.PHONY: site serve show search find gap mcp export completion
site: $(RUN_READY) ## Pages over the latest release in OUTPUT, into SITE; open SITE/index.html
	@$(PIPELINE) site "$(OUTPUT)" --output "$(SITE)" $(ARGS)
serve: $(RUN_READY) ## Show SITE in the browser of this machine (ARGS="--port 8080")
	@$(PIPELINE) serve "$(SITE)" $(ARGS)
show: $(RUN_READY) ## One standard in the terminal: make show ID=IDC5294-001v3
	@$(PIPELINE) show "$(ID)" --release "$(OUTPUT)" $(ARGS)
search: $(RUN_READY) ## Every standard that contains a text: make search TEXT=電信
	@$(PIPELINE) search "$(TEXT)" --release "$(OUTPUT)" $(ARGS)
find: $(RUN_READY) ## Which standards fit a text: make find FILE=advertisement.txt, or TEXT="…"
	@$(PIPELINE) find $(if $(FILE),--file "$(FILE)",$(if $(TEXT),"$(TEXT)")) --release "$(OUTPUT)" $(ARGS)
gap: $(RUN_READY) ## What a standard asks for that another does not: make gap FROM=IDC5294-001 TO=…
	@$(PIPELINE) gap "$(FROM)" "$(TO)" --release "$(OUTPUT)" $(ARGS)
mcp: $(MCP_READY) ## Serve the latest release in OUTPUT to assistants over stdin and stdout (docs/mcp.md)
	@$(PIPELINE) mcp --release "$(OUTPUT)" $(ARGS)
export: $(RUN_READY) ## One standard to take along: make export ID=… FORM=docx, xlsx, job, interview or course
	@$(PIPELINE) export "$(ID)" --form "$(FORM)" --release "$(OUTPUT)" $(ARGS)
completion: $(RUN_READY) ## Print the completion script of a shell: FOR=bash, zsh or tcsh
	@$(PIPELINE) completion "$(FOR)" $(ARGS)

.PHONY: have-file have-dest have-name
have-file:
	@test -n "$(FILE)" || { echo "make explain needs a document: make explain FILE=raw/…" >&2; exit 2; }

have-dest:
	@test -n "$(DEST)" || { echo "make publish needs a place: make publish DEST=/path/to/folder, or DEST=s3://bucket/folder" >&2; exit 2; }

have-name:
	@test -n "$(NAME)" -a -n "$(REASON)" || { echo "Name the release and say why: NAME=2026-01-31 REASON=\"…\"" >&2; exit 2; }

##@ Code: for those who change it
.PHONY: test lint types check compile code fuzz bench bench-find calibrate text-forms golden sample hooks constraints sbom clean
test: $(DEV_READY) ## Tests
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)
lint: $(DEV_READY) ## Style and likely slips (ruff)
	@$(BIN)/python -m ruff check .
types: $(DEV_READY) ## Types (mypy, strict)
	@$(BIN)/python -m mypy
check: lint types test ## Lint, types and tests
compile: $(RUN_READY) ## Compile what reading spends its time in, for whoever reads thousands of documents
	@echo "Compiling into $(COMPILED), which takes some minutes"
	@rm -rf $(COMPILED) && mkdir -p build && $(SOURCES_SUM) > build/sources.sum
	@$(call pins,compile) && $(INSTALL)
	@ICAP_PIPELINE_COMPILE=1 $(PIP) install --no-deps --no-build-isolation --target $(COMPILED) .
	@mv build/sources.sum $(COMPILED)
# Which of the two the data targets run; the tests ask.
code:
	@echo "$(CODE)"
fuzz: $(DEV_READY) ## Read damaged copies of the sample; nothing may crash or hang: make fuzz ARGS="--inputs 20000"
	@$(BIN)/python -m fuzz $(ARGS)
bench: $(DEV_READY) ## Measure speed and memory on made-up documents, write docs/benchmarks.md; ARGS=--quick for a look
	@PYTHONSAFEPATH=1 PYTHONPATH=$(CODE):. $(BIN)/python -m bench.measure $(ARGS)
bench-find: $(DEV_READY) ## How often find puts the right standard first: make bench-find INPUT=folder of documents, tables or releases
	@$(BIN)/python -m bench.find "$(INPUT)" $(ARGS)
calibrate: $(DEV_READY) ## How often a reading called clean is right, on damaged made-up documents; ARGS=--write keeps the figures
	@$(BIN)/python -m bench.calibrate $(ARGS)
text-forms: $(DEV_READY) ## How well made-up documents are read in every form of text; ARGS=--write keeps the table
	@$(BIN)/python -m bench.text_forms $(ARGS)
golden: $(DEV_READY) ## Write the golden files anew; read the difference before committing it
	@$(BIN)/python -m pytest --regenerate $(ARGS)
sample: $(DEV_READY) ## Typeset the sample in raw/ anew as DOCX, ODT and PDF (needs LibreOffice)
	@$(BIN)/python -m tests.typeset.sample $(ARGS)
hooks: $(DEV_READY) ## Run lint and types before each commit (git hook)
	@$(BIN)/python -m pre_commit install
constraints: ## Pin anew, with hashes: the newest versions that pyproject.toml allows, into constraints.txt
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	  $(PYTHON) -m venv "$$scratch/venv" && "$$scratch/venv/bin/python" -m pip --disable-pip-version-check -qq install uv && \
	  "$$scratch/venv/bin/python" .ci/pins.py "$$scratch/constraints.txt" $(ARGS) && cp "$$scratch/constraints.txt" constraints.txt
sbom: $(DEV_READY) ## List what an install brings along, with versions and hashes (CycloneDX), into build/sbom.cdx.json
	@mkdir -p build && $(call pins,sbom) && $(INSTALL) --no-deps --upgrade --target $(VENV)/cyclonedx
	@version=$$($(BIN)/python -c 'from pipeline.base.version import VERSION; print(VERSION)') && \
	  sed "s/^dynamic = .*/version = \"$$version\"/" pyproject.toml > build/pyproject.toml
	@$(call pins,run) && PYTHONWARNINGS=ignore::UserWarning PYTHONPATH=$(VENV)/cyclonedx $(BIN)/python -m cyclonedx_py \
	  requirements $(PINNED) --pyproject build/pyproject.toml --mc-type application --output-reproducible --validate -o build/sbom.cdx.json
	@echo "Written: build/sbom.cdx.json"
clean: ## Remove caches and intermediate tables; releases and .venv stay
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find pipeline fuzz tests -name __pycache__ -type d -prune -exec rm -rf {} +

define need_python
test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
endef

# The pinned pip installs twice as fast as the one that comes with Python 3.11. Modules are compiled to
# bytecode when they are first imported, which most of them never are. What makes this project known to
# .venv, a path file and the command, is written here, because pip would write the folder's present name into both.
define install
@$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || { $(need_python); $(PYTHON) -m venv --clear $(VENV); }
@echo "Installing the pinned packages into $(VENV) (once, a minute or two)"
@$(call pins,tools) && $(INSTALL)
@echo ../../../.. > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/icap-competency-pipeline.pth"
@printf '%s\n' '#!/bin/sh' 'exec "$${0%/*}/python" -P -m pipeline "$$@"' > $(BIN)/icap-pipeline && chmod +x $(BIN)/icap-pipeline
@$(call pins,$(1)) && $(INSTALL)
endef

$(RUN_READY): $(PINS)
	$(call install,run)
	@touch $@

$(PUBLISH_READY): $(PINS)
	$(call install,run publish)
	@touch $(RUN_READY) $@

$(MCP_READY): $(PINS)
	$(call install,run publish cluster mcp)
	@touch $(RUN_READY) $@

# cffconvert, which validates CITATION.cff in the tests, asks for an old jsonschema although it works with the
# pinned one: therefore a folder of its own.
$(DEV_READY): $(PINS)
	$(call install,run publish cluster mcp compile dev)
	@$(call pins,cffconvert) && $(INSTALL) --no-deps --upgrade --target $(VENV)/cffconvert
	@touch $(RUN_READY) $@
