"""Names, subjects and addresses that try to be more than text: hostile.py BIN SPOOL SMTP

Each name goes into the database as an account's name and as the subject of its email (past all checks of the imports, which refuse some of
them), is built into a message by `mail show`, and is read back by Python's email: it may be changed, but none of it may be structure. Then
all are sent to the scripted server whose folder is SMTP, together with messages to hostile addresses: what it took is read back the same
way, and it must have heard no command more than the good ones need.
"""
import email
import email.policy
import json
import sqlite3
import subprocess
import sys

BIN, SPOOL, SMTP = sys.argv[1:]
TEXTS = (
    "a\r\nBcc: victim@evil.example", "a\nBcc: victim@evil.example", "a\rBcc: victim@evil.example", "a\r\n\r\n<script>", "a\n\nbody",
    "\r\n.\r\nMAIL FROM:<x@evil.example>", "\n.\n", "\r.\r", "x\x0bBcc: v@evil.example", "x\x0cBcc: v@evil.example", "x\x85Bcc: v@evil.example",
    "x\u2028Bcc: v@evil.example", "x\u2029Bcc: v@evil.example", "=?utf-8?q?=0D=0ABcc:_v@evil.example?=", "=?utf-8?b?DQpCY2M6IHZAZXZpbC5leGFtcGxl?=",
    "<victim@evil.example>", "Ann <victim@evil.example>, Ben", "\"quoted\" \\ back", "a, b; c: d", "(comment", "[x]", "@evil.example:",
    "\u202ereversed", "\u2066isolated\u2069", "\x01\x02\x1f", "\x7f", "tab\there", "  blanks  ", "--=_m.20261102-0001.INV-0000001.1--",
    "--=_a.20261102-0001.INV-0000001.1\r\nContent-Type: text/html", "<b>bold</b> & <img src=x onerror=alert(1)>", "</p></body></html>",
    "{total}", "{account_name}{account_name}", "%s%n%s%n", "\u540d\u524d", "\U0001f4a9" * 40, "e\u0301" * 60, "x" * 300,
    "Content-Type: multipart/mixed", "From nobody Mon Nov  2", ".", "..", "=", "=\r\n=", "\ufeffmark", "'; DROP TABLE email; --", "\u00c4rger & S\u00f6hne",
)
ADDRESSES = (
    "ann", "ann@x.example\r\nBcc: eve@evil.example", "ann@x.example\nRCPT TO:<eve@evil.example>", "ann@x.example>\r\nRCPT TO:<eve@evil.example",
    "ann@x.example> SIZE=1", "<eve@evil.example>", "ann@x.example,eve@evil.example", "ann@x.example eve@evil.example", "Ann <eve@evil.example>",
    "ann@x.example\r\n.\r\nMAIL FROM:<eve@evil.example>", "\"a\\\"@evil.example", "@x.example:eve@evil.example", "ann@x.example\x00eve@evil.example",
    "ann@x.example\x0b", "a" * 2000 + "@x.example",
)
HEADERS = ["Date", "From", "Subject", "To", "Message-Id", "Auto-Submitted", "MIME-Version", "Content-Type"]


def change(*statements):
    """Change what no import would let through."""
    database = sqlite3.connect(f"{SPOOL}/db/billspool.db")
    for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('invoice', 'run_sender')").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(*statement)
    database.commit()
    database.close()


