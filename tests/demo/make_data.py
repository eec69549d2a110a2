#!/usr/bin/env python3
"""Make the sample utility of `make demo`: data/*.csv and data-bad/*.csv beside this script.

Six buildings in New South Wales and Victoria were taken over on 1 October 2026; October is about to be billed. Their
tenants have what real tenants have: two of three meters, an old balance, a payment, a name that breaks a naive program. The
accounts named in `STORIES` each show one thing that goes wrong in real life.

The files are also as uneven as exports of several old systems are: see `write`. The same bytes come out every time.
"""
import csv
import datetime
import io
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = random.Random(20261102)
OPEN = datetime.date(2026, 10, 1)
END = datetime.date(2026, 10, 31)
DAY = datetime.timedelta(1)

BUILDINGS = [
    # code, name, street, suburb, state, postcode, terms, tax number, biller, bank, message
    ("A", "Harbour View Apartments", "18 Darling Street", "Balmain East", "NSW", "2041", 14, "11 000 111 204", "314159",
     "032-999 104417", "The lobby meter room is open for your own reading every first Saturday."),
    ("B", "Jacaranda Court", "7-9 Wattle Crescent", "Pyrmont", "NSW", "2009", 14, "11 000 111 318", "271828",
     "032-999 207731", ""),
    ("C", "The Foundry Lofts", "240 O'Riordan Street", "Alexandria", "NSW", "2015", 21, "11 000 111 427", "161803",
     "032-999 311980", "Hot water is now billed by the litre you use, not by the size of your flat."),
    ("D", "Parkside Terraces", "66 Royal Parade", "Parkville", "VIC", "3052", 14, "22 000 222 105", "141421",
     "083-999 554012", ""),
    ("E", "Yarra Bend Residences", "1 Abbotsford Lane", "Collingwood", "VIC", "3066", 14, "22 000 222 219", "173205",
     "083-999 660218", "Gas prices changed on 16 October; your invoice shows the days at each price."),
    ("F", "Lighthouse Quarter", "102 Nelson Place", "Williamstown", "VIC", "3016", 21, "22 000 222 322", "223606",
     "083-999 771640", ""),
]

AGENTS = [
    ("alice", "Alice Marsh", "BILLING", "A;B;C"),
    ("bob", "Bob Trần", "BILLING", "D;E;F"),
    ("mia", "Mia Lindqvist", "MANAGER", "*"),
    ("amir", "Amir Haddad", "AGENT", "A"),
]

# Twelve units a building; a name is one tenant, who has one account for each product. The fonts that come with Debian's
# fonts-liberation lack a letter of Nguyễn Thị Lan's name: the invoices cannot be drawn and are held, nobody else's is.
TENANTS = {
    "A": ["Zoë Brontë", "Oliver Smith", "Łukasz Wójcik", "Ελένη Παπαδοπούλου", "Jack O'Brien", "Søren Kjær", "Amélie Lefèvre",
          "Jürgen Weiß", "Priya Raman", "Małgorzata Błaszczyk", "Nguyễn Thị Lan", "Ruby Campbell"],
    "B": ["Björn Ångström", "Chloë Walker", "Tomáš Dvořák", "Noah Taylor", "Begoña Núñez", "Γιώργος Νικολάου", "Henry McKenzie",
          "Agnieszka Żółkiewska", "@Home Cleaning Pty Ltd", "Grace Hughes", "Åse Ødegaard", "Smith, Jones & Co"],
    "C": ["Liam Fitzgerald", "Inês Gonçalves", "Käthe Großmann", "Ava Nguyen", "Győző Szűcs", "Δημήτρης Οικονόμου",
          "Charlotte Reid", "François Beauchêne", "Wei Zhang", "Solveig Nygård", "Ethan Murphy", "Šárka Růžičková"],
    "D": ["Stanisław Gołębiowski", "Mia Kelly", "Håkon Møller", "Σοφία Αντωνίου", "Lucas Martin", "Heike Schäfer", "José Ibáñez",
          "Isla Robertson", "Élodie Château", "Paweł Król", "Samuel Okafor", "Ingrid Sørensen"],
    "E": ["Matilda Evans", "Jörg Krauß", "Žaneta Šťastná", "William Clarke", "Maria Conceição", "Æmilia Holm", "Harper Lewis",
          "Κωνσταντίνα Μακρή", "Café Zürich Pty Ltd", "Benoît L'Hôte", "Daniel Cohen", "Zofia Dąbrowska"],
    "F": ["Ľubica Horváthová", "Thomas Wright", "Íñigo Peña", "Emily Johnson", "Uwe Lößnitz", "Νίκος Ιωάννου", "Leo Anderson",
          "Aurélie Noël", "Bożena Zając", "Göran Sjöberg", "Sophie Turner", "Krzysztof Wiśniewski"],
}

