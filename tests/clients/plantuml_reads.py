"""What PlantUML itself reads in the files of a folder: a line each, `NAME NODES FLOWS BOUNDARIES` or `NAME refused`.

usage: plantuml_reads.py FOLDER

`plantuml -syntax` says what is refused, of what type the rest is, and how many participants a sequence has. Other parts are
counted in the SVG, where a comment names each thing before it is drawn; use cases and states are named only by the arrows at
them. A group is a node only where an arrow ends at it; notes (GMN1) are no nodes; what is hidden has a comment and no line.
"""

import pathlib
import re
import subprocess
import sys

DRAWN = re.compile(r"<!--MD5=\[\w+\]\s*(cluster|entity|class|(?:reverse )?link) ((?:(?!-->).)+)-->(?=<\w)")


def plantuml(source, *options):
    return subprocess.run(["plantuml", *options], input=source, capture_output=True, text=True).stdout


def count(source):
    kind, *more = plantuml(source, "-syntax").splitlines()
    if kind == "ERROR":
        return ["refused"]
    if kind == "SEQUENCE":
        return re.findall(r"\d+", more[0])[0], "-", "-"
    if kind not in ("DESCRIPTION", "CLASS", "STATE"):
        return "-", "-", "-"
    found = DRAWN.findall(plantuml(source, "-tsvg", "-pipe", "-nometadata"))
    links = [words.split(" to ", 1) for what, words in found if what.endswith("link") and not re.search(r"\bGMN\d", words)]
    groups = [words for what, words in found if what == "cluster"]
    parts = {words for what, words in found if what in ("entity", "class")}
    assert parts or links, "the comments in the SVG are not understood"
    return len(parts.union(*links)), len(links), "-" if kind == "STATE" else len(groups)


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.puml")):
    print(file.name, *count(file.read_text()))
