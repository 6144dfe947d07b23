# Two commands do everything: make crawl [URL=https://example.org/], make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: crawl test lint clean

# Without URL: the project's own demo newspaper, served and crawled on this machine.
crawl: $(STAMP)
ifdef URL
	$(BIN)/archiver crawl "$(URL)" $(OPTIONS)
else
	$(BIN)/archiver demo $(OPTIONS)
endif

# Most tests wait for servers and processes of their own: four at once, whatever the cores.
test: $(STAMP)
	$(BIN)/pytest -n 4 --dist worksteal $(OPTIONS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Archiver needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
