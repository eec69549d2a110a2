#!/usr/bin/env python3
"""Ten simulated years of scheduled billing: nobody is billed twice for a day, or not at all.

    ten_years.py [YEARS [SEED]]

The real program is run (`once`) some thousand times with a clock that stands where we say, in zones and on days that are hard: daylight
saving, the 29th to the 31st, leap days, business days. Between the looks are hours, days, or weeks in which it was down; some lives are
killed. Agents skip, pause, resume and run schedules, and drop runs of their own. What must come of it is worked out here, from
datetime and zoneinfo and the rules in words (manual/spec.md, "Agents, rights and schedules"), day
by day, and compared with the database: every request that was dropped, every period of every
account, and the money. The seed is printed; the same seed does the same again.
"""
import calendar
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(TOP, "tests/unit"))
sys.dont_write_bytecode = True
from recurrence_oracle import moved, to_utc  # noqa: E402  (datetime and zoneinfo alone)

BIN = os.environ.get("BIN", os.path.join(TOP, "bin/billspool"))
YEARS = int(sys.argv[1]) if len(sys.argv) > 1 else 10
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10 ** 6)
BEGIN = datetime(2027, 1, 1, 3, tzinfo=timezone.utc)
HOLIDAYS = {f"{year}-{day}" for year in range(2027, 2039) for day in ("01-01", "01-26", "04-25", "12-25", "12-26", "12-31")}
MACHINE_ZONES = ["UTC", "Australia/Sydney", "America/New_York"]
PRICE = 125  # cents a day and account

# Fewest days of a cycle, less due_slack_days (5).
DUE = {"WEEKLY": 2, "MONTHLY": 23, "BIMONTHLY": 54, "QUARTERLY": 85}


def last_of(day):
    return calendar.monthrange(day.year, day.month)[1]


def monthly(number):
    return lambda day: day.day == min(number, last_of(day))


def last_business(day):
    return day.weekday() < 5 and all((day + timedelta(i)).month != day.month or (day + timedelta(i)).weekday() >= 5 for i in range(1, 4))


# Agent, name, what it is for, when, its hour and minute, the days that fit, zone, shift, end rule.
SCHEDULES = [
    ("alice", "syd", ["A"], "monthly on 31 at 23:30", (23, 30), monthly(31), "Australia/Sydney", "none", "same day"),
    ("alice", "howe", ["B"], "monthly on 1 at 02:15", (2, 15), monthly(1), "Australia/Lord_Howe", "none", "day before"),
    ("alice", "ber", ["C"], "monthly on last business day at 02:30", (2, 30), last_business, "Europe/Berlin", "none", "day before"),
    ("bob", "ny", ["D", "E"], "monthly on 29 at 06:00", (6, 0), monthly(29), "America/New_York", "next", "day before"),
    ("bob", "la", ["F"], "weekly on Sun at 02:30", (2, 30), lambda day: day.weekday() == 6, "America/Los_Angeles", "none", "day before"),
    ("amir", "apia", ["G", "H"], "quarterly on last day at 20:00", (20, 0), lambda day: day.month % 3 == 0 and day.day == last_of(day),
     "Pacific/Apia", "previous", "same day"),
    ("mia", "utc", ["I"], "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=0;BYMINUTE=5", (0, 5), monthly(31), "UTC", "none", "day before"),
    ("mia", "cairo", ["J"], "monthly on 1 at 00:30", (0, 30), monthly(1), "Africa/Cairo", "next", "last month"),
]
AGENTS = {"alice": "A;B;C", "bob": "D;E;F", "amir": "G;H", "mia": "I;J"}


