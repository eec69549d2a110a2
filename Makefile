# billspool: build, test, demo. `make help` prints the targets.
#
# One flat file. Objects go to bin/obj/<variant>/, so that the plain, the ASan and the clang build live side by side.

# ---- packages: the one list, by Debian package name -------------------------------------------------------------
PACKAGES_BUILD = gcc make pkg-config libinotifytools0-dev libcsv-dev libhpdf-dev libzint-dev libpng-dev libharfbuzz-dev libsqlite3-dev \
	libinih-dev libical-dev libjansson-dev libssl-dev zlib1g-dev libesmtp-dev libgmime-3.0-dev libglib2.0-dev fonts-liberation fonts-freefont-ttf
PACKAGES_TEST = libcmocka-dev clang strace valgrind sqlite3 qpdf poppler-utils python3 perl util-linux mupdf-tools \
	ghostscript iproute2 python3-icalendar zbar-tools python3-zxing-cpp python3-pil dmtx-utils
PACKAGES_BENCH = python3-reportlab
PACKAGES_BROWSER = chromium chromium-driver firefox-esr xvfb openbox xdotool x11-apps

# ---- what to compile with ----------------------------------------------------------------------------------------
CC = gcc
VARIANT = plain
OPTIMISE = -O2 -g
SANITIZE =
WERROR = -Werror
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wcast-qual -Wcast-align -Wpointer-arith -Wwrite-strings -Wformat=2 -Wundef -Wvla \
	-Wswitch-enum -Wnull-dereference -Wno-unused-parameter -Wno-overlength-strings
LIBRARIES = sqlite3 libical harfbuzz-subset harfbuzz libcrypto libssl zlib inih jansson libesmtp-1.0 gmime-3.0 glib-2.0
CPPFLAGS = -D_GNU_SOURCE -Isrc -I$(OBJ) -include src/base/banned.h $(shell pkg-config --cflags $(LIBRARIES))
CFLAGS = -std=c17 $(OPTIMISE) $(SANITIZE) $(WARNINGS) $(WERROR) -fstack-protector-strong -pthread
LDFLAGS = $(SANITIZE) -pthread
LDLIBS = $(shell pkg-config --libs $(LIBRARIES)) -linotifytools -lcsv -lhpdf -lzint -lpng -lm

OBJ = bin/obj/$(VARIANT)
ifeq ($(VARIANT),plain)
BIN = bin/billspool
else
BIN = bin/billspool-$(VARIANT)
endif

