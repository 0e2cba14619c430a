"""Whether designvet reads in diagrams what the tool that draws them reads.

usage: diagrams_agree.py DESIGNVET LANGUAGE FOLDER COUNTS

COUNTS has a line per file of FOLDER: `NAME NODES FLOWS BOUNDARIES`, with `-` for what was not counted, or `NAME refused`.
Each file is put into a document under a fence of LANGUAGE and shown to `designvet facts`. Documents in FOLDER (.md) are left out:
tests/drawings.rs says what is in them.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

tool, language, folder, counts = sys.argv[1:]
files = sorted(file for file in pathlib.Path(folder).iterdir() if file.suffix != ".md")
told = dict(line.split(" ", 1) for line in pathlib.Path(counts).read_text().splitlines())
assert files and sorted(told) == [file.name for file in files], f"{counts} does not speak of each file of {folder}"

with tempfile.TemporaryDirectory() as work:
    documents = []
    for file in files:
        document = pathlib.Path(work, file.name + ".md")
        document.write_text(f"# Data flow\n\n~~~~~~{language}\n{file.read_text().rstrip()}\n~~~~~~\n")
        documents.append(str(document))
    output = subprocess.run([tool, "facts", "--format", "json", *documents], capture_output=True, text=True, check=True).stdout
read = {pathlib.Path(document["path"]).name.removesuffix(".md"): document["diagrams"] for document in json.loads(output)["documents"]}

differ = 0
for file in files:
    diagrams = read[file.name]
    assert len(diagrams) == 1, f"{file.name}: {len(diagrams)} diagrams"
    diagram = diagrams[0]
    if diagram["refused"]:
        ours = "refused"
    else:
        ours = " ".join(str(diagram[key]) for key in ("nodes", "flows", "boundaries"))
    theirs = told[file.name]
    same = len(ours.split()) == len(theirs.split()) and all(b in ("-", a) for a, b in zip(ours.split(), theirs.split()))
    differ += not same
    print(f"{'same' if same else 'DIFFERS'}  {file.name}: {theirs}" + ("" if same else f"; designvet reads {ours} {diagram['refused'] or ''}"))

print(f"{len(files) - differ} of {len(files)} are read the same")
sys.exit(differ > 0)
