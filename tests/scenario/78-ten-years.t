#!/bin/sh
# A sample of the ten years of scheduled billing (make schedules): one year, with a seed of its own each day.
here=$(dirname "$0")
echo 1..1
exec python3 "$here/../schedule/ten_years.py" 1 "$(date +%j)"
