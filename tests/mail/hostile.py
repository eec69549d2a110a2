"""Names and subjects that try to be more than text: hostile.py BIN SPOOL

Each goes into the database as an account's name and as the subject of its email (past all checks of the imports, which refuse some of
them), is built into a message by `mail show`, and is read back by Python's email: it may be changed, but none of it may be structure.
"""
import email
import email.policy
import sqlite3
import subprocess
import sys

BIN, SPOOL = sys.argv[1:]
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
HEADERS = ["Date", "From", "Subject", "To", "Message-Id", "Auto-Submitted", "MIME-Version", "Content-Type"]


def wrong(text):
    """What is not as it should be of the message with this name and subject; None if all is."""
    database = sqlite3.connect(f"{SPOOL}/db/billspool.db")
    for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('invoice', 'run_sender')").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE invoice SET account_name = ?, supply_address = ? WHERE id = (SELECT invoice_id FROM email WHERE id = 1)", (text, text))
    database.execute("UPDATE run_sender SET name = ?", (text,))
    database.execute("UPDATE email SET subject = ? WHERE id = 1", (text,))
    database.commit()
    database.close()
    shown = subprocess.run([BIN, "-s", SPOOL, "mail", "show", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if shown.returncode != 0:
        return f"not made: {shown.stderr.decode()}"
    bytes_ = shown.stdout
    if bytes_.count(b"\n") != bytes_.count(b"\r\n") or bytes_.count(b"\r") != bytes_.count(b"\r\n") or max(bytes_) > 126:
        return "bare line ends, or not ASCII"
    message = email.message_from_bytes(bytes_, policy=email.policy.default)
    if sorted(message.keys()) != sorted(HEADERS):
        return f"headers {message.keys()}"
    if [a.addr_spec for a in message["From"].addresses] != ["billing@billing.example"] or [
            a.addr_spec for a in message["To"].addresses] != ["ann@customer.example"]:
        return f"addresses {message['From']!r} {message['To']!r}"
    parts = [(part.get_content_type(), part.get_filename()) for part in message.walk()]
    if parts != [("multipart/mixed", None), ("multipart/alternative", None), ("text/plain", None), ("text/html", None),
                 ("application/pdf", "INV-0000001-1001.pdf")]:
        return f"parts {parts}"
    html = message.get_body(("html",)).get_content()
    if html.count("<p>") != 4 or "<script" in html or "<img" in html or "<b>bold" in html:
        return f"HTML {html}"
    if any(ord(c) < 32 for c in str(message["Subject"])) or message.defects:
        return f"subject {message['Subject']!r} {message.defects}"
    return None


failures = [(text, why) for text in TEXTS if (why := wrong(text)) is not None]
for text, why in failures:
    print(f"{text!r}: {why}")
if not failures:
    print(f"{len(TEXTS)} texts, all of them text")
