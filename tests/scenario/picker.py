"""What 71-picker.t does: choose requests/alice in the real dialog, refuse and allow, and run. Prints one line a finding: code, tab, sentence.

usage: picker.py SPOOL DOWNLOADS SHOTS     (SHOTS may be empty)
"""
import os
import struct
import subprocess
import sys

from browser import Browser, wait_for

SPOOL, DOWNLOADS, SHOTS = sys.argv[1:4]


def say(good, sentence, got=""):
    print(f"{0 if good else 1}\t{sentence}", flush=True)
    if not good:
        print(f"{sentence}: got {got!r}", file=sys.stderr)


def xdo(*words):
    return subprocess.run(["xdotool", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, text=True).stdout


def brightness(x, y):
    """Of one point of the screen: 0 to 765. Format: XWDFile.h, in 32-bit words."""
    picture = subprocess.run(["xwd", "-root", "-silent"], stdout=subprocess.PIPE, check=True).stdout
    header = struct.unpack(">25I", picture[:100])
    size, bits, line, colours = header[0], header[11], header[12], header[19]
    at = size + colours * 12 + y * line + x * bits // 8
    return sum(picture[at:at + 3])


def shot(name):
    if SHOTS:
        with open(os.path.join(SHOTS, name + ".xwd"), "wb") as out:
            subprocess.run(["xwd", "-root", "-silent"], stdout=out, check=True)


def dialog():
    return xdo("search", "--onlyvisible", "--name", "^Select where").split()


def choose(browser, folder):
    """In the file dialog: type the folder, press Open. The page behind grows dark when the browser asks its own question."""
    bright = brightness(1270, 600)

    # On a machine that is very busy Chromium sometimes shows no dialog: like anybody who sees none, press again.
    for _ in range(15):
        browser.click("#choose")
        if wait_for(dialog, patience=8):
            break
    say(dialog(), "the button opens the system's dialog")
    window = dialog()[0]
    xdo("windowactivate", "--sync", window)
    xdo("type", "--delay", "20", folder + "/")
    place = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", window).split())
    shot("dialog")
    xdo("mousemove", "--window", window, str(int(place["WIDTH"]) - 49), str(int(place["HEIGHT"]) - 24), "click", "1")
    say(wait_for(lambda: not dialog() and brightness(1270, 600) < bright - 100), "then the browser asks whether the page may write there")
    shot("question")


def press_until(keys, done):
    """The browser takes no key for a moment after it has asked."""
    for _ in range(120):
        xdo("key", *keys)
        if wait_for(done, patience=1):
            return True
    return False


def work(browser):
    browser.open("file://" + os.path.join(SPOOL, "status", "index.html"))
    browser.type("#agent", "alice")
    browser.click("#b-A")
    browser.script("document.querySelector('details.more-form').open = true")
    folder = os.path.join(SPOOL, "requests", "alice")
    bright = brightness(1270, 600)

    choose(browser, folder)
    say(press_until(["Escape"], lambda: brightness(1270, 600) == bright), "who says no is back on the page")
    say("a download" in browser.text("#where"), "where files are downloads still", browser.text("#where"))

    # "Don't Allow" has the focus; Allow is next to it.
    choose(browser, folder)
    xdo("key", "Tab")
    say(press_until(["Return"], lambda: "straight into alice" in browser.text("#run-said")), "who allows it has a page that writes there",
        browser.text("#run-said"))
    browser.click("#run")
    say(wait_for(lambda: "is in requests/alice/" in browser.text("#run-said")), "Run saves the request straight away", browser.text("#run-said"))
    name = browser.text("#run-said").split(" ")[0]
    say(wait_for(lambda: "Finished" in browser.text("#queue-body").partition(name)[2][:200]), "and its answer comes: Finished",
        browser.text("#queue-body"))
    shot("finished")
    complaints = browser.complaints()
    say(not complaints, "the console has no error", complaints)


def main():
    ready, tell = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(tell), "-screen", "0", "1280x900x24", "-nolisten", "tcp"], pass_fds=[tell],
                              stderr=subprocess.DEVNULL)
    os.close(tell)
    os.environ["DISPLAY"] = ":" + os.read(ready, 20).decode().strip()
    # Without a window manager no window gets the focus back from another one.
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: xdo("get_num_desktops"))
        with Browser(DOWNLOADS, seen=True) as browser:
            work(browser)
    finally:
        manager.terminate()
        manager.wait()
        screen.terminate()
        screen.wait()


main()
