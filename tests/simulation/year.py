#!/usr/bin/env python3
"""year: ten agents and sixty buildings for a year, with everything that can happen to them; then an oracle says what came of it.

usage: year.py full|sample [SEED]

Agents drop requests that are theirs to make and others that are not; buildings are lent and handed over, roles change, people move
out and in, reads come late; the watcher is killed at a random system call, or after a random time; and the clock is wrong for a
while, ahead or behind. What each request must be answered is worked out here, from the rights of the day, before it is done.

Prints its seed; with it the same files are dropped in the same order, and the same system calls are the last ones. KEEP=1 keeps the
spool. The last line counts what the oracle looked at.
"""
import collections
import datetime
import math
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import oracle
import world
from world import DAY, FIRST, LAST, last_month_end, month_end

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("BIN", os.path.join(TOP, "bin/billspool"))
SIZES = {"full": {"accounts": 3, "events": 4.0, "kill": 0.2}, "sample": {"accounts": 1, "events": 0.28, "kill": 0.2}}
CALLS = ("renameat2", "renameat", "fsync", "fdatasync", "pwrite64", "write", "unlinkat", "openat", "syncfs", "openat2")
ANSWERED = re.compile("^(Finished|Rejected|Failed)")
FINISHED = "^Finished"
LOADED = r"^Finished, \d+ rows? loaded(, \d+ known already)?$"
SETTINGS = {"settle_ms": 0, "incomplete_seconds": 0, "retry_seconds": 0, "workers": 1, "scan_ms": 50}


class Drop:
    """One dropped file. rule(today, disturbed) -> the patterns that its answer may have."""

    def __init__(self, kind, door, name, text, rule):
        self.kind, self.door, self.name, self.text = kind, door, name, text
        self.expected, self.answer = set(), ""
        self._rule = rule

    def expect(self, today, disturbed):
        self.expected |= set(self._rule(today, disturbed))


