#!/usr/bin/env python3
"""layers.py OBJECT...: check how the files of src depend on each other and on the pages.

Rooms have an order, and no file is in a circle of includes. Each library has one door. Statements
are named in src/store alone, and each is named. manual/files.md has a line for each file. A struct tag is
defined once. Every exported function is used by another file, or by a test. Every page and section
that is cited is there.

The lists whose names begin with OLD_ hold the exceptions of today. They only shrink: an entry that
is not needed any more fails, too. OBJECTs are the object files of the program.
"""
import glob
import os
import re
import subprocess
import sys

# A file may include headers of its own room, and of rooms with a smaller number.
RANKS = {"base": 0,
         "spool": 1, "rating": 1, "schedule": 1, "page": 1,
         "words": 2,
         "layout": 3, "store": 3, "synthetic": 3, "cases": 3,
         "document": 4,
         "request": 5, "intake": 5,
         "config": 6,
         "run": 7,
         "report": 8, "mail": 8,
         "produce": 9, "standing": 9,
         "job": 10,
         "serve": 11,
         "command": 12}

# A part of the name of each library's header, and the one file that may include it.
DOORS = {"sqlite3.h": "store/database_inside.h",
         "inotifytools": "spool/watch.c",
         "csv.h>": "base/csv.c",
         "ini.h>": "base/inifile.c",
         "libical": "schedule/ical.c",
         "libesmtp.h": "mail/session.c",
         "gmime.h": "mail/mime.h",
         "glib.h": "base/unicode.c"}

# Files that are in a circle of includes.
OLD_CIRCLES = """
""".split()

# Files outside src/store that name statements.
OLD_STATEMENTS = """
""".split()

# Tags that are defined twice.
OLD_TAGS = """
""".split()

# How a page is cited: by its file name alone, with a heading ('manual/states.md, "Claim"') or a link's
# ("imports.md#receipts").
NAME = re.compile(r"(?<![\w*/.$])((?:\.\./|[\w-]+/)*[\w-]+\.md)\b(#[\w-]+|, \"[^\"]+\"|)")

WRITTEN = (".c", ".h", ".def", ".sql", ".md", ".sh", ".t", ".py", ".ini", ".html")

passed = failed = 0


def need(ok, *why):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(*why)


def old(found, listed, name, what):
    """What is found must be listed, and what is listed must be found."""
    for one in sorted(found):
        need(one in listed, f"{one} {what}")
    for one in listed:
        need(one in found, f"{one} need not be in {name} of tests/layers.py any more: take it away")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def rooms(sources):
    for path, text in sources.items():
        room = path.split("/")[1]
        others = set(re.findall(r'^#include "([a-z]+)/', text, re.M)) - {room}
        bad = [other for other in sorted(others) if RANKS.get(other, 99) >= RANKS.get(room, -1)]
        need(not bad, f"{path} (room {room}) includes from: {' '.join(bad)}")
    for library, door in DOORS.items():
        include = re.compile(r"#include <.*" + re.escape(library))
        others = [path for path, text in sources.items()
                  if path != "src/" + door and include.search(text)]
        need(not others, f"{library} is included outside src/{door}:", *others)


def circles(sources):
    """The files, as room/noun, from which includes lead back to themselves.

    noun_inside.h is a header that only the files of its room may include: a part of noun.
    """
    leads = {}
    for path, text in sources.items():
        noun = path[4:-2].removesuffix("_inside")
        others = {other.removesuffix("_inside")
                  for other in re.findall(r'^#include "([a-z]+/\w+)\.h"', text, re.M)}
        leads.setdefault(noun, set()).update(others - {noun})
    found = set()
    for start in leads:
        seen, todo = set(), list(leads[start])
        while todo:
            noun = todo.pop()
            if noun not in seen:
                seen.add(noun)
                todo += leads.get(noun, ())
        if start in seen:
            found.add(start)
    old(found, OLD_CIRCLES, "OLD_CIRCLES", "is in a circle of includes")


def statements(sources):
    """Where statements are named, and that each is."""
    tables = "".join(read(path) for path in glob.glob("src/store/*.def"))
    used = {path: re.findall(r"\bSQL_([A-Z]\w+)", text) for path, text in sources.items()}
    outside = {path for path in used if used[path] and not path.startswith("src/store/")}
    old(outside, OLD_STATEMENTS, "OLD_STATEMENTS", "names a statement of src/store")
    count = sum(len(used[path]) for path in outside)
    if count:
        print(f"statements: {count} times named in {len(outside)} files outside src/store")
    # SQL(NAME, ...) is named as SQL_NAME; ASK(NAME, ...) as NAME, in src/store.
    everywhere = {name for ids in used.values() for name in ids}
    store = "".join(text for path, text in sources.items() if path.startswith("src/store/"))
    everywhere |= set(re.findall(r"\b[A-Z][A-Z_0-9]+\b", store))
    for name in re.findall(r"^(?:SQL|ASK)\((\w+)", tables, re.M):
        need(name in everywhere, f"statement {name} is used by nobody")
    for path, text in sources.items():
        inside = re.search(r'"store/(database_inside|statement)\.h"', text)
        need(not inside or path.startswith("src/store/"), f"{path} includes the inside of store")