# Owners who live elsewhere and have their bills posted: unit -> lines of the address.
ABROAD = {
    ("A", 8): ("Müllerstraße 12", "Hinterhaus", "Berlin", "", "13353", "Germany"),
    ("A", 6): ("Nørrebrogade 45, 3. tv", "", "København N", "", "2200", "Denmark"),
    ("B", 8): ("ul. Świętokrzyska 18 m. 4", "", "Warszawa", "", "00-052", "Poland"),
    ("B", 6): ("Οδός Ερμού 27", "", "Αθήνα", "", "105 63", "Greece"),
    ("D", 9): ("24 rue de l'Église", "Bâtiment C", "Saint-Étienne", "", "42000", "France"),
}

# What happens to single accounts. Each is told at the place where it is made, below.
STORIES = {
    ("A", 5, "POWER"): "no email, no address",
    ("A", 9, "POWER"): "spike",
    ("B", 3, "POWER"): "closed",
    ("B", 3, "WATER"): "closed",
    ("B", 7, "POWER"): "closed without read",
    ("B", 10, "POWER"): "email missing",
    ("C", 2, "POWER"): "moving out",
    ("C", 9, "WATER"): "estimated",
    ("C", 11, "POWER"): "hold",
    ("D", 6, "POWER"): "rollover",
    ("D", 8, "POWER"): "exchange",
    ("D", 12, "WATER"): "not read",
    ("E", 4, "POWER"): "estimated",
    ("E", 5, "POWER"): "bimonthly",
    ("E", 7, "POWER"): "credit",
    ("E", 11, "WATER"): "empty",
    ("F", 2, "POWER"): "plan missing",
    ("F", 5, "POWER"): "quarterly",
    ("F", 10, "POWER"): "misread",
}

# Plan -> registers: name, meter type, places, least and most a day in an average month (in units of the last place).
REGISTERS = {
    "PWR-FLAT": [("E1", "ALLDAY", 1, 80, 170)],
    "PWR-TOU": [("E1", "PEAK", 1, 35, 80), ("E2", "OFFPEAK", 1, 45, 95)],
    "PWR-DEMAND": [("E1", "ALLDAY", 1, 40, 65), ("Q1", "DEMAND", 1, 90, 140)],
    "WTR-COLD": [("W1", "COLD", 3, 260, 620)],
    "WTR-HOT": [("W1", "COLD", 3, 180, 420), ("W2", "HOT", 3, 70, 160)],
    "GAS-STD": [("G1", "STDGAS", 2, 70, 150)],
}

# Percent of an average month, January to December.
SEASON = {
    "POWER": [122, 118, 100, 86, 92, 112, 118, 110, 94, 88, 92, 108],
    "WATER": [122, 118, 108, 96, 92, 88, 88, 88, 92, 100, 104, 114],
    "GAS": [66, 66, 76, 92, 116, 140, 148, 138, 116, 96, 82, 68],
}

