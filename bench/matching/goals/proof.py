"""M1, M7, M11: that the result is the best there is, as fair as can be, and always the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from bench.matching import rivals
from bench.matching.children import Broken, ask
from bench.matching.cohorts import RULES, Cohort, make_cohort
from bench.matching.measure import seconds, spent
from bench.matching.options import Options
from bench.matching.ours import SEED
from bench.matching.report import Row
from mentorship.matching import prove
from mentorship.matching.assign import match
from mentorship.matching.engines import ENGINES
from mentorship.matching.outcome import Outcome
from mentorship.matching.score import Scorer, blocks

FAIREST = {200: 0.5, 1000: 0.1}  # the floor may cost that much of the total, per cent
COHORTS = {50: 20, 200: 90, 1000: 10}
SLOW_ENGINE_UP_TO = 1000


def optimal(options: Options) -> Iterator[Row]:
    """M1: the certificate, kept and read again, proves the result by code that solves nothing."""
    for size in options.sizes:
        yield _proven(size, "", make_cohort(mentees=size))
    for size in options.up_to(1000):
        yield _proven(size, ", 0.90 seats each", make_cohort(mentees=size, seats_a_mentee=0.9))


def _proven(size: int, where: str, people: Cohort) -> Row:
    solving, outcome = spent(lambda: match(*people, RULES, SEED))
    blob = outcome.to_blob()
    again = Outcome.from_blob(blob)
    checking, faults = spent(lambda: prove.check(*people, RULES, again))
    measured = (
        f"gap {'0' if not faults else 'unproven: ' + ', '.join(faults)};"
        f" solved in {seconds(solving.cpu)} CPU ({seconds(solving.wall)} wall),"
        f" checked again over {size * len(people[1]):,} pairs in {seconds(checking.cpu)};"
        f" {len(outcome.pairs):,} pairs, worst {outcome.floor}, total {outcome.total:,};"
        f" kept in {len(blob) / 1e6:.2f} MB"
    )
    return Row.exact("M1", f"optimum, {size:,}{where}", measured, "gap 0", holds=not faults)


def fair(options: Options) -> Iterator[Row]:
    """M7: how often everybody's floor is what nobody could exceed, and what it costs."""
    for size in options.up_to(1000):
        found = [_fairness(make_cohort(mentees=size, seed=seed)) for seed in _seeds(size, options)]
        limit, what = FAIREST.get(size, 100.0), f"floor first, {size:,}"
        at_ceiling = sum(floor == ceiling for floor, ceiling, _ in found)
        good = sum(floor == ceiling and price <= limit for floor, ceiling, price in found)
        prices = [price for *_, price in found]
        measured = (
            f"floor = ceiling in {at_ceiling} of {len(found)} cohorts; price"
            f" {sum(prices) / len(prices):.3f}% of the total, at most {max(prices):.3f}%"
        )
        if size not in FAIREST:
            yield Row.told("M7", what, measured)
            continue
        measured += f"; both within the goal in {good}"
        wanted = f"ceiling at <= {limit}% in >= 95%"
        yield Row.judged("M7", what, measured, wanted, holds=good >= 0.95 * len(found))


def _seeds(size: int, options: Options) -> range:
    return range(1, 1 + min(COHORTS.get(size, 3), COHORTS[200] * options.rounds // 5))


def _fairness(people: Cohort) -> tuple[int, int, float]:
    """The floor, the least of everybody's best score, and the price of the floor, per cent."""
    fair_one = match(*people, RULES, SEED)
    most = match(*people, replace(RULES, floor_first=False), SEED)
    scorer = Scorer.of(*people, RULES)
    best = [top for rows in blocks(*scorer.shape) for top in scorer.rows(rows).max(axis=1).tolist()]
    ceiling = min(top for top in best if top >= 0)
    return fair_one.floor or 0, ceiling, 100 * (1 - fair_one.total / most.total)


def same(options: Options) -> Iterator[Row]:
    """M11: one fingerprint of matching and prices, whatever else is different."""
    for size in options.up_to(1000):
        prints: dict[str, set[str]] = {}
        refused = []
        for subject, keywords in _variants(size, options):
            try:
                prints.setdefault(ask("ours", size, *keywords.pop("words"), **keywords)["print"],
                                  set()).add(subject)  # fmt: skip
            except (Broken, rivals.Missing) as error:
                refused.append(f"{subject} NOT MEASURED: {error}")
        told = max(prints.values(), key=len, default=set())
        others = set().union(*prints.values()) - told
        measured = f"one fingerprint for {', '.join(sorted(told))}"
        measured += f"; ANOTHER for {', '.join(sorted(others))}" if others else ""
        measured = "; ".join([measured, *refused])
        yield Row.exact("M11", f"same bytes, {size:,}", measured, "one", holds=len(prints) == 1)


def _variants(size: int, options: Options) -> Iterator[tuple[str, dict[str, Any]]]:
    def with_(**tuned: Any) -> dict[str, Any]:
        return {"words": [_json(tuned)]}

    yield "the usual run", with_()
    for seed in (1, 2):
        yield f"input order {seed}", with_(order=seed)
    for name in ENGINES:
        yield f"engine {name}", with_(engine=name)
    for length in (8, 24, 200):
        yield f"lists of {length}", with_(length=length)
    yield "blocks of 1,000 pairs", with_(block=1000)
    for threads in (1, 2):
        env = {"OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
        yield f"threads {threads}", with_() | {"env": env}
    if not options.offline:
        yield from _pythons()


def _pythons() -> Iterator[tuple[str, dict[str, Any]]]:
    for turn, python in zip(count(1), rivals.other_pythons(), strict=False):
        try:
            own = rivals.environment(f"python-{turn}", rivals.ENGINE, python=python)
        except rivals.Missing:
            continue
        yield (
            f"Python at {python.rsplit('/bin/', 1)[0].rsplit('/', 1)[-1]}",
            {
                "words": ["{}"],
                "python": own,
            },
        )


def _json(value: Any) -> str:
    return json.dumps(value)
