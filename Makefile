# make         install what is missing, then build the handbook into public/
# make everything   also make the formats that are heavy to make: sound
# make editor  install the editor in the browser, which mkdocs.yml can switch on
# make test    also install the browser and the judges, then run every test
# make lighthouse   measure how fast each type of page is; let the machine do nothing else
# make serve   preview the website while you write
# make check   find problems in the sources, without building
# make new     start a page, a source or a term: asks what it needs to know
# make links   ask every website that the handbook cites whether it is still there
# make weaknesses   ask whether a locked package has a weakness that is known by now
# make lock    choose new versions of all packages (for maintainers)
# make clean   remove what was built
# make clean-all   remove what was installed in this folder too

SHELL = /bin/sh
PYTHON3 = python3
HANDBOOK = .venv/bin/python -m handbook
PIP_COMPILE = CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= \
	.cache/lock/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable

.PHONY: build everything editor links weaknesses weaknesses-python weaknesses-node test lighthouse \
	serve check new lock clean clean-all setup setup-audio setup-weekly setup-test

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

new: setup
	@$(HANDBOOK) new

setup:
	@$(PYTHON3) requirements/install.py build

editor:
	@$(PYTHON3) requirements/install.py editor

links: setup-weekly
	@.venv/bin/lychee --config .lychee.toml principles case_studies content content/sources.yml

weaknesses: weaknesses-python weaknesses-node

weaknesses-python: setup-weekly
	@.venv/bin/pip-audit --require-hashes --disable-pip --strict --progress-spinner off \
		--requirement requirements/test.lock --requirement requirements/weekly.lock

weaknesses-node:
	@npm audit --package-lock-only

setup-audio:
	@$(PYTHON3) requirements/install.py audio

setup-weekly:
	@$(PYTHON3) requirements/install.py weekly

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
	@$(PIP_COMPILE) --extra weekly --constraint requirements/test.lock \
		--output-file requirements/weekly.lock pyproject.toml
	@$(PIP_COMPILE) --extra editor --constraint requirements/test.lock \
		--output-file requirements/editor.lock pyproject.toml

clean:
	@rm -rf public .public.building site .cache .pytest_cache .ruff_cache .mkdocs-*.yml

clean-all: clean
	@rm -rf .venv node_modules *.egg-info
