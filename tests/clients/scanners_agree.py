"""Runs scanners on small projects with faults, and holds tests/runs/claims.md against the SARIF they write: what is planted there is found.

    scanners_agree.py DESIGNVET BIN    BIN is the folder of bandit, semgrep, njsscan and zizmor
"""

import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).parent
KEPT_RUN = datetime.date(2026, 11, 30)


def run(command, folder, output=None):
    """Runs a scanner, which may end with a code of its own when it finds something."""
    with open(output, "wb") if output else open(os.devnull, "wb") as out:
        subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.DEVNULL, timeout=300, check=False)


def scan(bin_folder, projects, runs):
    """What four scanners write of two projects."""
    tool = lambda name: str(bin_folder / name)
    for project in projects.iterdir():
        (runs / project.name).mkdir()
        log = lambda name, project=project: str(runs / project.name / f"{name}.sarif")
        run([tool("bandit"), "-q", "-r", ".", "-f", "sarif", "-o", log("bandit"), "--exit-zero"], project)
        if project.name == "refunds-api":
            continue
        rules = ["--config", "rules.yml", "--metrics", "off", "--disable-version-check"]
        run([tool("semgrep"), "scan", *rules, "--sarif", "--output", log("semgrep"), "."], project)
        run([tool("njsscan"), "--sarif", "-o", log("njsscan"), "."], project)
        run([tool("zizmor"), "--offline", "--format", "sarif", ".github/workflows/build.yml"], project, log("zizmor"))


def check(designvet, document, runs, today):
    """Findings on what runs say."""
    command = [designvet, "check", "--no-config", document, "--runs", runs, "--today", str(today), "--format", "json", "--exit-zero"]
    output = subprocess.run(command, capture_output=True, text=True, check=False)
    if output.returncode:
        sys.exit(f"exit code {output.returncode}: {output.stderr}")
    return json.loads(output.stdout)["findings"]


def main(designvet, bin_folder):
    bin_folder = pathlib.Path(bin_folder).resolve()
    os.environ["PATH"] = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        # Scanners pass over folders of tests: what is scanned lies elsewhere.
        shutil.copytree(HERE / "scanned", work / "projects")
        (work / "runs").mkdir()
        scan(bin_folder, work / "projects", work / "runs")
        logs = sorted((work / "runs").rglob("*.sarif"))
        tools = {json.loads(log.read_text())["runs"][0]["tool"]["driver"]["name"] for log in logs}
        assert len(tools) == 4, f"only {tools} wrote a log"
        ran = datetime.datetime.now(datetime.timezone.utc).date()
        later = datetime.timedelta(days=40)
        claims = (HERE.parent / "runs/claims.md").read_text().replace(str(KEPT_RUN + later), str(ran + later))
        document = work / "health.md"
        document.write_text(claims)
        findings = check(designvet, document, work / "runs", ran + datetime.timedelta(days=60))
        texts = [json.dumps(finding, ensure_ascii=False) for finding in findings]
        planted = tomllib.loads((HERE.parent / "runs/planted.toml").read_text())["planted"]
        missed = [
            fault
            for fault in planted
            if not any(f'"{fault["rule"]}"' in text and fault["row"] in text and fault["says"] in text for text in texts)
        ]
        assert not missed, f"not found: {missed}\n" + "\n".join(texts)
        # What a draft says of the same runs is no claim against them.
        draft = work / "draft.md"
        subprocess.run([designvet, "scanners", work / "runs", "--output", draft], check=True)
        wrong = [
            finding["message"]
            for finding in check(designvet, draft, work / "runs", ran)
            if finding["rule"] in {"scanner-unreadable", *(fault["rule"] for fault in planted)}
        ]
        assert not wrong, f"the draft is held against its own runs: {wrong}"
        print(f"{len(planted)} planted disagreements with the runs of {', '.join(sorted(tools))} are found, and none with a draft of them")


if __name__ == "__main__":
    main(*sys.argv[1:])
