"""How long one screening of the whole pack takes, and where: fold, evaluate, second channel, explain, render.

Figures on a shared machine hold only as ratios within one run, so everything is measured in one run, in turn, and the
shortest of several rounds is taken. Run it with ``make benchmark``.
"""

from __future__ import annotations

import argparse
import datetime
import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.yardsticks import closure, generated
from screening.case.reading import read_case
from screening.case.told import fold
from screening.conditions.standing import Standing
from screening.engine import findings
from screening.engine.document import Lens
from screening.engine.lens import view
from screening.engine.questions import settling, smallest
from screening.engine.screen import outcomes, screen
from screening.engine.second.opinion import second_opinion
from screening.packs import checklists_folder, pack_folder
from screening.reports.html import screening_html
from screening.rulebook.loading import open_pack

CASES = (("robyn", datetime.date(2014, 8, 26)), ("william", datetime.date(2022, 3, 31)))


def shortest(work: Callable[[], object], rounds: int, seconds: float = 0.15) -> float:
    """Microseconds of one call: the shortest round's mean."""
    work()
    best = float("inf")
    for _ in range(rounds):
        calls, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            work()
            calls += 1
        best = min(best, (time.perf_counter() - start) / calls)
    return best * 1e6


def measure(name: str, as_of: datetime.date, rounds: int, rules: int | None) -> None:
    """Print one table for one shipped case, with the whole pack or evenly chosen rules of it."""
    pack = open_pack(pack_folder())
    if rules is not None:
        every = max(1, len(pack.rules) // rules)
        pack = replace(pack, rules=dict(list(pack.rules.items())[::every][:rules]), kept_as=None)
    case = read_case(checklists_folder() / "scenarios" / f"{name}.yaml").case
    accounts, day = case.all_accounts, as_of.toordinal()
    told = fold(accounts, day)
    decided = outcomes(pack, told)
    bounds = [pack.bound[one.rule.id] for one in decided]
    prefixes = [one.scope.child for one in decided]
    closures = [closure(bound) for bound in bounds]
    run = generated(bounds)
    expected = [int(one.standing) for one in decided]
    assert [one(told, prefix, "") for one, prefix in zip(closures, prefixes, strict=True)] == expected
    assert run(told, prefixes) == expected
    shown = [one for one in decided if one.standing >= Standing.DISPUTED]
    asking = [one for one in decided if one.standing == Standing.NOT_KNOWN and one.open]
    screening = screen(case, pack, as_of, second=second_opinion)

    def questions() -> None:
        smallest([settling(one, pack.bound[one.rule.id]) for one in asking])

    rows = {
        "generated code (yardstick)": shortest(lambda: run(told, prefixes), rounds),
        "closures": shortest(
            lambda: [one(told, prefix, "") for one, prefix in zip(closures, prefixes, strict=True)], rounds
        ),
        "fold": shortest(lambda: view(accounts, day, Lens(), 28), rounds),
        "evaluate, with trace": shortest(lambda: outcomes(pack, told), rounds),
        "explain": shortest(lambda: [findings.finding(pack, one) for one in shown], rounds),
        "questions": shortest(questions, rounds),
        "rests on one": shortest(lambda: findings.rests_on_one(pack, told, decided), rounds),
        "second channel": shortest(lambda: second_opinion(pack, told, decided), rounds),
        "render html": shortest(lambda: screening_html(screening), rounds),
        "whole screening, one channel": shortest(lambda: screen(case, pack, as_of), rounds),
        "whole screening, both": shortest(lambda: screen(case, pack, as_of, second=second_opinion), rounds),
    }
    yardstick = rows["generated code (yardstick)"]
    print(
        f"\n{name} on {as_of}: {len(accounts)} accounts, {len(told.tellings)} facts, {len(decided)} rules evaluated, "
    )
    print(f"{len(shown)} met or disputed, {len(asking)} open questions")
    print(f"{'':<34}{'µs':>10}{'ratio':>9}")
    for label, micros in rows.items():
        print(f"{label:<34}{micros:>10.0f}{micros / yardstick:>9.1f}")
    core = rows["fold"] + rows["evaluate, with trace"] + rows["explain"]
    print(f"{'fold + evaluate + explain':<34}{core:>10.0f}{core / yardstick:>9.1f}   target: at most 10")


def main() -> None:
    """Measure every case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement (default 5)")
    parser.add_argument("--rules", type=int, help="only so many rules of the pack, evenly chosen")
    options = parser.parse_args()
    for name, as_of in CASES:
        measure(name, as_of, options.rounds, options.rules)


if __name__ == "__main__":
    main()
