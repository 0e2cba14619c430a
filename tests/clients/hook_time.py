"""How long a hook runs on one pair beside what the framework takes for itself: the hook's command, from start to end.

usage: hook_time.py DESIGNVET PRD TDD

The framework starts this command once and waits for it. Exit code 1 when the best of 41 runs is 50 ms or more: what other programs of the
machine take is not the hook's.
"""

import statistics
import subprocess
import sys
import time

MOST = 50


def milliseconds(command):
    start = time.perf_counter()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    took = (time.perf_counter() - start) * 1000
    assert code == 0, f"exit code {code}"
    return took


tool, *pair = sys.argv[1:]
times = sorted(milliseconds([tool, "check", *pair]) for _ in range(41))
median = statistics.median(times)
print(f"a hook run on one pair takes {median:.0f} ms, {times[0]:.0f} at best, {times[-1]:.0f} at worst")
sys.exit(times[0] >= MOST)
