#!/bin/sh
# Measure on this machine; print tables and append each figure to bin/bench.jsonl. BENCH_ACCOUNTS="10000 100000" by default.
cd "$(dirname "$0")/../.." || exit 1
exec python3 tests/bench/bench.py "${BENCH_ACCOUNTS:-10000 100000}"