class Schedule:
    """What one schedule must do."""

    def __init__(self, row, now):
        (self.agent, self.name, self.buildings, self.when, self.time, self.fits, self.zone, self.shift, self.end_rule) = row
        self.paused = False
        self.last, self.last_day = now.timestamp(), date.min
        self.times = {}
        day = now.astimezone(ZoneInfo(self.zone)).date()
        while day.year < BEGIN.year + YEARS + 2:
            if self.fits(day):
                on = moved(day, self.shift, HOLIDAYS)
                self.times[to_utc(datetime(on.year, on.month, on.day, *self.time), self.zone)] = day
            day += timedelta(1)
        self.order = sorted(self.times)

    def open(self):
        return [at for at in self.order if at > self.last and self.times[at] > self.last_day]

    def end(self, day, today):
        end = {"same day": day, "day before": day - timedelta(1), "last month": day - timedelta(day.day)}[self.end_rule]
        return min(end, today)

    def due(self, now):
        """The occurrence that is dropped at `now`, and whether it is late; None if nothing is due."""
        late = [at for at in self.open() if at <= now] if not self.paused else []
        if not late:
            return None
        self.last, self.last_day = late[-1], self.times[late[-1]]
        return late[-1], self.times[late[-1]], now - late[-1] > 900


class Account:
    def __init__(self, number, building, cycle, opened, closed):
        self.number, self.building, self.cycle, self.opened, self.closed = number, building, cycle, opened, closed
        self.periods = []

    def bill(self, end):
        """From the day after billed-to (or the open date) to the end, when the cycle is over or
        the account closes (manual/spec.md, "Transactions and exceptions")."""
        first = self.periods[-1][1] + timedelta(1) if self.periods else self.opened
        closing = self.closed is not None and self.closed <= end
        limit = self.closed if closing else end
        days = (limit - first).days + 1
        if days > 0 and (closing or days >= DUE[self.cycle]):
            self.periods.append((first, limit))