SOURCES = $(sort $(wildcard src/*/*.c))
OBJECTS = $(SOURCES:src/%.c=$(OBJ)/%.o)
ROOM_OBJECTS = $(filter-out $(OBJ)/command/main.o,$(OBJECTS))
UNIT_SOURCES = $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS = $(UNIT_SOURCES:tests/unit/%.c=$(OBJ)/unit/%)

.PHONY: all help packages packages-test
all: $(BIN) ## build bin/billspool (installs missing build packages first)

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

# ---- packages ----------------------------------------------------------------------------------------------------
packages:
	@tests/packages.sh $(PACKAGES_BUILD)

packages-test: packages
	@tests/packages.sh $(PACKAGES_TEST)

# ---- build -------------------------------------------------------------------------------------------------------
$(BIN): $(OBJECTS) | packages
	@echo "  link  $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OBJ)/%.o: src/%.c Makefile | packages
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The schema becomes a string that the program carries.
$(OBJ)/store/database.o: $(OBJ)/schema.inc
$(OBJ)/schema.inc: src/store/schema.sql
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@

# So do the migrations, each with the version that it leads to.
MIGRATIONS = $(sort $(wildcard src/store/migrations/*.sql))
$(OBJ)/store/migration.o: $(OBJ)/migrations.inc
$(OBJ)/migrations.inc: $(MIGRATIONS)
	@mkdir -p $(@D)
	@for file in $^; do echo "{ $$(basename $$file .sql | sed 's/^0*//'),"; \
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $$file; echo '},'; done > $@

# So does the dashboard's page.
$(OBJ)/report/dashboard.o: $(OBJ)/dashboard.inc
$(OBJ)/dashboard.inc: templates/dashboard.html
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@

# And the texts of emails, each with its name.
MAIL_TEMPLATES = $(sort $(wildcard templates/mail/*.txt))
$(OBJ)/mail/template.o: $(OBJ)/mail_templates.inc
$(OBJ)/mail_templates.inc: $(MAIL_TEMPLATES)
	@mkdir -p $(@D)
	@for file in $^; do echo "{ \"$$(basename $$file)\","; \
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $$file; echo '},'; done > $@

# And the layouts of documents.
LAYOUTS = $(wildcard templates/layouts/*.ini)
$(OBJ)/document/layout.o: $(LAYOUTS:templates/layouts/%.ini=$(OBJ)/layout_%.inc)
$(OBJ)/document/layout_page.o: $(OBJ)/windows.inc
$(OBJ)/layout_%.inc: templates/layouts/%.ini
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@
$(OBJ)/%.inc: templates/%.ini
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@
$(OBJ)/document/bundle.o: $(OBJ)/omr.inc

# The words of documents become two tables, a row a word and language.
TEXTS = $(wildcard templates/texts/*.ini)
$(OBJ)/words/texts.o: $(OBJ)/texts.inc $(OBJ)/months.inc
$(OBJ)/texts.inc: $(TEXTS)
	@mkdir -p $(@D)
	@awk 'FNR == 1 { language = toupper(FILENAME); gsub(/.*\/|\.INI$$/, "", language) } /^[a-z]/ && !/^months / { key = $$1; \
		sub(/^[a-z_0-9]+ = /, ""); gsub(/["\\]/, "\\\\&"); \
		printf "[TEXT_%s][TEXTS_%s] = \"%s\",\n", toupper(key), language, $$0 }' $^ > $@
$(OBJ)/months.inc: $(TEXTS)
	@mkdir -p $(@D)
	@awk '/^months = / { language = toupper(FILENAME); gsub(/.*\/|\.INI$$/, "", language); sub(/^months = /, ""); \
		gsub(/ /, "\", \""); printf "[TEXTS_%s] = { \"%s\" },\n", language, $$0 }' $^ > $@

# ---- unit tests --------------------------------------------------------------------------------------------------
$(OBJ)/unit/%: tests/unit/%.c $(ROOM_OBJECTS) | packages-test
	@mkdir -p $(@D)
	@echo "  test  $<"
	@$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)

unit: packages-test $(UNIT_TESTS) ## build and run the unit tests
	@tests/run-unit.sh $(UNIT_TESTS)

# ---- programs that tests use -------------------------------------------------------------------------------------
HELPER_SOURCES = $(wildcard tests/golden/*.c tests/bench/*.c tests/crash/*.c)
HELPERS = $(HELPER_SOURCES:tests/%.c=$(OBJ)/%)

$(HELPERS): $(OBJ)/%: tests/%.c $(ROOM_OBJECTS) | packages-test
	@mkdir -p $(@D)
	@echo "  test  $<"
	@$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# ---- scenarios ---------------------------------------------------------------------------------------------------
SCENARIOS = $(sort $(wildcard tests/scenario/*.t))

scenario: packages-test $(BIN) $(HELPERS) ## run the scenarios (TAP under prove)
	@BIN=$(CURDIR)/$(BIN) prove -j2 $(SCENARIOS)

dashboard: packages-test $(BIN) ## the dashboard in real browsers (installs Debian's chromium and firefox-esr)
	@tests/packages.sh $(PACKAGES_BROWSER)
	@BIN=$(CURDIR)/$(BIN) prove tests/scenario/71-dashboard.t tests/scenario/71-picker.t tests/scenario/71-firefox.t

test: packages-test ## everything that CI runs
	@tests/run-all.sh

ASAN = $(MAKE) --no-print-directory VARIANT=asan OPTIMISE="-O1 -g" WERROR= \
	SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover"

asan: asan-unit asan-scenario ## unit tests and scenarios under AddressSanitizer and UBSan

asan-unit:
	@$(ASAN) unit

asan-scenario:
	@$(ASAN) scenario

helpers: $(HELPERS)

clang: ## build with clang and all its warnings
	@$(MAKE) --no-print-directory CC=clang VARIANT=clang bin/billspool-clang

valgrind: $(BIN) ## the main scenario under valgrind
	@BIN=$(CURDIR)/$(BIN) tests/scenario/valgrind.sh

crash: packages-test $(BIN) ## kill, and fail, at every system call of a whole life (the full form; make test runs a sample)
	@tests/crash/crash.sh full

SEED =
simulation: packages-test $(BIN) ## ten agents and sixty buildings for a year, with accidents; prints its seed, SEED=n repeats it
	@PYTHONDONTWRITEBYTECODE=1 BIN=$(CURDIR)/$(BIN) python3 tests/simulation/year.py full $(SEED)

schedules: packages-test $(BIN) ## ten simulated years of scheduled billing (about three minutes; make test runs one year)
	@BIN=$(CURDIR)/$(BIN) python3 tests/schedule/ten_years.py 10

bench: packages-test $(BIN) $(HELPERS) ## measure; prints tables and appends to bin/bench.jsonl
	@tests/packages.sh $(PACKAGES_BENCH)
	@tests/bench/bench.sh

demo: $(BIN) ## a sample utility billed from files to invoices, in spool/demo
	@tests/demo/demo.sh $(BIN) spool/demo

layers: ## arrows between the rooms of src point one way
	@tests/layers.sh

symbols: $(OBJECTS) ## a file exports what is named after it, and nothing else
	@tests/symbols.sh $(OBJECTS)

clean: ## remove what make has built
	@rm -rf bin/obj bin/billspool bin/billspool-*

.PHONY: unit scenario dashboard asan-unit asan-scenario helpers test asan clang valgrind crash simulation schedules bench demo layers symbols clean
-include $(OBJECTS:.o=.d)
