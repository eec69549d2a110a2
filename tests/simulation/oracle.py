"""oracle: what a year has come to, worked out from what was dropped in and what was published, by none of billspool's code.

The bills are read from invoices/*/ar-import.csv, as the accounts department would; the database is asked only for what must
agree with them. Each check yields what is wrong.
"""
import collections
import csv
import datetime
import decimal
import glob
import json
import os
import re
import sqlite3

import world

EPOCH = datetime.date(1970, 1, 1)
SENTENCES = {
    "days": "every account is billed exactly once for every day it was open",
    "amounts": "every bill is its reads and days by the price list, to the cent",
    "money": "what each customer owes is opening balance + invoices - receipts - reversals, in the files and in the ledger",
    "numbers": "invoice numbers have no gap, and each has one PDF",
    "reversals": "a reversal takes back one invoice, once, to the cent",
    "answers": "every request is answered as the rights of the day had it, and every refusal was right",
    "once": "every file that was dropped is answered and kept exactly once, and nothing is left over",
    "delivery": "every invoice goes by email or by post, and once",
}


def cents(text):
    return int(decimal.Decimal(text) * 100)


def to_cents(amount):
    """Half away from zero."""
    return int(amount.scaleb(2).quantize(decimal.Decimal(1), decimal.ROUND_HALF_UP))


