#!/bin/sh
# Measure on this machine; print tables and append each figure to bin/bench.jsonl. By default BENCH_ACCOUNTS="10000 100000", which is "" for
# the documents alone, and BENCH_INVOICES="1000 10000 100000". TMPDIR=/dev/shm leaves the disk out of it.
cd "$(dirname "$0")/../.." || exit 1
export PYTHONDONTWRITEBYTECODE=1
exec python3 tests/bench/bench.py "${BENCH_ACCOUNTS-10000 100000}" "${BENCH_INVOICES-1000 10000 100000}"
