# Everything people and scripts call. `make test` and `make demo` need nothing set up before them.
# The environment lives in .venv; Windows equivalents are in README.md.

# The first Python from 3.11 on is taken; `make test PYTHON=python3.12` takes another.
export PYTHON
BIN := .venv/bin
# Two workers: enough for the two-core machines of a county, and no more memory than they have.
WORKERS ?= 2

.PHONY: setup run demo test fuzz check deb try-deb test-printing test-office lock clean

setup:
	@sh installer/setup.sh
	@$(MAKE) --silent resources/i18n/clinic_en.qm

# The English screen, compiled from its catalogue; Chinese is in the source and needs none.
resources/i18n/clinic_en.qm: resources/i18n/clinic_en.ts
	@$(BIN)/python -m installer.translations build

run: setup
	$(BIN)/clinic-app $(ARGS)

demo: setup
	$(BIN)/clinic-admin demo $(ARGS)

# One order and one set of invented numbers for everybody, so that a failure can be repeated; fuzz takes new ones.
test: setup
	@sh installer/test_database.sh
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --randomly-seed=1 -m "not printing and not office" $(ARGS)

# New examples for every test that invents its input; the files are found by what they import.
fuzz: setup
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n $(WORKERS) $$(grep -rl --include='test_*.py' hypothesis tests) $(ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@command -v node >/dev/null 2>&1 || { echo "pyright needs Node.js: apt-get install nodejs" >&2; exit 1; }
	PYRIGHT_PYTHON_GLOBAL_NODE=1 PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m installer.translations check
	$(MAKE) --no-print-directory test

# A real queue: CUPS and its PDF printer, installed when they are missing (root, Debian family).
test-printing: setup
	@sh installer/print_queue.sh
	$(BIN)/python -m pytest -m printing $(ARGS)

# Spreadsheets and documents opened by LibreOffice, installed when it is missing (root, Debian family).
test-office: setup
	@sh installer/office.sh
	$(BIN)/python -m pytest -m office $(ARGS)

deb: setup
	$(BIN)/python -m installer.deb $(ARGS)

try-deb: deb
	sh installer/try_deb.sh

# Pins every version anew, with hashes; the versions pinned now are kept where they still fit.
lock:
	sh installer/lock.sh

clean:
	rm -rf build dist demo-output .ruff_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
