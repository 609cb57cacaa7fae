.DEFAULT_GOAL := help
PORT ?= 8501
.PHONY: help setup run test test-long lint bench screenshot gallery calibrate pin clean

help:
	@echo "make run         sets up .venv and opens http://localhost:$(PORT) with the default figures"
	@echo "make setup       sets up .venv with everything for development, and finds a browser"
	@echo "make test        lint, types, import contracts and all tests but the long ones (under 10 minutes)"
	@echo "make test-long   the long tests"
	@echo "make lint        ruff, mypy, import contracts"
	@echo "make bench       the page and the import, side by side with what people use instead"
	@echo "make calibrate   how often the intervals hold, by simulation"
	@echo "make screenshot  draws docs/screenshot.png anew"
	@echo "make gallery     every page, both languages, wide and phone, light and dark, into build/gallery"
	@echo "make pin         compiles requirements.txt from pyproject.toml (needs uv)"

run:
	@bash scripts/setup.sh run
	@.venv/bin/python scripts/run.py $(PORT)

setup:
	@bash scripts/setup.sh test
	@.venv/bin/python scripts/browser.py --install || true

test:
	@bash scripts/test.sh

test-long:
	@bash scripts/test.sh long

lint:
	@bash scripts/setup.sh test
	@bash scripts/lint.sh

bench:
	@bash scripts/setup.sh test
	.venv/bin/python -m bench

screenshot:
	@bash scripts/setup.sh test
	.venv/bin/python -m scripts.screenshot

gallery:
	@bash scripts/setup.sh test
	.venv/bin/python -m scripts.gallery

calibrate:
	@bash scripts/setup.sh test
	.venv/bin/python -m bench.calibrate

pin:
	bash scripts/pin.sh $(PINFLAGS)

clean:
	rm -rf .venv build test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