class Year:
    def __init__(self, folder, size, seed):
        self.rng = random.Random(seed)
        self.size = SIZES[size]
        self.folder, self.spool = folder, os.path.join(folder, "spool")
        self.world = world.World(self.rng, self.size["accounts"])
        self.rights = self.world.rights
        self.today = FIRST
        self.drops, self.waiting = [], []
        self.said = {}  # by interface: the text of the last file
        self.did = collections.Counter()
        self.four_eyes = self.rng.random() < 0.5
        self.run(["init"])
        path = os.path.join(self.spool, "billspool.conf")
        with open(path, encoding="utf-8") as file:
            conf = file.read()
        for key, value in {**SETTINGS, "four_eyes": "yes" if self.four_eyes else "no"}.items():
            conf = re.sub(rf"(?m)^{key} = [^ \n]*", f"{key} = {value}", conf)
        with open(path, "w", encoding="utf-8") as file:
            file.write(conf)

    # ---- billspool ---------------------------------------------------------------------------------------------------

    def environment(self, day):
        return {**os.environ, "BILLSPOOL_NOW": f"{day}T{self.rng.randint(7, 18):02}:00:00", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

    def run(self, command, before=(), day=FIRST):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            return subprocess.run([*before, BIN, "-s", self.spool, *command], env=self.environment(day), stdin=subprocess.DEVNULL,
                                  stdout=log, stderr=log, check=False).returncode

    def query(self, sql, *args):
        db = sqlite3.connect(f"file:{self.spool}/db/billspool.db?mode=ro", uri=True)
        try:
            return db.execute(sql, args).fetchall()
        finally:
            db.close()

    def put(self, drop, folder):
        temporary = os.path.join(self.folder, "dropping")
        with open(temporary, "wb") as file:
            file.write(drop.text.encode() if isinstance(drop.text, str) else drop.text)
        os.rename(temporary, os.path.join(self.spool, folder, drop.name))

    def drop(self, kind, door, text, rule):
        """A request into an agent's door; "" is the operator's."""
        drop = Drop(kind, door or "operator", f"r{len(self.drops):05}.req", text, rule)
        self.drops.append(drop)
        self.waiting.append((drop, os.path.join("requests", door)))
        self.did[kind] += 1
        return drop

    def load(self, interface, text, rule=None):
        """An import; only a fault of ours could make it be refused, or that it says what the one before it said."""
        answer = ["already loaded"] if self.said.get(interface) == text else [LOADED]
        rule = rule or (lambda today, disturbed: answer)
        self.said[interface] = text
        drop = Drop("import " + interface, "imports", f"i{len(self.drops):05}.csv", text, rule)
        self.drops.append(drop)
        self.waiting.append((drop, os.path.join("imports", interface)))
        return drop

    def answer(self, drop):
        try:
            with open(os.path.join(self.spool, "status", drop.door, drop.name + ".txt"), encoding="utf-8") as file:
                return file.read().strip()
        except FileNotFoundError:
            return ""

    def kill_at_a_call(self, day):
        call, n = self.rng.choice(CALLS), int(math.exp(self.rng.uniform(0, math.log(300))))
        code = self.run(["once"], ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                   f"inject={call}:signal=SIGKILL:when={n}"], day)
        self.did["killed"] += code != 0
        return code != 0

    def kill_a_watcher(self, day, drops):
        """One or two watchers; what is dropped arrives while they look; then they are killed."""
        with open(os.path.join(self.folder, "log"), "ab") as log:
            watchers = [subprocess.Popen([BIN, "-s", self.spool, "watch"], env=self.environment(day), stdout=log, stderr=log)
                        for _ in range(self.rng.choice((1, 1, 2)))]
        for drop, folder in drops:
            self.put(drop, folder)
        time.sleep(self.rng.uniform(0, 0.3))
        for watcher in watchers:
            watcher.send_signal(signal.SIGKILL)
            watcher.wait()
        self.did["watchers killed"] += len(watchers)

    def session(self, day=None, safe=False):
        """Drop what waits, and let it be done, with accidents unless safe. The clock shows `day`, and may change after an accident."""
        drops, self.waiting = self.waiting, []
        day, disturbed = day or self.today, not safe and self.rng.random() < self.size["kill"]
        days = [day]
        if disturbed and self.rng.random() < 0.15:
            self.kill_a_watcher(day, drops)
        else:
            for drop, folder in drops:
                self.put(drop, folder)
            while disturbed and len(days) < 4 and self.kill_at_a_call(days[-1]) and self.rng.random() < 0.4:
                days.append(self.a_day() if self.rng.random() < 0.3 and drops[0][0].door != "imports" else days[-1])
        code = self.run(["once"], day=days[-1])
        if code != 0:
            raise SystemExit(f"once ends with {code}; see {self.folder}/log")
        for drop, _ in drops:
            drop.answer = self.answer(drop)
            for moment in days:
                drop.expect(moment, disturbed)
        self.did["sessions"] += 1
        return [drop for drop, _ in drops]

    def a_day(self):
        """What the clock shows: mostly today, else some weeks ahead or behind."""
        if self.rng.random() > 0.08:
            return self.today
        self.did["clock wrong"] += 1
        return self.today + self.rng.choice((-1, 1)) * self.rng.randint(1, 45) * DAY

    # ---- what an answer must be --------------------------------------------------------------------------------------

    def names(self, building, day):
        return ", ".join(agent + r"( \(deputy[^)]*\))?" for agent in self.rights.who(building, day))

    def no_right(self, agent, kind):
        """The pattern of a refusal for a role too low, or None."""
        if agent == "" or self.rights.may(agent, kind):
            return None
        return (f"^Rejected: {self.rights.names[agent]} has the role {self.rights.roles[agent]}, and a request of type {kind} needs "
                f"the role {world.NEEDS[kind]}: ask ")

    def no_building(self, agent, building, day, what="building {}"):
        """The pattern of a refusal for another's building, or None."""
        if agent == "" or self.rights.has(agent, building, day):
            return None
        return f"^Rejected: {what.format(building)} ?is not one of {self.rights.names[agent]}'s; ask {self.names(building, day)}$"

    def ordinary(self, agent, kind, buildings, end):
        """The rule of a run: role, buildings as written, and an end date that has come."""
        def rule(today, disturbed):
            refused = self.no_right(agent, kind)
            if not refused and buildings == ["*"]:
                mine = agent == "" or self.rights.reached(agent, self.world.buildings, today)
                refused = None if mine else "^Rejected: .* has no buildings"
            elif not refused:
                unknown = {b: f"^Rejected: there is no building {b} here" for b in buildings if b not in self.world.buildings}
                refused = next(filter(None, (unknown.get(b) or self.no_building(agent, b, today) for b in buildings)), None)
            if not refused and end and end > today:
                refused = f"^Rejected: end_date {end} lies in the future"
            return [refused] if refused else [FINISHED] + ([r"^Rejected: end_date \S+ is too early"] if end else [])
        return rule

    # ---- what agents do ----------------------------------------------------------------------------------------------

    def an_agent(self):
        return self.rng.choice(sorted(self.rights.own))

    def text(self, **keys):
        return "[run]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items()) + f"note = {len(self.drops)}\n"

    def run_request(self, kind=None, agent=None):
        """A run of some of an agent's buildings, and sometimes of one that is not theirs, or is nobody's."""
        agent = agent or self.an_agent()
        kind = kind or self.rng.choice(("transactions", "transactions", "invoices", "daily", "daily", "preview"))
        mine = self.rights.reached(agent, self.world.buildings, self.today)
        chosen = self.rng.sample(mine, min(len(mine), self.rng.randint(1, 4)))
        if self.rng.random() < 0.12 or not chosen:
            chosen.insert(self.rng.randint(0, len(chosen)), self.rng.choice(self.world.buildings + ["B99"]))
        if self.rng.random() < 0.15:
            chosen = ["*"]
        end = None
        if kind in ("transactions", "daily"):
            end = last_month_end(self.today) if self.rng.random() < 0.85 else self.today - self.rng.randint(-3, 40) * DAY
        keys = {"type": kind, "buildings": ", ".join(chosen), **({"end_date": end} if end else {})}
        return self.drop(kind, agent, self.text(**keys), self.ordinary(agent, kind, chosen, end))

    def twin(self):
        """The same bytes twice: the second is answered as the first."""
        first = self.run_request("transactions")
        rule = lambda today, disturbed: [p if p.startswith("^Rejected") else r"^Finished.*\(as r\d+\.req, which is the same request\)$"
                                         for p in first._rule(today, disturbed)]
        self.drop("twin", first.door, first.text, rule)

    def withdrawn(self):
        """A request and its cancel, both before the watcher looks: the cancel goes first."""
        target = self.run_request("daily")
        done = target._rule
        target._rule = lambda today, disturbed: ["^Rejected: withdrawn by .* before it began$"] + (
            done(today, disturbed) if disturbed else [])
        self.drop("cancel", target.door, self.text(type="cancel", request=target.name), lambda today, disturbed: [
            f"^Finished, {target.name} is withdrawn$"] + (["^Rejected: .* is not in your queue"] if disturbed else []))

    def malformed(self):
        bad = self.rng.choice((
            (b"", "the file is empty"), (b"[run]\ntype = bill\nbuildings = *\n", "type = bill is not possible"),
            (b"[run]\ntype = transactions\nbuildings = *\n", "needs a line `end_date"),
            (b"[run]\ntype = transactions\nbuildings = *\nend_date = 2026-02-30\n", "end_date = 2026-02-30 is not possible"),
            (b"[run]\ntype = daily\ntype = daily\nbuildings = *\nend_date = 2026-01-31\n", "stands on line 2 already"),
            (b"[run]\ntype = preview\nbuildings = *\napprove_all = yes\n", "is not known in a request"),
            (b"[walk]\ntype = preview\nbuildings = *\n", r"no section \[walk\]"),
            (b"[run]\ntype = preview\nbuildings = \0\0\0\0", ""), (b"; " + b"x" * 70000, "is the limit"),
            (b"PK\x03\x04\x14\0\6\0\x08\0", ""), (b"Please bill everything.\n", "")))
        self.drop("malformed", self.an_agent(), bad[0], lambda today, disturbed: ["^Rejected: .*" + bad[1]])

    # ---- decisions: each alone, because what there is to decide is asked before --------------------------------------

    def decide(self, kind):
        found = self.query("SELECT a.number, b.code, x.code, r.agent FROM exception x JOIN account a ON a.id = x.account_id"
                           " JOIN building b ON b.id = a.building_id JOIN run r ON r.id = x.run_id ORDER BY 1, 3")
        if not found:
            return
        number, building, code, _ = self.rng.choice(found)
        agent = self.an_agent() if self.rng.random() < 0.3 else self.rng.choice(self.rights.who(building, self.today))
        own = agent in [row[3] for row in found if row[0] == number and row[2] == code]

        def rule(today, disturbed):
            refused = self.no_right(agent, kind) or self.no_building(agent, building, today, f"account {number} belongs to building "
                                                                      "{}, which")
            if not refused and kind == "approve" and self.four_eyes and own:
                refused = r"^Rejected: .* in a run of their own; .*four_eyes"
            return [refused or FINISHED]
        self.drop(kind, agent, self.text(type=kind, account=number, code=code, reason="looked at"), rule)
        self.session(self.a_day())

    def reverse(self):
        found = self.query("SELECT i.number, b.code, EXISTS (SELECT 1 FROM invoice v WHERE v.reverses = i.id), t.period_to ="
                           " (SELECT max(period_to) FROM txn WHERE account_id = i.account_id AND state = 'BILLED')"
                           " FROM invoice i JOIN building b ON b.id = i.building_id JOIN txn t ON t.id = i.txn_id"
                           " WHERE i.kind = 'INVOICE' ORDER BY 1")
        if not found:
            return
        number, building, gone, latest = self.rng.choice([row for row in found if row[3]] if self.rng.random() < 0.7 else found)
        agent = self.an_agent() if self.rng.random() < 0.3 else self.rng.choice(self.rights.who(building, self.today))
        rebill = self.rng.choice(("yes", "yes", "no"))

        def rule(today, disturbed):
            state = (f"^Rejected: invoice {number} was reversed already" if gone else
                     f"^Rejected: invoice {number} is not the account's latest" if rebill == "yes" and not latest else None)
            return [self.no_right(agent, "reverse") or state or
                    self.no_building(agent, building, today, f"invoice {number} belongs to building {{}}, which") or FINISHED]
        self.drop("reverse", agent, self.text(type="reverse", invoice=number, rebill=rebill, reason="wrong"), rule)
        self.session(self.a_day())

    def email(self):
        agent = "mia" if self.rng.random() < 0.6 else self.an_agent()
        decision = self.rng.choice(("SEND", "HOLD"))
        # What is held for a reason is sent only when it is named.
        states = "('NEW')" if decision == "SEND" else "('NEW', 'RELEASED')"
        waits = self.query(f"SELECT count(*) FROM email WHERE state IN {states}")[0][0]
        rule = lambda today, disturbed: [self.no_right(agent, "email") or
                                         (FINISHED if waits else "^Rejected: no email there waits for that decision")]
        if self.rights.may(agent, "email") and agent != "mia":
            return
        self.drop("email", agent, self.text(type="email", message="*", decision=decision), rule)
        self.session(self.a_day())

    def posted(self):
        runs = self.query("SELECT p.run_id, group_concat(DISTINCT b.code) FROM post p JOIN invoice i ON i.id = p.invoice_id"
                          " JOIN building b ON b.id = i.building_id GROUP BY 1 ORDER BY 1")
        if not runs:
            return
        run, buildings = self.rng.choice(runs)
        agent = self.an_agent()
        rule = lambda today, disturbed: [FINISHED if all(self.rights.has(agent, b, today) for b in buildings.split(",")) else
                                         f"^Rejected: .* is not one of {self.rights.names[agent]}'s; ask "]
        self.drop("posted", agent, self.text(type="posted", run=run), rule)
        self.session(self.a_day())

    def approve_preview(self):
        """Look first, then issue exactly that; or something comes between, and it is refused."""
        agent = self.an_agent()
        mine = self.rights.reached(agent, self.world.buildings, self.today)
        if not mine:
            return
        chosen = self.rng.sample(mine, min(len(mine), 6))
        self.run_transactions(agent, chosen)
        keys = {"type": "preview", "buildings": ", ".join(chosen)}
        preview = self.drop("preview", agent, self.text(**keys), self.ordinary(agent, "preview", chosen, None))
        self.session(safe=True)
        hash_ = re.search(r"approve = (\w{64})", preview.answer)
        if not hash_:
            return
        wanted = "^Finished, [1-9]"
        if self.rng.random() < 0.5:
            wanted = "^Rejected: the result is no longer what was approved"
            numbers = [row[0] for row in self.query(
                "SELECT a.number FROM txn t JOIN account a ON a.id = t.account_id JOIN building b ON b.id = a.building_id"
                " WHERE t.state = 'UNBILLED' AND NOT EXISTS (SELECT 1 FROM exception x WHERE x.account_id = a.id)"
                f" AND b.code IN ({', '.join('?' * len(chosen))}) ORDER BY 1", *chosen)]
            if not numbers:
                return
            self.receipts([self.rng.choice(numbers)])
        again = self.ordinary(agent, "invoices", chosen, None)
        self.drop("approve =", agent, self.text(type="invoices", buildings=keys["buildings"], approve=hash_.group(1)),
                  lambda today, disturbed: [p if p.startswith("^Rejected") else wanted for p in again(today, disturbed)])
        self.session(self.a_day())

    def run_transactions(self, agent, chosen):
        end = last_month_end(self.today)
        self.drop("transactions", agent, self.text(type="transactions", buildings=", ".join(chosen), end_date=end),
                  self.ordinary(agent, "transactions", chosen, end))
        self.session(safe=True)

    # ---- what happens to them ----------------------------------------------------------------------------------------

    def receipts(self, numbers):
        rows = []
        for number in numbers:
            self.world.receipts.append((number, self.rng.randint(100, 30000), f"P{len(self.world.receipts)}"))
            rows.append((number, self.today, f"{self.world.receipts[-1][1] / 100:.2f}", "EFT", self.world.receipts[-1][2]))
        text = world.table("account_number date amount batch_type reference", rows)
        self.load("receipts", text)
        if self.rng.random() < 0.3:
            self.session()
            self.load("receipts", text, lambda today, disturbed: ["already loaded"])
        self.session()

    def pay(self):
        self.receipts(self.rng.sample(sorted(self.world.accounts), 5))

    def lend(self):
        """A building for some days, to somebody who does not have it; sometimes until further notice, and then ended."""
        agent, building = self.rng.choice([a for a in sorted(self.rights.own) if a != "mia"]), self.rng.choice(self.world.buildings)
        first = self.today + self.rng.randint(-3, 10) * DAY
        last = first + self.rng.randint(0, 20) * DAY if self.rng.random() < 0.8 else None
        endless = [key for key, end in self.rights.loans.items() if end is None]
        if endless and self.rng.random() < 0.5:
            agent, building, first = self.rng.choice(endless)
            last = max(first, self.today)
        self.rights.loans[agent, building, first] = last
        self.did["loans"] += 1
        self.load("deputies", world.table("agent building_code from to", [(agent, building, first, last or "")]))
        self.session(self.a_day())

    def hand_over(self):
        """From one agent to another."""
        giver = self.rng.choice([a for a, own in sorted(self.rights.own.items()) if own and own != "*"])
        taker = self.rng.choice([a for a in sorted(self.rights.own) if a not in (giver, "mia")])
        for building in self.rng.sample(sorted(self.rights.own[giver]), min(len(self.rights.own[giver]), self.rng.randint(1, 3))):
            self.rights.own[giver].discard(building)
            self.rights.own[taker].add(building)
        self.did["hand-overs"] += 1
        self.load("agents", self.rights.agents_csv([giver, taker]))
        self.session(self.a_day())

    def change_role(self):
        agent = self.rng.choice([a for a in sorted(self.rights.own) if a != "mia"])
        self.rights.roles[agent] = self.rng.choice(("AGENT", "AGENT", "BILLING", "BILLING", "MANAGER"))
        self.did["roles"] += 1
        self.load("agents", self.rights.agents_csv([agent]))
        self.session(self.a_day())

    def move(self):
        for interface, text in self.world.move(self.today):
            self.load(interface, text)
        if self.waiting:
            self.did["moves"] += 1
            self.session()

    def busy_hour(self):
        """Several agents at once: runs, twins, withdrawals and nonsense, in one queue."""
        for _ in range(self.rng.randint(2, 6)):
            self.rng.choice((self.run_request, self.run_request, self.run_request, self.twin, self.withdrawn, self.malformed))()
        self.session(self.a_day())

    # ---- the year ----------------------------------------------------------------------------------------------------

    def one_day(self):
        if self.today.day == 1 and self.today > FIRST:
            self.load("meter-reads", world.table(self.world.READS, self.world.month_of_reads(last_month_end(self.today))))
            self.session()
        if self.today.day in (2, 3) and self.rng.random() < 0.8:
            for agent in self.rng.sample(sorted(self.rights.own), 3):
                self.run_request("daily", agent)
            self.session(self.a_day())
        doings = {self.busy_hour: 10, lambda: self.decide("approve"): 6, lambda: self.decide("hold"): 1, self.reverse: 4,
                  self.email: 1, self.posted: 1, self.approve_preview: 3, self.pay: 2, self.lend: 3, self.hand_over: 2,
                  self.change_role: 1, self.move: 2}
        chances = self.size["events"]
        while self.rng.random() < chances:
            chances -= 1
            self.rng.choices(list(doings), doings.values())[0]()

    def last_things(self):
        """In January all is read, decided and billed: what is left then, nobody would have billed."""
        self.load("meter-reads", world.table(self.world.READS, self.world.month_of_reads(LAST)))
        self.session()
        for _ in range(2):
            self.drop("daily", "", self.text(type="daily", buildings="*", end_date=LAST), self.ordinary("", "daily", ["*"], LAST))
            self.session()
            if self.query("SELECT count(*) FROM exception")[0][0]:
                self.drop("approve", "mia", self.text(type="approve", buildings="*", reason="all of it"), lambda t, d: [FINISHED])
                self.session()
        self.drop("daily", "", self.text(type="daily", buildings="*", end_date=LAST), self.ordinary("", "daily", ["*"], LAST))
        self.session()

    def live(self):
        for interface, text in self.world.first_imports():
            self.load(interface, text)
        self.session(safe=True)
        while self.today < LAST:
            self.today += DAY
            self.one_day()
        self.today = LAST + 2 * DAY
        self.last_things()