def judge(bytes_, recipient, file):
    """What is not as it should be of these bytes; None if all is."""
    if bytes_.count(b"\n") != bytes_.count(b"\r\n") or bytes_.count(b"\r") != bytes_.count(b"\r\n") or max(bytes_) > 126:
        return "bare line ends, or not ASCII"
    message = email.message_from_bytes(bytes_, policy=email.policy.default)
    if sorted(message.keys()) != sorted(HEADERS):
        return f"headers {message.keys()}"
    if [a.addr_spec for a in message["From"].addresses] != ["billing@billing.example"] or [
            a.addr_spec for a in message["To"].addresses] != [recipient]:
        return f"addresses {message['From']!r} {message['To']!r}"
    parts = [(part.get_content_type(), part.get_filename()) for part in message.walk()]
    if parts != [("multipart/mixed", None), ("multipart/alternative", None), ("text/plain", None), ("text/html", None),
                 ("application/pdf", file)]:
        return f"parts {parts}"
    html = message.get_body(("html",)).get_content()
    if html.count("<p>") != 4 or "<script" in html or "<img" in html or "<b>bold" in html:
        return f"HTML {html}"
    if any(ord(c) < 32 for c in str(message["Subject"])) or message.defects:
        return f"subject {message['Subject']!r} {message.defects}"
    return None


def shown(text):
    """What is wrong with the message of this name and subject, as it is shown."""
    change(("UPDATE invoice SET account_name = ?, supply_address = ? WHERE id = (SELECT invoice_id FROM email WHERE id = 1)", (text, text)),
           ("UPDATE run_sender SET name = ?", (text,)), ("UPDATE email SET subject = ? WHERE id = 1", (text,)))
    done = subprocess.run([BIN, "-s", SPOOL, "mail", "show", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return judge(done.stdout, "a1@customer.example", "INV-0000001-1001.pdf") if done.returncode == 0 else f"not made: {done.stderr.decode()}"


def sent():
    """What is wrong on the wire: each text in a message of its own, and behind them a message for each address, which must not go."""
    count = len(TEXTS)
    change(("UPDATE email SET state = 'RELEASED'", ()),
           *(("UPDATE invoice SET account_name = ? WHERE id = (SELECT invoice_id FROM email WHERE id = ?)", (text, i + 1)) for i, text in enumerate(TEXTS)),
           *(("UPDATE email SET subject = ? WHERE id = ?", (text, i + 1)) for i, text in enumerate(TEXTS)),
           *(("UPDATE email SET send_to = ? WHERE id = ?", (text, count + i + 1)) for i, text in enumerate(ADDRESSES)),
           ("UPDATE email SET cc_to = ? WHERE id = ?", ("ben@x.example;cy@y.example\r\nRCPT TO:<eve@evil.example>", count + len(ADDRESSES) + 1)))
    subprocess.run([BIN, "-s", SPOOL, "mail", "send"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    wrong = []
    with open(f"{SMTP}/accepted", encoding="utf-8") as file:
        taken = [json.loads(line) for line in file]
    for i, one in enumerate(taken):
        recipient = f"a{i + 1}@customer.example"
        why = judge(one["text"].encode("latin-1"), recipient, f"INV-{i + 1:07d}-{1001 + i}.pdf")
        if why is not None or one["recipients"] != [recipient]:
            wrong.append((one["recipients"], why))
    with open(f"{SMTP}/talk", encoding="utf-8") as file:
        commands = [line.split(" C: ")[1].split(" ")[0] for line in file if " C: " in line]
    if len(taken) != count or commands.count("MAIL") != count or commands.count("RCPT") != count or set(commands) - {
            "EHLO", "MAIL", "RCPT", "DATA\n", "QUIT\n", "RSET\n"}:
        wrong.append((len(taken), commands))
    database = sqlite3.connect(f"{SPOOL}/db/billspool.db")
    states = [state for (state,) in database.execute("SELECT state FROM email ORDER BY id")]
    database.close()
    # What no text of C can be (a NUL) cannot be taken, and stays.
    if states != ["SENT"] * count + ["RELEASED" if "\0" in a else "HELD" for a in ADDRESSES] + ["HELD"]:
        wrong.append(("states", states))
    return wrong


failures = [(text, why) for text in TEXTS if (why := shown(text)) is not None] + sent()
for text, why in failures:
    print(f"{text!r}: {why}")
if not failures:
    print(f"{len(TEXTS)} texts, all of them text; {len(ADDRESSES) + 1} addresses, none of them used")
