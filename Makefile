# make         install what is missing, then build the handbook into public/
# make everything   also make the formats that are heavy to make: sound
# make editor  install the editor in the browser, which mkdocs.yml can switch on
# make test    also install the browser and the judges, then run every test
# make lighthouse   measure how fast each type of page is; let the machine do nothing else
# make serve   preview the website while you write
# make check   find problems in the sources, without building
# make lock    choose new versions of all packages (for maintainers)
# make clean   remove what was built
# make clean-all   remove what was installed in this folder too

SHELL = /bin/sh
PYTHON3 = python3
HANDBOOK = .venv/bin/python -m handbook
PIP_COMPILE = CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= \
	.cache/lock/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable

.PHONY: build everything editor test lighthouse serve check lock clean clean-all setup setup-audio \
	setup-test

build: setup
	@$(HANDBOOK) build

everything: setup-audio
	@$(HANDBOOK) build --all

test: setup-test
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m pytest -n 2 $(TESTS)

lighthouse: setup-test build
	@.venv/bin/python -m tests.test_other_judges public

serve: setup
	@$(HANDBOOK) serve

check: setup
	@$(HANDBOOK) check

setup:
	@$(PYTHON3) requirements/install.py build

editor:
	@$(PYTHON3) requirements/install.py editor

setup-audio:
	@$(PYTHON3) requirements/install.py audio

setup-test:
	@$(PYTHON3) requirements/install.py test

lock:
	@test -x .cache/lock/bin/pip-compile || $(PYTHON3) -m venv .cache/lock
	@.cache/lock/bin/python -m pip install --quiet pip-tools
	@$(PIP_COMPILE) --output-file requirements/build.lock pyproject.toml
	@$(PIP_COMPILE) --extra audio --constraint requirements/build.lock \
		--output-file requirements/audio.lock pyproject.toml
	@$(PIP_COMPILE) --extra audio --extra test --constraint requirements/audio.lock \
		--output-file requirements/test.lock pyproject.toml
	@$(PIP_COMPILE) --extra editor --constraint requirements/test.lock \
		--output-file requirements/editor.lock pyproject.toml

clean:
	@rm -rf public .public.building site .cache .pytest_cache .ruff_cache .mkdocs-*.yml

clean-all: clean
	@rm -rf .venv node_modules *.egg-info
