#!/usr/bin/env python3
"""Compares measured accuracy with the figures on record in tests/accuracy.toml.

usage: python3 .ci/accuracy.py SCORE.json            a table; exit code 1 when a figure fell by more than 0.01
       python3 .ci/accuracy.py SCORE.json --record   writes the measured figures down

SCORE.json is what the scorer of the evaluation material writes with --json.
"""
import json
import sys
import tomllib
from pathlib import Path

RECORD = Path(__file__).resolve().parent.parent / "tests" / "accuracy.toml"
SLACK = 0.01
# A small share is the good one.
LOWER_IS_BETTER = {"requirements_per_line"}
HEAD = """\
# Accuracy on the labelled pairs of documents, as last measured. The gate fails when a figure falls by more than 0.01
# (or rises, where less is better). Write anew after an improvement: python3 .ci/accuracy.py target/score.json --record

[figures]
"""


def figures(score):
    """Name -> figure: F1, or the one of precision and recall that is scored. What says nothing yet has no precision."""
    out = {}
    for name, value in score.items():
        if not isinstance(value, dict):
            out[name] = value
        elif value["f1"] is not None:
            out[f"{name}_f1"] = value["f1"]
        elif value["recall"] is not None:
            out[f"{name}_recall"] = value["recall"]
        elif value["tp"] + value["fp"]:
            out[f"{name}_precision"] = value["precision"]
    return {name: round(value, 3) for name, value in out.items() if value is not None}


def main():
    score, *options = sys.argv[1:]
    measured = figures(json.loads(Path(score).read_text(encoding="utf-8")))
    if options == ["--record"]:
        RECORD.write_text(HEAD + "".join(f"{name} = {value}\n" for name, value in measured.items()), encoding="utf-8")
        print(f"{len(measured)} figures written to {RECORD.name}")
        return 0
    recorded = tomllib.loads(RECORD.read_text(encoding="utf-8"))["figures"]
    failed = 0
    print(f"{'figure':34} recorded measured")
    for name in dict.fromkeys([*recorded, *measured]):
        before, now = recorded.get(name), measured.get(name)
        note = ""
        if before is None:
            note = "not on record"
        elif now is None:
            note, failed = "NOT MEASURED", failed + 1
        else:
            change = (before - now) if name in LOWER_IS_BETTER else (now - before)
            if change < -SLACK - 1e-9:
                note, failed = "WORSE", failed + 1
            elif change > SLACK:
                note = "better: record it"
        cell = lambda value: "-" if value is None else f"{value:.3f}"
        print(f"{name:34} {cell(before):>8} {cell(now):>8} {note}".rstrip())
    print(f"{failed} figures are worse than on record" if failed else "no figure is worse than on record")
    return 1 if failed else 0


sys.exit(main())