class World:
    def __init__(self, spool, dice):
        self.spool, self.dice, self.now, self.number = spool, dice, BEGIN, 0
        self.zone = dice.choice(MACHINE_ZONES)
        self.drops, self.late, self.kills, self.looks = [], 0, 0, 0
        self.accounts = []
        for building in "ABCDEFGHIJ":
            for i, cycle in enumerate(("WEEKLY", "MONTHLY", dice.choice(("MONTHLY", "BIMONTHLY", "QUARTERLY")))):
                opened = date(2026, 12, 1) + timedelta(dice.choice((0, 31, dice.randrange(365 * YEARS))))
                closed = opened + timedelta(dice.randrange(2000)) if dice.random() < 0.4 else None
                self.accounts.append(Account(f"{building}{i}", building, cycle, opened, closed))

    def environment(self):
        return {**os.environ, "BILLSPOOL_NOW": self.now.strftime("%Y-%m-%dT%H:%M:%S"), "TZ": self.zone, "LC_ALL": "C.UTF-8"}

    def today(self):
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def write(self, path, text):
        with open(os.path.join(self.spool, path), "w", encoding="utf-8") as file:
            file.write(text)

    def once(self, may_die=False):
        """One life; now and then one that is killed, and then another, as a service manager would start it."""
        if may_die:
            with subprocess.Popen([BIN, "-s", self.spool, "once"], env=self.environment(), stderr=subprocess.DEVNULL) as life:
                time.sleep(self.dice.random() * 0.03)
                life.kill()
                self.kills += 1
        self.looks += 1
        done = subprocess.run([BIN, "-s", self.spool, "once"], env=self.environment(), stderr=subprocess.PIPE, check=False)
        assert done.returncode == 0, (self.now, done.returncode, done.stderr[-2000:])

    def request(self, agent, **keys):
        self.number += 1
        self.write(f"requests/{agent}/r{self.number}.req", "[run]\n" + "".join(f"{k} = {v}\n" for k, v in keys.items()))
        # Arrival order is that of ctime, which has the kernel's resolution.
        time.sleep(0.005)

    def set_up(self):
        subprocess.run([BIN, "init", self.spool], env=self.environment(), stdout=subprocess.DEVNULL, check=True)
        path = os.path.join(self.spool, "billspool.conf")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for key, value in {"settle_ms": 0, "incomplete_seconds": 0, "retry_seconds": 0, "workers": 1}.items():
            head, tail = text.split(f"\n{key} = ", 1)
            text = f"{head}\n{key} = {value}{tail[min(tail.index(' '), tail.index(chr(10))):]}"
        # A schedule may be paused for years; what is high then waits for nobody here.
        self.write("billspool.conf", text + "BILL_HIGH = off\n")
        self.write("holidays.txt", "".join(f"{day} nobody works\n" for day in sorted(HOLIDAYS)))
        self.write("imports/buildings/b.csv", "building_code,name\n" + "".join(f"{b},House {b}\n" for b in "ABCDEFGHIJ"))
        self.write("imports/agents/a.csv", "agent,name,role,buildings\n" + "".join(f"{a},{a},MANAGER,{b}\n" for a, b in AGENTS.items()))
        self.write("imports/price-plans/p.csv", "price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,tax_code\n"
                   f"P,SUPPLY,{PRICE / 100:.2f},2026-01-01,Supply,DAY,FREE\n")
        self.write("imports/customers/c.csv", "account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,"
                   "invoice_delivery_class,open_date,close_date,postal_1,postal_suburb\n" + "".join(
                       f"{a.number},N,{a.building},S{a.number},P,{a.cycle},POST,{a.opened},{a.closed or ''},1 High St,Town\n"
                       for a in self.accounts))
        self.write("imports/schedules/s.csv", "agent,schedule,buildings,when,time_zone,shift,end_rule\n" + "".join(
            f"{s[0]},{s[1]},{';'.join(s[2])},{s[3]},{s[6]},{s[7]},{s[8]}\n" for s in SCHEDULES))
        self.once()
        self.schedules = [Schedule(row, self.now) for row in SCHEDULES]

    def bill(self, buildings, end):
        for account in self.accounts:
            if account.building in buildings:
                account.bill(end)

    def act(self):
        """Somebody does something. Returns what is to be run after what is due: (buildings, end)."""
        s = self.dice.choice(self.schedules)
        act = self.dice.choice(("skip", "pause", "resume", "run", "daily", "daily"))
        if act == "daily":
            end = self.today() - timedelta(self.dice.randrange(20))
            building = self.dice.choice(s.buildings)
            self.request(s.agent, type="daily", buildings=building, end_date=end, note=self.number)
            self.bill([building], end)
            return None
        self.request(s.agent, type="schedule", schedule=s.name, act=act)
        return (act, s)

    def apply(self, act, s):
        """The act, as it is done at this moment, after what was due was dropped."""
        if act == "skip" and not s.paused:
            s.last = s.open()[0]
            s.last_day = s.times[s.last]
        elif act == "pause":
            s.paused = True
        elif act == "resume" and s.paused:
            s.paused = False
            s.last = max(s.last, self.now.timestamp())
        elif act == "run":
            self.bill(s.buildings, s.end(self.now.astimezone(ZoneInfo(s.zone)).date(), self.today()))

    def look(self):
        """One look of the program at its spool, and what must come of it."""
        acted = self.act() if self.dice.random() < 0.06 else None
        runs = []
        for s in self.schedules:
            found = s.due(self.now.timestamp())
            if found is None:
                continue
            at, day, late = found
            local = datetime.fromtimestamp(at, ZoneInfo(s.zone))
            self.drops.append((s.agent, f"{s.name}-{local:%Y%m%d-%H%M}.req", at))
            self.late += late
            runs.append((s.buildings, s.end(day, self.today())))
        for buildings, end in runs:
            self.bill(buildings, end)
        if acted is not None:
            self.apply(*acted)
        self.once(may_die=bool(runs) and self.dice.random() < 0.15)

    def live(self):
        end = BEGIN.replace(year=BEGIN.year + YEARS)
        while self.now < end:
            # Hours or days; now and then it was down for weeks or months.
            step = self.dice.uniform(0.3, 5) if self.dice.random() < 0.985 else self.dice.uniform(10, 110)
            # Or it looks in the very second.
            coming = [at for s in self.schedules if not s.paused for at in s.open()[:1] if at > self.now.timestamp()]
            self.now += timedelta(days=step)
            if coming and self.dice.random() < 0.3 and min(coming) < self.now.timestamp():
                self.now = datetime.fromtimestamp(min(coming) - self.dice.choice((0, 0, 1)), timezone.utc)
            self.now = self.now.replace(microsecond=0)
            self.look()


