# Both targets do all their own set-up on a bare Debian with python3 and venv.
.PHONY: demo test suite lint clean

# Every test of the command line starts it anew: without compiled modules each start would take twice as long.
unexport PYTHONDONTWRITEBYTECODE

demo: .venv/demo-ready
	.venv/bin/pcicheck demo

test:
	bash .ci/setup
	$(MAKE) --no-print-directory -j 2 --output-sync lint suite

suite:
	.venv/bin/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

lint:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

.venv/demo-ready: pyproject.toml
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	.venv/bin/python -m compileall -q pcicheck
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage* dist pcicheck-results
