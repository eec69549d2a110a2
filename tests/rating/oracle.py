#!/usr/bin/env python3
"""An independent rating of the cases of src/rating/RATE.md, written from that page and not from the program.

Slow and plain on purpose: it looks at every day by itself and works in fractions. Reads cases as the program
does (one, a list, or JSON Lines with --lines) and prints the results without `reason`, `working` and `detail`, which are words.
"""
import calendar
import datetime
import json
import sys
from fractions import Fraction

CODES = """PRICE_PLAN_MISSING PRICE_MISSING READ_MISSING READ_ESTIMATED USAGE_HIGH USAGE_LOW USAGE_ZERO USAGE_NEGATIVE
METER_ROLLOVER METER_EXCHANGED BILL_HIGH BILL_ZERO BILL_NEGATIVE PERIOD_LONG PERIOD_SHORT CLOSED_DATE_SET NOT_BILLED_TO_CLOSE
PENDING_MOVE_OUT NO_EMAIL NO_POSTAL_ADDRESS NOT_DRAWABLE VACANT_USAGE""".split()
BLOCKING = """PRICE_PLAN_MISSING PRICE_MISSING READ_MISSING USAGE_HIGH USAGE_NEGATIVE BILL_HIGH BILL_NEGATIVE
NO_POSTAL_ADDRESS NOT_DRAWABLE""".split()
CYCLES = {"WEEKLY": (7, 7), "MONTHLY": (28, 30), "BIMONTHLY": (59, 61), "QUARTERLY": (90, 91), "HOLD": (0, 0)}
ONE_DAY = datetime.timedelta(days=1)


def day_of(text):
    return datetime.date.fromisoformat(text) if text else None


def number(value):
    return Fraction(str(value))


def rounded(value, places):
    """Half away from zero, as a whole number of units of 10^-places."""
    scaled = abs(value) * 10 ** places
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return -whole if value < 0 else whole


def fixed(units, places):
    """units x 10^-places as text."""
    digits = str(abs(units)).rjust(places + 1, "0")
    if places:
        digits = digits[:-places] + "." + digits[-places:]
    return ("-" if units < 0 else "") + digits


