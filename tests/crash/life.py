"""life: one whole life of a small utility, step by step, and what must be true of a spool whatever has happened to it.

A step drops files into a spool and lets billspool do them. The reference is an undisturbed life: it is known of each step
what the spool looks like before it and after it, and every disturbed life must come to the same end, byte for byte.
"""
import csv
import glob
import hashlib
import os
import re
import shutil
import sqlite3
import stat
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
UTILITY = os.path.join(HERE, "utility")
BIN = os.environ.get("BIN", os.path.join(TOP, "bin/billspool"))
SETTINGS = {"settle_ms": 0, "workers": 1, "retry_seconds": 0, "incomplete_seconds": 0}
ENVIRONMENT = {**os.environ, "BILLSPOOL_NOW": "2026-11-02T09:00:00", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

# Where people look, and where a run's folder must be whole as soon as it has its name.
VISIBLE = ("requests", "imports", "archive", "error", "reports", "previews", "invoices")
RUN_FOLDERS = ("reports", "previews", "invoices")
RUN = re.compile(r"\d{8}-\d{4}")
COPY = "billspool.db.version-1"


def request(door, name, **keys):
    return f"requests/{door}/{name}", "[run]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def imports():
    for path in sorted(glob.glob(os.path.join(UTILITY, "*.csv"))):
        with open(path, encoding="utf-8") as file:
            name = os.path.basename(path)
            yield f"imports/{name[:-4]}/{name}", file.read()


# Name of the step, and what it drops. {hash} is that of the preview before.
STEPS = (
    ("init", ()),
    ("imports", tuple(imports())),
    ("transactions", (request("alice", "october.req", type="transactions", buildings="*", end_date="2026-10-31"),)),
    ("twice", (request("alice", "again-1.req", type="transactions", buildings="S", end_date="31/10/2026"),
               request("alice", "again-2.req", type="transactions", buildings="S", end_date="31/10/2026"))),
    ("refused", (request("alice", "unknown.req", type="transactions", buildings="S, X", end_date="2026-10-31"),)),
    ("approve", (request("alice", "approve.req", type="approve", account="1004", code="BILL_HIGH", reason="read twice"),)),
    # Dated so that these bills are overdue when they are reminded of.
    ("preview", (request("alice", "preview.req", type="preview", buildings="*", invoice_date="2026-09-20"),)),
    ("invoices", (request("alice", "invoices.req", type="invoices", buildings="*", approve="{hash}"),)),
    ("email", (request("mia", "email.req", type="email", message="*", decision="HOLD", reason="after the holidays"),)),
    ("reverse", (request("alice", "reverse.req", type="reverse", invoice="INV-0000002", rebill="yes", reason="wrong read"),)),
    ("daily", (request("alice", "daily.req", type="daily", buildings="*", end_date="2026-10-31"),)),
    ("statements", (request("alice", "statements.req", type="statements", buildings="*"),)),
    ("reminders", (request("alice", "reminders.req", type="reminders", buildings="*"),)),
    # What the schedule drops when it is told to run now is a fourth input, that must be done once.
    ("schedule", (request("alice", "reverse-1.req", type="reverse", invoice="INV-0000001", rebill="yes", reason="wrong read"),
                  request("alice", "schedule.req", type="schedule", schedule="m", when="monthly on 1", buildings="*", end_rule="last month"),
                  request("alice", "run.req", type="schedule", schedule="m", act="run"))),
)


# Another life: a spool that the first release has made (tests/upgrade/README.md) is upgraded, and goes on.
OLD_SPOOL = os.path.join(TOP, "tests/upgrade/small-6703a2e.tar.gz")
UPGRADE_STEPS = (
    ("upgrade", ()),
    ("november", (request("alice", "november.req", type="transactions", buildings="*", end_date="2026-10-31"),)),
    ("held", (request("mia", "held.req", type="email", message="*", decision="HOLD", reason="after the upgrade"),)),
)


def begin_anew(spool):
    """What there is of the spool before the first step: nothing, or a spool of the first release."""
    shutil.rmtree(spool, ignore_errors=True)
    if STEPS is UPGRADE_STEPS:
        os.makedirs(os.path.dirname(spool), exist_ok=True)
        subprocess.run(["tar", "xzf", OLD_SPOOL, "--transform", f"s,^spool,{os.path.basename(spool)},",
                        "-C", os.path.dirname(spool)], check=True)


def run(*args, **more):
    return subprocess.run(args, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **more)


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.exists(source):
        subprocess.run(["cp", "-a", source, target], check=True)


def configure(spool, settings):
    path = os.path.join(spool, "billspool.conf")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for key, value in settings.items():
        text = re.sub(rf"(?m)^({key} = )[^ \n]*", rf"\g<1>{value}", text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def command(step, spool):
    return [BIN, "init", spool] if STEPS[step][0] == "init" else [BIN, "-s", spool, "once"]


def drop(step, spool):
    """Drop the step's files, in order, each whole."""
    for place, text in STEPS[step][1]:
        if "{hash}" in text:
            with open(os.path.join(spool, "status/alice/preview.req.txt"), encoding="utf-8") as file:
                text = text.replace("{hash}", re.search(r"approve = (\w{64})", file.read()).group(1))
        fresh = spool + ".drop"
        with open(fresh, "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(fresh, os.path.join(spool, place))


def live(step, spool):
    """One undisturbed step; returns the finished process."""
    done = run(*command(step, spool))
    if STEPS[step][0] == "init" and done.returncode == 0:
        configure(spool, SETTINGS)
    return done


# ---- pictures of a spool -----------------------------------------------------------------------------------------
def listing(spool, times=False):
    """Every file and folder: path -> (mode, hash of the bytes[, time of change])."""
    found = {}
    for folder, folders, files in os.walk(spool):
        for name in folders + files:
            path = os.path.join(folder, name)
            info = os.lstat(path)
            digest = "folder"
            if stat.S_ISREG(info.st_mode):
                with open(path, "rb") as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
            at = info.st_mtime_ns if times and name != "status" and not path.startswith(spool + "/status/") else 0
            found[os.path.relpath(path, spool)] = (info.st_mode, digest, at)
    # This one tells the time of day.
    found.pop("status/status.json", None)
    found.pop("status/index.html", None)
    return found


def database_names(spool):
    return sorted(os.listdir(os.path.join(spool, "db")))


def picture(spool):
    """What must be the same at the end of every life: all but the database file, whose rows are compared instead."""
    found = {path: facts for path, facts in listing(spool).items() if not path.startswith("db/")}
    # Each life has its own: sound() compares it with the database's.
    if "spool.id" in found:
        found["spool.id"] = (found["spool.id"][0], "an id", 0)
    return found


def open_database(spool, name="billspool.db"):
    return sqlite3.connect(f"file:{spool}/db/{name}?mode=ro", uri=True)


def rows(spool, name="billspool.db"):
    """All rows of all tables, without the times, inodes, secrets and ids that differ from life to life."""
    database = open_database(spool, name)
    found = {}
    claims = {claim: f"{folder}/{name}" for claim, folder, name in database.execute("SELECT claim_id, folder, name FROM job")}
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    for table in tables:
        cursor = database.execute(f"SELECT * FROM {table}")
        drop_these = [n for n, column in enumerate(cursor.description) if column[0] in ("arrived_ns", "started_ns", "finished_ns", "secret", "spool")]
        found[table] = sorted((tuple(claims.get(v, v) for n, v in enumerate(row) if n not in drop_these) for row in cursor),
                              key=repr)
    database.close()
    return found


def differences(got, want, label):
    for path in sorted(set(got) | set(want)):
        if path not in got:
            yield f"{label}: {path} is missing"
        elif path not in want:
            yield f"{label}: {path} ought not to be there"
        elif got[path] != want[path]:
            yield f"{label}: {path} differs: {shorten(got[path])} for {shorten(want[path])}"


def shorten(value):
    text = repr(value)
    return text if len(text) < 300 else text[:300] + "..."


# ---- the reference -----------------------------------------------------------------------------------------------
class Reference:
    """An undisturbed life: before[i] is a copy of the spool before step i; pictures[i] shows it after step i."""

    def __init__(self, folder):
        spool = os.path.join(folder, "reference")
        self.before, self.start, self.pictures, self.rows, self.names = [], [], [], [], []
        begin_anew(spool)
        self.old_rows = rows(spool) if STEPS is UPGRADE_STEPS else None
        for step, (name, _) in enumerate(STEPS):
            self.before.append(os.path.join(folder, f"before-{step}"))
            copy(spool, self.before[step])
            self.start.append(picture(spool))
            drop(step, spool)
            done = live(step, spool)
            if done.returncode != 0:
                raise SystemExit(f"the undisturbed life fails in step {name}: {done.stdout.decode()}")
            self.pictures.append(picture(spool))
            self.rows.append(rows(spool))
            self.names.append(database_names(spool))
        self.spool = spool

    def answer(self, step, question):
        """What the database says after the step: of the last step as it is, of the others as the next one finds it."""
        last = step + 1 == len(STEPS)
        database = open_database(self.spool if last else self.before[step + 1])
        found = database.execute(question).fetchall()
        database.close()
        return found

    def restore(self, step, spool):
        """The spool as it is when the step begins."""
        copy(self.before[step], spool)
        drop(step, spool)


# ---- what must be true -------------------------------------------------------------------------------------------
def half_way(reference, step, spool, failing=False):
    """In the moment of the accident: nothing half-published, nothing lost. failing: it may be given up. Yields what is wrong."""
    if STEPS[step][0] == "init":
        return
    start, end, now = reference.start[step], reference.pictures[step], picture(spool)
    if failing:
        end = end | {path: now[path] for path in (os.path.relpath(path, spool) for path in in_error(step, spool)) if path in now}
    dropped = {place for place, _ in STEPS[step][1]}

    # What a schedule drops lies in its door as whole as it will lie in the archive.
    dropped |= {path for path in now if path.startswith("requests/") and now[path][1] != "folder" and any(
        os.path.basename(path) == os.path.basename(last) and now[path][1] == end[last][1] for last in end if last.startswith("archive/"))}

    # Whatever can be seen is as it was, or as it will be.
    for path, facts in now.items():
        parts = path.split("/")
        if parts[0] not in VISIBLE or any(part.startswith(".") for part in parts) or facts[1] == "folder":
            continue
        if facts[1] not in [side[path][1] for side in (start, end) if path in side] and path not in dropped:
            if not (parts[0] == "reports" and len(parts) == 2 and is_whole(os.path.join(spool, path))):
                yield f"{path} is neither what it was nor what it will be"

    # A run's folder is there with all that belongs to it.
    for path in end:
        folder = "/".join(path.split("/")[:2])
        if path.startswith(RUN_FOLDERS) and RUN.search(folder) and folder in now and path not in now:
            yield f"{folder} can be seen without {path}"

    # Invoices and letters can be seen only if they are issued. The database is looked at in a copy: looking may roll it back.
    shown = {path.split("/")[1] for path in now if re.match(r"invoices/\d{8}-\d{4}$", path) and path not in start}
    if shown:
        looked_at = spool + ".looked-at"
        copy(os.path.join(spool, "db"), looked_at + "/db")
        database = sqlite3.connect(looked_at + "/db/billspool.db")
        issued = {run_id for (run_id,) in database.execute(
            "SELECT id FROM run WHERE state = 'ISSUED' OR (kind IN ('statements', 'reminders') AND state = 'DONE')")}
        database.close()
        yield from (f"invoices/{name} can be seen and is not issued" for name in sorted(shown - issued))

    yield from places(end, now, step)
    if STEPS[step][0] == "upgrade":
        yield from half_upgraded(reference, spool)


def half_upgraded(reference, spool):
    """The database has its old version, or there is a whole copy of what it was. Looked at in a copy, as above."""
    looked_at = spool + ".looked-at"
    copy(os.path.join(spool, "db"), looked_at + "/db")
    database = sqlite3.connect(looked_at + "/db/billspool.db")
    version = database.execute("PRAGMA user_version").fetchone()[0]
    database.close()
    if version != 1 and COPY not in os.listdir(looked_at + "/db"):
        yield f"the database has version {version}, and there is no copy of what it was"
    yield from copies(reference, looked_at)


def copies(reference, spool):
    """A copy that has its name is whole, private, and what the database was. Yields what is wrong."""
    for name in database_names(spool):
        if not name.startswith(COPY):
            continue
        if stat.S_IMODE(os.stat(os.path.join(spool, "db", name)).st_mode) != 0o600:
            yield f"others can read {name}"
        database = open_database(spool, name)
        if database.execute("PRAGMA user_version").fetchone() != (1,) or database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield f"{name} is no sound database of version 1"
        database.close()
        if rows(spool, name) != reference.old_rows:
            yield f"{name} is not what the database was"


def is_whole(path):
    """The reports of the state of things now have more than one state in a step of several inputs: each must be a whole one."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    return text.endswith("\n") and len({len(row) for row in csv.reader(text.splitlines())}) == 1


def places(end, now, step):
    """Each input is at least in one of door, slot, archive and error; never in its door and its last place at once."""
    slot = now.get("work/current.req")
    for place, text in STEPS[step][1]:
        name = os.path.basename(place)
        last = [path for path in now if path in end and os.path.basename(path) == name and path.startswith(("archive/", "error/"))]
        if place not in now and not last and slot is None:
            yield f"{place} is nowhere"
        if place in now and last:
            yield f"{place} is in its door and in {last[0]}"


def at_the_end(reference, step, spool):
    """After recovery: all is as after an undisturbed step. Yields what is wrong."""
    got, want = picture(spool), reference.pictures[step]
    yield from differences(got, want, "files")
    got, want = rows(spool), reference.rows[step]
    for table in want:
        if got.get(table) != want[table]:
            yield from (f"table {table}: got {shorten(row)}" for row in got.get(table, []) if row not in want[table])
            yield from (f"table {table}: want {shorten(row)}" for row in want[table] if row not in got.get(table, []))
    yield from sound(spool)
    if STEPS is UPGRADE_STEPS:
        yield from copies(reference, spool)
        if database_names(spool) != reference.names[step]:
            yield f"db/ holds {database_names(spool)} instead of {reference.names[step]}"
    done = run(BIN, "-s", spool, "check")
    if done.returncode != 0:
        yield f"check: {done.stdout.decode().strip()}"


# ---- a request that has failed -----------------------------------------------------------------------------------
def in_error(step, spool):
    """The step's one input in error/, and its note."""
    path = os.path.join(spool, "error", os.path.basename(STEPS[step][1][0][0]))
    return path, path + ".error.txt"


def has_failed(step, spool):
    """Has it been given up? (A refusal is an answer like any other.)"""
    _, note = in_error(step, spool)
    if not os.path.exists(note):
        return False
    with open(note, encoding="utf-8") as file:
        return file.read().startswith("Failed")


def untouched(reference, step, spool):
    """But for what says that it failed, all is as before the step. Yields what is wrong."""
    def shown(spool_picture):
        mine = {os.path.relpath(path, spool) for path in in_error(step, spool)} | {STEPS[step][1][0][0], "reports/ageing.csv",
                "reports/email-queue.csv", "reports/sites-unbilled.csv", "reports/read-review.csv"}
        return {path: facts for path, facts in spool_picture.items()
                if path not in mine and not path.startswith(("status", "work")) and facts[1] != "folder"}

    yield from differences(shown(picture(spool)), shown(reference.start[step]), "failed")
    yield from sound(spool)


def take_back(step, spool):
    """Drop it again, as the note says; false if it is not there."""
    path, note = in_error(step, spool)
    if not os.path.exists(path):
        return False
    os.unlink(note)
    os.rename(path, os.path.join(spool, STEPS[step][1][0][0]))
    return True


def same_money(reference, step, spool):
    """The same bills, balances and decisions as in an undisturbed life, whatever the number of the run. Yields what is wrong."""
    for question in ("SELECT number, account_id, kind, total_minor, balance_after_minor FROM invoice ORDER BY 1",
                     "SELECT account_id, kind, amount_minor, source FROM ledger ORDER BY 1, 2, 3, 4",
                     "SELECT account_id, state, period_from, period_to, total_minor FROM txn ORDER BY 1, 2, 3",
                     "SELECT account_id, code, state FROM exception ORDER BY 1, 2, 3",
                     "SELECT state, send_to, kind, level FROM mailing ORDER BY 2, 3, 4, 1",
                     "SELECT state, account_id, kind, level FROM posting ORDER BY 2, 3, 4, 1"):
        database = open_database(spool)
        got = database.execute(question).fetchall()
        database.close()
        if got != reference.answer(step, question):
            yield f"dropped again: {question}: {shorten(got)}"
    yield from sound(spool)
    done = run(BIN, "-s", spool, "check")
    if done.returncode != 0:
        yield f"check: {done.stdout.decode().strip()}"


def sound(spool):
    """What is true of any spool at rest, asked without billspool's help."""
    database = open_database(spool)
    for question, answer in (
            ("PRAGMA integrity_check", [("ok",)]),
            ("PRAGMA foreign_key_check", []),
            ("SELECT claim_id FROM job WHERE state <> 'COMMITTED'", []),
            ("SELECT series, max(sequence), count(*) FROM invoice GROUP BY series"
             " HAVING min(sequence) <> 1 OR max(sequence) <> count(*) OR count(DISTINCT sequence) <> count(*)", []),
            ("SELECT a.id, b.id FROM txn a JOIN txn b ON a.account_id = b.account_id AND a.id < b.id AND a.state = 'BILLED'"
             " AND b.state = 'BILLED' AND a.period_from <= b.period_to AND b.period_from <= a.period_to", []),
            ("SELECT number FROM invoice WHERE state <> 'ISSUED'", []),
            ("SELECT number FROM letter t WHERE 1 <> (SELECT count(*) FROM email WHERE letter_id = t.id) + (SELECT count(*) FROM post WHERE letter_id = t.id)"
             " OR (delivery = 'EMAIL') <> EXISTS (SELECT 1 FROM email WHERE letter_id = t.id)", [])):
        found = database.execute(question).fetchall()
        if found != answer:
            yield f"{question}: {shorten(found)}"
    (spool_id,) = database.execute("SELECT spool FROM identity").fetchone()
    with open(os.path.join(spool, "spool.id"), encoding="ascii") as file:
        if file.read() != spool_id + "\n":
            yield "spool.id is not the id of the database"
    yield from money(database, spool)
    database.close()


def money(database, spool):
    """Each run: invoices = ledger = AR file = PDFs, to the cent, copies beside them, and each PDF is the one in the manifest."""
    issued = database.execute("SELECT run_id, count(*), sum(total_minor) FROM invoice GROUP BY run_id").fetchall()
    ledger = {run: (count, total) for run, count, total in database.execute(
        "SELECT run_id, count(*), sum(amount_minor) FROM ledger WHERE kind IN ('INVOICE', 'REVERSAL') GROUP BY run_id")}
    copies = dict(database.execute("SELECT run_id, count(*) FROM invoice i JOIN invoice_copy c ON c.invoice_id = i.id GROUP BY run_id"))
    on_disk = sorted(os.listdir(os.path.join(spool, "invoices")))
    letters = dict(database.execute("SELECT run_id, count(*) FROM letter GROUP BY run_id"))
    if sorted([run for run, _, _ in issued] + list(letters)) != on_disk:
        yield f"invoices/ holds {on_disk}, the database {issued}"
        return
    for name, count, total in issued:
        folder = os.path.join(spool, "invoices", name)
        with open(os.path.join(folder, "ar-import.csv"), encoding="utf-8", newline="") as file:
            ar = [round(float(row["gross"]) * 100) for row in csv.DictReader(file)]
        pdfs = {os.path.relpath(path, folder) for path in glob.glob(os.path.join(folder, "*/*.pdf"))}
        if ledger.get(name) != (count, total) or (len(ar), sum(ar)) != (count, total) or \
                len(pdfs) != count + copies.get(name, 0):
            yield f"run {name}: {count} invoices, {total} cents; ledger {ledger.get(name)}; AR {len(ar)}, {sum(ar)}; {len(pdfs)} PDFs"
        yield from files(folder, name, pdfs)
    for name, count in letters.items():
        folder = os.path.join(spool, "invoices", name)
        pdfs = {os.path.relpath(path, folder) for path in glob.glob(os.path.join(folder, "*/*.pdf"))}
        if len(pdfs) != count:
            yield f"run {name}: {count} letters, {len(pdfs)} PDFs"
        yield from files(folder, name, pdfs)


def files(folder, name, pdfs):
    """Each PDF of a run is the one in its manifest."""
    with open(os.path.join(folder, "manifest.csv"), encoding="utf-8", newline="") as file:
        listed = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    for pdf in sorted(pdfs | {path for path in listed if path.endswith(".pdf")}):
        path = os.path.join(folder, pdf)
        if not os.path.exists(path) or hashlib.sha256(open(path, "rb").read()).hexdigest() != listed.get(pdf):
            yield f"run {name}: {pdf} is not what the manifest says"
