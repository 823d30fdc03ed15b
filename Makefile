# Everything here works from a fresh clone: each target first makes the virtual environment it needs.
# Written for GNU make 4.3 and a POSIX shell.

# The virtual environment, and the Python to make it with (empty: the first fitting one on this machine).
VENV = .venv
PYTHON =
# Options for the program or the tool that a target starts: make run ARGS="--lan --port 8080"
ARGS =
# Where `make screenshots` puts its pictures.
OUT = build/screenshots
# In which looks; nothing for every text size and contrast (some minutes).
LOOKS = --usual

PY = $(VENV)/bin/python
COVERAGE = $(PY) -m coverage
# Nothing is drawn on a screen, and modules are compiled once: not by each worker and each program a test starts.
TEST_ENV = QT_QPA_PLATFORM=offscreen env -u PYTHONDONTWRITEBYTECODE
# To watch which lines the tests come by doubles the time they take. With ARGS only some of them are run, and cannot
# reach the limits of all.
WATCHED =
HOLD = $(if $(WATCHED),$(if $(ARGS),true,$(COVERAGE) report --include='$1/*' --fail-under=$2))
COMPILE = build/lock/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url $(ARGS) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run headless test slow attack a11y lint types contracts deps bench screenshots lock \
	install-headless install-window install-speech install-dev

help:  ## Show what can be made
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r target text; do \
		printf '%-24s%s\n' "  $$target" "$$text"; done
	@printf '\n  %s\n' 'Options: make run ARGS="--lan --port 8080"'

# `exec`, so that a signal sent to what make started reaches Python itself and its exit status is make's.
run: install-window  ## Open the window and serve the API; ARGS="…" are options of main.py
	@$(PY) -m tools.system_libraries run $(ARGS)
	@exec $(PY) main.py $(ARGS)

headless: install-headless  ## Serve the API alone, without installing Qt
	@exec $(PY) main.py --headless $(ARGS)

test: install-dev  ## Run the tests but the slow ones, in under three minutes; ARGS=tests/api: only those; WATCHED=yes: hold the branch coverage, too
	@$(PY) -m tools.system_libraries test
	@rm -f .coverage .coverage.*
	@$(TEST_ENV) $(if $(WATCHED),$(COVERAGE) run,$(PY)) -m pytest -n 2 --dist worksteal $(ARGS)
	@$(if $(WATCHED),$(COVERAGE) combine --quiet)
	@$(call HOLD,election,95)
	@$(call HOLD,api,95)
	@$(call HOLD,kiosk,85)

slow: install-dev  ## Run the slow tests: whole programs, elections, browsers, every picture
	@$(PY) -m tools.system_libraries test
	@[ -e tools/browser/node_modules ] || npm ci --silent --no-audit --no-fund --prefix tools/browser || \
		echo 'axe-core could not be had, which judges the phone pages'
	@[ -e tools/client/node_modules ] || npm ci --silent --no-audit --no-fund --prefix tools/client || \
		echo 'TypeScript could not be had, which compiles the example of a client'
	@$(TEST_ENV) $(PY) -m pytest -n 2 --dist worksteal -m slow $(ARGS)

attack: install-dev  ## Run all attacks; what needs root or a loop mount says so where it cannot run
	@$(TEST_ENV) $(PY) -m pytest -m attack $(ARGS)

a11y: install-window  ## Vote through AT-SPI alone, in each language; on Debian, with the packages it names
	@PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m tests.a11y --python $(PY) $(ARGS)

lint: install-dev  ## Check style and formatting
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: install-dev  ## Check types, strictly
	@$(PY) -m mypy

contracts: install-dev  ## Check who may import whom
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

deps: install-dev  ## Check that what is imported is declared, and the other way round
	@$(PY) -m deptry .

bench: install-dev  ## Measure votes over HTTP, alone and beside a crowd, a hall of phones, the store by itself, the window, photos, rolls, slips, counts, and the pack (half an hour)
	@$(PY) -m bench.http
	@$(PY) -m bench.crowd
	@$(PY) -m bench.phones
	@$(PY) -m bench.store
	@$(PY) -m bench.window
	@$(PY) -m bench.photos
	@$(PY) -m bench.import_roll
	@$(PY) -m bench.roll_table
	@$(PY) -m bench.slips
	@$(PY) -m bench.count
	@$(PY) -m bench.pack
	@$(PY) -m bench.verify

