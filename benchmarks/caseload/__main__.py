"""Measures and prints the tables of ``docs/caseload-speed.md``; ``make benchmark-caseload`` runs it."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.caseload.reporting import report
from benchmarks.caseload.running import Wanted, measure
from screening.caseload.reading import ROWS_IN_A_BATCH


def main() -> None:
    """Measure everything and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.caseload")
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--sample", type=int, default=300, metavar="N", help="cases for those that take one at a time")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--rows-in-a-batch", type=int, default=ROWS_IN_A_BATCH, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--folder", type=Path, default=Path(".cache/caseloads"), help="where caseloads are kept")
    given = parser.parse_args()
    wanted = Wanted(given.folder, tuple(given.cases), given.sample, given.rounds, given.rows_in_a_batch, given.seed)
    print(report(wanted, measure(wanted)))


if __name__ == "__main__":
    main()
