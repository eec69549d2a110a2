"""What 71-dashboard.t does in the browser. Prints one line a finding: code, tab, sentence.

usage: dashboard.py BILLSPOOL SPOOL DOWNLOADS AXE SHOTS     (AXE may be missing; SHOTS may be empty)
"""
import base64
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

from browser import Browser, wait_for

BIN, SPOOL, DOWNLOADS, AXE, SHOTS = sys.argv[1:6]
PAGE = "file://" + os.path.join(SPOOL, "status", "index.html")
STAND_IN = """window.written = {};
window.picked = { name: arguments[0], requestPermission: () => Promise.resolve("granted"),
	getDirectoryHandle: name => name === arguments[1] ? Promise.resolve({ ...window.picked, name }) : Promise.reject(new Error()),
	getFileHandle: name => Promise.resolve({ createWritable: () => Promise.resolve({
		write: text => { window.written[name] = text; return Promise.resolve(); }, close: () => Promise.resolve() }) }) };
window.showDirectoryPicker = () => Promise.resolve(window.picked);"""


def say(good, sentence, got=""):
    print(f"{0 if good else 1}\t{sentence}", flush=True)
    if not good:
        print(f"{sentence}: got {got!r}", file=sys.stderr)


def once():
    subprocess.run([BIN, "-s", SPOOL, "once"], stderr=subprocess.DEVNULL, check=False)


def downloaded(pattern):
    """The one file that the browser has saved, whole: while it writes, an empty one keeps the name."""
    found = wait_for(lambda: [f for f in glob.glob(os.path.join(DOWNLOADS, pattern))
                              if not f.endswith(".crdownload") and os.path.getsize(f) > 0])
    return found[0] if found else ""


def drop(path, agent):
    shutil.move(path, os.path.join(SPOOL, "requests", agent, os.path.basename(path)))


def shot(browser, name):
    if SHOTS:
        browser.shot(os.path.join(SHOTS, name))


def audit(browser, what):
    """axe-core finds nothing serious."""
    if not os.path.exists(AXE):
        print(f"0\t{what}: axe-core finds nothing serious # SKIP npm could not bring axe-core here")
        return
    with open(AXE, encoding="utf-8") as axe:
        browser.script("document.querySelector('meta[http-equiv]')?.remove();" + axe.read())
    found = browser.script_async("const done = arguments[0]; axe.run(document, { resultTypes: ['violations'], iframes: false })"
                                 ".then(r => done(r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html).slice(0, 3)])));")
    serious = [v for v in found if v[0] in ("serious", "critical")]
    say(not serious, f"{what}: axe-core finds nothing serious", serious)


def look(browser):
    """What is there, and that it is not mistaken for HTML."""
    browser.open(PAGE)
    say(browser.script("return window.evil === undefined"), "a building called <script> is not run")
    say('</script><script>' in browser.text("#building-table"), "its name is shown as it is", browser.text("#building-table"))
    say(browser.script("return document.querySelector('tr.is-red #b-E') !== null"), "a building that an exception blocks is red")
    say(browser.script("return document.querySelector('tr.is-blue #b-A') !== null"), "a building that is due and has nothing is blue")
    say(browser.script("return document.querySelectorAll('#owed-body svg rect').length > 0"), "the money owed is a chart")
    say("All figures are in the table" in browser.script("return document.querySelector('svg desc').textContent"),
        "the chart says in words what it shows")
    tasks = browser.text("#schedule-body")
    say(all(words in tasks for words in ("Transactions", "month", "monthly on 1 at 06:00", "next 2026-12-01 06:00 Australia/Melbourne",
                                         "last 2026-11-02 20:00 Australia/Melbourne", "Finished")), "a scheduled task shows its last and next run", tasks)
    links = browser.script("return [...document.querySelectorAll('a[href^=\"../\"]')].map(a => a.href)")
    missing = [l for l in links if not os.path.exists(l[len("file://"):])]
    say(links and not missing, "every link to a folder or a report leads somewhere", missing)


