#!/usr/bin/env python3
"""no_overlap.py: agents with buildings of their own, and some that they share, do what agents do, in any order, and none of it
reaches a building that was not asked for.

usage: no_overlap.py BILLSPOOL SPOOL DATA [STEPS [SEED]]

SPOOL is a new spool, DATA a utility made by `billspool generate`. Prints a line for each property: "0 SENTENCE" if it held after
every step, "1 SENTENCE" if not; lines that begin with # tell more. The seed is printed first: with it, the same steps are taken.
"""
import collections
import csv
import datetime
import os
import random
import sqlite3
import subprocess
import sys
import time

BIN, SPOOL, DATA = sys.argv[1:4]
STEPS = int(sys.argv[4]) if len(sys.argv) > 4 else 250
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else int(time.time())

# C is everybody's, B and E are shared by two, the others have one agent besides carol, who has few.
AGENTS = {"alice": "ABC", "bob": "CDE", "carol": "BCEF"}

# Every table that says what is billed to whom, with the column or query that gives its account.
TABLES = {
    "txn": "SELECT account_id, * FROM txn ORDER BY id",
    "txn_line": "SELECT t.account_id, l.* FROM txn_line l JOIN txn t ON t.id = l.txn_id ORDER BY l.txn_id, l.line",
    "txn_usage": "SELECT t.account_id, u.* FROM txn_usage u JOIN txn t ON t.id = u.txn_id ORDER BY u.txn_id, u.line",
    "txn_tax": "SELECT t.account_id, x.* FROM txn_tax x JOIN txn t ON t.id = x.txn_id ORDER BY x.txn_id, x.line",
    "exception": "SELECT account_id, * FROM exception ORDER BY id",
    "invoice": "SELECT account_id, * FROM invoice ORDER BY id",
    "billed_to": "SELECT id, id, billed_to FROM account ORDER BY id",
    "charge": "SELECT account_id, id, billed_to FROM charge ORDER BY id",
}
PARTS = ("txn_line", "txn_usage", "txn_tax")

OTHERS = "the rows of buildings that were not asked for are the same, byte for byte"
BILLED = "what is billed never changes, but for a reversal of it"
AGAIN = "the same request again gives the same rows"
ONCE = "no account is billed twice for a day, and no day between two bills is left out"
UNBILLED = "an unbilled transaction begins on the day after what is billed"
ISSUED = "an issued invoice never changes, and numbers have no gap"
LEDGER = "the ledger only grows"
NOTHING = "a refused request, and a preview, change nothing"
FOREIGN = "a request for somebody else's building is refused"
ANSWERED = "every request is answered as expected, and none fails"
PROPERTIES = (OTHERS, BILLED, AGAIN, ONCE, UNBILLED, ISSUED, LEDGER, NOTHING, FOREIGN, ANSWERED)


class Spool:
    """The spool under test: drop, run once, look."""

    def __init__(self):
        self.day = datetime.date(2026, 11, 2)
        self.count = 0
        self.db = None

    def path(self, *parts):
        return os.path.join(SPOOL, *parts)

    def once(self):
        env = dict(os.environ, BILLSPOOL_NOW=self.day.isoformat() + "T09:00:00")
        subprocess.run([BIN, "-s", SPOOL, "once"], env=env, check=True, stderr=subprocess.DEVNULL)

    def put(self, folder, name, text):
        temporary = self.path(folder, "." + name + ".part")
        with open(temporary, "w", encoding="utf-8") as f:
            f.write(text)
        os.rename(temporary, self.path(folder, name))

    def drop(self, agent, **keys):
        """Drop a request; the note makes each one a file of its own."""
        self.count += 1
        name = f"r{self.count}.req"
        lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
        self.put(f"requests/{agent}", name, f"[run]\n{lines}note = {self.count}\n")
        return agent, name

    def status(self, request):
        with open(self.path("status", request[0], request[1] + ".txt"), encoding="utf-8") as f:
            return f.read().strip()

    def load(self, interface, header, rows):
        self.count += 1
        self.put(f"imports/{interface}", f"i{self.count}.csv", "\n".join([header] + rows) + "\n")
        self.once()

    def query(self, sql):
        if self.db is None:
            self.db = sqlite3.connect(f"file:{self.path('db/billspool.db')}?mode=ro", uri=True)
        return self.db.execute(sql).fetchall()


