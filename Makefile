# One command each; see README.md. Everything is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export PORT

.PHONY: setup dev browser office proxy run test check bench docs translations screenshots lock

setup: $(VENV)/installed

$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

dev: $(VENV)/installed-dev

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Chromium from the system; as root it is installed where missing, otherwise Playwright's own is downloaded.
browser: dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| $(BIN)/python -m playwright install chromium \
	|| { echo "No browser: install the package 'chromium' (on Debian: apt-get install chromium)"; exit 1; }

# LibreOffice, which computes a workbook's formulas again and opens the slides; as root it is installed where missing.
office:
	@command -v soffice >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-impress >/dev/null; } \
	|| { echo "No LibreOffice: install its Calc and Impress (on Debian: apt-get install libreoffice-calc libreoffice-impress)"; exit 1; }

# nginx, in front of two servers; as root it is installed where missing.
proxy:
	@command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx >/dev/null; } \
	|| { echo "No nginx: install the package 'nginx' (on Debian: apt-get install nginx)"; exit 1; }

run: setup
	$(BIN)/python -m assessment serve

# Browsers and servers that get killed, two files at a time: each test has a server and more beside it, so that more would
# only wait for one another. The rest on every core.
test: browser office proxy
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore tests/browser --ignore tests/faults
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/faults tests/browser

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m assessment bank check

bench: browser proxy
	$(BIN)/python -m bench

docs: dev
	$(BIN)/python -m docs.generate_method
	$(BIN)/python -m docs.generate_reading_test

translations: dev
	$(BIN)/python -m docs.renew_translations
	for language in de es fr; do $(BIN)/python -m assessment bank translate $$language; done

screenshots: browser
	$(BIN)/python docs/take_screenshots.py

lock: dev
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --upgrade --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --upgrade --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