def run_task(browser):
    """Tick, run, drop, see Finished, with the page renewing itself."""
    browser.type("#agent", "alice")
    say(browser.script("return document.querySelector('#b-E') === null"), "once I say who I am, only my buildings can be ticked")
    browser.click("#b-A")
    browser.script("document.querySelector('#b-C').focus()")
    browser.keys(" ")
    say(browser.text("#run") == "Run 2 buildings", "a building is ticked by mouse and by keyboard", browser.text("#run"))
    shot(browser, "desk.png")
    browser.click("#run")
    path = downloaded("daily-*.req")
    say(path, "Run makes a request file")
    with open(path, encoding="utf-8") as request:
        text = request.read()
    say("buildings = A, C\nend_date  = 2026-10-31\n" in text, "it asks for what was ticked, to the end of last month", text)
    name = os.path.basename(path)
    drop(path, "alice")
    browser.script("document.querySelector('#note').focus()")
    browser.script("window.stays = 1; window.scrollTo({ top: 200, behavior: 'instant' })")
    once()
    done = f"return document.querySelector('#queue-body').innerText.includes('{name}')"
    say(wait_for(lambda: browser.script(done)), "the answer appears by itself")
    say("Finished" in browser.text("#queue-body").split(name)[1].split(".csv")[0], "and it is Finished", browser.text("#queue-body"))
    kept = browser.script("return [document.activeElement.id, document.querySelector('#b-A').checked, window.scrollY, window.stays]")
    say(kept == ["note", True, 200, 1], "focus, ticks and scroll position stay when it renews itself", kept)
    browser.open(PAGE)
    say(browser.script("return document.querySelector('#agent').value + document.querySelector('#b-C').checked") == "alicetrue",
        "and when it is loaded again")


def many(browser):
    """Hundreds of buildings: all can be found and ticked, and rows that are not shown stay ticked. Some sites wait for too long."""
    rows = "".join(f"Q{n:04},Quarter {n}\n" for n in range(1, 1501))
    with open(os.path.join(SPOOL, "imports", "buildings", ".many.tmp"), "w", encoding="utf-8") as out:
        out.write("building_code,name\n" + rows)
    os.rename(os.path.join(SPOOL, "imports", "buildings", ".many.tmp"), os.path.join(SPOOL, "imports", "buildings", "many.csv"))
    subprocess.run([BIN, "-s", SPOOL, "once"], stderr=subprocess.DEVNULL, check=False,
                   env={**os.environ, "BILLSPOOL_NOW": "2027-03-01T09:00:00"})
    browser.script("localStorage.clear(); sessionStorage.clear()")
    browser.open("about:blank")
    browser.open(PAGE)
    browser.click("#tick-none")
    rows = browser.script("return document.querySelectorAll('#building-table tbody tr').length")
    say(rows == 300 and "more" in browser.text("#building-more"), "of 1,500 buildings some are shown, and how many more there are", rows)
    browser.type("#building-find", "quarter 1499")
    say(browser.script("return document.querySelectorAll('#building-table tbody tr').length") == 1, "any other is found by its name")
    browser.click("#b-Q1499")
    browser.script("const f = document.querySelector('#building-find'); f.value = 'q0007'; f.dispatchEvent(new Event('input'))")
    browser.click("#b-Q0007")
    text = browser.script("return document.querySelector('#request').textContent")
    say("buildings = Q0007, Q1499" in text, "and ticked, with what was ticked before", text)
    browser.script("const f = document.querySelector('#building-find'); f.value = 'no such'; f.dispatchEvent(new Event('input'))")
    say("No building of yours fits" in browser.text("#building-none"), "what fits nothing says so")
    browser.script("const f = document.querySelector('#building-find'); f.value = ''; f.dispatchEvent(new Event('input'))")
    browser.click("#tick-none")
    say(browser.text("#run") == "Run", "without a filter, None takes all ticks away", browser.text("#run"))
    size = os.path.getsize(os.path.join(SPOOL, "status", "index.html"))
    say(size < 300000, "fifteen hundred buildings are a page of less than 300 KB", size)
    link = browser.script("const a = document.querySelector('#overdue-body a'); return a ? a.href : ''")
    say(link.endswith("reports/sites-unbilled.csv") and os.path.exists(link[len("file://"):]),
        "the sites that wait for too long are linked as a table", link)
    audit(browser, "many buildings")
    paper(browser)


