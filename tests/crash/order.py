#!/usr/bin/env python3
"""Is what billspool writes on disk in the order that a power cut demands? A checker over strace's log of a whole life.

A kill leaves the page cache alone; a power cut does not. What would then be lost cannot be tried here, but the order can be read:

A  what gets a name that people or recovery read (in invoices, previews, reports, archive, error, work) is synced before: every
   file since its last write, every folder since its last entry
B  the folder in which the name appears is synced before the input is moved to its last place, and again before the slot is
   emptied
C  a run is published after a commit that came after its sync: syncfs of the part, then the database, then the rename
D  the database changes only after its journal, and the journal's name, are synced; its journal goes (that is the commit) only
   after the database is synced, and the folder is synced before the slot is emptied
E  the record of where an input came from is synced before the input is claimed, and an input leaves the slot only after a commit
F  before an upgrade changes the database, the copy of it has its name, and file and folder are synced

usage: order.py [LOG SPOOL]     reads that log of `strace -y`; without one, lives the life and reads its own
"""
import collections
import os
import re
import shutil
import sys
import tempfile

import life

CALLS = "openat,openat2,write,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,linkat,unlink,unlinkat,mkdir,mkdirat,ftruncate"
NAMED = ("invoices", "previews", "reports", "archive", "error", "work")
LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?")
FD = re.compile(r"(?:\w+)<([^>]*)>")
AT_NAME = re.compile(r'(?:AT_FDCWD|\d+)<([^>]*)>, "([^"]*)"|^"([^"]*)"|, "([^"]*)"')


def is_named(name):
    """Does anybody read under this name? What is hidden, or in a hidden folder, is still in the making."""
    return name.split("/")[0] in NAMED and "/." not in name


class Node:
    """A file or folder: when it was synced last, and since when it is safe: the first sync after its last change, or None."""

    def __init__(self):
        self.synced, self.safe = 0, 0

    def change(self):
        self.safe = None

    def sync(self, now):
        self.synced = now
        if self.safe is None:
            self.safe = now


class Disk:
    """What the log says of the disk so far, and which rules it broke."""

    def __init__(self, spool):
        self.spool, self.now = spool, 0
        self.nodes = collections.defaultdict(Node)
        self.journals = set()
        self.committed = self.claimed = self.copied = 0
        self.owed = []  # (folder, since when, what for)
        self.seen, self.passed, self.wrong = collections.Counter(), 0, []

    def relative(self, path):
        return os.path.relpath(path, self.spool)

    def demand(self, good, sentence):
        if good:
            self.passed += 1
        else:
            self.wrong.append(f"line {self.now}: {sentence}")

    def changed_entry(self, path):
        self.nodes[os.path.dirname(path)].change()

    def below(self, path):
        return [(name, node) for name, node in list(self.nodes.items()) if name == path or name.startswith(path + "/")]

    # ---- the calls -----------------------------------------------------------------------------------------------
    def make(self, path):
        if path in self.nodes:
            return
        self.nodes[path].change()
        self.changed_entry(path)
        if path.endswith("-journal"):
            self.journals.add(path)

    def write(self, path):
        journal = path + "-journal"
        if journal in self.journals:
            self.seen["database writes"] += 1
            self.demand(self.nodes[journal].safe is not None and self.nodes[os.path.dirname(path)].safe is not None,
                        f"D: {self.relative(path)} is written before its journal is synced")
            if life.STEPS is life.UPGRADE_STEPS:
                self.demand(0 < self.copied < self.nodes[os.path.dirname(path)].synced,
                            "F: the database is written before there is a copy of it, whose folder is synced")
        self.nodes[path].change()

    def sync_all(self):
        for node in self.nodes.values():
            node.sync(self.now)

    def remove(self, path):
        if path in self.journals:
            self.commit(path)
        if self.relative(path) == "work/current.req":
            self.retire()
        self.nodes.pop(path, None)
        self.changed_entry(path)

    def rename(self, source, target):
        name = self.relative(target)
        self.before_rename(source, target, name)
        for path, node in self.below(source):
            del self.nodes[path]
            self.nodes[target + path[len(source):]] = node
        self.changed_entry(source)
        self.changed_entry(target)
        if is_named(name):
            self.owed.append((os.path.dirname(target), self.now, name))

    # ---- the rules -----------------------------------------------------------------------------------------------
    def before_rename(self, source, target, name):
        if name == "db/" + life.COPY:
            self.seen["copies of the database"] += 1
            self.copied = self.now
            self.demand(self.nodes[source].safe is not None, f"F: {name} gets its name before it is synced")
        if not is_named(name):
            return
        self.seen["names in " + name.split("/")[0]] += 1
        if name == "work/current.req":
            self.seen["claims"] += 1
            self.claimed = self.now
            intent = self.nodes[os.path.join(self.spool, "work/current.from")]
            work = self.nodes[os.path.dirname(target)]
            self.demand(intent.safe and work.safe, "E: an input is claimed before the record of where it came from is synced")
            return
        if self.relative(source) == "work/current.copy":
            self.settle("before the input is moved to " + name)
        parts = self.below(source)
        for path, node in parts:
            self.demand(node.safe is not None, f"A: {name} gets its name before {self.relative(path)} is synced")
        if life.RUN.fullmatch(os.path.basename(name)):
            self.seen["runs published"] += 1
            self.demand(all(node.safe is not None and node.safe < self.committed for _, node in parts),
                        f"C: {name} is published, and was not synced before the last commit")

    def settle(self, when):
        for folder, since, name in self.owed:
            self.demand(self.nodes[folder].synced > since, f"B: the folder of {name} is not synced {when}")
        self.owed = []

    def commit(self, journal):
        database = journal[:-len("-journal")]
        self.seen["commits"] += 1
        self.demand(self.nodes[database].safe is not None, "D: a commit before the database is synced")
        self.journals.discard(journal)
        self.committed = self.now
        self.owed.append((os.path.dirname(journal), self.now, "the commit"))

    def retire(self):
        self.seen["retirements"] += 1
        self.settle("before the slot is emptied")
        self.demand(self.committed > self.claimed, "E: an input leaves the slot without a commit")

    # ---- the log -------------------------------------------------------------------------------------------------
    def read(self, line):
        self.now += 1
        match = LINE.match(line)
        if not match or int(match.group(3)) < 0:
            return
        call, arguments, _, opened = match.groups()
        if call in ("write", "pwrite64", "ftruncate"):
            path = FD.match(arguments)
            if path and path.group(1).startswith(self.spool):
                self.write(path.group(1))
        elif call == "syncfs":
            self.seen["syncfs"] += 1
            self.sync_all()
        elif call in ("fsync", "fdatasync"):
            self.nodes[FD.match(arguments).group(1)].sync(self.now)
        elif call.startswith("open"):
            if "O_CREAT" in arguments and opened.startswith(self.spool):
                self.make(opened)
        else:
            self.read_names(call, arguments)

    def read_names(self, call, arguments):
        paths = [os.path.normpath(os.path.join(at or "", name or plain or other or "."))
                 for at, name, plain, other in AT_NAME.findall(arguments)]
        if not paths or not all(path.startswith(self.spool) for path in paths):
            return
        if call.startswith("rename") or call == "linkat":
            self.rename(*paths[:2])
        elif call.startswith("mkdir"):
            self.nodes[paths[0]] = Node()
            self.changed_entry(paths[0])
        else:
            self.remove(paths[0])


