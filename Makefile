# Two commands for a newcomer: `make run` and `make test`. `make check` is what CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PORT ?= 8000

.PHONY: mutants run install install-dev test test-quick check check-install format bench screenshots messages lock clean

# pip, whichever came with this Python, brings the pinned installer; that one installs a lock within seconds. Where it
# does not run (a machine that has no wheel of it, an index known to pip alone), pip installs the same lock itself.
define install_lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11, 3.12 or 3.13 is needed; name it with: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements-installer.txt && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) || $(PIP) -r $(1)
	touch $@
endef

$(VENV)/.runtime: requirements.txt requirements-installer.txt
	$(call install_lock,requirements.txt)

# The lock for development holds the other one as well.
$(VENV)/.dev: requirements-dev.txt requirements-installer.txt
	$(call install_lock,requirements-dev.txt)
	touch $(VENV)/.runtime

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
	DEBUG=1 $(BIN)/python manage.py state_diagrams --check
	$(MAKE) test

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots

# Extras stay in the locks: without them an older pip refuses the lock on the day a newer release appears.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras
# Every sentence of the interface that still lacks its Kyrgyz or Russian words, as entries for the catalogues.
messages: $(VENV)/.runtime
	DEBUG=1 $(BIN)/python manage.py compile_locale --missing

lock: $(VENV)/.dev
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group installer -c requirements-dev.txt -o requirements-installer.txt

# What no test would notice: the calculations are changed in a thousand small ways, and each change must fail a test.
mutants: $(VENV)/.dev
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

# Both locks as a newcomer meets them: a new environment, nothing cached, the pip that came with this Python.
check-install:
	tests/check_install.sh

clean:
	rm -rf $(VENV) var htmlcov .pytest_cache .ruff_cache .mypy_cache
