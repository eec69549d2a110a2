#!/usr/bin/env python3
"""Run every *.case.json of this folder through the program and compare with its *.want.json, as TAP without a plan.

usage: run_cases.py FIRST_NUMBER PROGRAM [ARGUMENT...]
What an expectation leaves out is not compared; lists must have the same length. All cases go through oracle.py, too. At last, the
examples in src/rating/RATE.md must be those of the files.
"""
import glob
import json
import os
import re
import subprocess
import sys

import oracle

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "../../src/rating/RATE.md")
WORDS = ("working", "detail", "reason")


def differences(want, got, path="$"):
    if isinstance(want, dict) and isinstance(got, dict):
        for key, value in want.items():
            if key in got:
                yield from differences(value, got[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}: is missing"
    elif isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            yield f"{path}: got {len(got)} elements, want {len(want)}: {json.dumps(got)[:2000]}"
        for n, (one, other) in enumerate(zip(want, got)):
            yield from differences(one, other, f"{path}[{n}]")
    elif want != got or type(want) is not type(got):
        yield f"{path}: got {json.dumps(got)}, want {json.dumps(want)}"


def without_words(value):
    if isinstance(value, dict):
        return {k: without_words(v) for k, v in value.items() if k not in WORDS}
    return [without_words(v) for v in value] if isinstance(value, list) else value


def load(path):
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)


def check_case(path, program):
    want = load(path.replace(".case.json", ".want.json"))
    run = subprocess.run(program + [path], capture_output=True, text=True)
    if run.returncode != 0:
        return [f"exit code {run.returncode}: {run.stderr}"]
    wrong = list(differences(want, json.loads(run.stdout)))
    with open(path, encoding="utf-8") as stream:
        told = oracle.rate(oracle.load(stream.read()))
    wrong += ["oracle: " + w for w in differences(without_words(want), told)]
    if not want.get("total"):
        wrong.append("the expectation has no total")
    return wrong


def check_page():
    with open(PAGE, encoding="utf-8") as stream:
        sections = re.findall(r"^`([\w-]+)`\. .*?^```json\n(.*?)^```\n^```json\n(.*?)^```", stream.read(), re.M | re.S)
    wrong = [] if len(sections) >= 6 else [f"only {len(sections)} examples found"]
    for name, case, want in sections:
        for text, kind in ((case, "case"), (want, "want")):
            if json.loads(text) != load(os.path.join(HERE, f"{name}.{kind}.json")):
                wrong.append(f"{name}.{kind}.json is not as in RATE.md")
    return wrong


def main():
    number, program = int(sys.argv[1]), sys.argv[2:]
    paths = sorted(glob.glob(os.path.join(HERE, "*.case.json")))
    checks = [(os.path.basename(p)[:-10], lambda p=p: check_case(p, program)) for p in paths]
    checks.append(("the examples of RATE.md are those of tests/rating", check_page))
    for name, check in checks:
        wrong = check()
        print("not ok" if wrong else "ok", number, "-", name)
        for line in wrong:
            print("#  ", line.replace("\n", "\n#   "))
        number += 1


if __name__ == "__main__":
    main()