def paper(browser):
    """On paper: everything that is listed, no buttons, no row cut in two; as many pages as it takes, and not a blank one."""
    browser.open(PAGE)
    page = browser.cdp("Page.printToPDF", printBackground=False, paperWidth=8.27, paperHeight=11.69)
    path = os.path.join(DOWNLOADS, "paper.pdf")
    with open(path, "wb") as out:
        out.write(base64.b64decode(page["data"]))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], stdout=subprocess.PIPE, check=True, text=True).stdout
    pages = text.split("\f")[:-1]
    say("Money owed" in text and "Recent runs" in text and "Tick all" not in text and "Approve" not in text,
        "printed, it has all parts and no buttons", text[:300])
    say(all(len(page.split()) > 5 for page in pages), "and no page is empty", [len(page.split()) for page in pages])
    if SHOTS:
        shutil.copy(path, os.path.join(SHOTS, "paper.pdf"))


def decide(browser):
    """An exception, by a decision file."""
    browser.click("#exception-table input[id*='BILL_HIGH']")
    browser.click("#approve")
    say("reason" in browser.text("#exception-said"), "an approval without a reason is not made", browser.text("#exception-said"))
    browser.type("#exception-reason", 'Agreed, "by phone"')
    browser.click("#approve")
    path = downloaded("decisions-*.csv")
    say(path, "Approve makes a decision file")
    drop(path, "alice")
    once()
    gone = "return document.querySelector(\"#exception-table input[id*='BILL_HIGH']\") === null"
    say(wait_for(lambda: browser.script(gone)), "what was approved goes from the list by itself")


def say_who(browser, agent):
    browser.script("const f = document.querySelector('#agent'); f.value = arguments[0]; f.dispatchEvent(new Event('input'))", agent)


def readings(browser):
    """The read review: a meter that went backwards, from 34222.6 to 34134.6. It may be accepted, taken away, or corrected."""
    say(browser.text("#read-table") == "" and "No reading" in browser.text("#read-none"), "readings of others are not mine to look at",
        browser.text("#reads"))
    say_who(browser, "bob")
    row = browser.text("#read-table")
    say(all(words in row for words in ("260101", "F \u00b7 G\u00f6ran", "M2601017/E1", "34222.6", "2026-09-30", "34134.6", "2026-10-31", "-88 kWh",
                                       "USAGE_NEGATIVE", "went backwards")), "an odd reading stands with its reads and its use", row)
    say("USAGE_NEGATIVE" not in browser.text("#exception-table"), "and not among the other exceptions")
    audit(browser, "readings")
    shot(browser, "readings.png")
    find = "const f = document.querySelector('#read-find'); f.value = arguments[0]; f.dispatchEvent(new Event('input'))"
    browser.script(find, "M999")
    say("No reading" in browser.text("#read-none"), "it can be searched for, by meter", browser.text("#reads"))
    browser.script(find, "m2601017")
    browser.click("#read-table input[type=checkbox]")
    browser.click("#accept")
    say("why" in browser.text("#read-said"), "to accept it needs a reason", browser.text("#read-said"))
    browser.type("#read-reason", "Meter was set back")
    browser.click("#accept")
    path = downloaded("decisions-*.csv")
    with open(path, encoding="utf-8-sig") as decisions:
        text = decisions.read()
    say(re.fullmatch(r"account_number,code,fingerprint,decision,reason\s+260101,USAGE_NEGATIVE,[0-9a-f]{32},APPROVE,Meter was set back\s+", text),
        "to accept it is a decision file", text)
    os.unlink(path)
    head = "site_identifier,meter_code,meter_register,meter_read,read_date,estimate_read,read_type,audit_notes\n"
    browser.click("#misread")
    path = downloaded("reads-*.csv")
    with open(path, encoding="utf-8-sig") as reads:
        text = reads.read()
    say(text == head + "6305260101,M2601017,E1,34134.6,2026-10-31,N,MISREAD,Meter was set back\n", "a read that was never taken is an import row", text)
    os.unlink(path)
    browser.type("#read-table input[type=text]", "34422.6")
    browser.script("document.querySelector('#read-rows').open = true")
    say("M2601017,E1,34422.6" in browser.text("#read-csv"), "the row that corrects it can be read on the page", browser.text("#read-csv"))
    browser.click("#correct")
    path = downloaded("reads-*.csv")
    with open(path, encoding="utf-8-sig") as reads:
        text = reads.read()
    say(text == head + "6305260101,M2601017,E1,34422.6,2026-10-31,N,ACTUAL,Meter was set back\n", "the right read is an import row", text)
    shutil.move(path, os.path.join(SPOOL, "imports", "meter-reads", os.path.basename(path)))
    with open(os.path.join(SPOOL, "requests", "bob", "again.req"), "w", encoding="utf-8") as request:
        request.write("[run]\ntype = transactions\nbuildings = F\nend_date = 2026-10-31\n")
    once()
    say(wait_for(lambda: "260101" not in browser.text("#read-table")), "when the bill is made again, it goes from the list by itself",
        browser.text("#reads"))
    say_who(browser, "alice")


