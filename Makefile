# Pimpasa. `make help` lists what there is.
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
IN = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: run test check fix demo bench bench-peers faults fuzz pictures lock install help

run: ## serve the whole system on http://127.0.0.1:8000 (PORT=8123 listens elsewhere)
	$(NEED_PYTHON) $(PYTHON) tools/install.py run
	@exec $(IN) manage.py serve --host $(HOST) --port $(PORT)

test: ## install what is missing, check everything, run all tests on SQLite and PostgreSQL
	$(NEED_PYTHON) $(PYTHON) tools/install.py test
	@exec $(IN) tools/test.py

check: ## style, types, walls between stages, migrations, translations
	$(NEED_PYTHON) $(PYTHON) tools/install.py dev
	@exec $(IN) tools/check.py

fix: ## put the code into its one style, collect new strings for translation
	@$(IN) -m ruff check -q --fix . ; $(IN) -m ruff format -q . ; $(IN) tools/translations.py collect

demo: ## fill an empty database with a believable year
	$(NEED_PYTHON) $(PYTHON) tools/install.py run
	@PIMPASA_DEMO=1 $(IN) manage.py demo

bench: ## measure speed and memory (an hour or two); results go to docs/performance.md
	$(NEED_PYTHON) $(PYTHON) tools/install.py test
	@exec $(IN) bench/all.py

bench-peers: ## time the detectors beside R's surveillance, installed from Debian where allowed
	$(NEED_PYTHON) $(PYTHON) tools/install.py test
	@exec $(IN) bench/kentongan_time.py --peers

faults: ## the long form of the fault tests: hundreds of kills, full disks, lost replies (about an hour)
	$(NEED_PYTHON) $(PYTHON) tools/install.py test
	@PIMPASA_FAULTS=long $(IN) -m pytest tests/faults tests/community/test_even.py \
		tests/intake/test_files_that_were_damaged.py tests/intake/test_in_any_order.py

fuzz: ## send the partners' door what its document allows and what it does not, 500 times an operation
	$(NEED_PYTHON) $(PYTHON) tools/install.py test
	@PIMPASA_FUZZ=500 $(IN) -m pytest tests/partners/test_nothing_is_found_by_chance.py

pictures: ## photograph the main pages of the demonstration for the README (docs/pictures)
	$(NEED_PYTHON) $(PYTHON) tools/install.py test
	@exec $(IN) tools/pictures.py

lock: ## pin all dependencies anew, with hashes
	@for part in run dev; do $(IN) -m uv pip compile -q --upgrade --generate-hashes --universal --no-header \
		--python-version 3.11 requirements/$$part.in -o requirements/$$part.txt; done

install: ## only install
	$(NEED_PYTHON) $(PYTHON) tools/install.py run

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

NEED_PYTHON = @test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3"; exit 1; };
