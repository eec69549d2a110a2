#!/usr/bin/env python3
"""Rates, memory and latency of the main job, each beside something measured in the same run.

Nothing is removed before the end: what comes next would be slower for it (see documents.py).

usage: bench.py "10000 100000" "1000 10000 100000"    sizes of the generated utility, in accounts, and numbers of documents
Each figure goes to bin/bench.jsonl as {"name", "value", "unit", "against", "ratio"}.
"""
import json
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time

import documents

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.join(TOP, "bin", "billspool")
OUT = os.path.join(TOP, "bin", "bench.jsonl")
sys.path.insert(0, os.path.join(TOP, "tests", "mail"))
from mail_spool import prepare  # noqa: E402

INTERFACES = ["buildings", "agents", "customers", "meters", "meter-reads", "price-plans", "charges", "receipts"]


def record(name, value, unit, against="", ratio=None):
    """Print one figure and keep it."""
    with open(OUT, "a", encoding="utf-8") as out:
        out.write(json.dumps({"name": name, "value": value, "unit": unit, "against": against, "ratio": ratio}) + "\n")
    beside = f"   {ratio:.2f} x {against}" if ratio is not None else ""
    print(f"  {name:34} {value:>12,.2f} {unit}{beside}")


def run(*command):
    """Run to the end; seconds on the wall, peak memory in MB. The command must succeed."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    if status != 0:
        raise SystemExit(f"failed ({status}): {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def once(spool):
    return run(BIN, "-s", spool, "once")


def configure(spool, **settings):
    path = os.path.join(spool, "billspool.conf")
    with open(path, encoding="utf-8") as conf:
        lines = conf.read().split("\n")
    for key, value in settings.items():
        lines = [f"{key} = {value}" if line.startswith(key + " =") else line for line in lines]
    with open(path, "w", encoding="utf-8") as conf:
        conf.write("\n".join(lines))


def drop(spool, name, text, door=""):
    """Put a request into a door by rename, as our own tools do."""
    temporary = os.path.join(spool, "requests", ".dropping.tmp")
    with open(temporary, "w", encoding="utf-8") as request:
        request.write(text)
    os.rename(temporary, os.path.join(spool, "requests", door, name))


def status(spool, name, door="operator"):
    with open(os.path.join(spool, "status", door, name + ".txt"), encoding="utf-8") as line:
        return line.read().strip()


def make_utility(folder, accounts):
    """A spool with a generated utility in it."""
    spool = os.path.join(folder, f"spool-{accounts}")
    data = os.path.join(folder, f"data-{accounts}")
    run(BIN, "-s", spool, "init")
    configure(spool, settle_ms=0)
    run(BIN, "generate", data, "--accounts", str(accounts), "--seed", "1")
    for interface in INTERFACES:
        shutil.copy(os.path.join(data, interface + ".csv"), os.path.join(spool, "imports", interface))
    seconds, _ = once(spool)
    rows = sum(sum(1 for _ in open(os.path.join(data, i + ".csv"), "rb")) - 1 for i in INTERFACES)
    print(f"\n{accounts:,} accounts: {rows:,} rows imported in {seconds:.1f} s ({rows / seconds:,.0f} rows/s)")
    return spool


def database(spool):
    return os.path.join(spool, "db", "billspool.db")


def inserts(spool, folder):
    """The same transaction rows, one INSERT statement each, into the same tables of an empty database: seconds."""
    script = os.path.join(folder, "inserts.sql")
    copy = os.path.join(folder, "inserts.db")
    with open(script, "w", encoding="utf-8") as out:
        out.write("BEGIN;\n")
        out.flush()
        for table in ("txn", "txn_line", "txn_usage", "txn_tax"):
            subprocess.run(["sqlite3", "-cmd", f".mode insert {table}", database(spool), f"SELECT * FROM {table}"], stdout=out, check=True)
        out.write("COMMIT;\n")
    with open(os.path.join(TOP, "src", "store", "schema.sql"), encoding="utf-8") as schema:
        tables = schema.read().split("-- ---- transactions")[1].split("-- Only the unbilled")[0]
    tables = "CREATE TABLE account(id INTEGER PRIMARY KEY); CREATE TABLE run_building(a, b);" + tables[tables.index("CREATE"):]
    subprocess.run(["sqlite3", copy, tables], check=True)
    begin = time.monotonic()
    with open(script, encoding="utf-8") as text:
        subprocess.run(["sqlite3", copy], stdin=text, check=True)
    seconds = time.monotonic() - begin
    return seconds


def until_finished(spool, name):
    """`once`, measured as its sender sees it: seconds until the status line says Finished, and peak memory in MB."""
    path = os.path.join(spool, "status", "operator", name + ".txt")
    begin = time.monotonic()
    process = subprocess.Popen([BIN, "-s", spool, "once"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while not (os.path.exists(path) and status(spool, name).startswith("Finished")):
        if process.poll() is not None:
            raise SystemExit(f"{name}: {status(spool, name)}")
        time.sleep(0.005)
    seconds = time.monotonic() - begin
    _, _, usage = os.wait4(process.pid, 0)
    return seconds, usage.ru_maxrss / 1024


def bench_transactions(spool, folder, accounts, largest):
    request = "[run]\ntype = transactions\nbuildings = *\nend_date = 2026-10-31\n"
    drop(spool, "all.req", request)
    seconds, peak = until_finished(spool, "all.req")
    drop(spool, "again.req", request + "note = again\n")
    again, _ = until_finished(spool, "again.req")
    print(f"  transactions in {seconds:.2f} s, again in {again:.2f} s: {status(spool, 'again.req')}")
    if largest:
        plain = inserts(spool, folder)
        record("transactions.accounts_per_s", accounts / seconds, "accounts/s", "one INSERT a row of the same rows (time)", seconds / plain)
    return peak


def bench_invoices(spool, folder, accounts, largest):
    drop(spool, "invoices.req", "[run]\ntype = invoices\nbuildings = *\n")
    seconds, peak = until_finished(spool, "invoices.req")
    runs = os.listdir(os.path.join(spool, "invoices"))
    published = os.path.join(spool, "invoices", runs[0])
    copy = os.path.join(folder, "copy")
    begin = time.monotonic()
    subprocess.run(["cp", "-r", published, copy], check=True)
    subprocess.run(["sync", "-f", copy], check=True)
    copied = time.monotonic() - begin
    count = sum(len(os.listdir(os.path.join(published, f))) for f in ("EMAIL", "POSTAL"))
    print(f"  {count:,} invoices in {seconds:.2f} s: {status(spool, 'invoices.req')}")
    if largest:
        record("invoices.per_s", count / seconds, "invoices/s")
        record("invoices.vs_cp", seconds / copied, "x", "cp -r of the published run, and sync (time)", seconds / copied)
    return peak


def bench_dashboard(spool):
    """Writing status/index.html when all is as it was: what `once` takes with it, less what it takes with nothing to say."""
    page = os.path.join(spool, "status", "index.html")
    empty = os.path.join(os.path.dirname(spool), "empty")
    run(BIN, "-s", empty, "init")
    plain = statistics.median(once(empty)[0] for _ in range(5))
    whole = statistics.median(once(spool)[0] for _ in range(5))
    record("dashboard.write_ms", (whole - plain) * 1000, "ms", "once on an empty spool", whole / plain)
    record("dashboard.bytes", os.path.getsize(page), "bytes", "1 MB", os.path.getsize(page) / 1048576)


def fill(spool, waiting, made):
    """Let `waiting` requests lie in alice's door. Each is another one; what she asks for is refused at once. Returns how many were made."""
    door = os.path.join(spool, "requests", "alice")
    for n in range(made, made + waiting - len(os.listdir(door))):
        drop(spool, f"r{n:06}.req", f"[run]\ntype = preview\nbuildings = NONE\nnote = {n}\n", "alice")
        made = n + 1
    return made


