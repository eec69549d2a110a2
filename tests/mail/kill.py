"""Kill the sender before each of its system calls while it delivers twenty messages, and start it again.

    kill.py [EVERY]      every EVERYth call (default 1: all)

No message may be taken twice by the server, none lost: in the end each is SENT and was taken once, or is UNKNOWN, at most one of them, and was
taken at most once; and then the kill fell between handing it over and its answer. The last line says how many points there were.
"""
import collections
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from mail_spool import BIN, TOP, run, prepare

EVERY = int(sys.argv[1]) if len(sys.argv) > 1 else 1
CALLS = ("openat", "write", "pwrite64", "writev", "sendto", "read", "pread64", "recvfrom", "connect", "socket", "fsync", "fdatasync",
         "ftruncate", "unlink", "rename", "renameat", "renameat2", "close", "poll", "fcntl", "flock", "lseek")
MESSAGES = 20


def accepted(folder):
    """How often the server has taken each message, by Message-ID."""
    counts = collections.Counter()
    path = os.path.join(folder, "accepted")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                counts[re.search(r"Message-Id: <[^.>]*\.([^>]*)\.1@", json.loads(line)["text"]).group(1)] += 1
        os.remove(path)
    return counts


def states(spool):
    with sqlite3.connect(f"file:{spool}/db/billspool.db?mode=ro", uri=True) as db:
        return dict(db.execute("SELECT i.number, m.state FROM email m JOIN invoice i ON i.id = m.invoice_id"))


def count_calls(spool, work):
    """How often an undisturbed sender makes each call."""
    shutil.copytree(spool, work)
    log = work + ".trace"
    run("strace", "-f", "-qq", "-e", "trace=" + ",".join(CALLS), "-o", log, BIN, "-s", work, "mail", "send")
    counts = collections.Counter()
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"\d+ +(\w+)\(", line)
            if match:
                counts[match.group(1)] += 1
    shutil.rmtree(work)
    return counts


def main():
    folder = tempfile.mkdtemp(prefix="billspool-test.", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    server = subprocess.Popen([sys.executable, os.path.join(TOP, "tests/mail/smtp_server.py"), folder], stdout=subprocess.DEVNULL)
    spool, work = os.path.join(folder, "spool"), os.path.join(folder, "work")
    passed, failed, unknown = 0, 0, 0
    try:
        while not os.path.exists(os.path.join(folder, "port")):
            time.sleep(0.01)
        with open(os.path.join(folder, "port"), encoding="ascii") as file:
            prepare(spool, file.read(), MESSAGES, session_messages=8)
        counts = count_calls(spool, work)
        taken = accepted(folder)
        assert len(taken) == MESSAGES and set(taken.values()) == {1}, taken
        point = 0
        for call in CALLS:
            for nth in range(1, counts[call] + 1):
                point += 1
                if point % EVERY:
                    continue
                shutil.copytree(spool, work)
                first = run("strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={nth}", "-o", "/dev/null",
                            BIN, "-s", work, "mail", "send")
                for _ in range(3):
                    again = run(BIN, "-s", work, "mail", "send")
                end, taken = states(work), accepted(folder)
                lost = [n for n, state in end.items() if state not in ("SENT", "UNKNOWN") or (state == "SENT" and taken[n] != 1)]
                twice = [n for n, times in taken.items() if times > 1]
                puzzled = [n for n, state in end.items() if state == "UNKNOWN"]
                unknown += len(puzzled)
                if lost or twice or len(puzzled) > 1:
                    failed += 1
                    print(f"{call} {nth}: lost {lost}, twice {twice}, unknown {puzzled}, {end}\n{first.stdout}\n{again.stdout}")
                else:
                    passed += 1
                shutil.rmtree(work)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{unknown} times a message was UNKNOWN in the end")
    print(f"mail: {passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
