# billspool: build, test, demo. `make help` prints the targets.
#
# One flat file. Objects go to bin/obj/<variant>/, so that the plain, the ASan and the clang build
# live side by side.

# ---- packages: the one list, by Debian package name ----------------------------------------------
PACKAGES_BUILD = gcc make pkg-config libinotifytools0-dev libcsv-dev libhpdf-dev libzint-dev \
	libpng-dev libharfbuzz-dev libsqlite3-dev libinih-dev libical-dev libjansson-dev libssl-dev \
	zlib1g-dev libesmtp-dev libgmime-3.0-dev libglib2.0-dev fonts-liberation fonts-freefont-ttf
PACKAGES_TEST = libcmocka-dev clang strace valgrind sqlite3 qpdf poppler-utils python3 perl \
	util-linux mupdf-tools ghostscript iproute2 python3-icalendar zbar-tools python3-zxing-cpp \
	python3-pil dmtx-utils
PACKAGES_BENCH = python3-reportlab
PACKAGES_BROWSER = chromium chromium-driver firefox-esr xvfb openbox xdotool x11-apps

# ---- what to compile with ------------------------------------------------------------------------
CC = gcc
VARIANT = plain
OPTIMISE = -O2 -g
SANITIZE =
WERROR = -Werror
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wcast-align -Wpointer-arith \
	-Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wnull-dereference \
	-Wno-unused-parameter -Wno-overlength-strings
LIBRARIES = sqlite3 libical harfbuzz-subset harfbuzz libcrypto libssl zlib inih jansson \
	libesmtp-1.0 gmime-3.0 glib-2.0
