#!/usr/bin/env python3
"""Stop billspool, or let the machine fail it, at each system call of a whole life that changes the disk.

usage: crash.py full|sample [upgrade] [KIND | STEP]...      upgrade: the life of a spool of the first release, which is upgraded

Each point costs a short life of its own: the spool as it was before a step, the step with the accident, what must be true in that
moment, a recovery, what must be true after it, and a second recovery that must change nothing.

kill      SIGKILL before the n-th call
nested    and once more before the m-th call of the recovery
error     the n-th call fails with ENOSPC or EIO, once, and from there on for as long as the process lives
onwards   after a kill, the rest of the life is lived to its end
given-up  a call fails, and nothing is tried a second time (retries = 0): the request fails, of which nothing may be left, and is
          dropped again; or it was issued already, and then it is never given up

sample takes evenly spread points, so many as fit into half a minute, and fewer where one is like the next; full takes all of them.
"""
import collections
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile

import life

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "syncfs", "rename", "renameat", "renameat2", "link", "linkat",
         "unlink", "unlinkat", "mkdir", "mkdirat", "ftruncate", "fchmod", "fchmodat")
ACCIDENTS = ("error=ENOSPC:when={}", "error=ENOSPC:when={}+", "error=EIO:when={}", "error=EIO:when={}+")
KINDS = ("kill", "nested", "onwards", "error", "given-up")
KILLED = (-9, 137)
DONE, TRY_AGAIN = 0, 75
SAMPLE = {"kill": 190, "nested": 24, "onwards": 3, "error": 45, "given-up": 40}
EVERY_IN_FULL = {"nested": 4, "onwards": 40, "given-up": 3}

Point = collections.namedtuple("Point", "kind step call n accident deep")


def strace(options, step, spool):
    # Not --seccomp-bpf: with it, strace 6.1 sends no signals.
    return life.run("strace", "-f", "-qq", *options, *life.command(step, spool))


def points_of(step, spool, scratch):
    """Run the step, and say at which (call, n) it changes the disk: n counts all calls of that name."""
    log = os.path.join(scratch, "log")
    done = strace(["-o", log, "-e", "trace=" + ",".join(CALLS)], step, spool)
    counts, found = collections.Counter(), []
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = re.match(r"\d+ +(\w+)\((.*)", line)
            if not match or match.group(1) not in CALLS:
                continue
            call, rest = match.groups()
            counts[call] += 1
            # Opening without making, and the log on standard error, change nothing.
            if (call != "openat" or "O_CREAT" in rest) and not (call == "write" and rest.startswith(("1,", "2,"))):
                found.append((call, counts[call]))
    return done, found


def accident(point, spool):
    """The step with its accident. Returns the exit code, and whether the accident has happened."""
    how = f"{point.call}:" + point.accident.format(point.n)
    log = spool + ".log"
    done = strace(["-o", log, "-e", f"trace={point.call}", "-e", f"inject={how}"], point.step, spool)
    with open(log, encoding="utf-8", errors="replace") as file:
        return done.returncode, done.returncode in KILLED or "(INJECTED)" in file.read()


def describe(point):
    deep = f", then in recovery {point.deep[0]}:{point.deep[1]}" if point.deep else ""
    return f"{life.STEPS[point.step][0]}: {point.call}:{point.accident.format(point.n)}{deep}"


# ---- one point ---------------------------------------------------------------------------------------------------
def suffer(point, spool, wrong):
    """The accident, and what it may not have done. Adds to `wrong`; returns whether the accident has happened."""
    code, happened = accident(point, spool)
    if "signal" in point.accident and happened is False and code != DONE:
        wrong.append(f"exit code {code} instead of death")
    if "signal" not in point.accident and code not in (DONE, TRY_AGAIN):
        wrong.append(f"exit code {code}")
    wrong += life.half_way(reference, point.step, spool, failing=point.kind == "given-up")
    return happened


def recover(point, spool):
    """Recovery, and recovery of what is recovered. Yields what is wrong."""
    done = life.live(point.step, spool)
    if done.returncode != DONE:
        yield f"recovery: exit code {done.returncode}: {done.stdout.decode()[-400:]}"
        return
    yield from life.at_the_end(reference, point.step, spool)
    # The first look at a new spool writes the forms and reports of the day; init does not.
    if life.STEPS[point.step][0] == "init":
        life.run(life.BIN, "-s", spool, "once")
    once = life.listing(spool, times=True)
    done = life.run(life.BIN, "-s", spool, "once")
    if done.returncode != DONE:
        yield f"second recovery: exit code {done.returncode}"
    yield from life.differences(life.listing(spool, times=True), once, "second recovery")


def drop_again(point, spool):
    """A request that has failed: there is nothing of it, and dropped again it comes to the same end. Yields what is wrong."""
    yield from life.untouched(reference, point.step, spool)
    if not life.take_back(point.step, spool):
        yield "it has failed, and is not in error/"
        return
    done = life.live(point.step, spool)
    if done.returncode != DONE:
        yield f"dropped again: exit code {done.returncode}"
        return
    yield from life.same_money(reference, point.step, spool)


def onwards(point, spool):
    """Live to the end. Yields what is wrong."""
    for step in range(point.step + 1, len(life.STEPS)):
        life.drop(step, spool)
        done = life.live(step, spool)
        if done.returncode != DONE:
            yield f"onwards: {life.STEPS[step][0]}: exit code {done.returncode}"
            return
    yield from life.at_the_end(reference, len(life.STEPS) - 1, spool)


