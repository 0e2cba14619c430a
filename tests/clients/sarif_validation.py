#!/usr/bin/env python3
"""Reads the log that the SARIF validator wrote about a log of ours.

usage: python3 tests/clients/sarif_validation.py VALIDATION.sarif

Exit code 1 for a result of level error, or when the validator did not get to its end; warnings are listed.
"""
import json
import sys


def level(result, rules):
    """The level of a result: its own, else its rule's, else SARIF's default."""
    rule = rules.get(result.get("ruleId"), {})
    return result.get("level") or rule.get("defaultConfiguration", {}).get("level") or "warning"


def text(result, rules):
    """The message of a result, which the validator writes as an id with arguments."""
    message = result["message"]
    if "text" in message:
        return message["text"]
    strings = rules.get(result.get("ruleId"), {}).get("messageStrings", {})
    pattern = strings.get(message.get("id"), {}).get("text", message.get("id", ""))
    for number, argument in enumerate(message.get("arguments", [])):
        pattern = pattern.replace("{%d}" % number, argument)
    return pattern


def main():
    with open(sys.argv[1], encoding="utf-8-sig") as file:
        log = json.load(file)
    counts = {"error": 0, "warning": 0}
    for run in log["runs"]:
        rules = {rule["id"]: rule for rule in run["tool"]["driver"].get("rules", [])}
        for result in run.get("results", []):
            kind = level(result, rules)
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= 10:
                print(f"  {kind}: {result.get('ruleId')}: {text(result, rules)}")
        for invocation in run.get("invocations", []):
            if not invocation.get("executionSuccessful"):
                print("  error: the validator did not finish")
                counts["error"] += 1
    print(f"  {counts['error']} errors, {counts['warning']} warnings")
    return 1 if counts["error"] else 0


sys.exit(main())
