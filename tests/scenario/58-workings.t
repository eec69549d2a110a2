#!/bin/sh
# How amounts came about: stored as steps, said in each language, and the same bytes where an older program has stored a sentence.
. "$(dirname "$0")/lib.sh"

# Customers of all languages, with gas, water, solar roofs, tiers and monthly rents (generate), and with what it does not make: fees by
# the month, a minimum, a discount, demand, two registers of one type, one-off credits that come late.
"$BIN" generate "$DIR/data" --accounts 80 --buildings 2 --seed 5 >/dev/null
python3 - "$DIR/data" <<'END'
import csv, sys

def change(name, edit):
    path = f"{sys.argv[1]}/{name}.csv"
    rows = list(csv.DictReader(open(path, newline="")))
    edit(rows)
    with open(path, "w", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

accounts = []
def languages(rows):
    for n, row in enumerate(rows):
        accounts.append(row["account_number"])
        row["language"] = ("en", "de", "fr", "pl")[n % 4]

def prices(rows):
    for row in [r for r in rows if r["sched_type"] == "SUPPLY"]:
        for kind, price, per in (("FIXED", "12.00", "MONTH"), ("MINIMUM", "200.00", "MONTH"), ("DISCOUNT", "7.5", "PERIOD")):
            rows.append({**row, "sched_type": kind, "price": price, "tier_per": per, "unit": "", "invoice_desc": kind.title()})
        for kind, price, unit in (("USAGE", "0.11", "kWh"), ("DEMAND", "9.50", "kW")):
            rows.append({**row, "sched_type": kind, "price": price, "unit": unit, "invoice_desc": kind.title(), "tier_per": "MONTH",
                         "meter_type_code": "SHOULDER" if kind == "USAGE" else "DEMAND", "tier_from": "0"})

sites = []
def meters(rows):
    for row in {row["site_identifier"]: row for row in rows}.values():
        sites.append(row["site_identifier"])
        for register, kind, factor in (("S1", "SHOULDER", "1"), ("S2", "SHOULDER", "40"), ("D1", "DEMAND", "1.5")):
            rows.append({**row, "meter_code": "X-" + row["site_identifier"], "meter_register": register, "meter_type_code": kind,
                         "multiplier": factor, "install_date": "2026-10-01", "removed_date": "", "direction_indicator": "I"})

def reads(rows):
    for site in sites:
        for register, days in (("S1", (("2026-10-01", "99950", "OPENING"), ("2026-10-31", "20", "ACTUAL"))),
                               ("S2", (("2026-10-01", "5.0", "OPENING"), ("2026-10-31", "7.5", "ACTUAL"))),
                               ("D1", (("2026-10-15", "28", "ACTUAL"),))):
            for day, value, kind in days:
                rows.append({**rows[0], "site_identifier": site, "meter_code": "X-" + site, "meter_register": register,
                             "meter_read": value, "read_date": day, "estimate_read": "N", "read_type": kind})

def charges(rows):
    for n, account in enumerate(accounts):
        rows.append({**rows[0], "account_number": account, "charge_item_code": f"LATE{n}", "charge_date": "2026-10-01" if n % 2 else "2026-08-03", "frequency": "ONCE",
                     "amount_ex_tax": "-5.00" if n % 3 else "7.25", "reference": ""})

for name, edit in (("customers", languages), ("price-plans", prices), ("meters", meters), ("meter-reads", reads), ("charges", charges)):
    change(name, edit)
END

# bill SPOOL: a spool with its transactions of October.
bill() {
	SPOOL=$1
	new_spool
	sed -i 's/ = blocking$/ = warning/' "$SPOOL/billspool.conf"
	for csv in "$DIR"/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
	once
	printf '[run]\ntype = transactions\nbuildings = *\nend_date = 2026-10-31\n' | request "" october.req
}
hashes() { (cd "$1" && find . -type f -name '*.pdf' | sort | xargs sha256sum); }
invoices() { printf '[run]\ntype = invoices\nbuildings = *\n' | request "" invoices.req; }
reverse() { printf '[run]\ntype = reverse\ninvoice = INV-%07d\nreason = misread\n' "$1" | request "" "reverse$1.req"; }

like "the transactions are made" "$(bill "$DIR/new")" '^Finished'
SPOOL=$DIR/new
is "each line is stored as steps" "$(sql "SELECT count(*) FROM txn_line WHERE working NOT LIKE 'steps 1 [%]'")" 0
like "which a person can read" "$(sql "SELECT working FROM txn_line WHERE kind = 'SUPPLY' LIMIT 1")" \
	'^steps 1 \[days [0-9]+ "day" x price [0-9.]+ = amount [0-9.]+\]$'
is "there are lines of every kind" "$(sql "SELECT group_concat(kind) FROM (SELECT DISTINCT kind FROM txn_line ORDER BY kind)")" \
	"CHARGE,DEMAND,DISCOUNT,FIXED,MINIMUM,SUPPLY,USAGE"

# ---- as a program before the steps has left it: the sentences of transaction-detail.csv in their place
cp -a "$DIR/new" "$DIR/old"
python3 - "$DIR/old" <<'END'
import csv, glob, sqlite3, sys
db = sqlite3.connect(sys.argv[1] + "/db/billspool.db")
trigger = db.execute("SELECT sql FROM sqlite_master WHERE name = 'txn_line_final'").fetchone()[0]
db.execute("DROP TRIGGER txn_line_final")
for row in csv.DictReader(open(glob.glob(sys.argv[1] + "/reports/*/transaction-detail.csv")[0], newline="", encoding="utf-8-sig")):
    # A cell that a spreadsheet would run as a formula has an apostrophe before it.
    db.execute("UPDATE txn_line SET working = ? WHERE line = ? AND txn_id = (SELECT t.id FROM txn t JOIN account a ON a.id = t.account_id"
               " WHERE a.number = ?)", (row["working"].removeprefix("'"), row["line"], row["account_number"]))
db.execute(trigger)
db.commit()
END
SPOOL=$DIR/old
is "no line of the old spool has steps" "$(sql "SELECT count(*) FROM txn_line WHERE working LIKE 'steps%'")" 0
for SPOOL in "$DIR/new" "$DIR/old"; do
	said=$(invoices)
	for number in $(seq 1 12); do said="$said; $(reverse "$number")"; done
done
like "invoices and reversals are made of both" "$said" '^Finished, [0-9]+ invoices(; Finished, 1 reversal){12}$'
is "and are the same bytes, in all languages" "$(hashes "$DIR/old/invoices")" "$(hashes "$DIR/new/invoices")"
run=$(sql "SELECT id FROM run WHERE state = 'ISSUED' ORDER BY rowid LIMIT 1")
like "a run of sentences is made again as it was issued" "$("$BIN" -s "$SPOOL" render "$run" "$DIR/again" 2>&1)" \
	'^[0-9]+ files, the same bytes as issued\.$'

# ---- what is damaged is not guessed at
SPOOL=$DIR/damaged
bill "$SPOOL" >/dev/null
python3 - "$SPOOL" <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1] + "/db/billspool.db")
trigger = db.execute("SELECT sql FROM sqlite_master WHERE name = 'txn_line_final'").fetchone()[0]
db.execute("DROP TRIGGER txn_line_final")
db.execute("UPDATE txn_line SET working = substr(working, 1, length(working) - 1) WHERE txn_id = 1 AND line = 1")
db.execute(trigger)
db.commit()
END
like "steps that are cut off stop the run, which says where" "$(invoices)" 'transaction row 1, line 1: a working is damaged after [0-9]+ characters'
is "and nothing is issued" "$(sql "SELECT count(*) FROM invoice WHERE state = 'ISSUED'")" 0

done_testing