class Oracle:
    def __init__(self, spool, utility, drops):
        self.spool, self.world, self.drops = spool, utility, drops
        self.db = sqlite3.connect(f"file:{spool}/db/billspool.db?mode=ro", uri=True)
        self.bills = []
        for path in glob.glob(os.path.join(spool, "invoices", "*", "ar-import.csv")):
            with open(path, encoding="utf-8", newline="") as file:
                self.bills += list(csv.DictReader(file))
        self.bills.sort(key=lambda row: row["invoice_number"])
        self.reversed = dict(self.db.execute("SELECT o.number, r.number FROM invoice r JOIN invoice o ON o.id = r.reverses"))
        self.rebilled = {number for (number,) in self.db.execute(
            "SELECT o.number FROM invoice r JOIN invoice o ON o.id = r.reverses WHERE r.rebill = 1")}
        self.reversals = set(self.reversed.values())

    def invoices(self):
        return [row for row in self.bills if row["invoice_number"] not in self.reversals]

    # ---- days --------------------------------------------------------------------------------------------------------

    def spans(self):
        """account -> its periods, without those that were reversed to be billed again."""
        found = collections.defaultdict(list)
        for row in self.invoices():
            if row["invoice_number"] not in self.rebilled:
                found[row["account_number"]].append(tuple(datetime.date.fromisoformat(row[key])
                                                          for key in ("period_from", "period_to")))
        return found

    def days(self):
        spans = self.spans()
        yield from (f"account {number} is billed, and is none" for number in spans if number not in self.world.accounts)
        for number, account in self.world.accounts.items():
            next_day = account.open
            for first, last in sorted(spans[number]):
                if first != next_day:
                    yield f"account {number}: a bill begins on {first}, and {next_day} is the next day to bill"
                next_day = last + world.DAY
            end = min(account.close or world.LAST, world.LAST)
            if account.close and next_day != end + world.DAY:
                yield f"account {number} closed on {end}, and is billed to {next_day - world.DAY}"
            elif next_day > end + world.DAY:
                yield f"account {number} is billed to {next_day - world.DAY}, beyond {end}"
            elif (end + world.DAY - next_day).days >= world.CYCLES[account.cycle]:
                yield f"account {number} ({account.cycle}) is billed to {next_day - world.DAY} only, not to {end}"

    # ---- money -------------------------------------------------------------------------------------------------------

    def amounts(self):
        for row in self.invoices():
            account = self.world.accounts[row["account_number"]]
            first, last = (datetime.date.fromisoformat(row[key]) for key in ("period_from", "period_to"))
            net = to_cents(decimal.Decimal(world.SUPPLY_PRICE) * ((last - first).days + 1))
            if account.metered:
                if first - world.DAY not in account.reads or last not in account.reads:
                    yield f"{row['invoice_number']}: {first} to {last} of {account.number} has no reads"
                    continue
                used = decimal.Decimal(account.reads[last] - account.reads[first - world.DAY]) / 10
                net += to_cents(decimal.Decimal(world.USAGE_PRICE) * used)
            tax = to_cents(decimal.Decimal(net) / 1000)
            if (cents(row["net"]), cents(row["tax"]), cents(row["gross"])) != (net, tax, net + tax):
                yield f"{row['invoice_number']}: {row['net']} + {row['tax']} = {row['gross']}, not {net} + {tax} cents"

    def money(self):
        owed = {number: account.opening for number, account in self.world.accounts.items()}
        for row in self.bills:
            owed[row["account_number"]] += cents(row["gross"])
            if cents(row["balance_before"]) + cents(row["gross"]) != cents(row["balance_after"]):
                yield f"{row['invoice_number']}: the balances do not add up"
        for number, amount, _ in self.world.receipts:
            owed[number] -= amount
        ledger = dict(self.db.execute("SELECT a.number, sum(l.amount_minor) FROM ledger l JOIN account a ON a.id = l.account_id"
                                      " GROUP BY a.number"))
        for number, amount in owed.items():
            if ledger.get(number, 0) != amount:
                yield f"account {number} owes {ledger.get(number, 0)} cents by the ledger, {amount} by what happened"
        for kind, want in (("RECEIPT", -sum(r[1] for r in self.world.receipts)),
                           ("INVOICE", sum(cents(row["gross"]) for row in self.invoices())),
                           ("REVERSAL", sum(cents(row["gross"]) for row in self.bills if row["invoice_number"] in self.reversals))):
            got, = self.db.execute("SELECT coalesce(sum(amount_minor), 0) FROM ledger WHERE kind = ?", (kind,)).fetchone()
            if got != want:
                yield f"the ledger has {got} cents of {kind}, and it were {want}"

    def numbers(self):
        used = [int(row["invoice_number"].split("-")[1]) for row in self.bills]
        if sorted(used) != list(range(1, len(used) + 1)):
            yield f"{len(used)} numbers, the highest is {max(used, default=0)}"
        pdfs = collections.Counter(os.path.basename(path) for path in glob.glob(os.path.join(self.spool, "invoices/*/*/*.pdf")))
        want = collections.Counter(f"{row['invoice_number']}-{row['account_number']}.pdf" for row in self.bills)
        yield from (f"PDF {name}: {pdfs[name]}, not {want[name]}" for name in pdfs | want if pdfs[name] != want[name])

    def reversals_made(self):
        by_number = {row["invoice_number"]: row for row in self.bills}
        for number, by in self.reversed.items():
            a, b = by_number[number], by_number[by]
            if a["account_number"] != b["account_number"] or any(cents(a[k]) != -cents(b[k]) for k in ("net", "tax", "gross")):
                yield f"{by} does not take back {number}"
        asked = sum(1 for drop in self.drops if drop.kind == "reverse" and drop.answer.startswith("Finished"))
        if asked != len(self.reversed):
            yield f"{asked} reversals were asked for, and {len(self.reversed)} made"

    # ---- answers -----------------------------------------------------------------------------------------------------

    def answers(self):
        for drop in self.drops:
            if not any(re.search(pattern, drop.answer) for pattern in drop.expected):
                yield f"{drop.door}/{drop.name} ({drop.text!r}) was answered {drop.answer!r}, expected {sorted(drop.expected)}"
            match = re.search(r"end_date (\S+) is too early: every account of building (\S+) ", drop.answer)
            if match:
                yield from self.too_early(drop, datetime.date.fromisoformat(match.group(1)), match.group(2))

    def too_early(self, drop, end, building):
        """Was there a bill beyond that day, for each account of the building that has a bill?"""
        beyond = {number: any(datetime.date.fromisoformat(row["period_to"]) > end for row in self.invoices()
                              if row["account_number"] == number)
                  for number, account in self.world.accounts.items() if account.building == building}
        if not any(beyond.values()):
            yield f"{drop.name}: {building} was never billed beyond {end}"

    def once(self):
        kept = collections.Counter()
        for folder in ("archive/*", "error"):
            for path in glob.glob(os.path.join(self.spool, folder, "*")):
                if re.search(r"^[ri]\d+\.(req|csv)$", os.path.basename(path)):
                    kept[os.path.basename(path)] += 1
                    note = path + (".error.txt" if folder == "error" else ".result.txt")
                    if not os.path.exists(note):
                        yield f"{os.path.relpath(path, self.spool)} has no note"
        jobs = {name: (count, state) for name, count, state in self.db.execute(
            "SELECT name, count(*), min(state) FROM job GROUP BY name")}
        for drop in self.drops:
            if kept[drop.name] != 1:
                yield f"{drop.name} is kept {kept[drop.name]} times"
            if jobs.get(drop.name) != (1, "COMMITTED") and "withdrawn" not in drop.answer:
                yield f"{drop.name}: in the database as {jobs.get(drop.name)}"
        for pattern in ("requests/*.*", "requests/[a-eg-z]*/*", "requests/fay/*", "imports/*/*", "work/current*", "*/.*.part"):
            yield from (f"{os.path.relpath(path, self.spool)} is left over" for path in glob.glob(os.path.join(self.spool, pattern)))

    def delivery(self):
        for row in self.invoices():
            account = self.world.accounts[row["account_number"]]
            folder = row["file"].split("/")[0]
            if folder != ("EMAIL" if account.email else "POSTAL"):
                yield f"{row['invoice_number']} of {account.number} lies in {folder}"
        email, post = (self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("email", "post"))
        files = collections.Counter(row["file"].split("/")[0] for row in self.bills)
        if (email, post) != (files["EMAIL"], files["POSTAL"]):
            yield f"{email} messages and {post} letters for {dict(files)}"

    def judge(self):
        """(sentence, what is wrong) of each check."""
        for name, sentence in SENTENCES.items():
            check = getattr(self, "reversals_made" if name == "reversals" else name)
            yield sentence, list(check())


def dump(path, drops):
    """Keep what was asked and answered, to look at."""
    with open(path, "w", encoding="utf-8") as out:
        for drop in drops:
            out.write(json.dumps({**vars(drop), "text": str(drop.text), "expected": sorted(drop.expected), "_rule": ""}) + "\n")