screenshots: install-window  ## Draw every screen into OUT (build/screenshots); LOOKS= also in every look
	@$(PY) -m tools.system_libraries test
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.screenshots $(LOOKS) '$(OUT)'

lock:  ## Make the locks again from pyproject.toml; ARGS=--upgrade takes newer versions
	@sh -c "$$FIND_PYTHON"'; "$$python" -m venv build/lock'
	@build/lock/bin/python -m pip install --quiet uv
	@$(COMPILE) -o requirements-headless.txt
	@$(COMPILE) -o requirements.txt --extra window
	@$(COMPILE) -o requirements-speech.txt --extra window --extra speech
	@$(COMPILE) -o requirements-dev.txt --extra window --group dev

# --- the virtual environment ---------------------------------------------------------------------------

# Each lock holds all of the one before it, so an environment made from a later one will do as well; the last
# two hold the window's, but not each other.
install-headless:
	@sh -c "$$INSTALL" install requirements-headless.txt requirements.txt requirements-speech.txt requirements-dev.txt
install-window:
	@sh -c "$$INSTALL" install requirements.txt requirements-speech.txt requirements-dev.txt
install-speech:  ## Add what reads the ballot aloud and plays a sound at casting
	@sh -c "$$INSTALL" install requirements-speech.txt
install-dev:
	@sh -c "$$INSTALL" install requirements-dev.txt

# Sets $python. A name may be on the PATH and still not run (a version manager's shim), so each is tried.
define FIND_PYTHON
fits='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'
python=
for each in $(or $(PYTHON),python3 python3.11 python3.12 python3.13 python3.14 python); do
    if "$$each" -c "$$fits" >/dev/null 2>&1; then python=$$each; break; fi
done
if [ -z "$$python" ]; then
    echo 'Vote Kiosk needs Python 3.11, 3.12, 3.13 or 3.14, and none was found on this machine.' >&2
    echo 'Please install one; if it is there under another name: make run PYTHON=/path/to/python' >&2
    exit 1
fi
endef
export FIND_PYTHON

# Installs the first lock named, unless the environment was made from it or from one of the others.
#   .installed   is what the environment was made from: the Python version and the whole lock
#   .unfinished  is there while the environment is being changed; found at the start, it tells of a run
#                that was cut off, and the environment is made anew
define INSTALL
set -eu
venv='$(VENV)' py='$(PY)'
made_from() { "$$py" -V && cat "$$1"; }
for lock in "$$@"; do
    if made_from "$$lock" 2>/dev/null | cmp -s - "$$venv/.installed"; then exit 0; fi
done
$(FIND_PYTHON)
packages='import sys, sysconfig; sys.version_info >= (3, 11) and print(sysconfig.get_path("purelib"))'
if [ -e "$$venv/.unfinished" ] || ! [ -d "$$("$$py" -c "$$packages" 2>/dev/null)" ]; then
    rm -rf "$$venv"
    mkdir -p "$$venv"
    : >"$$venv/.unfinished"
    # Bare Debian has venv without ensurepip; then the pip of that Python works on the environment.
    "$$python" -m venv "$$venv" >/dev/null 2>&1 || "$$python" -m venv --clear --without-pip "$$venv"
fi
pip="$$py -m pip"
if ! $$pip --version >/dev/null 2>&1; then pip="$$python -m pip --python $$py"; fi
if ! $$pip --version >/dev/null 2>&1; then
    echo "Vote Kiosk needs pip to fetch its parts, and $$python has none. Please install pip for it." >&2
    exit 1
fi
echo "Installing $$1 into $$venv (once; the first time takes a few minutes) ..." >&2
rm -f "$$venv/.installed"
: >"$$venv/.unfinished"
status=0
$$pip --disable-pip-version-check install --require-hashes -r "$$1" >&2 || status=$$?
if [ "$$status" -ne 0 ]; then
    # Below 128 pip ended by itself and left the environment whole; else it was killed half-way.
    if [ "$$status" -lt 128 ]; then rm "$$venv/.unfinished"; fi
    echo "The parts in $$1 could not be installed; the reason is above. Is the network there?" >&2
    exit 1
fi
made_from "$$1" >"$$venv/.installed"
rm "$$venv/.unfinished"
endef
export INSTALL
