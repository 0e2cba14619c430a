#!/usr/bin/env python3
"""Measures what a review costs, beside the least that reading the same files costs and beside a linter of Markdown.

usage: python3 benches/compare.py FOLDER [--pair PRD TDD] [--rounds N] [--rumdl PATH] [--json FILE]

On all Markdown below FOLDER, and on one pair of documents (default: samples/clinic-booking) from a cold start, that is a
new process with the files in the page cache:

  designvet    `designvet check FOLDER --format concise`, or `designvet review PRD TDD --format concise`
  read         reading the bytes, one thread             (benches/floor.rs)
  parse        pulldown-cmark and nothing else, one thread  (benches/floor.rs)
  rumdl        `rumdl check`, a linter of Markdown in Rust, without cache or configuration

Every round runs each command once, so that all see the same load; the figures are medians. CPU time is user and system
time of the process, memory its greatest resident set, both as the kernel counted them (a child starts as a copy of this
program, so that no figure below some 16 MiB can be seen). cores is CPU time over wall time.
Builds what is missing; rumdl is installed below target/ unless --rumdl names it. Needs Python 3.11 on Linux or macOS.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUMDL = "rumdl==0.3.0"
# CPU of a review over CPU of parsing alone, and MiB.
MOST_OVER_PARSING, MOST_MEMORY = 12, 120


def build():
    """The two programs: designvet and floor."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    command = ["cargo", "bench", "--locked", "--bench", "floor", "--no-run", "--quiet", "--message-format=json"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    floor = [m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "floor"]
    target = Path(floor[-1]).parent.parent.parent
    return str(target / "release" / "designvet"), floor[-1]


def install_rumdl():
    """rumdl from the Python index, in a virtual environment."""
    venv = ROOT / "target" / "bench-venv"
    if not (venv / "bin" / "rumdl").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(venv / "bin" / "pip"), "install", "--quiet", RUMDL], check=True)
    return str(venv / "bin" / "rumdl")


def measure(command, codes):
    """Runs a command once: seconds of wall time, seconds of CPU time, MiB."""
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in codes, f"exit code {child.returncode}: {' '.join(command)}"
    unit = 1024 if sys.platform.startswith("linux") else 1024 * 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def rounds(commands, count):
    """Medians of interleaved rounds: name -> (wall, cpu, memory). The first round warms up and is left out."""
    samples = {name: [] for name in commands}
    for number in range(count + 1):
        for name, (command, codes) in commands.items():
            sample = measure(command, codes)
            if number:
                samples[name].append(sample)
    return {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in samples.items()}


def table(title, medians, base):
    """Prints one table; CPU is compared with that of `base`."""
    print(f"\n{title}\n\n| program | wall ms | CPU ms | cores | peak MiB | CPU over {base} |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, (wall, cpu, memory) in medians.items():
        over = cpu / medians[base][1]
        print(f"| {name} | {wall * 1000:.1f} | {cpu * 1000:.1f} | {cpu / wall:.2f} | {memory:.0f} | {over:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    sample = ROOT / "samples" / "clinic-booking"
    parser.add_argument("--pair", nargs=2, default=[str(sample / "prd.md"), str(sample / "tdd.md")], metavar=("PRD", "TDD"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rumdl")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    designvet, floor = build()
    rumdl = args.rumdl or install_rumdl()
    linting = [rumdl, "check", "--no-cache", "--no-config", "--quiet"]
    many = rounds(
        {
            "designvet": ([designvet, "check", args.folder, "--format", "concise"], {0, 1}),
            "read": ([floor, "read", args.folder], {0}),
            "parse": ([floor, "parse", args.folder], {0}),
            "rumdl": ([*linting, args.folder], {0, 1}),
        },
        max(args.rounds, 5),
    )
    pair = rounds(
        {
            "designvet": ([designvet, "review", *args.pair, "--format", "concise"], {0, 1}),
            "parse": ([floor, "parse", *args.pair], {0}),
            "rumdl": ([*linting, *args.pair], {0, 1}),
        },
        max(3 * args.rounds, 15),
    )
    size = subprocess.run([floor, "read", args.folder], check=True, stdout=subprocess.PIPE, text=True).stdout.partition(", 0 events")[0]
    table(f"Everything below one folder ({size})", many, "parse")
    table("One pair from a cold start", pair, "rumdl")
    ratio, memory = many["designvet"][1] / many["parse"][1], many["designvet"][2]
    print()
    for kept, what in [
        (ratio <= MOST_OVER_PARSING, f"CPU is {ratio:.1f} times that of parsing alone, at most {MOST_OVER_PARSING}"),
        (memory < MOST_MEMORY, f"peak memory is {memory:.0f} MiB, below {MOST_MEMORY}"),
        (pair["designvet"][0] <= pair["rumdl"][0], f"a cold start takes {pair['designvet'][0] * 1000:.1f} ms, at most rumdl's {pair['rumdl'][0] * 1000:.1f}"),
    ]:
        print(f"{'kept' if kept else 'MISSED'}: {what}")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; cores and wall time mean little beside other work")
    if args.json:
        names = ("wall", "cpu", "peak_mib")
        figures = {key: {name: dict(zip(names, row)) for name, row in part.items()} for key, part in (("folder", many), ("pair", pair))}
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


main()
