"""What only a terminal is shown: the line of a long run, and links from rules to their guidelines.

usage: terminal_feel.py DESIGNVET SAMPLES

The same runs into pipes must have neither.
"""

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKLIST = """
schema = 1

[[rule]]
id = "house-doctor-named"
kind = "phrase"
forbid = ["doctor"]
applies-to = ["prd", "tdd"]
severity = "%s"
release = "before-release"
teams = ["security"]
message = "a word that the house does not use: {found}"
why = "They are called clinicians."
advice = "Write clinician."
ask = "Who is meant?"
guideline = "https://example.org/words#clinician"
"""
LINK = "\x1b]8;;https://example.org/words#clinician\x1b\\"


def on_terminal(command, folder):
    """What a command writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "FORCE_HYPERLINK": "1", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    process.wait()
    return seen.decode()


def main():
    designvet, samples = (str(Path(path).resolve()) for path in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        for number in range(400):
            shutil.copytree(f"{samples}/clinic-booking", f"{folder}/many/{number}")
        many = [designvet, "check", "many", "--format", "concise"]
        shown = on_terminal(many, folder)
        assert "\r\x1b[2Kreviewing 800 files … 0 s" in shown, shown[:300]
        assert shown.rfind("reviewing 800 files") < shown.find("many/0/"), "the line is gone before the report"
        piped = subprocess.run(many, cwd=folder, capture_output=True, text=True)
        assert "reviewing" not in piped.stdout[:200] + piped.stderr, piped.stderr
        few = on_terminal([designvet, "check", "many/1"], folder)
        assert "reviewing" not in few, "a short run says nothing"
        print("a long run says on a terminal what it is at, and a short one nothing")
        for severity in ("high", "low"):
            Path(folder, "house.toml").write_text(CHECKLIST % severity, encoding="utf-8")
            one = [designvet, "check", "many/1", "--checklist", "house.toml", "--select", "house-doctor-named"]
            shown = on_terminal(one, folder)
            assert LINK in shown, f"no link: {shown[:1000]!r}"
            piped = subprocess.run(one, cwd=folder, capture_output=True, text=True).stdout
            assert "house-doctor-named" in piped and "\x1b" not in piped, piped[:300]
        print("a rule is a link to its guideline on a terminal alone")


if __name__ == "__main__":
    main()
