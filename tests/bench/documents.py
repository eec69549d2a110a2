"""What making the documents of an invoice run costs, beside other ways to make the same ones (invoice_bench.c says which).

Each figure is the median of ROUNDS, taken in turns, so that what else the machine does meets all of them. Files are written to disk and
flushed. The others make one document at a time, ours and the floor have a worker a core; what one worker does is said beside."""
import json
import os
import statistics
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(TOP, "bin", "obj", "plain", "bench", "invoice_bench")
REPORTLAB = os.path.join(TOP, "tests", "bench", "reportlab_bench.py")
ROUNDS = 3
COMPARED = 10000   # invoices that the ratios are about
PLAIN = 100        # documents of plain libharu: it makes some sixty a second
OTHERS = 300       # and of ReportLab


def make(mode, base, count, workers):
    """Run the program in a folder of its own; what it says."""
    folder = tempfile.mkdtemp(dir=base)

    # What was written before must not be flushed at this one's cost. Nor is anything removed before the end: ext4 steps over what was
    # removed in the last minutes, one inode after another, and the next ten thousand files take ten times as long.
    os.sync()
    out = subprocess.run([PROGRAM, mode, folder, str(count), str(workers)], check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def reportlab(folder):
    """Invoices a second; None without the library."""
    folder = tempfile.mkdtemp(dir=folder)
    subprocess.run([PROGRAM, "texts", folder, str(OTHERS), "1"], check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(["/usr/bin/python3", REPORTLAB, os.path.join(folder, "texts.json"), folder], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        print("  no ReportLab (Debian: python3-reportlab):", done.stderr.strip().split("\n")[-1])
        return None
    return OTHERS / float(done.stdout)


def bench(base, sizes, record):
    folder = tempfile.mkdtemp(dir=base)
    cores = os.cpu_count() or 1
    peaks = {}
    print(f"\ndocuments: 30 lines, 6 reads, chart, code, embedded fonts; {cores} cores\n  {'invoices':>10} {'seconds':>9} {'a second':>9} {'peak MB':>8}")
    for size in sizes:
        said = make("ours", folder, size, cores)
        peaks[size] = said["peak_mb"]
        print(f"  {size:>10,} {said['seconds']:>9.2f} {size / said['seconds']:>9,.0f} {said['peak_mb']:>8.1f}")
    found = {"ours": [], "one": [], "floor": [], "plain": [], "reportlab": []}
    hashes = set()
    for _ in range(ROUNDS):
        said = make("ours", folder, COMPARED, cores)
        found["ours"].append(COMPARED / said["seconds"])
        hashes.add(said["hash"])
        found["floor"].append(COMPARED / make("floor", folder, COMPARED, cores)["seconds"])
        said = make("ours", folder, COMPARED, 1)
        found["one"].append(COMPARED / said["seconds"])
        hashes.add(said["hash"])
        found["plain"].append(PLAIN / make("libharu", folder, PLAIN, 1)["seconds"])
        found["reportlab"].append(reportlab(folder) or 0)
    if len(hashes) != 1:
        raise SystemExit("documents: one worker and many, or one round and another, made different bytes")
    rate = {name: statistics.median(values) for name, values in found.items()}
    record("invoice.per_s", rate["ours"], f"invoices/s on {cores} cores")
    record("invoice.one_worker_per_s", rate["one"], "invoices/s")
    others = [("plain_libharu", "plain"), ("reportlab", "reportlab")]
    for name, key in [(name, key) for name, key in others if rate[key]]:
        against = f"{name} ({rate[key]:.0f}/s; {rate['one'] / rate[key]:.1f} with one worker)"
        record(f"invoice.vs_{name}", rate["ours"], "invoices/s", against, rate["ours"] / rate[key])
    record("invoice.vs_floor", COMPARED / rate["ours"], "s", "packing and writing alone (time)", rate["floor"] / rate["ours"])
    record("invoice.median_bytes", said["median_bytes"], "bytes", "25 KB", said["median_bytes"] / 25600)
    record("invoice.peak_mb", peaks[sizes[-1]], "MB", f"the peak at {sizes[0]} invoices", peaks[sizes[-1]] / peaks[sizes[0]])
