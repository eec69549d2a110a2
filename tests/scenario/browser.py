"""Drive Debian's Chromium by W3C WebDriver over http.client: what a test of the dashboard needs, and no more.

with Browser(folder_of_downloads) as b:
    b.open("file:///..."); b.script("return document.title"); b.click("#run"); b.type("#agent", "alice"); b.shot("x.png")
"""
import base64
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import time

PATIENCE = 120  # seconds to wait for a condition


class Browser:
    def __init__(self, downloads, width=1280, height=900, dark=False, seen=False):
        """seen: in a window on $DISPLAY, as people have it."""
        self.profile = tempfile.mkdtemp(prefix="billspool-chromium.")
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                       env={**os.environ, "HOME": self.profile})
        self.port = self._port()
        flags = [*([] if seen else ["--headless=new"]), "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                 f"--window-size={width},{height}", f"--user-data-dir={self.profile}/profile"]
        if dark:
            flags.append("--force-dark-mode")
        chrome = {"binary": shutil.which("chromium"), "args": flags,
                  "prefs": {"download.default_directory": downloads, "download.prompt_for_download": False}}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": chrome, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = "/session/" + answer["sessionId"]
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def _port(self):
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                return int(line.rsplit(" ", 1)[1].strip().rstrip("."))
        raise SystemExit("chromedriver did not start")

    def _call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        value = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(value["error"] + ": " + value["message"].split("\n")[0])
        return value

    def do(self, path, body=None):
        return self._call("POST", self.session + path, body or {})

    def cdp(self, command, **params):
        return self.do("/goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, url):
        self.do("/url", {"url": url})

    def script(self, text, *args):
        return self.do("/execute/sync", {"script": text, "args": list(args)})

    def script_async(self, text, *args):
        return self.do("/execute/async", {"script": text, "args": list(args)})

    def element(self, css):
        return next(iter(self.do("/element", {"using": "css selector", "value": css}).values()))

    def click(self, css):
        self.script("document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", css)
        self.do(f"/element/{self.element(css)}/click")

    def type(self, css, text):
        self.do(f"/element/{self.element(css)}/value", {"text": text})

    def keys(self, text):
        """Press keys where the focus is."""
        self.do("/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": [
            {"type": kind, "value": c} for c in text for kind in ("keyDown", "keyUp")]}]})

    def text(self, css):
        """What somebody sees there: nothing, when it is hidden (innerText gives even what is not shown)."""
        return self.script("const e = document.querySelector(arguments[0]); return e.checkVisibility() ? e.innerText : ''", css)

    def complaints(self):
        """Errors of the console since the last call."""
        log = self.do("/se/log", {"type": "browser"})
        return [entry["message"] for entry in log if entry["level"] in ("SEVERE", "WARNING")]

    def shot(self, path, whole=False):
        picture = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as out:
            out.write(base64.b64decode(picture["data"]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._call("DELETE", self.session)
        except (OSError, RuntimeError):
            pass
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def wait_for(condition, patience=PATIENCE):
    """What condition() gives as soon as it is true; after a while, what it gives at last."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.05)
