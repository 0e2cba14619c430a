"""The scripts of action.yml and of the template for GitLab, run as their runners do, in clones of one revision.

usage: ci_runs.py DESIGNVET action.yml github.yml gitlab.yml

Inputs of the action become its environment by the expressions that stand there. What is asserted: which documents are reviewed on a pull
request, a push and a schedule; that a flawed change fails and a good one passes; that a folder without a design document never passes; that
no input is read as code.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

SAMPLES = Path("samples").resolve()
NOTHING = "0" * 40


def git(folder, *words):
    names = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    command = ["git", *names, *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder, text):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", text)
    return git(folder, "rev-parse", "HEAD")


def copy(pair, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for half in ("prd.md", "tdd.md"):
        (folder / half).write_text((SAMPLES / pair / half).read_text(encoding="utf-8"), encoding="utf-8")


class Place:
    """A repository with three revisions, and clones of one of them each."""

    def __init__(self, folder):
        self.folder = folder
        self.origin = folder / "origin"
        self.origin.mkdir()
        git(self.origin, "init", "--quiet", "--initial-branch=main")
        git(self.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
        copy("clinic-booking", self.origin / "docs" / "old")
        copy("clinic-booking-repaired", self.origin / "docs" / "new")
        (self.origin / "empty").mkdir()
        (self.origin / "empty" / "bread.md").write_text("# Bread\n\nFlour and water.\n", encoding="utf-8")
        self.base = commit(self.origin, "a pair with findings, and one without")
        with open(self.origin / "docs" / "new" / "tdd.md", "a", encoding="utf-8") as design:
            design.write("\nA closing remark.\n")
        self.good = commit(self.origin, "a good change")
        text = (self.origin / "docs" / "new" / "tdd.md").read_text(encoding="utf-8")
        (self.origin / "docs" / "new" / "tdd.md").write_text(text.replace("Twilio", "Vonage"), encoding="utf-8")
        self.bad = commit(self.origin, "a design that says otherwise")

    def clone(self, revision, depth=True):
        clone = self.folder / f"clone-{revision[:8]}-{depth}"
        if not clone.exists():
            clone.mkdir()
            git(clone, "init", "--quiet", "--initial-branch=main")
            git(clone, "remote", "add", "origin", self.origin.as_uri())
            git(clone, "fetch", "--quiet", *(["--depth=1"] if depth else []), "origin", revision)
            git(clone, "checkout", "--quiet", "FETCH_HEAD")
        return clone


class Action:
    """The action, its expressions read by the few rules that it uses."""

    def __init__(self, path, program):
        self.parsed = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        self.program = program

    def value(self, text, known):
        def one(match):
            for name in match[1].split("||"):
                if known.get(name.strip()):
                    return known[name.strip()]
            return ""

        return re.sub(r"\$\{\{(.*?)\}\}", one, text)

    def run(self, clone, **given):
        """Exit code of the review, what it printed, and its outputs."""
        inputs = {name: str(one.get("default", "")) for name, one in self.parsed["inputs"].items()}
        known = {f"inputs.{name}": given.pop(name, text) for name, text in inputs.items()}
        known |= {name.replace("__", "."): text for name, text in given.items()}
        outputs = clone / "outputs.txt"
        path = f"{Path(self.program).parent}:{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "RUNNER_TEMP": str(clone), "GITHUB_OUTPUT": str(outputs), "GITHUB_ACTIONS": "true"}
        environment["GITHUB_EVENT_NAME"] = "push" if "github.event.before" in known else "pull_request"
        environment.pop("GITHUB_STEP_SUMMARY", None)
        for step in self.parsed["runs"]["steps"]:
            if "run" not in step or (step["name"] == "Comment" and known["inputs.comment"] != "true"):
                continue
            outputs.write_text("", encoding="utf-8")
            own = {name: self.value(text, known) for name, text in step.get("env", {}).items()}
            assert "${{" not in step["run"], "an expression in a script is code"
            ran = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=clone, env=environment | own, capture_output=True, text=True,
            )
            if step["name"] == "Comment":
                assert ran.returncode == 0, ran.stdout + ran.stderr
                continue
            code, said = ran.returncode, ran.stdout + ran.stderr
            told = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
            known |= {f"steps.{step['id']}.outputs.{name}": text for name, text in told.items()}
        outputs.unlink()
        return code, said, told


def action(place, path, program):
    review = Action(path, program)
    pull = "github.event.pull_request.base.sha".replace(".", "__")
    push = "github__event__before"
    code, said, told = review.run(place.clone(place.good), **{pull: place.base})
    assert code == 0 and "docs/old" not in said, said
    assert told == {"exit-code": "0"}, told
    code, said, told = review.run(place.clone(place.bad), arguments="--fail-on\nmedium\n", **{pull: place.base})
    assert code == 1 and "docs/new/tdd.md" in said and "Vonage" in said and "docs/old" not in said, said
    assert told["exit-code"] == "1", told
    code, said, _ = review.run(place.clone(place.bad), paths="docs/new\n\ndocs/absent", **{pull: place.base})
    assert code == 2 and "docs/absent" in said, said
    code, said, _ = review.run(place.clone(place.good), paths="empty", **{pull: place.base})
    assert code == 3, f"{code}: nothing was reviewed\n{said}"
    for before in ("", NOTHING, "1" * 40):
        code, said, told = review.run(place.clone(place.good), **{push: before})
        assert code == 1 and "docs/old" in said and told["exit-code"] == "1", f"{before}: {said}"
    code, said, _ = review.run(place.clone(place.good), base="none", **{pull: place.base})
    assert code == 1 and "docs/old" in said, said
    code, said, _ = review.run(place.clone(place.good), base="no-such-branch")
    assert code == 2 and "no-such-branch" in said, said
    code, said, _ = review.run(place.clone(place.good), **{pull: "1" * 40})
    assert code == 2 and "docs/old" not in said, f"the base of a pull request is never guessed\n{said}"
    for name in ("main", "origin/main"):
        code, said, _ = review.run(place.clone(place.bad), base=name)
        assert code == 0 and "docs/old" not in said, f"{name}: {said}"
    code, said, _ = review.run(place.clone(place.bad), arguments="--exit-zero\n--select=trace", sarif="out.sarif", **{pull: place.base})
    log = json.loads((place.clone(place.bad) / "out.sarif").read_text(encoding="utf-8"))
    assert code == 0 and log["runs"][0]["results"], said
    comments(place, review, pull)
    clone = place.clone(place.good)
    hostile = "$(touch pwned)`touch pwned`; touch pwned\n\"; touch pwned; '"
    for name in ("paths", "base", "arguments", "sarif"):
        review.run(clone, **{name: hostile, pull: place.base})
    assert not (clone / "pwned").exists(), "an input is run"
    print("the action: changed documents on pull requests, all on pushes without a past; exit codes 0 to 3")


def comments(place, review, pull):
    """The calls of the step that comments, read from a `gh` that writes down how it was called."""
    calls, body = place.folder / "calls.txt", place.folder / "body.md"
    gh = place.folder / "gh" / "gh"
    gh.parent.mkdir()
    gh.write_text(
        f"""#!/bin/sh