def bench_claim(folder, waiting, name):
    """From the moment at which a dropped file has settled to the claim, while so many of another agent wait."""
    spool = os.path.join(folder, f"claim-{waiting}")
    settle, rounds = 200, 20 if waiting == 0 else 10
    run(BIN, "-s", spool, "init")
    configure(spool, settle_ms=settle)
    with open(os.path.join(spool, "imports", "agents", "agents.csv"), "w", encoding="utf-8") as agents:
        agents.write("agent,name,role,buildings\nalice,Alice,MANAGER,*\nbob,Bob,MANAGER,*\n")
    once(spool)
    made = fill(spool, waiting, 0)
    watcher = subprocess.Popen([BIN, "-s", spool, "watch"], stderr=subprocess.DEVNULL)
    delays = []
    for i in range(rounds):
        # A queue of so many, of which some have been taken since; the watcher knows it.
        made = fill(spool, waiting, made)
        time.sleep(0.5)
        drop(spool, f"bob-{i}.req", f"[run]\ntype = preview\nbuildings = NONE\nnote = bob {i}\n", "bob")
        dropped = time.monotonic()
        path = os.path.join(spool, "requests", "bob", f"bob-{i}.req")
        while os.path.exists(path):
            time.sleep(0.001)
        delays.append((time.monotonic() - dropped) * 1000 - settle)
    watcher.terminate()
    watcher.wait()
    record(name, statistics.median(delays), f"ms after {settle} ms of settling (worst {max(delays):.0f})")