def straight(browser):
    """Into a folder. An object stands for what the system's dialog gives (71-picker.t has the real one), so that it can refuse, too."""
    browser.script("document.querySelector('details.more-form').open = true")
    browser.script(STAND_IN, "Desktop", "")
    browser.click("#choose")
    say(wait_for(lambda: "choose requests/alice" in browser.text("#run-said")), "a folder that is not the agent's is not taken",
        browser.text("#run-said"))
    browser.script(STAND_IN, "requests", "alice")
    browser.click("#choose")
    say(wait_for(lambda: "straight into alice" in browser.text("#run-said")), "of requests/, the agent's own folder is taken",
        browser.text("#run-said"))
    browser.click("#run")
    say(wait_for(lambda: "is in requests/alice/" in browser.text("#run-said")), "then Run saves straight away (with a stand-in folder)",
        browser.text("#run-said"))
    say("buildings = A, C" in str(browser.script("return window.written")), "the same text as the download")
    browser.script("window.picked.getDirectoryHandle = null; window.picked.requestPermission = () => Promise.resolve('denied');"
                   "window.picked.name = 'alice'")
    browser.click("#choose")
    before = len(glob.glob(os.path.join(DOWNLOADS, "daily-*.req")))
    browser.click("#run")
    say(wait_for(lambda: "Not saved into the folder" in browser.text("#run-said") and
                 len(glob.glob(os.path.join(DOWNLOADS, "daily-*.req"))) > before),
        "a folder that may not be written gives a download instead", browser.text("#run-said"))


def live(browser):
    """A watcher that runs, a job that comes and goes, with the page open."""
    watcher = subprocess.Popen([BIN, "-s", SPOOL, "watch"], stderr=subprocess.DEVNULL)
    try:
        with open(os.path.join(SPOOL, "requests", "bob", ".live.tmp"), "w", encoding="utf-8") as request:
            request.write("[run]\ntype = transactions\nbuildings = D\nend_date = 2026-10-31\n")
        os.rename(os.path.join(SPOOL, "requests", "bob", ".live.tmp"), os.path.join(SPOOL, "requests", "bob", "live.req"))
        say(wait_for(lambda: "live.req" in browser.text("#queue-body")), "a job of the running watcher appears in the open page")
        say(wait_for(lambda: browser.text("#age") == "Live"), "and the page says that it is live", browser.text("#age"))
        emails(browser)
    finally:
        watcher.terminate()
        watcher.wait()


