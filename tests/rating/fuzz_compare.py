#!/usr/bin/env python3
"""Rate random cases with the program and with oracle.py: every figure must agree, and every working must come out.

usage: fuzz_compare.py [--count N] [--seed N] [--save DIR] PROGRAM [ARGUMENT...]      (PROGRAM reads JSON Lines)
Exit code 0 if all agree. The first cases that do not are printed, and saved as DIR/<n>.case.json.
"""
import argparse
import ast
import collections
import datetime
import json
import random
import re
import subprocess
import sys
from fractions import Fraction

import oracle

DAY = datetime.timedelta(days=1)


# -- random cases: sensible ones, bent here and there

class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def maybe(self, percent):
        return self.r.random() * 100 < percent

    def decimal(self, low, high, places):
        return oracle.fixed(self.r.randint(low * 10 ** places, high * 10 ** places), places)

    def near(self, day, spread):
        return day + DAY * self.r.randint(-spread, spread)

    def reads(self, meter, days, demand):
        r = self.r
        value = r.randint(0, 90000)
        dial = int(meter.get("dial_max", 0))
        if dial:
            value %= dial
        reads = []
        for day in sorted(set(days)):
            if self.maybe(3):
                continue
            read = {"day": str(day), "value": str(value) if self.maybe(80) else f"{value}.{r.randint(0, 999):03d}"}
            if demand:
                read["value"] = self.decimal(0, 60, r.choice([0, 1, 2]))
            kind = r.choices(["ACTUAL", "OPENING", "CLOSING"], [85, 8, 7])[0]
            if kind != "ACTUAL":
                read["kind"] = kind
            if self.maybe(8):
                read["estimated"] = True
            if meter["type"] == "STDGAS":
                read["temp_factor"] = self.decimal(0, 1, 4) if self.maybe(70) else "1.0"
                read["cv_factor"] = self.decimal(30, 42, 3)
            reads.append(read)
            if self.maybe(5):  # read twice on one day
                again = dict(read, value=str(value + r.randint(0, 20)), kind=r.choice(["ACTUAL", "OPENING", "CLOSING"]))
                reads.insert(len(reads) - r.choice([0, 1]), again)
            if self.maybe(5):  # the next stretch begins with another read, on the same or the next day
                start = r.choice([value, 0, r.randint(0, 99999)])
                reads.append({"day": str(day + r.choice([0, 1]) * DAY), "value": str(start), "kind": "OPENING"})
                value = start
            value += r.choices([r.randint(0, 900), 0, -r.randint(1, 50), r.randint(3000, 60000)], [88, 4, 4, 4])[0]
            if dial:
                value %= dial
            value = max(value, 0)
        return sorted(reads, key=lambda x: x["day"])

    def meter(self, number, kind, days, span):
        r = self.r
        first, last = span
        meter = {"code": f"E{number}", "type": kind, "install": str(first - 900 * DAY)}
        if self.maybe(80):
            meter["register"] = f"{r.randint(1, 3):02d}"
        if self.maybe(30):
            meter["serial"] = f"S{r.randint(1000, 9999)}"
        if self.maybe(15):
            meter["multiplier"] = r.choice(["40", "1.0", "0.1", "12.5"])
        if self.maybe(50):
            meter["dial_max"] = r.choice(["100000", "10000", "1000"])
        if kind == "IMPORT1_01" or self.maybe(3):
            meter["exported"] = True
        days = list(days)
        if self.maybe(12):
            meter["install"] = str(self.near(first, 20))
            if self.maybe(85):
                days.append(day_before(meter["install"]))
        if self.maybe(8):
            meter["removed"] = str(self.near(last, 25))
            if self.maybe(85):
                days.append(oracle.day_of(meter["removed"]))
        meter["reads"] = self.reads(meter, days, kind == "DEMAND")
        return meter

    def versions(self, row, span):
        """One row, or two or three that follow each other (or overlap, or leave a gap)."""
        first, last = span
        rows = [dict(row, start=str(first - self.r.randint(0, 800) * DAY))]
        while self.maybe(30) and len(rows) < 3:
            cut = first + DAY * self.r.randint(-10, max(1, (last - first).days + 5))
            if self.maybe(50):
                rows[-1]["end"] = str(cut - (DAY if self.maybe(85) else 2 * DAY))
            rows.append(dict(row, start=str(cut), price=self.decimal(0, 2, 4)))
            if self.maybe(25):
                rows[-1]["description"] = row["description"] + " new"
        if self.maybe(5):
            rows[-1]["end"] = str(self.near(last, 40))
        return rows

    def tiers(self, kind, description, unit, span):
        r = self.r
        rows = []
        at = 0
        per = r.choice(["DAY", "MONTH", "PERIOD"])
        for n in range(r.choices([1, 2, 3], [60, 25, 15])[0]):
            row = {"schedule": "USAGE", "meter_type": kind, "price": self.decimal(0, 1, r.choice([2, 4, 6])), "unit": unit,
                   "description": description}
            if n:
                row["tier_from"] = str(at)
                row["per"] = per if self.maybe(95) else r.choice(["DAY", "MONTH", "PERIOD"])
                if self.maybe(15):
                    row["description"] = f"{description} step {n + 1}"
            rows += self.versions(row, span)
            at += r.randint(1, 12) if per == "DAY" else r.randint(20, 400)
            if self.maybe(20):
                at += 0.5
        return rows

    def prices(self, kinds, span):
        r = self.r
        rows = []
        for kind in kinds:
            if kind != "DEMAND" and self.maybe(85):
                unit = r.choice(["kWh", "m3", ""])
                rows += self.tiers(kind, f"{kind} use", unit, span)
                if self.maybe(20):
                    rows += self.tiers(kind, "Network", unit, span)
        if self.maybe(70):
            rows += self.tiers("", "Other use", "kWh", span)
        flat = [("SUPPLY", 80, "Daily supply"), ("SUPPLY", 15, "Metering"), ("FIXED", 30, "Service fee"), ("FIXED", 15, "Admin"),
                ("DEMAND", 60 if "DEMAND" in kinds else 2, "Peak demand"), ("MINIMUM", 20, "Minimum charge"),
                ("MINIMUM", 4, "Other minimum"), ("DISCOUNT", 15, "Loyalty"), ("DISCOUNT", 7, "Green")]
        for schedule, percent, description in flat:
            if self.maybe(percent):
                row = {"schedule": schedule, "description": description, "price": self.decimal(0, 30, r.choice([0, 2, 4]))}
                if schedule != "SUPPLY" or self.maybe(10):
                    row["per"] = r.choice(["PERIOD", "MONTH", "DAY"])
                if self.maybe(15):
                    row["meter_type"] = r.choice(kinds or ["PEAK"])
                if schedule == "DEMAND":
                    row["unit"] = r.choice(["kW", ""])
                rows += self.versions(row, span)
        for row in rows:
            if self.maybe(12):
                row["tax_code"] = r.choice(["FREE", "GST", "HALF", "FREE", "GST", "HALF", "NONE"])
        if self.maybe(30):
            r.shuffle(rows)
        return rows

    def charge(self, number, span, places):
        first, last = span
        charge = {"code": f"C{number}", "amount": self.decimal(-20, 60, min(places, 2)), "day": str(self.near(first, 60)),
                  "description": "Charge", "frequency": self.r.choice(["ONCE", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL"])}
        if self.maybe(30):
            charge["day"] = str(oracle.day_of(charge["day"]).replace(month=1, day=31))
        if self.maybe(40):
            charge["billed_to"] = str(first - DAY)
        if self.maybe(20):
            charge["end"] = str(self.near(last, 20))
        if self.maybe(20):
            charge["tax_code"] = "FREE"
        return charge

    def rules(self):
        r = self.r
        rules = {"default_tax": "GST", "taxes": [
            {"code": "GST", "from": "2000-07-01", "percent": "10"},
            {"code": "HALF", "from": "2001-01-01", "percent": "7.5"}, {"code": "HALF", "from": "2025-07-10", "percent": "2.25"},
            {"code": "FREE", "from": "2001-01-01", "percent": "0"}]}
        if self.maybe(10):
            del rules["default_tax"]
        if self.maybe(30):
            rules["tax_rounding"] = "line"
        if self.maybe(15):
            rules["quantity_places"] = r.choice([0, 1, 2, 5])
        if self.maybe(6):
            rules["minor_places"] = r.choice([0, 3])
        if self.maybe(30):
            rules["bill_high"] = str(r.randint(0, 300))
        if self.maybe(20):
            rules["due_slack_days"] = r.randint(0, 10)
        if self.maybe(20):
            rules["usage_high_percent"], rules["usage_low_percent"] = r.randint(0, 300), r.randint(0, 100)
        if self.maybe(10):
            rules["severity"] = {r.choice(oracle.CODES): r.choice(["OFF", "WARNING", "BLOCKING"]) for _ in range(3)}
        return rules

    def case(self, number):
        r = self.r
        cycle = r.choices(["WEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "HOLD"], [15, 45, 18, 20, 2])[0]
        usual = oracle.CYCLES[cycle][1] or 30
        first = datetime.date(2023, 12, 1) + DAY * r.randint(0, 1000)
        last = first + DAY * (usual - 1 + r.choice([0, 0, 0, 1, -1, r.randint(-8, 20)]))
        last = max(last, first)
        case = {"account": f"A{number}", "plan": "P", "cycle": cycle, "rules": self.rules()}
        case["open"] = str(first if self.maybe(20) else first - DAY * r.randint(1, 900))
        if case["open"] != str(first) or self.maybe(5):
            case["billed_to"] = str(first - DAY)
        case["end_date"] = str(last + DAY * r.choice([0, 0, 0, r.randint(0, 10)]))
        if self.maybe(20):
            case["close"] = str(r.choice([last, self.near(last, 12), first, first - DAY]))
        if self.maybe(20):
            case["discount_percent"] = self.decimal(0, 20, r.choice([0, 1]))
        for key in ("wants_email", "has_email", "has_postal"):
            if self.maybe(40):
                case[key] = r.choice([True, True, False])
        kinds = [r.choice(["ALLDAY", "ALLDAY", "PEAK", "OFFPEAK", "DEMAND", "STDGAS", "IMPORT1_01"])
                 for _ in range(r.choices([0, 1, 2, 3, 5], [10, 45, 25, 15, 5])[0])]
        days = [first - DAY - 30 * n * DAY for n in range(r.choice([1, 2, 14]))] + [last]
        if self.maybe(40):
            days.append(self.near(first + (last - first) / 2, 5))
        case["meters"] = [self.meter(n + 1, kind, days, (first, last)) for n, kind in enumerate(kinds)]
        if not self.maybe(3):
            case["prices"] = self.prices(sorted(set(kinds)), (first, last))
        case["charges"] = [self.charge(n + 1, (first, last), case["rules"].get("minor_places", 2)) for n in range(r.choices([0, 1, 3], [70, 20, 10])[0])]
        return case


def day_before(text):
    return oracle.day_of(text) - DAY


# -- does a working come out?

def evaluate(node):
    if isinstance(node, ast.Expression):
        return evaluate(node.body)
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp):
        return -evaluate(node.operand)
    left, right = evaluate(node.left), evaluate(node.right)
    return {ast.Add: lambda: left + right, ast.Sub: lambda: left - right, ast.Mult: lambda: left * right,
            ast.Div: lambda: left / right}[type(node.op)]()


def equations(working):
    """The parts of a working that claim "this = that", as (value of this, text of that)."""
    for piece in re.split(r"; |, ", working):
        if " = " not in piece:
            continue
        left, right = piece.split(" = ")
        left = left.split(": ")[-1].replace(" x ", " * ")
        left = re.sub(r"[A-Za-z][A-Za-z0-9]*", "", left)
        # A calculator knows no types: whole numbers must not become floats, so decimals go in as fractions.
        left = re.sub(r"\d+\.\d+", lambda m: "(%d/%d)" % Fraction(m.group()).as_integer_ratio(), left).strip()
        yield evaluate(ast.parse(left, mode="eval")), right.split(" ")[0]


def check_working(line, places, qplaces):
    """None, or what is wrong."""
    if line["kind"] == "CHARGE":
        return None
    claims = list(equations(line["working"]))
    if not claims or claims[-1][1] != line["amount"]:
        return "does not end in the amount"
    for n, (value, said) in enumerate(claims):
        wanted = {oracle.fixed(oracle.rounded(value, places), places), oracle.trimmed(value, qplaces)}
        if n == len(claims) - 1:
            wanted = {oracle.fixed(oracle.rounded(value, places), places)}
        if said not in wanted:
            return f"says {said}, comes to {' or '.join(sorted(wanted))}"
    return None


# -- compare

def without_words(result):
    result = json.loads(json.dumps(result))
    result.pop("reason", None)
    for line in result.get("lines", []):
        line.pop("working", None)
    for exception in result.get("exceptions", []):
        exception.pop("detail", None)
    return result


def complaints(case, got):
    want = oracle.rate(case)
    bare = without_words(got)
    if bare != want:
        keys = [k for k in set(want) | set(bare) if want.get(k) != bare.get(k)]
        for key in sorted(keys):
            yield f"{key}:\n   got  {json.dumps(bare.get(key), sort_keys=True)}\n   want {json.dumps(want.get(key), sort_keys=True)}"
    rules = case.get("rules") or {}
    for line in got.get("lines", []):
        wrong = check_working(line, rules.get("minor_places", 2), rules.get("quantity_places", 3))
        if wrong:
            yield f"working \"{line['working']}\" {wrong}"
    if got.get("outcome") != "BILLED" and not got.get("reason"):
        yield "no reason given"
    for exception in got.get("exceptions", []):
        if not exception.get("detail", "").endswith("."):
            yield f"{exception['code']} has no sentence"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save")
    parser.add_argument("program", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    maker = Maker(options.seed)
    cases = [maker.case(n) for n in range(options.count)]
    lines = "".join(json.dumps(c) + "\n" for c in cases)
    run = subprocess.run(options.program, input=lines, capture_output=True, text=True)
    answers = [json.loads(l) for l in run.stdout.splitlines()]
    if len(answers) != len(cases):
        sys.exit(f"{len(cases)} cases, {len(answers)} answers, exit code {run.returncode}: {run.stderr[-2000:]}")
    failed = 0
    seen = collections.Counter()
    for n, (case, got) in enumerate(zip(cases, answers)):
        seen[got.get("outcome", "error")] += 1
        seen.update({e["code"] for e in got.get("exceptions", [])} | {l["kind"] for l in got.get("lines", [])})
        wrong = list(complaints(case, got))
        if not wrong:
            continue
        failed += 1
        if failed <= 3:
            print(f"case {n} of seed {options.seed}:", *wrong, sep="\n  ")
            if options.save:
                with open(f"{options.save}/{n}.case.json", "w") as out:
                    json.dump(case, out, indent=1)
    print(f"{options.count} cases of seed {options.seed}: {failed} disagree;", ", ".join(f"{k} {v}" for k, v in seen.most_common()))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
