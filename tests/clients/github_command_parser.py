#!/usr/bin/env python3
"""Reads a log the way the runner of GitHub Actions does: which lines are commands, and what they say.

    read(log) -> [Command]          every command of a log
    Command.place()                 the lines and columns the runner keeps of an annotation

Run as a program it tries itself on known lines. The rules are those of the runner's ActionCommand and
ActionCommandManager classes:

* A line that begins with `::`, white space aside, is a command when a known name follows, then properties
  `key=value` after one space and between commas, then `::` and the text. Names and keys know no case.
* Any other line is a command when its first `##[` opens a known name; what follows the next `]` is the text.
* Escapes are undone one after the other, the per cent sign last.
"""
import re
from dataclasses import dataclass

KNOWN = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice",
    "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning",
}
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
LEGACY = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%"))


@dataclass
class Command:
    """One command: its name, its properties with keys in lower case, its text, and the line it was read from."""

    name: str
    properties: dict
    text: str
    line: str

    def place(self):
        """file, line, endLine, col, endColumn as the runner keeps them; None for what it drops."""
        numbers = {}
        for key in ("line", "endline", "col", "endcolumn"):
            value = self.properties.get(key, "")
            numbers[key] = int(value) if re.fullmatch(r"\s*[+-]?[0-9]+\s*", value) else None
        line, end_line, col, end_col = numbers.values()
        line = end_line if line is None else line
        col = end_col if col is None else col
        if line is None or (end_line is not None and end_line != line) or (end_col is not None and end_col < col):
            col = end_col = None
        if end_line is not None and end_line < line:
            line = end_line = None
        return self.properties.get("file"), line, end_line, col, end_col


def unescape(text, table):
    """The text before it was escaped."""
    for written, meant in table:
        text = text.replace(written, meant)
    return text


def properties(text, separator, table):
    """`a=1,b=2` as a dictionary; a pair without key or value is none."""
    pairs = {}
    for pair in text.split(separator):
        key, _, value = pair.lstrip("=").partition("=")
        if key and value:
            pairs[key.lower()] = unescape(value, table)
    return pairs


def read_line(line):
    """The command of one line, or None."""
    stripped = line.lstrip()
    if stripped.startswith("::"):
        end = stripped.find("::", 2)
        name, space, rest = stripped[2:max(end, 2)].partition(" ")
        if end >= 0 and name.lower() in KNOWN:
            found = properties(rest.strip(), ",", PROPERTY) if space else {}
            return Command(name.lower(), found, unescape(stripped[end + 2:], DATA), line)
    start = line.find("##[")
    end = line.find("]", start) if start >= 0 else -1
    if end >= 0:
        name, space, rest = line[start + 3:end].partition(" ")
        if name.lower() in KNOWN:
            found = properties(rest, ";", LEGACY) if space else {}
            return Command(name.lower(), found, unescape(line[end + 1:], LEGACY), line)
    return None


def read(log):
    """The commands of a log. A carriage return ends a line as a line feed does."""
    return [command for command in map(read_line, re.split(r"\r\n|\r|\n", log)) if command]


def try_itself():
    """Known lines, and what they are."""
    cases = [
        ("::error file=a%2Cb%3Ac.md,line=3,endLine=3,col=2,endColumn=9,title=t::100%25%0Anext",
         ("error", "100%\nnext", ("a,b:c.md", 3, 3, 2, 9))),
        ("::warning file=a.md,line=3,endLine=5,col=2,endColumn=9::x", ("warning", "x", ("a.md", 3, 5, None, None))),
        ("::notice file=a.md,line=5,endLine=3::x", ("notice", "x", ("a.md", None, None, None, None))),
        ("::notice file=a.md,line=5,col=9,endColumn=3::x", ("notice", "x", ("a.md", 5, None, None, None))),
        ("  \u00a0::Add-Mask::the", ("add-mask", "the", (None,) * 5)),
        ("12 | text ##[add-mask]the", ("add-mask", "the", (None,) * 5)),
        ("::error file=x ##[group]y", ("group", "y", (None,) * 5)),
        ("::error title=##[group]a::%253A%3A", ("error", "%3A%3A", (None,) * 5)),
        ("12 | ::add-mask::x", None),
        ("::unheard-of::x", None),
        ("##[unheard-of]x ##[error]y", None),
        ("%0A::error::x", None),
        ("# #[error]x", None),
    ]
    for line, wanted in cases:
        command = read_line(line)
        found = command and (command.name, command.text, command.place())
        assert found == wanted, f"{line!r}: {found}, not {wanted}"
    assert [c.name for c in read("a\r::error::b\r\n::group::c\n")] == ["error", "group"]
    print(f"the parser of runner commands reads {len(cases) + 1} known lines")


if __name__ == "__main__":
    try_itself()