def files(sources):
    """manual/files.md has a line for each file, in its room, and for no others."""
    page = {}
    for room, text in re.findall(r"(?ms)^## (\w+)\n(.*?)(?=^## |\Z)", read("src/manual/files.md")):
        page[room] = set(re.findall(r"(?m)^- `(\w+)`", text))
    tree = {}
    for path in sources:
        room, name = path.split("/")[1:]
        tree.setdefault(room, set()).add(name[:-2])
    for room in sorted(page.keys() | tree.keys()):
        for noun in sorted(tree.get(room, set()) - page.get(room, set())):
            need(False, f"src/{room}/{noun} has no line in src/manual/files.md")
        for noun in sorted(page.get(room, set()) - tree.get(room, set())):
            need(False, f"src/manual/files.md has {noun} in {room}, which is not there")
        need(True)


DEFINITION = r"^(?:static |const )*(?:struct|enum|union) (\w+)\s*\{"


def tags(sources):
    places = {}
    for path, text in sources.items():
        for tag in re.findall(DEFINITION, text, re.M):
            places.setdefault(tag, []).append(path)
    twice = {tag for tag, paths in places.items() if len(paths) > 1}
    old(twice, OLD_TAGS, "OLD_TAGS", "is the tag of two structs or enums")
    for tag in sorted(twice - set(OLD_TAGS)):
        print(f"  {tag}: {' '.join(places[tag])}")


def lines_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def exports(objects):
    """Every exported function is needed by another object, or named by a test."""
    tests = "".join(read(path) for path in glob.glob("tests/*/*.[ch]"))
    named = set(re.findall(r"\w+", tests)) | {"main"}
    exported, wanted = {}, set()
    for path in objects:
        for line in lines_of("nm", "-g", path):
            *_, kind, symbol = line.split()
            if kind == "T":
                exported[symbol] = path
            elif kind == "U":
                wanted.add(symbol)
    for symbol, path in sorted(exported.items()):
        need(symbol in wanted or symbol in named,
             f"{path} exports {symbol}, which no other file uses")


# ---- citations -----------------------------------------------------------------------------------

def headings(path):
    """The headings of a page: as they are written, and as links name them."""
    texts = set(re.findall(r"^#+ +(.*?) *$", read(path), re.M))
    return texts, {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


def find_page(name, citing):
    """A page by its path from the citing file's folder, the top, or a folder that has pages."""
    for folder in (os.path.dirname(citing), ".", "src", "src/manual", "src/rating"):
        path = os.path.normpath(os.path.join(folder, name))
        if os.path.exists(path):
            return path
    return None


def cite_page(citing, name, section):
    """A citation: the section is "", a heading after a comma, or a link's after a "#"."""
    path = find_page(name, citing)
    need(path is not None, f"{citing} cites {name}, which is not there")
    if path is not None:
        texts, slugs = headings(path)
        fine = not section or section[1:] in slugs or section[3:-1] in texts
        need(fine, f"{citing} cites {name}{section}, and {path} has no such heading")


def citations():
    written = [path for folder in ("src", "tests", "templates")
               for path in glob.glob(folder + "/**/*", recursive=True) if path.endswith(WRITTEN)]
    for citing in sorted(written) + ["README.md", "spool/README.md", "Makefile"]:
        if citing == "tests/layers.py" or citing.startswith("tests/upgrade/schema-"):
            continue
        text = re.sub(r"\n\s*(?:\*|//|--|#)?\s*", " ", read(citing))
        for name, section in NAME.findall(text):
            cite_page(citing, name, section)
        for word in re.findall(r"\b(?:SPEC|FACTS|DESIGN),? (?:section )?\d", text):
            need(False, f"{citing} cites {word}, and pages are cited by heading")


def guards():
    """dash's `command -v a b` looks at a alone."""
    for path in glob.glob("tests/**/*", recursive=True):
        if path.endswith((".t", ".sh")):
            bad = re.findall(r"command -v [\"$\w-]+ +[\w-].*", read(path))
            bad = [line for line in bad if "looks at a alone" not in line]
            need(not bad, f"{path}: one `command -v` for several programs: {bad}")


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    sources = {path: read(path) for path in sorted(glob.glob("src/*/*.[ch]"))}
    rooms(sources)
    circles(sources)
    statements(sources)
    files(sources)
    tags(sources)
    exports(sys.argv[1:])
    citations()
    guards()
    print(f"layers: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