class Picture:
    """All rows of TABLES, by building, and what is not a building's."""

    def __init__(self, spool):
        building = dict(spool.query("SELECT a.id, b.code FROM account a JOIN building b ON b.id = a.building_id"))
        self.rows = {}
        self.of = collections.defaultdict(lambda: {table: [] for table in TABLES})
        for table, sql in TABLES.items():
            fetched = spool.query(sql)
            self.rows[table] = [row[1:] for row in fetched]
            for row in fetched:
                self.of[building[row[0]]][table].append(row[1:])
        self.ledger = spool.query("SELECT * FROM ledger ORDER BY id")
        self.drafts = spool.query("SELECT count(*) FROM invoice WHERE state = 'DRAFT'")[0][0]

    def without_names(self, buildings):
        """The transactions and exceptions of buildings, without the ids that another run gives them."""
        rows = []
        for code in sorted(buildings):
            part = self.of[code]
            account = {txn[0]: txn[1] for txn in part["txn"]}
            rows += [("txn", t[1], t[2]) + t[4:] for t in part["txn"]]
            for table in PARTS:
                rows += [(table, account[row[0]]) + row[1:] for row in part[table]]
            rows += [("exception",) + x[2:] for x in part["exception"]]
        return sorted(rows, key=repr)

    def billed(self):
        """id of each transaction that is or was billed -> it and its parts."""
        found = {txn[0]: [txn] for txn in self.rows["txn"] if txn[4] != "UNBILLED"}
        for table in PARTS:
            for row in self.rows[table]:
                if row[0] in found:
                    found[row[0]].append((table,) + row)
        return found