def try_point(point):
    """What is wrong at this point, as a list of sentences, and whether its accidents have happened."""
    spool = os.path.join(work, f"spool-{os.getpid()}")
    wrong = []
    reference.restore(point.step, spool)
    if point.kind == "given-up":
        life.configure(spool, {"retries": 0})
    happened = suffer(point, spool, wrong)
    if point.kind == "given-up":
        life.configure(spool, {"retries": 10})
        life.live(point.step, spool)
        if life.has_failed(point.step, spool):
            return point, wrong + list(drop_again(point, spool)), happened
    if point.deep:
        happened &= suffer(Point("kill", point.step, *point.deep, point.accident, None), spool, wrong)
    wrong += recover(point, spool)
    if point.kind == "onwards" and not wrong:
        wrong += onwards(point, spool)
    return point, wrong, happened


def recovery_points(point):
    """The points of the recovery from this one."""
    spool, scratch = (os.path.join(work, f"{name}-{os.getpid()}") for name in ("spool", "scratch"))
    os.makedirs(scratch, exist_ok=True)
    reference.restore(point.step, spool)
    accident(point, spool)
    _, found = points_of(point.step, spool, scratch)
    return point, found


# ---- which points ------------------------------------------------------------------------------------------------
def spread(points, count):
    """So many of them, evenly."""
    if count >= len(points):
        return list(points)
    return [points[(2 * n + 1) * len(points) // (2 * count)] for n in range(count)]


def thin(points):
    """For a sample: a fifth of what SQLite writes, page after page, and a quarter of the imports, which are nine times the same."""
    few = [point for n, point in enumerate(points) if point.call != "pwrite64" or n % 5 == 0]
    return [point for n, point in enumerate(few) if life.STEPS[point.step][0] != "imports" or n % 4 == 0]


def all_kills(steps):
    """Every point of an undisturbed life, or of these steps of it."""
    found = []
    spool = os.path.join(work, "counted")
    for step, (name, _) in enumerate(life.STEPS):
        if name not in steps:
            continue
        reference.restore(step, spool)
        done, points = points_of(step, spool, work)
        if done.returncode != DONE:
            raise SystemExit(f"step {name} fails under strace: {done.stdout.decode()}")
        found += [Point("kill", step, call, n, "signal=KILL:when={}", None) for call, n in points]
    return found


def choose(kills, full, kinds, pool):
    """All points to try."""
    def pick(kind, points):
        if kind not in kinds:
            return []
        if full and kind in EVERY_IN_FULL:
            return points[::EVERY_IN_FULL[kind]]
        return points if full else spread(points, SAMPLE[kind])

    chosen = pick("kill", kills)
    chosen += [point._replace(kind="onwards") for point in pick("onwards", kills)]

    # A recovery is killed at one of its own points, another one each time.
    for turn, (point, found) in enumerate(pool.imap(recovery_points, pick("nested", kills), 8)):
        if found:
            chosen.append(point._replace(kind="nested", deep=found[turn * 37 % len(found)]))

    errors = [point._replace(kind="error", accident=how) for point in kills for how in ACCIDENTS]
    # Steps of one input: when one of several fails, those that follow it come to another end.
    alone = [point._replace(kind="given-up") for point in errors if len(life.STEPS[point.step][1]) == 1]
    return chosen + pick("error", errors) + pick("given-up", alone)


# ---- all of them -------------------------------------------------------------------------------------------------
def report(tried):
    print(f"  {'points':<12}" + "".join(f"{kind:>10}" for kind in KINDS))
    for call in CALLS:
        if any(tried[kind, call] for kind in KINDS):
            print(f"  {call:<12}" + "".join(f"{tried[kind, call]:>10}" for kind in KINDS))
    print(f"  {'all':<12}" + "".join(f"{sum(tried[kind, call] for call in CALLS):>10}" for kind in KINDS))


def sweep(full, kinds, steps):
    passed = failed = missed = 0
    tried = collections.Counter()
    kills = all_kills(steps) if full else thin(all_kills(steps))
    with multiprocessing.Pool(max(2, os.cpu_count() or 2)) as pool:
        chosen = choose(kills, full, kinds, pool)
        for point, wrong, happened in pool.imap_unordered(try_point, chosen, 4):
            tried[point.kind, point.call] += 1
            missed += not happened
            if not wrong:
                passed += 1
                continue
            failed += 1
            print(f"not ok - {describe(point)}")
            for sentence in wrong[:12]:
                print(f"#   {sentence}")
    report(tried)

    # How often those who wait are told depends on the time it takes: a few points near the end may not come. Many would mean
    # that nothing is tried at all.
    print(f"  {missed} of them were not reached")
    if missed * 20 > len(chosen):
        failed += 1
        print("not ok - nearly every accident happens")
    print(f"life: {passed} passed, {failed} failed")
    return failed


def main():
    global reference, work
    # Its first step is the upgrade; the others show that it is as good as any spool. All of it, then, or that step.
    if "upgrade" in sys.argv[2:]:
        life.STEPS = life.UPGRADE_STEPS
        SAMPLE.update({kind: count // 4 for kind, count in SAMPLE.items() if count > 4})
    names = [name for name, _ in life.STEPS]
    kinds = [word for word in sys.argv[2:] if word in KINDS] or KINDS
    steps = [word for word in sys.argv[2:] if word in names] or names
    if len(sys.argv) < 2 or sys.argv[1] not in ("full", "sample") or set(sys.argv[2:]) - set(KINDS) - set(names):
        print(__doc__, file=sys.stderr)
        return 2
    sys.stdout.reconfigure(line_buffering=True)
    work = tempfile.mkdtemp(prefix="billspool-crash.")
    # Told to go, it still removes its folder.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        # A program of its own: another build would change it under our feet.
        life.BIN = shutil.copy(life.BIN, os.path.join(work, "billspool"))
        reference = life.Reference(work)
        return 1 if sweep(sys.argv[1] == "full", kinds, steps) else 0
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