def bench_mail(folder, messages=1000):
    """Deliver so many invoices to a relay on this machine; and Python's smtplib the very same messages, over one connection."""
    relay, spool = os.path.join(folder, "relay"), os.path.join(folder, "mail")
    os.mkdir(relay)
    server = subprocess.Popen([sys.executable, os.path.join(TOP, "tests/mail/smtp_server.py"), relay, "bdat"], stdout=subprocess.DEVNULL)
    try:
        while not os.path.exists(os.path.join(relay, "port")):
            time.sleep(0.01)
        with open(os.path.join(relay, "port"), encoding="ascii") as file:
            port = file.read()
        prepare(spool, port, messages)
        seconds, _ = run(BIN, "-s", spool, "mail", "send")
        with open(os.path.join(relay, "accepted"), encoding="utf-8") as file:
            taken = [json.loads(line) for line in file]
        if len({message["recipients"][0] for message in taken}) != messages or len(taken) != messages:
            raise SystemExit(f"{len(taken)} messages for {messages}")
        begin = time.monotonic()
        with smtplib.SMTP("127.0.0.1", int(port)) as smtp:
            for message in taken:
                smtp.sendmail("billing@billing.example", message["recipients"], message["text"].encode("latin-1"))
        plain = time.monotonic() - begin
    finally:
        server.terminate()
        server.wait()
    record("mail.per_s", messages / seconds, "messages/s")
    record("mail.vs_smtplib", seconds / plain, "x", "smtplib, the same messages over one connection (time)", seconds / plain)


def main():
    sizes = [int(size) for size in sys.argv[1].split()]
    transactions, invoices = {}, {}
    if not sizes:
        with tempfile.TemporaryDirectory(prefix="billspool-bench.") as folder:
            documents.bench(folder, [int(size) for size in sys.argv[2].split()], record)
        return
    with tempfile.TemporaryDirectory(prefix="billspool-bench.") as folder:
        for size in sizes:
            spool = make_utility(folder, size)
            transactions[size] = bench_transactions(spool, folder, size, size == sizes[-1])
            invoices[size] = bench_invoices(spool, folder, size, size == sizes[-1])
            if size == sizes[-1]:
                bench_dashboard(spool)
        first, last = sizes[0], sizes[-1]
        print("\nmemory and latency")
        record("transactions.peak_mb", transactions[last], "MB", f"the peak at {first} accounts", transactions[last] / transactions[first])
        record("invoices.peak_mb", invoices[last], "MB", f"the peak at {first} accounts", invoices[last] / invoices[first])
        bench_mail(folder)
        for waiting, name in ((0, "claim.latency_ms"), (100, "claim.latency_ms_100"), (10000, "claim.latency_ms_10k")):
            bench_claim(folder, waiting, name)
        documents.bench(folder, [int(size) for size in sys.argv[2].split()], record)


if __name__ == "__main__":
    main()
