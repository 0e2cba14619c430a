"""What junitparser reads in a report: suites, cases and how many of them failed, as the report itself counts them.

usage: junit_reads.py REPORT.xml
"""

import sys

from junitparser import Error, Failure, JUnitXml, Skipped

report = JUnitXml.fromfile(sys.argv[1])
tests = failures = 0
for suite in report:
    cases = list(suite)
    results = [type(result) for case in cases for result in case.result]
    counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
    read = (len(cases), results.count(Failure), results.count(Error), results.count(Skipped))
    assert counted == read, f"{suite.name} counts {counted}, and there are {read}"
    tests, failures = tests + len(cases), failures + results.count(Failure)
assert (report.tests, report.failures) == (tests, failures), f"{report.tests} and {report.failures}, not {tests} and {failures}"
assert failures > 20, "the samples have more findings"
print(f"junitparser reads {tests} cases, {failures} of them failed")
