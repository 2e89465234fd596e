# Everything runs in .venv, which the first target that needs it makes from Python and the network alone.
PYTHON ?= python3
SEED ?= 0
BIN := .venv/bin
SELFTESTS := autograder/selftests
# What starts nbgrader a dozen times has a target of its own, and so has what needs a browser.
SLOW := $(addprefix $(SELFTESTS)/course/,test_shared.py test_graders.py test_all_sections.py test_executor.py)
APART := $(SELFTESTS)/browser $(SELFTESTS)/content $(SLOW)
PROCESSORS := $(shell getconf _NPROCESSORS_ONLN)
# Tests that start graders and kernels wait half of their time: two at once for each processor.
WORKERS := $(shell echo $$((2 * $(PROCESSORS))))

.PHONY: help setup demo test lint learner content engine test-browser test-nbgrader fuzz fuzz-atheris bench train clean

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 22

setup: .venv/ready  ## only make .venv, for learning and writing

demo: .venv/ready  ## grade a built-in sample class and show the result
	$(BIN)/workbook demo

test: lint learner content engine  ## everything that must hold before a change is good

lint: .venv/ready  ## style, types, and the author check of every section
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/workbook lint

learner: .venv/ready  ## the visible checks, on assignments/ and on the references
	$(BIN)/pytest -q
	$(BIN)/pytest -q --submission=solutions

# The figures of a section run their whole lesson when they are collected, so each has a process of its own.
content: .venv/ready  ## figures of the lessons, and what the author check does not ask
	printf '%s\n' autograder/content/*/figures.py | xargs -P $(PROCESSORS) -n 1 $(BIN)/pytest -q
	$(BIN)/pytest -q -n $(WORKERS) autograder/selftests/content

engine: .venv/ready  ## the engine's own tests
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile -W error::pytest.PytestWarning $(APART:%=--ignore=%) autograder/selftests

test-browser: .venv/browser  ## a course in a real browser; needs Chromium and its driver
	$(BIN)/pytest -q -rs autograder/selftests/browser

test-nbgrader: .venv/ready  ## whole courses in nbgrader, odd and hostile notebooks, failing graders, and nbgrader's own tests; takes minutes
	$(BIN)/pytest -q $(SLOW)
	$(BIN)/python -m autograder.selftests.nbgrader_suite.run

fuzz: .venv/ready  ## 100,000 damaged frames and 10,000 damaged notebooks for the grader to read; SEED=1 gives others
	$(BIN)/python -m autograder.selftests.fuzz --seed $(SEED)

fuzz-atheris: .venv/fuzz  ## the same guided by coverage, five minutes each; needs Linux
	$(BIN)/python -m autograder.selftests.fuzz.coverage_guided frames build/fuzz/frames -max_total_time=300
	$(BIN)/python -m autograder.selftests.fuzz.coverage_guided notebooks build/fuzz/notebooks -max_total_time=300

bench: .venv/ready  ## speed, as ratios measured in one run
	$(BIN)/python -m benchmarks

train: .venv/train  ## the transformer of the little world, again from its seeds; under ten minutes
	$(BIN)/python -m autograder.world.train

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/browser: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]'
	touch $@

.venv/fuzz: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	touch $@

.venv/train: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	touch $@

clean:  ## remove what was made
	rm -rf .venv build demo
