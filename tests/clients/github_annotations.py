#!/usr/bin/env python3
"""Reads `--format github` back as the runner of GitHub Actions does, on the samples and on documents that attack the log.

usage: python3 tests/clients/github_annotations.py DESIGNVET

Every command must be an annotation whose file, lines and columns are those of a finding in `--format json`, and there
must be no other command: not from a file's name, not from a document's text. The same attack is read in what goes to
standard error and in the other formats, which land in the same log: nothing in them may be a command.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from github_command_parser import read

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
LEVELS = {"error", "warning", "notice"}
# The runner keeps this many of each level of a step, and this many characters of a message.
KEPT, LONGEST = 10, 4096

NAMES = ["::error::prd.md", "##[error]tdd.md", "a,b:c=d;e%2C%0A::set-env name=PATH::x prd.md", "line\n::warning::feed prd.md", "return\r::group::prd.md"]
EMPTY = ["::add-mask::e.md", "##[add-mask]e.md"]
TEXT = """\
# ::error::Booking ##[error]requirements %0A::set-env name=PATH::/tmp

::stop-commands::token

## Users ##[add-mask]secret

- TBD ##[group]open
- [##[error]owner name]
- ::add-mask::to be decided, 100%25 of users, %0D%0A::warning::x
- Passwords are secured appropriately ##[add-mask]abc, ::debug::securely, as far as possible.
- [the other half](::error::gone.md), [another](##[error]gone.md)

<!-- designvet: waive ##[error]rule reason="::error::x" -->
<!-- designvet: ::error::verb -->
"""


def run(designvet, folder, arguments):
    """Output of a run as it would be in a job of the runner."""
    environment = {**os.environ, "GITHUB_ACTIONS": "true", "CI": "true"}
    done = subprocess.run([designvet, "check", *arguments], cwd=folder, env=environment, capture_output=True)
    assert done.returncode in (0, 1, 2), f"exit code {done.returncode}: {done.stderr.decode()}"
    return done.stdout.decode(), done.stderr.decode()


def shown(path):
    """A text as reports show it: control characters are pictures, and the second sign of a command is another."""
    visible = "".join(chr(0x2400 + ord(c)) if ord(c) < 32 and c not in "\n\t" else c for c in path)
    visible = re.sub(r"#(?=#[A-Za-z]*\[)(#)", "#\u266f", visible)
    return re.sub(r"(^|(?<=\s)):(:)(?=[A-Za-z])", ":\u2236", visible)


def compare(designvet, folder, paths):
    """Compares the annotations of a run with its findings; returns how many there are and what
    they say."""
    log, _ = run(designvet, folder, [*paths, "--format", "github"])
    review = json.loads(run(designvet, folder, [*paths, "--format", "json"])[0])
    wanted = {}
    for finding in review["findings"]:
        place = finding["location"]
        one_line = place["line"] == place["end_line"]
        columns = (place["column"], place["end_column"]) if one_line else (None, None)
        key = (shown(place["path"]), place["line"], place["end_line"], *columns, finding["rule"])
        wanted[key] = finding
    commands = read(log)
    counts = dict.fromkeys(LEVELS, 0)
    for command in commands:
        assert command.name in LEVELS, f"a command of the document's: {command.line!r}"
        counts[command.name] += 1
        title = command.properties.get("title", "")
        key = (*command.place(), title.removeprefix("designvet: "))
        assert key in wanted, f"no finding is at {key}: {command.line!r}"
        finding = wanted.pop(key)
        message = shown(finding["message"])
        # An annotation begins with a capital letter; the rest is the message to the letter.
        sentence = message[:1].upper() + message[1:]
        assert command.text.startswith(sentence), f"{command.text!r} does not begin with {sentence!r}"
        assert len(command.text) <= LONGEST, f"the runner cuts it: {command.line!r}"
    assert max(counts.values()) <= KEPT, f"the runner drops some of {counts}"
    if wanted:
        assert f"{len(wanted)} more are not shown" in log, "findings are left out without a word"
    # A line of ours each, and the closing line.
    assert len(log.splitlines()) == len(commands) + 1, "a line is no command and not the closing line"
    return len(commands), "".join(command.text for command in commands)


def main():
    designvet = str(Path(sys.argv[1]).resolve())
    count, _ = compare(designvet, SAMPLES, ["."])
    print(f"{count} annotations of the samples are read back as written")
    with tempfile.TemporaryDirectory() as folder:
        sample = (SAMPLES / "clinic-booking" / "prd.md").read_text(encoding="utf-8")
        for name in NAMES:
            Path(folder, name).write_text(TEXT + sample.partition("\n")[2], encoding="utf-8")
        count, said = compare(designvet, folder, ["."])
        assert "#\u266f[" in said or ":\u2236" in said, "no annotation quotes the attack"
        print(f"{count} annotations of an attack are read back as written")
        for name in EMPTY:
            Path(folder, name).touch()
        paths = [".", *EMPTY, "::error::absent.md", "##[error]absent.md"]
        forms = "terminal concise json sarif github markdown jsonl csv gitlab rdjson rdjsonl junit".split()
        for form in forms:
            streams = run(designvet, folder, [*paths, "--format", form])
            for stream, log in zip(("standard output", "standard error"), streams):
                if (form, stream) == ("github", "standard output"):
                    continue
                through = [command.line for command in read(log)]
                assert not through, f"{len(through)} lines of --format {form} on {stream} are commands, as {through[0][:70]!r}"
        print(f"no line of {len(forms)} formats and of standard error is a command of the attack")
    return 0


sys.exit(main())