def emails(browser):
    """What became of emails, which another process sends: it stands here as the sender's, in the database."""
    with sqlite3.connect(os.path.join(SPOOL, "db", "billspool.db"), timeout=20) as sender:
        for message, end, reply in ((1, "BOUNCED", "550 5.1.1 no such user"), (2, "UNKNOWN", "no answer to the end of the message"),
                                    (3, "DEFERRED", "451 4.7.1 try later")):
            for state in ("RELEASED", "SENDING", end):
                sender.execute("UPDATE email SET state = ?, reply = ? WHERE id = ?", (state, reply, message))
        sender.execute("UPDATE mail_trouble SET text = 'the server mail.example does not answer'")
    sender.close()
    say(wait_for(lambda: "Came back" in browser.text("#email-table")), "what another process has done to an email is seen", browser.text("#emails"))
    rows = browser.script("return [...document.querySelectorAll('#email-table tbody tr')].slice(0, 3).map(r => r.innerText)")
    say(all(words in " ".join(rows) for words in ("550 5.1.1 no such user", "May have arrived", "Delayed", "451 4.7.1")),
        "the undelivered stand before the new ones, with what the server said", rows)
    say("Email cannot be sent: the server mail.example does not answer" in browser.text("#mail-trouble"), "what keeps mail from leaving is told",
        browser.text("#emails"))
    say("3 undelivered" in browser.text("#tiles"), "and how many are undelivered", browser.text("#tiles"))
    for message in (1, 2, 3):
        browser.click(f"#m-{message}")
    labels = browser.script("return ['send', 'email-hold', 'dont-send', 'resend', 'delivered'].map(id => document.getElementById(id).textContent)")
    say(labels == ["Send 1", "Hold 1", "Do not send 3", "Send again 2", "It has arrived 1"], "each button takes those that it fits", labels)
    browser.click("#dont-send")
    say("why" in browser.text("#email-said"), "not to send one needs a reason", browser.text("#email-said"))
    browser.click("#delivered")
    path = downloaded("emails-*.csv")
    say(path, "a button makes a decision file")
    drop(path, "mia")
    say(wait_for(lambda: browser.script("return document.querySelector('#m-2') === null")), "what has arrived goes from the list by itself",
        browser.text("#email-table"))


def grow_old(browser):
    """A page that nobody writes any more says so."""
    path = os.path.join(SPOOL, "status", "index.html")
    with open(path, encoding="utf-8") as page:
        text = page.read().replace('"ended":true', '"ended":false', 1)
    start = text.index('{"written_ms":') + len('{"written_ms":')
    end = text.index(",", start)
    with open(path, "w", encoding="utf-8") as page:
        page.write(text[:start] + str(int(time.time() * 1000) - 3600000) + text[end:])
    browser.script("sessionStorage.clear()")
    browser.open("about:blank")
    browser.open(PAGE + "?old")
    say("No news" in browser.text("#dead"), "a page that is an hour old warns that the watcher has stopped", browser.text("#dead"))
    with open(path, "w", encoding="utf-8") as page:
        page.write(text[:start] + str(int(time.time() * 1000) - 3600000) + text[end:].replace('"ended":false', '"ended":true', 1))
    browser.script("sessionStorage.clear()")
    browser.open("about:blank")
    browser.open(PAGE + "?ended")
    say("ended in order 60 min ago" in browser.text("#ended") and browser.script("return document.querySelector('#dead').hidden"),
        "unless it ended in order: that is a calm line", browser.text("#ended") + browser.text("#dead"))
    with open(path, "w", encoding="utf-8") as page:
        page.write(text)


with Browser(DOWNLOADS) as b:
    look(b)
    run_task(b)
    decide(b)
    readings(b)
    straight(b)
    live(b)
    errors = b.complaints()
    say(not errors, "the console has no error", errors)
    audit(b, "desktop")
    b.cdp("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=False)
    b.open(PAGE)
    shot(b, "phone.png")
    wide = b.script("return document.documentElement.scrollWidth")
    say(wide <= 390, "nothing sticks out on a phone", wide)
    audit(b, "phone")
    b.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    b.open(PAGE)
    audit(b, "phone, dark")
    grow_old(b)
    b.cdp("Emulation.setEmulatedMedia", features=[])
    b.cdp("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    many(b)
