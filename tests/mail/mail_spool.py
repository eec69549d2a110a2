"""A spool with released emails, for what kills or times the sender."""
import os
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(TOP, "tests/crash"))
from life import BIN, configure, run  # noqa: E402


def drop(spool, path, text):
    with open(os.path.join(spool, path), "w", encoding="utf-8") as file:
        file.write(text)
    run(BIN, "-s", spool, "once")


def prepare(spool, port, accounts, letters=False, **settings):
    """A spool with a released invoice an account (and a statement, if letters), for the relay at this port of localhost."""
    run(BIN, "init", spool)
    configure(spool, {"settle_ms": 0, "host": "localhost", "port": port, "from": "billing@billing.example", "retry_minutes": 0,
                      "timeout_seconds": 5, **settings})
    drop(spool, "imports/buildings/b.csv", "building_code,name,bill_cycle_code\nA,Harbour View,MONTHLY\n")
    drop(spool, "imports/price-plans/p.csv", "price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit\n"
         "FLAT,FIXED,40.00,2026-01-01,Standing fee,MONTH,month\n")
    drop(spool, "imports/customers/c.csv", "account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,"
         "invoice_delivery_class,open_date,email\n" + "".join(
             f"{1001 + i},Ann {i},A,S{i},FLAT,MONTHLY,EMAIL,2026-10-01,a{i}@customer.example\n" for i in range(accounts)))
    drop(spool, "requests/daily.req", "[run]\ntype = daily\nbuildings = A\nend_date = 2026-10-31\n")
    if letters:
        drop(spool, "requests/statements.req", "[run]\ntype = statements\nbuildings = A\n")
    drop(spool, "requests/send.req", "[run]\ntype = email\nmessage = *\nof = all\ndecision = SEND\n")