def main():
    size, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else int(time.time())
    print(f"# seed {seed}", flush=True)
    # What dies here is a process, not a machine: memory will do for a disk, and is fast.
    where = os.environ.get("TMPDIR") or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    folder = tempfile.mkdtemp(prefix="billspool-year.", dir=where)
    year, began = Year(folder, size, seed), time.monotonic()
    year.live()
    judge = oracle.Oracle(year.spool, year.world, year.drops)
    print(f"# {len(year.world.accounts)} accounts, {len(judge.bills)} invoices, {len(year.drops)} files dropped, in"
          f" {time.monotonic() - began:.0f} s: " + ", ".join(f"{n} {what}" for what, n in sorted(year.did.items())))
    refused = sum(drop.answer.startswith("Rejected") for drop in year.drops)
    print(f"# {refused} refused; four_eyes = {'yes' if year.four_eyes else 'no'}")
    results = list(judge.judge())
    results.append(("after all that, check finds nothing wrong", [] if year.run(["check"]) == 0 else ["see the log"]))
    for sentence, wrong in results:
        print(f"{'not ok' if wrong else 'ok'} - {sentence}")
        for line in wrong[:8]:
            print(f"#   {line}")
    failed = sum(bool(wrong) for _, wrong in results)
    if failed or os.environ.get("KEEP"):
        oracle.dump(os.path.join(folder, "drops.jsonl"), year.drops)
        print(f"# kept: {folder}")
    else:
        shutil.rmtree(folder)
    print(f"simulation: {len(results) - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main() != 0)