PLANS = [
    # plan, schedule, meter type, tier from, per, price in NSW, price in VIC, unit, description, tax code
    ("PWR-FLAT", "USAGE", "ALLDAY", "0", "DAY", "0.2745", "0.2590", "kWh", "Electricity, first 11 kWh a day", "GST"),
    ("PWR-FLAT", "USAGE", "ALLDAY", "11", "DAY", "0.3080", "0.2925", "kWh", "Electricity, above 11 kWh a day", "GST"),
    ("PWR-FLAT", "SUPPLY", "", "", "", "0.9850", "1.0420", "day", "Daily supply charge", "GST"),
    ("PWR-FLAT", "DISCOUNT", "", "", "", "4", "5", "%", "Building discount", ""),
    ("PWR-TOU", "USAGE", "PEAK", "", "", "0.3890", "0.3640", "kWh", "Peak electricity", "GST"),
    ("PWR-TOU", "USAGE", "OFFPEAK", "", "", "0.1965", "0.1880", "kWh", "Off-peak electricity", "GST"),
    ("PWR-TOU", "SUPPLY", "", "", "", "1.0420", "1.0990", "day", "Daily supply charge", "GST"),
    ("PWR-DEMAND", "USAGE", "ALLDAY", "", "", "0.1480", "0.1395", "kWh", "Electricity", "GST"),
    ("PWR-DEMAND", "DEMAND", "DEMAND", "", "MONTH", "9.15", "8.60", "kVA", "Maximum demand", "GST"),
    ("PWR-DEMAND", "SUPPLY", "", "", "", "1.86", "1.92", "day", "Daily supply charge", "GST"),
    ("PWR-DEMAND", "FIXED", "", "", "MONTH", "19.50", "18.00", "month", "Metering service", "GST"),
    ("WTR-COLD", "USAGE", "COLD", "0", "MONTH", "2.72", "2.94", "kL", "Water, first 10 kL a month", "FREE"),
    ("WTR-COLD", "USAGE", "COLD", "10", "MONTH", "3.485", "3.611", "kL", "Water, above 10 kL a month", "FREE"),
    ("WTR-COLD", "SUPPLY", "", "", "", "1.1236", "1.0795", "day", "Water and sewerage service", "FREE"),
    ("WTR-COLD", "MINIMUM", "", "", "MONTH", "8.00", "8.00", "month", "Minimum charge", "FREE"),
    ("WTR-HOT", "USAGE", "COLD", "", "", "2.72", "2.94", "kL", "Cold water", "FREE"),
    ("WTR-HOT", "USAGE", "HOT", "", "", "14.85", "15.40", "kL", "Hot water", "GST"),
    ("WTR-HOT", "SUPPLY", "", "", "", "1.1236", "1.0795", "day", "Water and sewerage service", "FREE"),
    ("GAS-STD", "USAGE", "STDGAS", "0", "DAY", "0.0412", "0.0369", "MJ", "Gas, first 20 MJ a day", "GST"),
    ("GAS-STD", "USAGE", "STDGAS", "20", "DAY", "0.0347", "0.0318", "MJ", "Gas, above 20 MJ a day", "GST"),
    ("GAS-STD", "SUPPLY", "", "", "", "0.79", "0.84", "day", "Daily supply charge", "GST"),
    ("GAS-STD", "FIXED", "", "", "MONTH", "2.40", "2.40", "month", "Meter rental", "GST"),
]

# From this day on gas costs more: in the middle of the month that is billed.
GAS_CHANGE = datetime.date(2026, 10, 16)


def between(least, most):
    """A whole number; random() alone is the same in every version of Python."""
    return least + int(RANDOM.random() * (most - least + 1))


def chance(percent):
    return RANDOM.random() * 100 < percent


def fixed(units, places):
    """units / 10^places as text."""
    sign, digits = "-" if units < 0 else "", str(abs(units)).zfill(places + 1)
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def month_ends(first, last):
    """The last days of all months from the one of `first` to the one of `last`."""
    day = first.replace(day=1)
    while day <= last:
        day = (day + 31 * DAY).replace(day=1)
        yield day - DAY


class Utility:
    """All rows, by interface."""

    def __init__(self):
        self.rows = {name: [] for name in ("buildings", "agents", "customers", "meters", "meter-reads", "price-plans",
                                           "charges", "receipts", "adjustments")}

    def add(self, interface, **row):
        self.rows[interface].append(row)