class Life:
    """The steps, and what is checked after each."""

    def __init__(self):
        self.spool = Spool()
        self.random = random.Random(SEED)
        self.broken = {}
        self.step = 0
        self.did = collections.Counter()
        self.last_read = {}
        self.end = datetime.date(2026, 10, 31)

    # ---- what may be found wrong -----------------------------------------------------------------------------------

    def wrong(self, sentence, detail):
        if sentence not in self.broken:
            self.broken[sentence] = f"step {self.step}: {detail}"

    def check_others(self, before, after, touched):
        for code in "ABCDEF":
            for table in TABLES:
                if code not in touched and before.of[code][table] != after.of[code][table]:
                    was, now = set(before.of[code][table]), set(after.of[code][table])
                    self.wrong(OTHERS, f"{table} of {code}, asked for {sorted(touched)}: "
                               f"gone {sorted(was - now)[:2]}, new {sorted(now - was)[:2]}")

    def check_billed(self, before, after, reversed_ids):
        now = after.billed()
        for key, rows in before.billed().items():
            if key in now and now[key] != rows and key in reversed_ids:
                rows = [rows[0][:4] + ("REVERSED",) + rows[0][5:]] + rows[1:]
            if now.get(key) != rows:
                self.wrong(BILLED, f"transaction {key}")

    def check_days(self, after):
        billed, unbilled = collections.defaultdict(list), {}
        for txn in after.rows["txn"]:
            if txn[4] == "BILLED":
                billed[txn[1]].append((txn[5], txn[6]))
            elif txn[4] == "UNBILLED":
                if txn[1] in unbilled:
                    self.wrong(ONCE, f"account row {txn[1]} has two unbilled transactions")
                unbilled[txn[1]] = txn[5]
        for account, spans in billed.items():
            spans.sort()
            for (_, end), (begin, _) in zip(spans, spans[1:]):
                if begin != end + 1:
                    self.wrong(ONCE, f"account row {account}: {spans}")
        billed_to = {row[0]: row[1] for row in after.rows["billed_to"]}
        for account, spans in billed.items():
            if billed_to[account] != spans[-1][1]:
                self.wrong(ONCE, f"account row {account}: billed_to {billed_to[account]}, bills {spans}")
        for account, begin in unbilled.items():
            if billed_to[account] is not None and begin != billed_to[account] + 1:
                self.wrong(UNBILLED, f"account row {account}: begins {begin}, billed to {billed_to[account]}")

    def check_money(self, before, after):
        if after.rows["invoice"][:len(before.rows["invoice"])] != before.rows["invoice"]:
            self.wrong(ISSUED, "an invoice row changed")
        numbers = [row[3] for row in after.rows["invoice"]]
        if numbers != list(range(1, len(numbers) + 1)) or after.drafts:
            self.wrong(ISSUED, f"numbers {numbers[-5:]}, {after.drafts} drafts")
        if after.ledger[:len(before.ledger)] != before.ledger:
            self.wrong(LEDGER, "an entry changed")

    def check(self, before, touched, reversed_ids=()):
        after = Picture(self.spool)
        self.check_others(before, after, touched)
        self.check_billed(before, after, reversed_ids)
        self.check_days(after)
        self.check_money(before, after)
        return after

    def expect(self, request, beginning):
        status = self.spool.status(request)
        if not status.startswith(beginning):
            self.wrong(ANSWERED, f"{request}: {status}")
        return status

    # ---- steps: each takes the picture before it and returns the one after it ------------------------------------------

    def some(self, agent):
        """Some of an agent's buildings: what to write, and which they are."""
        mine = AGENTS[agent]
        if self.random.random() < 0.2:
            return "*", set(mine)
        chosen = self.random.sample(mine, self.random.randint(1, len(mine)))
        return ", ".join(chosen), set(chosen)

    def a_day(self):
        """An end date: mostly the end of the month that is billed now, or another day of the last two months."""
        if self.random.random() < 0.7:
            return self.end
        return self.spool.day - datetime.timedelta(days=self.random.randint(1, 60))

    def run(self, before, agent, kind):
        text, chosen = self.some(agent)
        keys = {"type": kind, "buildings": text}
        if kind in ("transactions", "daily"):
            keys["end_date"] = self.a_day().isoformat()
        request = self.spool.drop(agent, **keys)
        self.spool.once()
        if self.is_too_early(request, keys):
            return self.check_nothing(before, keys)
        self.expect(request, "Finished")
        after = self.check(before, chosen)
        if kind == "transactions" and self.random.random() < 0.4:
            after = self.again(after, agent, keys, chosen)
        if kind == "preview" and after.rows != before.rows:
            self.wrong(NOTHING, f"{keys}")
        return after

    def is_too_early(self, request, keys):
        """An end date before all that is billed is refused; the month's last day never is one."""
        return (keys.get("end_date", self.end.isoformat()) < self.end.isoformat() and
                "is too early" in self.spool.status(request))

    def check_nothing(self, before, what):
        self.did["refused"] += 1
        after = self.check(before, set())
        if after.rows != before.rows or after.ledger != before.ledger:
            self.wrong(NOTHING, f"{what}")
        return after

    def again(self, before, agent, keys, chosen):
        self.did["again"] += 1
        request = self.spool.drop(agent, **keys)
        self.spool.once()
        self.expect(request, "Finished")
        after = self.check(before, chosen)
        if before.without_names(chosen) != after.without_names(chosen):
            was, now = before.without_names(chosen), after.without_names(chosen)
            self.wrong(AGAIN, f"{keys}: {[r for r in was if r not in now][:2]} {[r for r in now if r not in was][:2]}")
        return after

    def do_transactions(self, before, agent):
        return self.run(before, agent, "transactions")

    def do_invoices(self, before, agent):
        return self.run(before, agent, "invoices")

    def do_daily(self, before, agent):
        return self.run(before, agent, "daily")

    def do_preview(self, before, agent):
        return self.run(before, agent, "preview")

    def do_two_at_once(self, before, agent):
        """Two agents, two requests, one watcher."""
        touched, requests = set(), []
        for who in self.random.sample(sorted(AGENTS), 2):
            text, chosen = self.some(who)
            kind = self.random.choice(("transactions", "daily"))
            requests.append(self.spool.drop(who, type=kind, buildings=text, end_date=self.end.isoformat()))
            touched |= chosen
        self.spool.once()
        for request in requests:
            self.expect(request, "Finished")
        return self.check(before, touched)

    def do_foreign(self, before, agent):
        """One foreign building among an agent's own spoils the request."""
        foreign = self.random.choice([code for code in "ABCDEF" if code not in AGENTS[agent]])
        codes = self.random.sample(AGENTS[agent], 2) + [foreign]
        self.random.shuffle(codes)
        kind = self.random.choice(("transactions", "invoices", "daily", "preview"))
        keys = {"end_date": self.end.isoformat()} if kind in ("transactions", "daily") else {}
        request = self.spool.drop(agent, type=kind, buildings=", ".join(codes), **keys)
        self.spool.once()
        status = self.spool.status(request)
        if not status.startswith("Rejected") or foreign not in status:
            self.wrong(FOREIGN, f"{agent} asked for {codes}: {status}")
        return self.check_nothing(before, f"{agent} asked for {codes}")

    def decide(self, before, agent, kind):
        """Approve or hold some of the exceptions that there are in an agent's buildings."""
        mine = "', '".join(AGENTS[agent])
        found = self.spool.query("SELECT DISTINCT a.number, b.code, x.code FROM exception x JOIN account a ON a.id = x.account_id"
                                 f" JOIN building b ON b.id = a.building_id WHERE b.code IN ('{mine}') ORDER BY 1, 3")
        if not found:
            return before
        chosen = self.random.sample(found, self.random.randint(1, min(4, len(found))))
        request = self.spool.drop(agent, type=kind, account=", ".join({row[0] for row in chosen}),
                                  code=", ".join({row[2] for row in chosen}), reason="looked at it")
        self.spool.once()
        self.expect(request, "Finished")
        after = self.check(before, {row[1] for row in chosen})
        if [after.rows[t] for t in ("txn",) + PARTS] != [before.rows[t] for t in ("txn",) + PARTS]:
            self.wrong(NOTHING, f"{kind} changed transactions")
        return after

    def do_approve(self, before, agent):
        return self.decide(before, agent, "approve")

    def do_hold(self, before, agent):
        return self.decide(before, agent, "hold")

    def do_reads(self, before, _):
        """Reads of this month's last day for most meters, and a few in between. Nothing is billed by that."""
        rows = []
        for key in self.random.sample(sorted(self.last_read), len(self.last_read) * 3 // 4):
            day, value = self.last_read[key]
            until = self.end if self.random.random() < 0.9 else self.end - datetime.timedelta(days=self.random.randint(1, 9))
            if until <= day:
                continue
            value = round(value + self.random.choice((0, 3, 9, 9, 12, 12, 14, 60)) * (until - day).days / 30 * 10, 1)
            rows.append(",".join(key + (f"{value:.1f}", until.isoformat(), self.random.choice("NNNNNY"), "ACTUAL")))
            self.last_read[key] = (until, value)
        if rows:
            header = "site_identifier,meter_code,meter_register,meter_read,read_date,estimate_read,read_type"
            self.spool.load("meter-reads", header, rows)
        return self.check(before, set())

    def do_receipts(self, before, _):
        accounts = [row[0] for row in self.spool.query("SELECT number FROM account WHERE id > 0 ORDER BY 1")]
        rows = [f"{a},{self.spool.day.isoformat()},{self.random.randint(100, 30000) / 100:.2f},EFT,P{self.step}-{a}"
                for a in self.random.sample(accounts, 5)]
        self.spool.load("receipts", "account_number,date,amount,batch_type,reference", rows)
        return self.check(before, set())

    def do_reverse(self, before, agent):
        """Reverse one of an agent's invoices; for good, or the latest of its account to bill it again."""
        mine = "', '".join(AGENTS[agent])
        found = self.spool.query(
            "SELECT i.number, b.code, i.txn_id, t.period_to = (SELECT max(period_to) FROM txn"
            "  WHERE account_id = i.account_id AND state = 'BILLED')"
            " FROM invoice i JOIN building b ON b.id = i.building_id JOIN txn t ON t.id = i.txn_id"
            f" WHERE i.kind = 'INVOICE' AND b.code IN ('{mine}')"
            " AND NOT EXISTS (SELECT 1 FROM invoice r WHERE r.reverses = i.id) ORDER BY 1")
        if not found:
            return before
        number, code, txn, latest = self.random.choice(found)
        rebill = self.random.choice(("yes", "yes", "no"))
        request = self.spool.drop(agent, type="reverse", invoice=number, rebill=rebill, reason="wrong")
        self.spool.once()
        self.expect(request, "Finished" if latest or rebill == "no" else "Rejected")
        return self.check(before, {code}, {txn} if rebill == "yes" else ())

    def do_next_month(self, before, _):
        """Time goes on to the second day after the next month."""
        first = self.end + datetime.timedelta(days=1)
        self.end = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        self.spool.day = self.end + datetime.timedelta(days=2)
        return self.do_reads(before, None)

    # ---- a life --------------------------------------------------------------------------------------------------------

    def begin(self):
        with open(os.path.join(DATA, "agents.csv"), "w", encoding="utf-8") as f:
            f.write("agent,name,role,buildings\n")
            for agent, mine in AGENTS.items():
                f.write(f"{agent},{agent.title()},BILLING,{';'.join(mine)}\n")
        for name in sorted(os.listdir(DATA)):
            with open(os.path.join(DATA, name), encoding="utf-8") as f:
                self.spool.put("imports/" + name[:-4], name, f.read())
        self.spool.once()
        with open(os.path.join(DATA, "meter-reads.csv"), encoding="utf-8") as f:
            for row in csv.DictReader(f):
                key = (row["site_identifier"], row["meter_code"], row["meter_register"])
                self.last_read[key] = (datetime.date.fromisoformat(row["read_date"]), float(row["meter_read"]))

    def go(self):
        weights = {"transactions": 10, "invoices": 5, "daily": 4, "preview": 2, "two_at_once": 3, "foreign": 2, "approve": 4,
                   "hold": 1, "reads": 2, "receipts": 1, "reverse": 5, "next_month": 1}
        self.begin()
        picture = Picture(self.spool)
        if len(picture.rows["billed_to"]) < 40:
            self.wrong(ANSWERED, "the sample utility did not load")
        while self.step < STEPS and not self.broken:
            self.step += 1
            kind = self.random.choices(list(weights), weights.values())[0]
            self.did[kind] += 1
            picture = getattr(self, "do_" + kind)(picture, self.random.choice(sorted(AGENTS)))
        print(f"# {self.step} steps to {self.spool.day}: " + ", ".join(f"{n} {kind}" for kind, n in sorted(self.did.items())))
        print(f"# {len(picture.rows['invoice'])} invoices, {len(picture.rows['txn'])} transactions, "
              f"{len(picture.rows['exception'])} exceptions")
        for sentence in PROPERTIES:
            if sentence in self.broken:
                print(f"# {self.broken[sentence]}")
            print(f"{int(sentence in self.broken)} {sentence}")


print(f"# seed {SEED}")
Life().go()
