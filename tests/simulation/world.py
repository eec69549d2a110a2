"""world: a utility of sixty buildings and ten agents, and a model of its own of who may do what.

Nothing here asks billspool: what a request ought to be answered follows from what was dropped before it, and from the day.
"""
import csv
import datetime
import io

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
ROLES = ("AGENT", "BILLING", "MANAGER", "ADMIN")
NEEDS = {"approve": "BILLING", "reverse": "BILLING", "email": "MANAGER"}
CYCLES = {"MONTHLY": 28, "QUARTERLY": 90}
USAGE_PRICE, SUPPLY_PRICE = "0.2871", "1.0533"


def month_end(day):
    """The last day of the month of `day`."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def last_month_end(day):
    return day.replace(day=1) - DAY


def table(header, rows):
    out = io.StringIO()
    csv.writer(out).writerows([header.split(), *rows])
    return out.getvalue()


class Account:
    """One customer: when it was open, and every read that was ever loaded for it (end of day -> tenths)."""

    def __init__(self, number, building, site, cycle, opened):
        self.number, self.building, self.site, self.cycle = number, building, site, cycle
        self.open, self.close = opened, None
        self.metered = True
        self.email = ""
        self.opening = 0
        self.follows = False  # another customer at the same site
        self.begun = True     # its first read is loaded, if it has one
        self.reads = {}
        self.late = None  # a month end whose read comes a month late


class Rights:
    """Roles, buildings and loans, as the imports that were dropped say."""

    def __init__(self):
        self.names, self.roles, self.own, self.loans = {}, {}, {}, {}

    def has(self, agent, building, day):
        if self.own[agent] == "*" or building in self.own[agent]:
            return True
        return any(a == agent and b == building and first <= day and (last is None or day <= last)
                   for (a, b, first), last in self.loans.items())

    def reached(self, agent, buildings, day):
        return [b for b in buildings if self.has(agent, b, day)]

    def may(self, agent, kind):
        return ROLES.index(self.roles[agent]) >= ROLES.index(NEEDS.get(kind, "AGENT"))

    def who(self, building, day):
        """Everybody who could do it: the names that a refusal must give."""
        return sorted(agent for agent in self.own if self.has(agent, building, day))

    def agents_csv(self, agents):
        rows = [(a, self.names[a], f"{a}@example.com", self.roles[a],
                 self.own[a] if self.own[a] == "*" else ";".join(sorted(self.own[a]))) for a in agents]
        return table("agent name email role buildings", rows)


class World:
    """What there is at the beginning, and what happens to customers and meters."""

    def __init__(self, rng, per_building):
        self.rng = rng
        self.buildings = [f"B{n:02}" for n in range(1, 61)]
        self.rights = Rights()
        self.accounts = {}
        self.receipts = []  # (account, cents, reference)
        self.count = 0
        names = "alice amir bob carol dave erin fay gus hana".split()
        for n, agent in enumerate(names):
            self.add_agent(agent, "BILLING" if n % 2 == 0 else "AGENT", set(self.buildings[n::9]))
        for n in range(0, 60, 6):
            self.rights.own[rng.choice(names)].add(self.buildings[n])
        self.add_agent("mia", "MANAGER", "*")
        self.meters = []
        for building in self.buildings:
            for _ in range(per_building):
                self.new_account(building, self.first_day(), None)

    def add_agent(self, agent, role, own):
        self.rights.names[agent] = agent.title()
        self.rights.roles[agent], self.rights.own[agent] = role, own

    def first_day(self):
        return FIRST if self.rng.random() < 0.8 else FIRST + self.rng.randint(1, 60) * DAY

    def new_account(self, building, opened, before):
        """A new customer, at a site of their own or behind the one before."""
        self.count += 1
        number = str(10000 + self.count)
        site = before.site if before else "S" + number
        account = Account(number, building, site, self.rng.choice(["MONTHLY"] * 4 + ["QUARTERLY"]), opened)
        account.follows = before is not None
        account.begun = account.follows or opened == FIRST
        account.metered = before.metered if before else self.rng.random() < 0.75
        account.email = f"c{number}@customer.example" if self.rng.random() < 0.7 else ""
        account.opening = self.rng.choice([0, 0, self.rng.randint(-5000, 20000)])
        if account.metered:
            account.reads[opened - DAY] = before.reads[max(before.reads)] if before else self.rng.randint(0, 50000)
            if not before:
                self.meters.append((site, "M" + number, "1", "ALLDAY", opened.isoformat(), number))
        self.accounts[number] = account
        return account

    def use(self, account, until):
        """A read at the end of `until`, some tenths of a kWh further on; now and then far too many."""
        last = max(account.reads)
        daily = self.rng.choice([0, 60, 80, 90, 100, 110, 120] * 3 + [900])
        account.reads[until] = account.reads[last] + daily * (until - last).days + self.rng.randint(0, 9)

    def read_rows(self, account, days, kind="ACTUAL"):
        meter = next(m for m in self.meters if m[0] == account.site)
        return [(*meter[:3], f"{account.reads[d] / 10:.1f}", d.isoformat(), self.rng.choice("NNNNNNNY"), kind) for d in sorted(days)]

    # ---- files for imports -------------------------------------------------------------------------------------------

    READS = "site_identifier meter_code meter_register meter_read read_date estimate_read read_type"

    def customers_csv(self, accounts):
        rows = [(a.number, f"Customer {a.number}", a.building, a.site, "FLAT", a.cycle, "EMAIL" if a.email else "POST",
                 a.open.isoformat(), a.close.isoformat() if a.close else "", a.email, "1 High St", "Balmain", "2041",
                 f"{a.opening / 100:.2f}") for a in accounts]
        return table("account_number account_name building_code site_identifier price_plan_code bill_cycle_code invoice_delivery_class"
                     " open_date close_date email postal_1 postal_suburb postal_postcode opening_balance", rows)

    def first_imports(self):
        """(interface, text) of everything that is there on the first day."""
        yield "buildings", table("building_code name bill_cycle_code address_1 suburb",
                                 [(b, f"House {b}", "MONTHLY", f"{n} High St", "Balmain") for n, b in enumerate(self.buildings, 1)])
        yield "agents", self.rights.agents_csv(self.rights.own)
        yield "price-plans", table("price_plan_code sched_type price start_date invoice_desc meter_type_code unit tax_code",
                                   [("FLAT", "USAGE", USAGE_PRICE, "2025-01-01", "Electricity", "ALLDAY", "kWh", "GST"),
                                    ("FLAT", "SUPPLY", SUPPLY_PRICE, "2025-01-01", "Supply", "", "day", "GST")])
        yield "customers", self.customers_csv(self.accounts.values())
        yield "meters", table("site_identifier meter_code meter_register meter_type_code install_date mtr_srial", self.meters)
        yield "meter-reads", table(self.READS, [row for a in self.accounts.values()
                                                if a.metered and a.open == FIRST for row in self.opening_row(a)])

    def opening_row(self, account):
        """A read stands for the end of its day, an OPENING read for the start."""
        row = list(self.read_rows(account, [account.open - DAY], "OPENING")[0])
        row[4], row[5] = account.open.isoformat(), "N"
        return [row]

    def month_of_reads(self, end):
        """The reads at a month end: most come, some come late, together with the next ones."""
        rows = []
        for account in self.accounts.values():
            if not account.metered or account.open > end or (account.close and account.close <= end):
                continue
            self.use(account, end)
            # A read is taken before it is loaded: the first one of who came in this month is due now.
            if not account.begun:
                account.begun = True
                rows += self.opening_row(account)
            days = [end] + ([account.late] if account.late else [])
            account.late = None
            if self.rng.random() < 0.05 and end != LAST:
                account.late, days = end, days[1:]
            rows += self.read_rows(account, days)
        return rows

    def move(self, day):
        """Somebody moves out at the end of `day`, and most times somebody moves in on the next. Their imports, or nothing."""
        there = [a for a in self.accounts.values() if a.close is None and a.open < day and not a.late and a.begun and
                 (not a.metered or max(a.reads) < day)]
        if not there:
            return []
        old = self.rng.choice(there)
        old.close = day
        files, rows, changed = [], [], [old]
        if old.metered:
            self.use(old, day)
            rows += self.read_rows(old, [day], "CLOSING")
            rows[-1] = rows[-1][:5] + ("N",) + rows[-1][6:]
        if self.rng.random() < 0.8 and day < LAST:
            new = self.new_account(old.building, day + DAY, old)
            changed.append(new)
        files.append(("customers", self.customers_csv(changed)))
        if rows:
            files.append(("meter-reads", table(self.READS, rows)))
        return files
