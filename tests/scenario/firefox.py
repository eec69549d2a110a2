"""What 71-firefox.t does, by Marionette, Firefox's own remote control. Prints one line a finding: code, tab, sentence.

usage: firefox.py BILLSPOOL SPOOL DOWNLOADS
"""
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile

from browser import wait_for

BIN, SPOOL, DOWNLOADS = sys.argv[1:4]
PAGE = "file://" + os.path.join(SPOOL, "status", "index.html")
PREFERENCES = {"marionette.port": 0, "browser.download.folderList": 2, "browser.download.dir": DOWNLOADS, "browser.shell.checkDefaultBrowser": False,
               "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream", "datareporting.policy.dataSubmissionEnabled": False,
               "browser.startup.homepage_override.mstone": "ignore", "app.update.enabled": False, "network.captive-portal-service.enabled": False,
               "network.connectivity-service.enabled": False}
# Errors of the page, and what its security policy refuses, are heard from the first line on: the frame that renews it is another window.
HEARD = """return Services.console.getMessageArray().filter(m => m instanceof Ci.nsIScriptError && /index\\.html/.test(m.sourceName) &&
	!(m.flags & Ci.nsIScriptError.warningFlag)).map(m => m.errorMessage);"""


class Firefox:
    """A message is its length, a colon, and JSON: [0, id, command, parameters], answered by [1, id, error, result]."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="billspool-firefox.")
        with open(os.path.join(self.profile, "user.js"), "w", encoding="utf-8") as out:
            for key, value in PREFERENCES.items():
                out.write(f"user_pref({json.dumps(key)}, {json.dumps(value)});\n")
        self.process = subprocess.Popen(["firefox-esr", "--headless", "--no-remote", "--marionette", "--remote-allow-system-access",
                                         "--profile", self.profile, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env={**os.environ, "HOME": self.profile, "MOZ_CRASHREPORTER_DISABLE": "1"})
        port = os.path.join(self.profile, "MarionetteActivePort")
        wait_for(lambda: os.path.exists(port) and os.path.getsize(port) > 0)
        with open(port, encoding="utf-8") as number:
            self.stream = socket.create_connection(("127.0.0.1", int(number.read())), timeout=120).makefile("rwb")
        self.id = 0
        self._receive()
        self.call("WebDriver:NewSession", capabilities={})

    def _receive(self):
        length = b""
        while not length.endswith(b":"):
            length += self.stream.read(1)
        return json.loads(self.stream.read(int(length[:-1])))

    def call(self, command, **parameters):
        self.id += 1
        text = json.dumps([0, self.id, command, parameters]).encode()
        self.stream.write(b"%d:%s" % (len(text), text))
        self.stream.flush()
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(error["error"] + ": " + error["message"])
        return result.get("value") if isinstance(result, dict) else result

    def script(self, text, *args):
        return self.call("WebDriver:ExecuteScript", script=text, args=list(args))

    def system(self, text):
        """In the browser itself, not in the page."""
        self.call("Marionette:SetContext", value="chrome")
        try:
            return self.script(text)
        finally:
            self.call("Marionette:SetContext", value="content")

    def element(self, css):
        return next(iter(self.call("WebDriver:FindElement", using="css selector", value=css).values()))

    def click(self, css):
        self.call("WebDriver:ElementClick", id=self.element(css))

    def type(self, css, text):
        self.call("WebDriver:ElementSendKeys", id=self.element(css), text=text)

    def text(self, css):
        return self.script("const e = document.querySelector(arguments[0]); return e.checkVisibility() ? e.innerText : ''", css)

    def close(self):
        try:
            self.call("Marionette:Quit", flags=["eForceQuit"])
        except (OSError, RuntimeError, ValueError):
            self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def say(good, sentence, got=""):
    print(f"{0 if good else 1}\t{sentence}", flush=True)
    if not good:
        print(f"{sentence}: got {got!r}", file=sys.stderr)


def work(browser):
    browser.system("Services.console.reset()")
    browser.call("WebDriver:Navigate", url=PAGE)
    say("Harbour View" in browser.text("#building-table"), "the page shows the buildings", browser.text("#building-table"))
    say(browser.script("return document.querySelector('#choose').hidden"), "it offers no folder to write to, which this browser cannot do")
    browser.type("#agent", "alice")
    browser.click("#b-A")
    browser.click("#run")
    files = wait_for(lambda: [f for f in glob.glob(os.path.join(DOWNLOADS, "daily-*.req")) if os.path.getsize(f) > 0])
    say(files, "Run is a download")
    with open(files[0], encoding="utf-8") as request:
        text = request.read()
    say("buildings = A\nend_date  = 2026-10-31\n" in text, "with what was ticked", text)
    name = os.path.basename(files[0])
    browser.script("window.stays = 1")
    shutil.move(files[0], os.path.join(SPOOL, "requests", "alice", name))
    subprocess.run([BIN, "-s", SPOOL, "once"], stderr=subprocess.DEVNULL, check=False)
    say(wait_for(lambda: "Finished" in browser.text("#queue-body").partition(name)[2][:200]), "the answer appears by itself",
        browser.text("#queue-body"))
    say(browser.script("return document.querySelector('#b-A').checked && window.stays === 1"), "and the page is the same, with its ticks")
    heard = browser.system(HEARD)
    say(not heard, "the console has no error", heard)


firefox = Firefox()
try:
    work(firefox)
finally:
    firefox.close()
