"""Print what importing the package and loading the bundled law cost over a bare interpreter.

Every figure is the median of fresh processes with bytecode already compiled. It only prints and never fails: a loaded
machine is no fault of the code. Run it with ``make bench``, or ``python benchmarks/startup.py 25`` for 25 rounds.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

STEPS = {
    "python -c pass": "pass",
    "import subsidy_rules": "import subsidy_rules",
    "Engine.load()": "import subsidy_rules; subsidy_rules.Engine.load()",
}
BUDGETS_MS = {"import subsidy_rules": 150, "Engine.load()": 600}
ROUNDS = 9


def measure(code: str) -> tuple[float, float] | None:
    """Run ``code`` in a fresh interpreter and return its CPU and wall time in ms, or None where it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment, capture_output=True, text=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        print(f"fails: {code}\n{done.stderr}", file=sys.stderr)
        return None
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, wall * 1000


def compile_package() -> None:
    """Compile the bytecode of the package; that of its dependencies was written when they were installed."""
    spec = importlib.util.find_spec("subsidy_rules")
    if spec and spec.origin:
        compileall.compile_dir(str(Path(spec.origin).parent), quiet=1)


def main(rounds: int) -> None:
    """Measure every step in turn, round by round, and print medians and differences."""
    compile_package()
    steps = {name: code for name, code in STEPS.items() if measure(code)}  # one warm-up run each
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, code in steps.items():
            if figures := measure(code):
                taken[name].append(figures)
    version = ".".join(str(part) for part in sys.version_info[:3])
    print(f"medians of {rounds} fresh processes, Python {version}, in ms; + is over the line above")
    print(f"{'':22}{'CPU':>8}{'wall':>8}{'+CPU':>8}{'+wall':>8}{'budget':>8}")
    above: tuple[float, float] | None = None
    for name, pairs in taken.items():
        cpu, wall = median(cpu for cpu, _ in pairs), median(wall for _, wall in pairs)
        line = f"{name:22}{cpu:8.0f}{wall:8.0f}"
        if above:
            line += f"{cpu - above[0]:8.0f}{wall - above[1]:8.0f}{BUDGETS_MS[name]:8}"
        print(line)
        above = cpu, wall


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