class Account:
    """One account, while it is being made."""

    def __init__(self, building, unit, product):
        self.building, self.unit, self.product = building, unit, product
        self.code, self.state = building[0], building[4]
        self.story = STORIES.get((self.code, unit, product), "")
        number = "ABCDEF".index(self.code) + 1
        self.number = "2%d%03d%d" % (number, unit, ("POWER", "WATER", "GAS").index(product) + 1)
        self.site = {"POWER": "4103" if self.state == "NSW" else "6305", "WATER": "WTR", "GAS": "5240"}[product] + self.number
        self.common = unit == 0
        self.name = "Owners Corporation " + building[1] if self.common else TENANTS[self.code][unit - 1]
        self.plan = self.choose_plan()
        self.open, self.close = OPEN, None
        self.since = datetime.date(2025, 8 + unit % 3, 1)  # the first read, and with the previous operator before that
        if self.story == "bimonthly":
            self.open = datetime.date(2026, 9, 1)
        if self.story == "closed":
            self.close = datetime.date(2026, 10, 18)
        if self.story == "closed without read":
            self.close = datetime.date(2026, 10, 20)
        if self.story == "moving out":
            self.close = datetime.date(2026, 11, 15)

    def choose_plan(self):
        if self.common:
            return "PWR-DEMAND"
        if self.product == "POWER":
            return "PWR-FLAT" if self.story or chance(65) else "PWR-TOU"
        if self.product == "WATER":
            return "WTR-HOT" if self.code in "CE" and not self.story else "WTR-COLD"
        return "GAS-STD"


def add_customer(utility, account):
    """The row of customers, with the old balance that the previous operator handed over."""
    code, name, street, suburb, state, postcode = account.building[:6]
    mailbox = "".join(c for c in account.name.lower() if c.isascii() and c.isalnum()) or "tenant"
    email = "%s.%s%d@example.com" % (mailbox[:18], code.lower(), account.unit)
    by_email = account.story in ("no email, no address", "email missing") or not (chance(30) or (code, account.unit) in ABROAD)
    address = ABROAD.get((code, account.unit),
                         ("Unit %d, %s" % (account.unit, street) if account.unit else street, "", suburb, state, postcode,
                          "Australia"))
    if account.story in ("no email, no address", "email missing"):
        email = ""
    if account.story == "no email, no address":
        address = ("", "", "", "", "", "")
    owed = 0 if chance(20) else between(6000, 24000)
    if chance(5):
        owed = -between(1500, 9000)
    account.owed = owed
    cycle = {"hold": "HOLD", "bimonthly": "BIMONTHLY", "quarterly": "QUARTERLY"}.get(account.story, "MONTHLY")
    message = ""
    if account.story == "moving out":
        message = "You move out on 15 November: please let us have your new address."
    elif chance(4):
        message = "Thank you for reading your meter yourself."
    utility.add(
        "customers", account_number=account.number, account_name=account.name, building_code=code,
        site_identifier=account.site,
        price_plan_code="PWR-SOLAR-VIC" if account.story == "plan missing" else "%s-%s" % (account.plan, state),
        bill_cycle_code=cycle, invoice_delivery_class="EMAIL" if by_email else "POST", open_date=account.open.isoformat(),
        close_date=account.close.isoformat() if account.close else "", product_type=account.product,
        customer_type_code="COM" if account.common or "Pty" in account.name or "& Co" in account.name else "RES",
        account_manager="alice" if code in "ABC" else "bob",
        sales_cust_number="C-%s%02d" % (code, account.unit), email=email if by_email or chance(30) else "",
        cc_email="manager.%s@strata.example" % code.lower() if account.common or chance(3) else "", language="en",
        postal_name=account.name if address[0] else "", postal_1=address[0], postal_2=address[1], postal_suburb=address[2],
        postal_state=address[3], postal_postcode=address[4], postal_country=address[5], billing_group=account.product,
        invoice_message=message, discount_percent="10" if chance(5) else "", opening_balance=fixed(owed, 2),
        customer_since=account.since.isoformat(),
        legacy_id="T%05d" % between(10000, 99999))


