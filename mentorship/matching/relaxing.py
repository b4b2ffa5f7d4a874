"""What it would take that somebody without a mentor had a choice: the one rule to loosen.

Rules about two people (a veto, a block, the same person) are nobody's to loosen here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mentorship.matching.barriers import why_not, zone_gap
from mentorship.matching.vocabulary import MUST, Mentee, Mentor, Rules

# Each rule, and the switch that turns it off.
SWITCHES = {
    "no_shared_hour": "shared_hour_required",
    "no_shared_language": "language_required",
    "own_manager": "manager_barred",
    "same_manager": "same_manager_barred",
    "same_department": "same_department_barred",
    "paired_before": "earlier_barred",
}


@dataclass(frozen=True, slots=True)
class Relaxing:
    """So many mentors appear when this rule alone is loosened, a limit from one value to another.

    `now` and `then` are None for a rule that is on or off.
    """

    rule: str
    opens: int
    now: int | None = None
    then: int | None = None


def best_relaxing(mentee: Mentee, mentors: Iterable[Mentor], rules: Rules) -> Relaxing | None:
    """The rule whose loosening opens most; of several, the first that is looked at."""
    shut = [mentor for mentor in mentors if why_not(mentee, mentor, rules)]
    found = [one for one in relaxings(mentee, shut, rules) if one.opens]
    return max(found, key=lambda one: one.opens, default=None)


def relaxings(mentee: Mentee, shut: Sequence[Mentor], rules: Rules) -> Iterator[Relaxing]:
    """Every rule, with how many of these mentors it alone keeps away."""
    for rule, switch in SWITCHES.items():
        off: dict[str, Any] = {switch: False}
        loose = replace(rules, **off)
        yield Relaxing(rule, len(_opened(mentee, shut, loose)))
    for criterion in rules.weights._fields:
        if rules.must(criterion):
            weights = rules.weights._replace(**{criterion: MUST - 1})
            opened = _opened(mentee, shut, replace(rules, weights=weights))
            yield Relaxing(f"must_{criterion}", len(opened))
    yield from _limits(mentee, shut, rules)


def _limits(mentee: Mentee, shut: Sequence[Mentor], rules: Rules) -> Iterator[Relaxing]:
    """For limits: the nearest value that lets in everybody whom the limit alone keeps away."""
    if rules.max_zone_gap is not None:
        opened = _opened(mentee, shut, replace(rules, max_zone_gap=None))
        gaps = [-(-_hours_apart(mentee, mentor) // 60) for mentor in opened]
        yield Relaxing("zone_gap", len(opened), rules.max_zone_gap, max(gaps, default=None))
    for name, furthest in (("min_seniority_gap", min), ("max_seniority_gap", max)):
        limit = getattr(rules, name)
        if limit is not None:
            off: dict[str, Any] = {name: None}
            opened = _opened(mentee, shut, replace(rules, **off))
            steps = [mentor.seniority - mentee.seniority for mentor in opened]
            yield Relaxing(name, len(opened), limit, furthest(steps, default=None))


def _hours_apart(mentee: Mentee, mentor: Mentor) -> int:
    """In minutes; whom a limit keeps apart has told both."""
    return zone_gap(mentee.utc_offset or 0, mentor.utc_offset or 0)


def _opened(mentee: Mentee, shut: Sequence[Mentor], loose: Rules) -> list[Mentor]:
    return [mentor for mentor in shut if not why_not(mentee, mentor, loose)]
