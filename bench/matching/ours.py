"""Our engine in a process of its own: made-up people in, what it took and what came out.

python -m bench.matching.ours MENTEES [options as JSON]
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any

from bench.matching.children import answer
from bench.matching.cohorts import RULES, make_cohort, shuffled
from bench.matching.measure import peak_memory, spent
from mentorship.matching import prove, score, shortlist
from mentorship.matching.assign import match
from mentorship.matching.engines import ENGINES
from mentorship.matching.outcome import Outcome

SEED = 2026


def main(mentees: int, options: dict[str, Any]) -> None:
    people = make_cohort(
        mentees=mentees, seats_a_mentee=options.get("seats", 1.15), seed=options.get("seed", 1)
    )
    if "order" in options:
        people = shuffled(people, options["order"])
    _tune(options)
    rules = replace(RULES, **options.get("rules", {}))
    names = [options["engine"]] if "engine" in options else list(ENGINES)
    engines = {name: ENGINES[name] for name in names}
    _warm_up()
    before = peak_memory()
    rounds = [
        spent(lambda: match(*people, rules, SEED, engines=engines))
        for _ in range(options.get("repeat", 1))
    ]
    after = peak_memory()
    outcome = rounds[-1][1]
    faults = list(prove.check(*people, rules, outcome)) if options.get("check") else None
    answer(
        told(outcome)
        | {"spent": [each for each, _ in rounds], "growth": after - before, "peak": after}
        | {"faults": faults, "python": sys.version.split()[0]}
    )


def told(outcome: Outcome) -> dict[str, Any]:
    scores = sorted(pair.score for pair in outcome.pairs)
    return {
        "total": outcome.total,
        "matched": len(scores),
        "unmatched": len(outcome.unmatched),
        "worst": scores[0] if scores else 0,
        "fifth": scores[len(scores) // 20] if scores else 0,
        "engine": outcome.engine,
        "print": fingerprint(outcome),
    }


def fingerprint(outcome: Outcome) -> str:
    """Of who goes with whom, and of the prices that prove it: not of the engine's name."""
    pairs = [(pair.mentee_id, pair.mentor_id, pair.score) for pair in outcome.pairs]
    without = sorted(one.id for one in outcome.unmatched)
    whole = [pairs, without, outcome.certificate, outcome.inputs, outcome.floor]
    return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _tune(options: dict[str, Any]) -> None:
    """Knobs that may change how long it takes, and nothing else."""
    if "block" in options:
        score.PAIRS_AT_A_TIME = options["block"]
    if "length" in options:
        shortlist.Shortlist.of = partial(shortlist.Shortlist.of, length=options["length"])


def _warm_up() -> None:
    """What is imported and set up at the first call is not matching."""
    match(*make_cohort(mentees=10), RULES, SEED)


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]) if len(sys.argv) > 2 else {})