def add_meter(utility, account, meter, installed, removed):
    for name, kind, _, _, _ in REGISTERS[account.plan]:
        utility.add(
            "meters", site_identifier=account.site, meter_code=meter, meter_register=name, meter_type_code=kind,
            install_date=installed.isoformat(), mtr_srial=meter[1:], multiplier="10" if kind == "ALLDAY" and account.common else "1",
            dial_format="5", meter_status_code="INACTIVE" if removed else "ACTIVE",
            removed_date=removed.isoformat() if removed else "", direction_indicator="I",
            location_of_meter="Switch room" if account.common else "Meter room, level %d" % (account.unit // 4))


def add_read(utility, account, meter, register, value, day, kind="ACTUAL", estimated=False, notes=""):
    gas = account.product == "GAS"
    # Temperature and calorific value of the month's gas, the same for everybody.
    factor = (day.year * 12 + day.month) * 7919 % 300
    utility.add(
        "meter-reads", site_identifier=account.site, meter_code=meter, meter_register=register[0],
        meter_read=fixed(value, register[2]), read_date=day.strftime("%d/%m/%Y"), estimate_read="E" if estimated else "N",
        read_type=kind, audit_notes=notes, temp_factor="0.9%03d" % (700 + factor) if gas else "",
        cv_factor="38.%02d" % (factor % 80 + 10) if gas else "")


def month_use(account, register, daily, day, days):
    """What the register counts in `days` days of the month of `day`."""
    percent = SEASON[account.product][day.month - 1] * between(92, 108)
    if register[1] == "DEMAND":
        return daily * percent // 10000
    use = daily * days * percent // 10000
    if day == END and account.story == "spike":
        return use + 75000  # builders dried a flooded flat, day and night
    if day == END and account.story == "empty":
        return 0
    return use


def last_read(account):
    """The day of the account's last read, and its type."""
    if account.story == "closed":
        return account.close, "CLOSING"
    if account.story == "closed without read":
        return datetime.date(2026, 10, 12), "ACTUAL"
    if account.story == "not read":
        return None, ""
    return END, "ACTUAL"


def add_reads(utility, account, meter, register, exchanged):
    """A year and more of month-end reads of one register, up to the end of October."""
    name, kind, places, least, most = register
    daily, modulo = between(least, most), 10 ** (5 + places)
    value = 0 if kind == "DEMAND" else between(modulo // 50, modulo * 6 // 10)
    first = [datetime.date(2025, 8, 1), datetime.date(2025, 9, 1), datetime.date(2025, 10, 1)][account.unit % 3]
    history = [(day, month_use(account, register, daily, day, day.day)) for day in month_ends(first, END) if day != END]
    if account.story == "rollover":
        # The dial shall pass 99999.9 nine days into October.
        value = modulo - sum(used for _, used in history) - daily * 9
    add_read(utility, account, meter, register, value, first, "OPENING")
    for day, used in history + [(END, None)]:
        if day.replace(day=1) == account.open:
            add_read(utility, account, meter, register, 0 if kind == "DEMAND" else value, account.open, "OPENING",
                     notes="taken over")
        if used is None:
            break
        value = used if kind == "DEMAND" else (value + used) % modulo
        add_read(utility, account, meter, register, value, day)
    add_last_reads(utility, account, (meter, register, daily, modulo, value), exchanged)


def add_last_reads(utility, account, dial, exchanged):
    """October, in which most of the stories are."""
    meter, register, daily, modulo, value = dial
    if exchanged:
        # The old meter leaves on the 14th; the new one begins the day after, from nothing.
        used = month_use(account, register, daily, exchanged[1], 14)
        add_read(utility, account, meter, register, value + used, exchanged[1], "CLOSING", notes="display faulty")
        add_read(utility, account, exchanged[0], register, 0, exchanged[1] + DAY, "OPENING")
        used = month_use(account, register, daily, END, 17)
        add_read(utility, account, exchanged[0], register, used, END)
        return
    day, kind = last_read(account)
    if day is None:
        return
    used = month_use(account, register, daily, day, day.day)
    if account.story == "misread":
        used = -880  # two digits swapped: lower than the month before
    value = used if register[1] == "DEMAND" else (value + used) % modulo
    add_read(utility, account, meter, register, value, day, kind, account.story == "estimated",
             "no access, dog in yard" if account.story == "estimated" else "")


def add_supply(utility, account):
    """Meters and reads."""
    meter = "M" + account.number + "7"
    installed = datetime.date(2014, 1, 6) + between(0, 3800) * DAY
    exchanged = None
    if account.story == "exchange":
        exchanged = ("M" + account.number + "8", datetime.date(2026, 10, 14))
    add_meter(utility, account, meter, installed, exchanged[1] if exchanged else None)
    if exchanged:
        add_meter(utility, account, exchanged[0], exchanged[1] + DAY, None)
    for register in REGISTERS[account.plan]:
        add_reads(utility, account, meter, register, exchanged)


def add_money(utility, account):
    """Charges beside the plan, payments, and corrections by hand."""
    def charge(code, day, cents, description, tax="GST", frequency="ONCE", group="SERVICE"):
        utility.add("charges", account_number=account.number, charge_item_code=code, charge_date=day,
                    amount_ex_tax=fixed(cents, 2), charge_group_code=group, invoice_desc=description, tax_code=tax,
                    frequency=frequency, end_date="", reference="CH-%s-%s" % (account.number, code))

    if account.story == "credit":
        charge("GOODWILL", "2026-10-21", -32000, "Credit for the outage of 19 October – with our apologies", "FREE", group="CREDIT")
    elif account.product == "POWER" and chance(8):
        charge("CARPARK", "2026-10-01", 4500, "Parking – basement bay", "GST", "MONTHLY", "RENT")
    elif account.product == "POWER" and chance(6):
        charge("BICYCLE", "2026-10-01", 900, "Vélo room locker", "GST", "MONTHLY", "RENT")
    elif chance(4):
        charge("METERTEST", "2026-10-%02d" % between(5, 28), 9410, "Meter test on request")
    elif chance(4):
        charge("LATEFEE", "2026-10-%02d" % between(5, 28), 1200, "Late payment – September", "FREE", group="FEE")

    if account.owed > 0 and chance(82):
        paid = account.owed if chance(90) else account.owed // 2
        kinds = ("DIRECT", "EFT", "EFT", "WEB", "CRDCARD", "DRECTDEBIT", "CHEQUE")
        utility.add("receipts", account_number=account.number, date="2026-10-%02d" % between(3, 30), amount=fixed(paid, 2),
                    batch_type=kinds[between(0, len(kinds) - 1)], reference="PAY%06d" % between(100000, 999999))
    if chance(4):
        utility.add("adjustments", account_number=account.number, adj_reason_code="GOODWILL" if chance(50) else "ROUNDING",
                    adj_date="2026-10-%02d" % between(10, 30), adj_amount=fixed(-between(50, 2500), 2), post_adj="Y",
                    notes="agreed by phone")


def add_prices(utility):
    for plan, schedule, kind, tier, per, nsw, vic, unit, description, tax in PLANS:
        for state, price in (("NSW", nsw), ("VIC", vic)):
            versions = [(price, datetime.date(2025, 7, 1), None)]
            if plan == "GAS-STD" and schedule in ("USAGE", "SUPPLY"):
                units, places = int(price.replace(".", "")), len(price.split(".")[1])
                raised = fixed(units * 10 ** (4 - places) * 107 // 100, 4)
                versions = [(price, datetime.date(2025, 7, 1), GAS_CHANGE - DAY), (raised, GAS_CHANGE, None)]
            for amount, start, end in versions:
                utility.add("price-plans", price_plan_code="%s-%s" % (plan, state), sched_type=schedule, price=amount,
                            start_date=start.isoformat(), invoice_desc=description, meter_type_code=kind, tier_from=tier,
                            tier_per=per, unit=unit, tax_code=tax, end_date=end.isoformat() if end else "",
                            product_type={"P": "POWER", "W": "WATER", "G": "GAS"}[plan[0]], description="")


def make():
    """The whole utility."""
    utility = Utility()
    for code, name, street, suburb, state, postcode, terms, tax, biller, bank, message in BUILDINGS:
        utility.add("buildings", building_code=code, name=name, address_1=street, address_2="", suburb=suburb, state=state,
                    postcode=postcode, country="Australia", bill_cycle_code="MONTHLY", billing_day="1",
                    payment_terms_days=str(terms), time_zone="Australia/Sydney" if state == "NSW" else "Australia/Melbourne",
                    tax_number=tax, biller_code=biller, bank_account_name="Embedded Energy Services Pty Ltd",
                    bank_account=bank, message=message)
    for agent, name, role, buildings in AGENTS:
        utility.add("agents", agent=agent, name=name, email="%s@embedded-energy.example" % agent, role=role, buildings=buildings)
    add_prices(utility)
    for building in BUILDINGS:
        for unit in range(0, 13):
            products = ["POWER"]
            if unit > 0:
                products += ["WATER"] if building[0] != "F" or unit <= 6 else []
                products += ["GAS"] if building[0] in "BDE" else []
            for product in products:
                account = Account(building, unit, product)
                add_customer(utility, account)
                add_supply(utility, account)
                add_money(utility, account)
    # Somebody has paid with the number of a water company's customer.
    utility.add("receipts", account_number="8812345", date="2026-10-23", amount="131.05", batch_type="EFT", reference="PAY777001")
    return utility


def write(folder, name, rows, delimiter=",", end="\n", encoding="utf-8", mark=""):
    """One CSV file in the manner of one old system."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    with open(os.path.join(HERE, folder, name), "wb") as file:
        file.write((mark + text.getvalue()).encode(encoding))


def a_day_later(utility, site):
    """What a register shows on 1 November."""
    rows = [row for row in utility.rows["meter-reads"] if row["site_identifier"] == site and row["meter_register"] == "E1"]
    return fixed(int(rows[-1]["meter_read"].replace(".", "")) + between(80, 140), 1)


def write_bad(utility):
    """A sheet of reads that somebody keyed in by hand: the first and the last row are right."""
    columns = ("account_number", "site_identifier", "meter_code", "meter_register", "meter_read", "read_date", "estimate_read")
    rows = [
        ("210111", "4103210111", "M2101117", "E1", a_day_later(utility, "4103210111"), "01/11/2026", "N"),
        ("210021", "4103210021", "M2100217", "E1", "45O12.5", "01/11/2026", "N"),
        ("210031", "4103210031", "M2100317", "E1", "1.23457E+15", "01/11/2026", "N"),
        ("210041", "4103210041", "M2100417", "E1", "45120.5", "31/11/2026", "N"),
        ("217771", "4103217771", "M2177717", "E1", "812.0", "01/11/2026", "N"),
        ("210061", "4103210061", "M2100617", "E1", "", "01/11/2026", "N"),
        ("210071", "4103210071", "M2100717", "E1", "812.0", "01/11/2026", "MAYBE"),
        ("210121", "4103210121", "M2101217", "E1", a_day_later(utility, "4103210121"), "01/11/2026", "Y"),
    ]
    write("data-bad", "meter-reads-keyed-in.csv", [dict(zip(columns, row)) for row in rows])


def main():
    utility = make()
    manners = {
        "customers": {"end": "\r\n", "encoding": "utf-8-sig"},
        "meters": {"delimiter": ";"},
        "charges": {"end": "\r\n", "encoding": "cp1252"},
        "receipts": {"delimiter": "\t", "end": "\r\n"},
        "adjustments": {"delimiter": "\t", "end": "\r\n", "encoding": "utf-16-le", "mark": "\ufeff"},
    }
    for folder in ("data", "data-bad"):
        os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    for name, rows in utility.rows.items():
        write("data", name + ".csv", rows, **manners.get(name, {}))
    write_bad(utility)


if __name__ == "__main__":
    main()
