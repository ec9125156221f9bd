# Two commands for a newcomer: `make run` and `make test`. `make check` is what CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: run install install-dev test test-quick check format bench screenshots messages lock clean

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

install: $(VENV)/.runtime
install-dev: $(VENV)/.dev

# The demonstration: SQLite, demo data (the first time only), jobs beside the server, no Redis needed.
run: $(VENV)/.runtime
	DEMO=1 $(BIN)/python manage.py run_demo --port $(PORT)

# Everything: SQLite, PostgreSQL, browser. What the machine lacks is installed or said plainly in the last lines.
test: $(VENV)/.dev
	$(BIN)/python -m tests.run

# The quick half, for between two edits.
test-quick: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n auto -m "not browser and not services"

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	DEBUG=1 $(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=1 $(BIN)/python manage.py regulation_table --check
	$(MAKE) test

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots

lock: $(VENV)/.dev
	$(BIN)/uv pip compile pyproject.toml --generate-hashes -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev -c requirements.txt --generate-hashes -o requirements-dev.txt

clean:
	rm -rf $(VENV) var htmlcov .pytest_cache .ruff_cache .mypy_cache