def day_of(number):
    return date(1970, 1, 1) + timedelta(number)


def verify(world):
    """Compare; returns what is wrong."""
    wrong = []
    db = sqlite3.connect(f"file:{world.spool}/db/billspool.db?mode=ro", uri=True)

    # Every request that was dropped, and no other.
    got = sorted(db.execute("SELECT door, name, due_at FROM schedule_drop WHERE content NOT LIKE '%out of turn%'"))
    want = sorted((agent, name, int(at)) for agent, name, at in world.drops)
    wrong += [f"dropped, and should not be: {x}" for x in sorted(set(got) - set(want))[:5]]
    wrong += [f"not dropped, and should be: {x}" for x in sorted(set(want) - set(got))[:5]]
    late = db.execute("SELECT count(*) FROM schedule_drop WHERE content LIKE '%Late:%'").fetchone()[0]
    if late != world.late or len(got) != len(want):
        wrong.append(f"{late} said that they are late, want {world.late}; {len(got)} dropped, want {len(want)}")
    answered = db.execute("SELECT count(*) FROM job j JOIN schedule_drop d ON j.door = d.door AND j.name = d.name AND j.sha256 = d.sha256").fetchone()[0]
    dropped = db.execute("SELECT count(*) FROM schedule_drop").fetchone()[0]
    if answered != dropped:
        wrong.append(f"{answered} of the {dropped} dropped requests are answered")

    # Every period of every account; and, whatever was expected, that they follow each other without gap or overlap.
    days = 0
    for account in world.accounts:
        rows = db.execute("SELECT i.period_from, i.period_to, i.net_minor FROM invoice i JOIN account a ON a.id = i.account_id"
                          " WHERE a.number = ? ORDER BY i.sequence", (account.number,)).fetchall()
        periods = [(day_of(a), day_of(b)) for a, b, _ in rows]
        if periods != account.periods:
            wrong.append(f"account {account.number}: got {periods[-2:]}, want {account.periods[-2:]} ({len(periods)}/{len(account.periods)})")
        following = account.opened
        for (first, last), (_, _, net) in zip(periods, rows):
            if first != following:
                wrong.append(f"account {account.number}: {first} follows {following - timedelta(1)}")
            if net != PRICE * ((last - first).days + 1):
                wrong.append(f"account {account.number}: {net} for {first} to {last}")
            days += (last - first).days + 1
            following = last + timedelta(1)
        if account.closed is not None and following > account.closed + timedelta(1):
            wrong.append(f"account {account.number}: billed beyond its end")
    ledger = db.execute("SELECT coalesce(sum(amount_minor), 0) FROM ledger").fetchone()[0]
    if ledger != days * PRICE:
        wrong.append(f"the ledger has {ledger}, and {days} days cost {days * PRICE}")
    check = subprocess.run([BIN, "-s", world.spool, "check"], env=world.environment(), stdout=subprocess.PIPE, check=False)
    if check.returncode != 0:
        wrong.append(f"check: {check.stdout.decode()[:500]}")
    invoices = db.execute("SELECT count(*) FROM invoice").fetchone()[0]
    print(f"# {YEARS} years, seed {SEED}, machine in {world.zone}: {world.looks} looks, {world.kills} killed, {len(got)} scheduled runs"
          f" ({late} late), {world.number} requests by hand, {invoices} invoices, {days} account-days billed once")
    return wrong


def main():
    print(f"# seed {SEED}", flush=True)
    folder = tempfile.mkdtemp(prefix="billspool-test.")
    try:
        world = World(os.path.join(folder, "spool"), random.Random(SEED))
        world.set_up()
        world.live()
        wrong = verify(world)
    finally:
        if "KEEP" not in os.environ:
            shutil.rmtree(folder)
    for line in wrong:
        print("#", line)
    print("not ok" if wrong else "ok")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
