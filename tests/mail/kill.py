"""Kill the sender before each of its system calls on files, descriptors and the network while it delivers twenty messages, ten invoices and
ten statements, and start it again.

    kill.py [EVERY [OPTION...]]      every EVERYth call (default 1: all); options for the server, say bdat

No message may be taken twice by the server, none lost: in the end each is SENT and was taken once, or is UNKNOWN, at most one of them, and was
taken at most once; and then the kill fell between handing it over and its answer. The last lines say how many points there were.
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
from concurrent.futures import ThreadPoolExecutor

from mail_spool import BIN, TOP, run, prepare
from life import configure

EVERY = int(sys.argv[1]) if len(sys.argv) > 1 else 1
CLASSES = "%file,%desc,%network"
MESSAGES = 20
HANDS = 2 * (os.cpu_count() or 1)  # each waits for its server half of the time


class Hand:
    """A server of its own, and a copy of the spool that is told of it."""
    def __init__(self, folder):
        self.folder = folder
        os.mkdir(folder)
        self.server = subprocess.Popen([sys.executable, os.path.join(TOP, "tests/mail/smtp_server.py"), folder, *sys.argv[2:]],
                                       stdout=subprocess.DEVNULL)
        self.work = os.path.join(folder, "work")
        while not os.path.exists(os.path.join(folder, "port")):
            time.sleep(0.01)
        with open(os.path.join(folder, "port"), encoding="ascii") as file:
            self.port = file.read()

    def begin(self, spool):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(spool, self.work)
        configure(self.work, {"port": self.port})

    def trace(self, *options):
        return run("strace", "-f", "-qq", *options, BIN, "-s", self.work, "mail", "send")

    def send(self):
        return run(BIN, "-s", self.work, "mail", "send")

    def accepted(self):
        """How often the server has taken each message, by Message-ID."""
        counts = collections.Counter()
        path = os.path.join(self.folder, "accepted")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    counts[re.search(r"Message-Id: <[^.>]*\.([^>]*)\.1@", json.loads(line)["text"]).group(1)] += 1
            os.remove(path)
        return counts

    def states(self):
        database = sqlite3.connect(f"file:{self.work}/db/billspool.db?mode=ro", uri=True)
        found = dict(database.execute("SELECT number, state FROM mailing"))
        database.close()
        return found

    def end(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()


def count_calls(hand, spool):
    """How often an undisturbed sender makes each call."""
    hand.begin(spool)
    log = os.path.join(hand.folder, "trace")
    hand.trace("-e", "trace=" + CLASSES, "-o", log)
    counts = collections.Counter()
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"\d+ +(\w+)\(", line)
            if match and match.group(1) != "execve":
                counts[match.group(1)] += 1
    taken = hand.accepted()
    assert len(taken) == MESSAGES and set(taken.values()) == {1}, taken
    return counts


def kill_at(hand, spool, call, nth):
    """One life that ends before this call, and two more: was it killed, how many are UNKNOWN, what is wrong."""
    hand.begin(spool)
    first = hand.trace("-e", "trace=" + call, "-e", f"inject={call}:signal=KILL:when={nth}", "-o", "/dev/null")
    for _ in range(2):
        again = hand.send()
    end, taken = hand.states(), hand.accepted()
    lost = [n for n, state in end.items() if state not in ("SENT", "UNKNOWN") or (state == "SENT" and taken[n] != 1)]
    twice = [n for n, times in taken.items() if times > 1]
    puzzled = [n for n, state in end.items() if state == "UNKNOWN"]
    wrong = None
    if len(end) != MESSAGES or lost or twice or len(puzzled) > 1:
        wrong = f"{call} {nth}: lost {lost}, twice {twice}, unknown {puzzled}, {end}\n{first.stdout}\n{again.stdout}"
    return first.returncode != 0, len(puzzled), wrong


def main():
    folder = tempfile.mkdtemp(prefix="billspool-test.", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    spool, hands = os.path.join(folder, "spool"), []
    points, killed, unknown, failed = 0, 0, 0, 0
    try:
        hands = [Hand(os.path.join(folder, f"hand{i}")) for i in range(HANDS)]
        prepare(spool, hands[0].port, MESSAGES // 2, letters=True, session_messages=8)
        counts = count_calls(hands[0], spool)
        all_points = [(call, nth) for call in sorted(counts) for nth in range(1, counts[call] + 1)]
        free = list(hands)

        def work(point):
            hand = free.pop()
            try:
                return kill_at(hand, spool, *point)
            finally:
                free.append(hand)

        with ThreadPoolExecutor(HANDS) as pool:
            for dead, puzzled, wrong in pool.map(work, all_points[EVERY - 1::EVERY]):
                points += 1
                killed += dead
                unknown += puzzled
                if wrong is not None:
                    failed += 1
                    print(wrong)
        print(f"{points} of {len(all_points)} points tried ({', '.join(f'{call} {n}' for call, n in counts.most_common(12))}, ...), {killed} killed in time")
    finally:
        for hand in hands:
            hand.end()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{unknown} times a message was UNKNOWN in the end")
    print(f"mail: {points - failed} passed, {failed} failed")
    return 1 if failed or points == 0 or killed < points * 0.9 else 0


sys.exit(main())