CPPFLAGS = -D_GNU_SOURCE -Isrc -I$(OBJ) -include src/base/banned.h \
	$(shell pkg-config --cflags $(LIBRARIES))
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
# The languages, English first; and the headers that are made, which must be there before anything is compiled.
TEXTS = templates/texts/en.ini $(filter-out templates/texts/en.ini,$(sort $(wildcard templates/texts/*.ini)))
GENERATED = $(OBJ)/texts_languages.h $(OBJ)/texts_keys.inc
UNIT_SOURCES = $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS = $(UNIT_SOURCES:tests/unit/%.c=$(OBJ)/unit/%)

# For targets that people call by themselves: all cores, unless make was told how many.
ALL_CORES = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: all help packages packages-test packages-browser
all: $(BIN) ## build bin/billspool (installs missing build packages first)

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' Makefile

# ---- packages ------------------------------------------------------------------------------------
packages:
	@tests/packages.sh $(PACKAGES_BUILD)

packages-test: packages
	@tests/packages.sh $(PACKAGES_TEST)

packages-browser:
	@tests/packages.sh $(PACKAGES_BROWSER)

# ---- build ---------------------------------------------------------------------------------------
$(BIN): $(OBJECTS) | packages
	@echo "  link  $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OBJ)/%.o: src/%.c Makefile | packages $(GENERATED)
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The schema becomes a string that the program carries.
$(OBJ)/store/database_open.o: $(OBJ)/schema.inc
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

# And the texts of emails, each with its name: those of each language, or there is no program.
MAIL_KINDS = "" -statement -reminder-1 -reminder-2 -reminder-3
$(OBJ)/mail/template.o: $(OBJ)/mail_templates.inc
$(OBJ)/mail_templates.inc: $(wildcard templates/mail/*.txt) templates/mail templates/texts
	@mkdir -p $(@D)
	@for language in $(basename $(notdir $(TEXTS))); do for kind in $(MAIL_KINDS); do \
		file=templates/mail/$$language$$kind.txt; [ -f $$file ] || { echo "$$file is missing" >&2; exit 1; }; \
		echo "{ \"$$(basename $$file)\","; \
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $$file; echo '},'; done; done > $@.new
	@mv $@.new $@

# And the formats of AR files.
AR_FORMATS = $(sort $(wildcard templates/ar/*.ini))
$(OBJ)/report/ar_format.o: $(OBJ)/ar_formats.inc
$(OBJ)/ar_formats.inc: $(AR_FORMATS) templates/ar
	@mkdir -p $(@D)
	@for file in $(AR_FORMATS); do echo "{ \"$$(basename $$file .ini)\","; \
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $$file; echo '},'; done > $@

# And the layouts of documents.
LAYOUTS = $(wildcard templates/layouts/*.ini)
$(OBJ)/layout/layout.o: $(LAYOUTS:templates/layouts/%.ini=$(OBJ)/layout_%.inc)
$(OBJ)/layout/layout_page.o: $(OBJ)/windows.inc
$(OBJ)/layout_%.inc: templates/layouts/%.ini
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@
$(OBJ)/%.inc: templates/%.ini
	@mkdir -p $(@D)
	@sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@
$(OBJ)/document/inserter.o: $(OBJ)/omr.inc

# The languages: one enum, the keys of their texts, and two tables. A file that comes or goes changes its folder.
$(OBJ)/words/texts.o: $(OBJ)/texts_texts.inc
$(OBJ)/words/locale.o: $(OBJ)/texts_locales.inc
$(OBJ)/texts_%: src/words/texts.awk $(TEXTS) templates/texts
	@mkdir -p $(@D)
	@awk -v want=$(basename $*) -f $< $(TEXTS) > $@.new
	@mv $@.new $@

# ---- unit tests ----------------------------------------------------------------------------------
$(OBJ)/unit/%: tests/unit/%.c $(ROOM_OBJECTS) | packages-test
	@mkdir -p $(@D)
	@echo "  test  $<"
	@$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)

unit: packages-test $(UNIT_TESTS) ## build and run the unit tests
	@tests/run-unit.sh $(UNIT_TESTS)

# ---- programs that tests use ---------------------------------------------------------------------
HELPER_SOURCES = $(wildcard tests/golden/*.c tests/bench/*.c tests/crash/*.c)
HELPERS = $(HELPER_SOURCES:tests/%.c=$(OBJ)/%)

$(HELPERS): $(OBJ)/%: tests/%.c $(ROOM_OBJECTS) | packages-test
	@mkdir -p $(@D)
	@echo "  test  $<"
	@$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# ---- scenarios -----------------------------------------------------------------------------------
SCENARIOS = $(sort $(wildcard tests/scenario/*.t))

scenario: packages-test $(BIN) $(HELPERS) ## run the scenarios (TAP under prove)
	@BIN=$(CURDIR)/$(BIN) prove -j2 $(SCENARIOS)

dashboard: packages-test packages-browser $(BIN) ## the dashboard in real browsers
	@BIN=$(CURDIR)/$(BIN) prove $(foreach name,dashboard picker firefox,tests/scenario/71-$(name).t)

test: packages-test packages-browser ## everything that CI runs (installs Chromium and Firefox too)
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

crash: packages-test $(BIN) ## kill, and fail, at every system call (make test: a sample)
	@tests/crash/crash.sh full

SEED =
simulation: packages-test $(BIN) ## a year of ten agents, with accidents; SEED=n repeats it
	@PYTHONDONTWRITEBYTECODE=1 BIN=$(CURDIR)/$(BIN) python3 tests/simulation/year.py full $(SEED)

schedules: packages-test $(BIN) ## ten simulated years of scheduled billing (three minutes)
	@BIN=$(CURDIR)/$(BIN) python3 tests/schedule/ten_years.py 10

bench: packages-test $(BIN) $(HELPERS) ## measure; prints tables and appends to bin/bench.jsonl
	@tests/packages.sh $(PACKAGES_BENCH)
	@tests/bench/bench.sh

demo: packages ## a sample utility billed from files to invoices, in spool/demo
	@$(MAKE) --no-print-directory $(ALL_CORES) $(BIN)
	@tests/demo/demo.sh $(BIN) spool/demo

# For editors and clang-tidy. It is in bin/, as all that make has built; .clangd names that folder.
compile-commands: all packages-test ## write bin/compile_commands.json
	@for file in $(SOURCES) $(UNIT_SOURCES) $(HELPER_SOURCES); do \
		echo "{\"directory\": \"$(CURDIR)\", \"file\": \"$$file\"," \
			"\"command\": \"$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) -c $$file\"}"; \
	done | sed -e '$$!s/$$/,/' -e '1s/^/[/' -e '$$s/$$/]/' >bin/compile_commands.json
	@echo "  made  bin/compile_commands.json"

layers: $(OBJECTS) ## how files depend on each other: rooms, circles, exports, citations
	@python3 tests/layers.py $(OBJECTS)

symbols: $(OBJECTS) ## a file exports what is named after it, and nothing else
	@tests/symbols.sh $(OBJECTS)

clean: ## remove what make has built
	@rm -rf bin/obj bin/billspool bin/billspool-*

.PHONY: unit scenario dashboard asan-unit asan-scenario helpers test asan clang valgrind crash \
	simulation schedules bench demo compile-commands layers symbols clean
-include $(OBJECTS:.o=.d)