def live(folder):
    """A life under strace; returns the log and the spool."""
    spool, log = os.path.join(folder, "spool"), os.path.join(folder, "log")
    life.begin_anew(spool)
    with open(log, "w", encoding="utf-8") as whole:
        for step, (name, _) in enumerate(life.STEPS):
            life.drop(step, spool)
            piece = os.path.join(folder, "piece")
            done = life.run("strace", "-y", "-qq", "-o", piece, "-e", "trace=" + CALLS, *life.command(step, spool))
            if done.returncode != 0:
                raise SystemExit(f"step {name} fails under strace: {done.stdout.decode()}")
            if name == "init":
                life.configure(spool, life.SETTINGS)
            with open(piece, encoding="utf-8", errors="replace") as file:
                whole.write(file.read())
    return log, spool


WHOLE = ("claims", "retirements", "commits", "runs published", "syncfs", "database writes", *("names in " + top for top in NAMED))
UPGRADE = ("copies of the database", "commits", "database writes")


def read_life(wanted):
    """Live the life of life.STEPS, or take the log that is named, and read it. The log must show what is wanted."""
    folder = tempfile.mkdtemp(prefix="billspool-order.")
    try:
        log, spool = sys.argv[1:3] if len(sys.argv) == 3 else live(folder)
        disk = Disk(spool)
        with open(log, encoding="utf-8", errors="replace") as file:
            for line in file:
                disk.read(line)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    # A log without these would prove nothing.
    for what in wanted:
        disk.demand(disk.seen[what] > 0, f"there is nothing of this in the log: {what}")
    for sentence in disk.wrong:
        print(f"not ok - {sentence}")
    print("  " + ", ".join(f"{count} {what}" for what, count in sorted(disk.seen.items())))
    return disk.passed, len(disk.wrong)


def main():
    read = [read_life(WHOLE)]
    if len(sys.argv) != 3:
        life.STEPS = life.UPGRADE_STEPS
        read.append(read_life(UPGRADE))
    passed, failed = (sum(counts) for counts in zip(*read))
    print(f"order: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