echo "$*" >>{calls}
for word; do case $word in body=@*) cp "${{word#body=@}}" {body};; esac; done
case "$*" in *--paginate*) echo "$OWN";; esac
exit $REFUSES
""",
        encoding="utf-8",
    )
    gh.chmod(0o755)
    kept = os.environ["PATH"]
    os.environ |= {"PATH": f"{gh.parent}:{kept}", "GITHUB_REPOSITORY": "a/b", "OWN": "", "REFUSES": "0"}
    given = {"comment": "true", pull: place.base, "github__event__pull_request__number": "7"}

    def called(revision, own="", refuses="0"):
        os.environ |= {"OWN": own, "REFUSES": refuses}
        calls.write_text("", encoding="utf-8")
        review.run(place.clone(revision), **dict(given))
        return [line.split("/comments")[0] for line in calls.read_text(encoding="utf-8").splitlines()]

    list_, post = "api --paginate repos/a/b/issues/7", "api --silent --method POST repos/a/b/issues/7"
    said = called(place.good)
    assert said == [list_], f"nothing to say, and nothing said before: {said}"
    assert called(place.bad) == [list_, post]
    assert "Vonage" in body.read_text(encoding="utf-8")
    assert called(place.good, own="41") == [list_, "api --silent --method PATCH repos/a/b/issues"]
    assert "Nothing is left to do" in body.read_text(encoding="utf-8")
    assert called(place.bad, refuses="1") == [list_], "a token that may not write is no failure"
    os.environ["PATH"] = kept
    print("the comment: made when there is something to say, kept up to date, cleared")


def example(path, inputs):
    """What the workflow of the documentation gives to the action is known to it."""
    steps = [step for job in yaml.safe_load(Path(path).read_text(encoding="utf-8"))["jobs"].values() for step in job["steps"]]
    given = [step["with"] for step in steps if "/designvet@" in step["uses"]]
    assert len(given) == 1 and set(given[0]) <= set(inputs), given
    print("the workflow of the documentation gives what the action takes")


def gitlab(place, path, program):
    job = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["designvet"]
    variables = {name: str(text) for name, text in job["variables"].items() if name != "CARGO_HOME"}
    environment = os.environ | variables | {"PATH": f"{Path(program).parent}:{os.environ['PATH']}", "CARGO_HOME": "/nonexistent"}

    def run(clone, **given):
        script = "set -e\n" + "\n".join(job["script"])
        ran = subprocess.run(["sh", "-c", script], cwd=clone, env=environment | given, capture_output=True, text=True)
        reports = job["artifacts"]["reports"]
        entries = json.loads((clone / reports["codequality"]).read_text(encoding="utf-8"))
        assert (clone / reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")
        return ran.returncode, ran.stdout + ran.stderr, entries

    code, said, entries = run(place.clone(place.good, depth=False), CI_MERGE_REQUEST_DIFF_BASE_SHA=place.base)
    assert code == 0 and "docs/old" not in said, said
    fail = {"DESIGNVET_ARGUMENTS": "--fail-on medium", "CI_MERGE_REQUEST_DIFF_BASE_SHA": place.base}
    code, said, entries = run(place.clone(place.bad, depth=False), **fail)
    assert code == 1 and {entry["location"]["path"] for entry in entries} <= {"docs/new/prd.md", "docs/new/tdd.md"} and entries, said
    code, said, entries = run(place.clone(place.good, depth=False))
    assert code == 1 and any(entry["location"]["path"].startswith("docs/old") for entry in entries), said
    code, said, entries = run(place.clone(place.good, depth=False), DESIGNVET_PATHS="empty", CI_MERGE_REQUEST_DIFF_BASE_SHA=place.base)
    assert code == 3 and entries == [], f"{code}: {said}"
    print("the template for GitLab: changed documents in merge requests, all on schedules; the reports are there whatever the end")


def main():
    program, *files = sys.argv[1:]
    program = str(Path(program).resolve())
    files = [Path(file).resolve() for file in files]
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        action(place, files[0], program)
        gitlab(place, files[2], program)
    example(files[1], yaml.safe_load(files[0].read_text(encoding="utf-8"))["inputs"])


if __name__ == "__main__":
    main()