def trimmed(value, places):
    """A value rounded to places, without trailing zeros."""
    text = fixed(rounded(value, places), places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(value):
    """A decimal as it was given."""
    return str(value)


class Meter:
    def __init__(self, given):
        self.given = given
        self.name = given["code"] + ("/" + given["register"] if given.get("register") else "")
        self.type = given["type"]
        self.metered = self.type != "DEMAND"
        self.install = day_of(given["install"])
        self.removed = day_of(given.get("removed"))
        self.multiplier = number(given.get("multiplier", 1))
        self.dial = number(given.get("dial_max", 0))
        self.sign = -1 if given.get("exported") else 1
        self.at = {}  # boundary -> reads
        for read in given.get("reads", []):
            day = day_of(read["day"])
            if read.get("kind", "ACTUAL") == "OPENING":
                day -= ONE_DAY
            self.at.setdefault(day, []).append(read)

    def on_site(self, day):
        return self.install <= day and (self.removed is None or day <= self.removed)

    def on_site_in(self, first, last):
        start = max(first, self.install)
        end = last if self.removed is None else min(last, self.removed)
        return start <= end

    def pick(self, boundary, order):
        for kind in order:
            reads = [r for r in self.at.get(boundary, []) if r.get("kind", "ACTUAL") == kind]
            if reads:
                return reads[-1]
        return None

    def ending(self, boundary):
        return self.pick(boundary, ["CLOSING", "ACTUAL", "OPENING"])

    def beginning(self, boundary):
        return self.pick(boundary, ["OPENING", "CLOSING", "ACTUAL"])

    def use(self, start, end, places):
        """(sum of steps, quantity, rollovers, dial set anew)"""
        stops = [start] + sorted(b for b in self.at if start < b < end) + [end]
        total, rollovers, anew = Fraction(0), 0, False
        for here, there in zip(stops, stops[1:]):
            step = number(self.ending(there)["value"]) - number(self.beginning(here)["value"])
            if step < 0 and self.dial > 0 and 0 <= step + self.dial <= self.dial / 2:
                step += self.dial
                rollovers += 1
            total += step
        for b in stops[1:-1]:
            anew = anew or number(self.ending(b)["value"]) != number(self.beginning(b)["value"])
        last = self.ending(end)
        quantity = self.sign * total * self.multiplier
        quantity *= number(last.get("temp_factor", 1)) * number(last.get("cv_factor", 1))
        return total, Fraction(rounded(quantity, places), 10 ** places), rollovers, anew


class Bill:
    def __init__(self, case):
        self.case = case
        rules = case.get("rules") or {}
        self.places = rules.get("minor_places", 2)
        self.qplaces = rules.get("quantity_places", 3)
        self.per_line = rules.get("tax_rounding", "total") == "line"
        self.default_tax = rules.get("default_tax", "")
        self.taxes = rules.get("taxes", [])
        self.severity = {c: "BLOCKING" if c in BLOCKING else "WARNING" for c in CODES}
        self.severity.update(rules.get("severity", {}))
        self.rules = {"usage_high_percent": 200, "usage_low_percent": 25, "period_long_percent": 150,
                      "period_short_percent": 50, "due_slack_days": 0, "move_out_days": 14}
        self.rules.update({k: v for k, v in rules.items() if k in self.rules})
        if "bill_high" in rules:
            self.bill_high = rounded(number(rules["bill_high"]), self.places)
        else:
            self.bill_high = 500000
        self.open, self.close = day_of(case["open"]), day_of(case.get("close"))
        self.end = day_of(case["end_date"])
        self.meters = [Meter(m) for m in case.get("meters") or []]
        self.prices = []
        for i, row in enumerate(case.get("prices") or []):
            row = dict(row)
            row.setdefault("id", i + 1)
            for key in ("meter_type", "unit", "description", "tax_code"):
                row.setdefault(key, "")
            row.setdefault("per", "PERIOD")
            row["place"] = i
            row["tier"] = number(row.get("tier_from", 0))
            row["from"], row["until"] = day_of(row["start"]), day_of(row.get("end"))
            row["key"] = (row["schedule"], row["meter_type"], row["tier"], row["description"])
            self.prices.append(row)
        self.found = []      # codes of exceptions
        self.missing = False
        self.lines = []
        self.usages = []

    # -- small things

    def note(self, code):
        self.found.append(code)

    def fail(self, code):
        self.note(code)
        self.missing = True

    def days(self, first=None, last=None):
        first, last = first or self.first, last or self.last
        return [first + n * ONE_DAY for n in range((last - first).days + 1)]

    def months(self, first, last):
        return sum((Fraction(1, calendar.monthrange(d.year, d.month)[1]) for d in self.days(first, last)), Fraction(0))

    def money(self, value):
        return rounded(value, self.places)

    # -- 1. which days

    def due(self):
        case = self.case
        self.first = self.open
        billed = day_of(case.get("billed_to"))
        if billed and billed + ONE_DAY > self.open:
            self.first = billed + ONE_DAY
        closing = self.close is not None and self.close <= self.end
        self.limit = self.close if closing else self.end
        if case["cycle"] == "HOLD":
            return "ON_HOLD"
        if self.close is not None and self.first > self.close:
            return "FULLY_BILLED"
        length = (self.limit - self.first).days + 1
        if length >= 1 and (closing or length >= CYCLES[case["cycle"]][0] - self.rules["due_slack_days"]):
            return "BILLED"
        return "NOT_DUE"

    def find_last(self):
        metered = [m for m in self.meters if m.metered and m.on_site_in(self.first, self.limit)]
        day = self.limit
        while day >= self.first:
            here = [m for m in metered if m.on_site(day)]
            if all(m.ending(day) for m in here) and (here or day == self.limit):
                return day
            day -= ONE_DAY
        read_days = [b for m in metered for b in m.at if self.first <= b <= self.limit and m.on_site(b)]
        if read_days:
            last = max(read_days)
            concerned = [m for m in metered if m.on_site(last) and not m.ending(last)]
        else:
            concerned = metered
        for _ in concerned:
            self.fail("READ_MISSING")
        return None

    def part(self, meter):
        start = max(self.first, meter.install) - ONE_DAY
        end = self.last if meter.removed is None else min(self.last, meter.removed)
        return start, end

    def check_reads(self):
        good = True
        for m in self.meters:
            if m.metered and m.on_site_in(self.first, self.last):
                start, end = self.part(m)
                for read in (m.beginning(start), m.ending(end)):
                    if read is None:
                        self.fail("READ_MISSING")
                        good = False
        return good

    # -- 2. usage

    def unit_of(self, schedule, meter_type):
        rows = [r for r in self.prices if r["schedule"] == schedule]
        if schedule == "USAGE":
            rows = self.usage_rows(meter_type)
        for row in rows:
            if any(self.valid(row, d) for d in self.days()):
                return row["unit"]
        return ""

    def measure(self):
        self.sums = {}
        self.of_type = {}
        for m in self.meters:
            if not m.on_site_in(self.first, self.last):
                continue
            anew = False
            shown = {"meter": m.name, "serial": m.given.get("serial", ""), "meter_type": m.type, "from_day": None,
                     "from_value": "0", "from_estimated": False, "rolled_over": False,
                     "multiplier": plain(m.given.get("multiplier", 1))}
            if m.metered:
                start, end = self.part(m)
                total, quantity, rollovers, anew = m.use(start, end, self.qplaces)
                first, last = m.beginning(start), m.ending(end)
                shown.update(from_day=str(start), from_value=plain(first["value"]),
                             from_estimated=first.get("estimated", False), rolled_over=rollovers > 0)
                m.quantity = quantity
                self.sums[m.type] = self.sums.get(m.type, Fraction(0)) + quantity
                self.of_type.setdefault(m.type, []).append(m)
                if rollovers:
                    self.note("METER_ROLLOVER")
                if total == 0:
                    self.note("USAGE_ZERO")
                if total < 0:
                    self.note("USAGE_NEGATIVE")
            else:
                reads = [(b, r) for b in sorted(m.at) for r in m.at[b] if self.first <= b <= self.last]
                # A day's list keeps the order of the input; of equal values the earliest counts.
                last = None
                for b, r in reads:
                    if last is None or number(r["value"]) > number(last["value"]):
                        end, last = b, r
                if last is not None:
                    quantity = Fraction(rounded(number(last["value"]) * m.multiplier, self.qplaces), 10 ** self.qplaces)
                    m.quantity = quantity
                m.demand = (end, last) if last is not None else None
            if m.install > self.first or (m.removed is not None and m.removed <= self.last) or anew:
                self.note("METER_EXCHANGED")
            if last is None:
                continue
            shown.update(to_day=str(end), to_value=plain(last["value"]), to_estimated=last.get("estimated", False),
                         quantity=trimmed(quantity, self.qplaces),
                         unit=self.unit_of("USAGE" if m.metered else "DEMAND", m.type))
            if shown["from_estimated"] or shown["to_estimated"]:
                self.note("READ_ESTIMATED")
            self.usages.append(shown)

    def history(self):
        for kind, now in self.sums.items():
            before, firsts, lasts = Fraction(0), [], []
            for m in self.meters:
                if m.type != kind:
                    continue
                eve = self.first - ONE_DAY
                least = max(eve - 400 * ONE_DAY, self.open - ONE_DAY)
                start = min((b for b in m.at if b >= least), default=None)
                end = max((b for b in m.at if b <= eve), default=None)
                if start is None or end is None or start >= end:
                    continue
                before += m.use(start, end, self.qplaces)[1]
                firsts.append(start)
                lasts.append(end)
            if not firsts:
                continue
            span = (max(lasts) - min(firsts)).days
            if span < 20 or now == 0 or before == 0 or (now < 0) != (before < 0):
                continue
            ratio = abs(now / len(self.days())) / abs(before / span) * 100
            if self.rules["usage_high_percent"] > 0 and ratio > self.rules["usage_high_percent"]:
                self.note("USAGE_HIGH")
            elif ratio < self.rules["usage_low_percent"]:
                self.note("USAGE_LOW")

    # -- 3. prices

    def valid(self, row, day):
        return row["from"] <= day and (row["until"] is None or day <= row["until"])

    def winners(self, rows, day):
        best = {}
        for row in rows:
            if self.valid(row, day):
                old = best.get(row["key"])
                if old is None or (row["from"], row["id"]) > (old["from"], old["id"]):
                    best[row["key"]] = row
        return sorted(best.values(), key=lambda r: r["place"])

    def usage_rows(self, meter_type):
        rows = [r for r in self.prices if r["schedule"] == "USAGE"]
        named = [r for r in rows if r["meter_type"] == meter_type]
        return named or [r for r in rows if r["meter_type"] == ""]

    def other_rows(self, schedule):
        here = {m.type for m in self.meters if m.on_site_in(self.first, self.last)}
        return [r for r in self.prices if r["schedule"] == schedule and
                (schedule == "DEMAND" or r["meter_type"] == "" or r["meter_type"] in here)]

    def line(self, kind, row, first, last, **more):
        line = {"kind": kind, "description": row.get("description", ""), "meter": "", "meter_type": row.get("meter_type", ""),
                "from": str(first), "to": str(last), "days": (last - first).days + 1, "tier": 0, "unit": row.get("unit", ""),
                "price": plain(row.get("price", "")), "tax_code": row.get("tax_code") or self.default_tax,
                "price_id": row.get("id", 0), "charge_id": 0}
        line.update(more)
        self.lines.append(line)

    def components(self, rows):
        """Stretches of each component: description of its base -> [(first, last, rows)]. None if the plan is at fault."""
        found = {}
        for day in self.days():
            rows_today = self.winners(rows, day)
            bases = [r for r in rows_today if r["tier"] == 0]
            higher = [r for r in rows_today if r["tier"] != 0]
            if not bases:
                return None
            ladders = {b["description"]: [b] for b in bases}
            if len(bases) == 1:
                if len({r["tier"] for r in higher}) < len(higher):
                    return None
                ladders[bases[0]["description"]] += higher
            else:
                for row in higher:
                    if row["description"] not in ladders:
                        return None
                    ladders[row["description"]].append(row)
            for base in bases:
                ladder = sorted(ladders[base["description"]], key=lambda r: r["tier"])
                stretches = found.setdefault(base["description"], [])
                if stretches and stretches[-1][1] == day - ONE_DAY and stretches[-1][2] == ladder:
                    stretches[-1] = (stretches[-1][0], day, ladder)
                else:
                    stretches.append((day, day, ladder))
        return found

    def tier_begin(self, row, first, last):
        n = (last - first).days + 1
        share = {"PERIOD": Fraction(n, len(self.days())), "DAY": Fraction(n), "MONTH": self.months(first, last)}[row["per"]]
        return Fraction(rounded(row["tier"] * share, self.qplaces), 10 ** self.qplaces)

    def usage_lines(self):
        whole = len(self.days())
        for kind, total in self.sums.items():
            if total == 0:
                continue
            components = self.components(self.usage_rows(kind))
            if components is None:
                self.fail("PRICE_MISSING")
                continue
            meter = self.of_type[kind][0].name if len(self.of_type[kind]) == 1 else ""
            for stretches in components.values():
                lines = []
                for first, last, ladder in stretches:
                    upto = [Fraction(rounded(total * ((d - self.first).days + 1) / whole, self.qplaces), 10 ** self.qplaces)
                            for d in (first - ONE_DAY, last)]
                    here = upto[1] - upto[0]
                    begins = [Fraction(0)] + [self.tier_begin(r, first, last) for r in ladder[1:]]
                    steps = sorted(zip(begins, range(len(ladder))))
                    for n, (begin, which) in enumerate(steps):
                        end = steps[n + 1][0] if n + 1 < len(steps) else None
                        units = max(min(abs(here), end) if end is not None else abs(here), begin) - begin
                        if here < 0:
                            units = -units
                        if units:
                            lines.append((n, first, last, ladder[which], units, len(ladder)))
                for n, first, last, row, units, count in sorted(lines, key=lambda l: (l[0], l[1])):
                    self.line("USAGE", row, first, last, meter=meter, meter_type=kind, tier=n + 1 if count > 1 else 0,
                              quantity=trimmed(units, self.qplaces), amount=self.money(units * number(row["price"])))

    def stretches(self, schedule):
        """For each price, in the order of its first row: the stretches charged, as (first, last, row, share, unit)."""
        rows = [r for r in self.other_rows(schedule) if any(self.valid(r, d) for d in self.days())]
        result = {row["key"]: [] for row in rows}
        for day in self.days():
            for row in self.winners(rows, day):
                list_ = result[row["key"]]
                if list_ and list_[-1][1] == day - ONE_DAY and list_[-1][2] is row:
                    list_[-1] = (list_[-1][0], day, row)
                else:
                    list_.append((day, day, row))
        groups = []
        for list_ in result.values():
            group = []
            for first, last, row in list_:
                per = "DAY" if schedule == "SUPPLY" else row["per"]
                if per == "DAY":
                    group.append((first, last, row, Fraction((last - first).days + 1), "days"))
                elif per == "MONTH":
                    group.append((first, last, row, self.months(first, last), "months"))
                elif last == self.last:
                    group.append((self.first, self.last, row, Fraction(1), ""))
            groups.append(group)
        return groups

    def flat_lines(self, schedule):
        for group in self.stretches(schedule):
            for first, last, row, share, unit in group:
                self.line(schedule, row, first, last, unit=row["unit"] or unit, quantity=trimmed(share, 6),
                          amount=self.money(share * number(row["price"])))

    def demand_lines(self):
        groups = self.stretches("DEMAND")
        if not any(groups):
            return
        meters = [m for m in self.meters if not m.metered and m.on_site_in(self.first, self.last)]
        if not meters:
            self.fail("READ_MISSING")
        for m in meters:
            if m.demand is None:
                self.fail("READ_MISSING")
        for group in groups:
            for m in meters:
                if m.demand is None:
                    continue
                for first, last, row, share, unit in group:
                    self.line("DEMAND", row, first, last, meter=m.name, meter_type=m.type,
                              unit=" ".join(u for u in (row["unit"], unit) if u),
                              quantity=trimmed(m.quantity * share, max(6, self.qplaces)),
                              amount=self.money(m.quantity * share * number(row["price"])))

    def minimum_lines(self):
        for group in self.stretches("MINIMUM"):
            if not group:
                continue
            row = group[-1][2]
            minimum = sum(self.money(share * number(r["price"])) for _, _, r, share, _ in group)
            used = sum(l["amount"] for l in self.lines if l["kind"] in ("USAGE", "MINIMUM") and
                       row["meter_type"] in ("", l["meter_type"]))
            if minimum > used:
                self.line("MINIMUM", row, self.first, self.last, unit="", quantity="1",
                          price=fixed(minimum - used, self.places), amount=minimum - used)

    def discount_lines(self):
        lines = list(self.lines)
        rows = self.winners(self.other_rows("DISCOUNT"), self.last)
        own = self.case.get("discount_percent", 0)
        rows = rows + [{"description": "Discount", "meter_type": "", "price": own, "id": 0}]
        for row in rows:
            sums = {}
            for l in lines:
                if row["meter_type"] in ("", l["meter_type"]):
                    sums[l["tax_code"]] = sums.get(l["tax_code"], 0) + l["amount"]
            for code, total in sums.items():
                if total and number(row["price"]):
                    self.line("DISCOUNT", row, self.first, self.last, unit="%", quantity=fixed(total, self.places),
                              tax_code=code, amount=-rounded(total * number(row["price"]) / 100, 0))

    def occurrences(self, charge):
        start, last = day_of(charge["day"]), self.last
        if charge.get("end"):
            last = min(last, day_of(charge["end"]))
        step = {"WEEKLY": 7, "MONTHLY": 1, "QUARTERLY": 3, "ANNUAL": 12}.get(charge.get("frequency", "ONCE"), 0)
        n, day = 0, start
        while day <= last:
            yield day
            n += 1
            if step == 0:
                return
            if step == 7:
                day = start + 7 * n * ONE_DAY
            else:
                month = start.year * 12 + start.month - 1 + n * step
                year, month = month // 12, month % 12 + 1
                day = datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))

    def charge_lines(self):
        for i, charge in enumerate(self.case.get("charges") or []):
            billed = day_of(charge.get("billed_to"))
            amount = rounded(number(charge["amount"]), self.places)
            for day in self.occurrences(charge):
                if billed is None or day > billed:
                    self.line("CHARGE", charge, day, day, meter_type="", unit="", quantity="1", price_id=0,
                              price=fixed(amount, self.places), amount=amount, charge_id=charge.get("id", i + 1))

    def add_up(self):
        sums = {}
        for l in self.lines:
            sums.setdefault(l["tax_code"], []).append(l)
        self.tax_sums = []
        for code, lines in sums.items():
            rates = [t for t in self.taxes if t["code"] == code and day_of(t["from"]) <= self.last]
            if not rates and code != "":
                self.fail("PRICE_MISSING")
                continue
            percent = max(rates, key=lambda t: t["from"])["percent"] if rates else 0
            net = sum(l["amount"] for l in lines)
            if self.per_line:
                for l in lines:
                    l["tax"] = rounded(l["amount"] * number(percent) / 100, 0)
                tax = sum(l["tax"] for l in lines)
            else:
                tax = rounded(net * number(percent) / 100, 0)
            self.tax_sums.append({"code": code, "percent": plain(percent), "net": net, "tax": tax})

    # -- 4. exceptions about the bill

    def check(self, total):
        usual, n = CYCLES[self.case["cycle"]][1], len(self.days())
        if self.bill_high > 0 and total > self.bill_high:
            self.note("BILL_HIGH")
        if total == 0:
            self.note("BILL_ZERO")
        if total < 0:
            self.note("BILL_NEGATIVE")
        if self.rules["period_long_percent"] and Fraction(n * 100, usual) > self.rules["period_long_percent"]:
            self.note("PERIOD_LONG")
        if Fraction(n * 100, usual) < self.rules["period_short_percent"] and self.last != self.close:
            self.note("PERIOD_SHORT")
        if self.close is not None and self.close <= self.end:
            self.note("CLOSED_DATE_SET")
            if self.last < self.close:
                self.note("NOT_BILLED_TO_CLOSE")
        if self.close is not None and self.close > self.end and (self.close - self.last).days <= self.rules["move_out_days"]:
            self.note("PENDING_MOVE_OUT")
        email, has = self.case.get("wants_email", False), self.case.get("has_email", False)
        if email and not has:
            self.note("NO_EMAIL")
        if not self.case.get("has_postal", True) and not (email and has):
            self.note("NO_POSTAL_ADDRESS")

    # -- all of it

    def work_out(self):
        if not self.prices:
            self.fail("PRICE_PLAN_MISSING")
        self.last = self.find_last()
        if self.last is None or not self.check_reads():
            return
        self.measure()
        self.history()
        if not self.prices:
            return
        self.usage_lines()
        self.flat_lines("SUPPLY")
        self.flat_lines("FIXED")
        self.demand_lines()
        self.minimum_lines()
        self.discount_lines()
        self.charge_lines()
        self.add_up()

    def result(self):
        self.last = None
        self.tax_sums = []
        outcome = self.due()
        total = net = tax = 0
        if outcome == "BILLED":
            self.work_out()
            if self.missing:
                outcome = "EXCEPTED"
            else:
                net = sum(t["net"] for t in self.tax_sums)
                tax = sum(t["tax"] for t in self.tax_sums)
                total = net + tax
                self.check(total)
        billed = outcome == "BILLED"
        cents = lambda minor: fixed(minor, self.places)
        return {
            "account": self.case["account"],
            "outcome": outcome,
            "period": {"from": str(self.first), "to": str(self.last) if self.last else None,
                       "days": len(self.days()) if self.last else 0},
            "lines": [dict(l, amount=cents(l["amount"]), tax=cents(l.get("tax", 0))) for l in self.lines] if billed else [],
            "usages": self.usages if billed else [],
            "taxes": [dict(t, net=cents(t["net"]), tax=cents(t["tax"])) for t in self.tax_sums] if billed else [],
            "net": cents(net), "tax": cents(tax), "total": cents(total),
            "exceptions": [{"code": c, "severity": self.severity[c]} for c in sorted(self.found, key=CODES.index)
                           if self.severity[c] != "OFF"],
        }


def load(text):
    return json.loads(text, parse_float=lambda digits: repr(float(digits)))


def rate(case):
    return Bill(case).result()


def main():
    args = sys.argv[1:]
    lines = "--lines" in args
    files = [a for a in args if not a.startswith("-")]
    with (open(files[0]) if files else sys.stdin) as stream:
        text = stream.read()
    if lines:
        for line in text.splitlines():
            if line.strip():
                print(json.dumps(rate(load(line))))
        return
    cases = load(text)
    print(json.dumps([rate(c) for c in cases] if isinstance(cases, list) else rate(cases), indent=2))


if __name__ == "__main__":
    main()
