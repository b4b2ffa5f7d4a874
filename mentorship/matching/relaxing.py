"""Which rule, made milder, would open most mentors to somebody who has none.

Only pairs that one rule alone keeps apart are opened by it. Limits move no further than the first
pair they open needs. What protects people is no rule to relax, and is never offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mentorship.matching.barriers import BARRED, zone_gap
from mentorship.matching.vocabulary import MUST, RULES, Mentee, Mentor, Rules

HOUR = 60
LIMITS = ("max_zone_gap", "min_seniority_gap", "max_seniority_gap")
SWITCHES = {
    "paired_before": "earlier_barred",
    "own_manager": "manager_barred",
    "same_manager": "same_manager_barred",
    "same_department": "same_department_barred",
    "no_shared_language": "language_required",
    "no_shared_hour": "shared_hour_required",
}
NOT_RELAXED = frozenset({"no_seat", "same_person", "blocked"})


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One rule made milder, whom that opens, and the rules that would then hold.

    A limit has a name, and goes from one number to another; every other rule is simply let go.
    """

    rule: str
    opens: tuple[str, ...]
    rules: Rules
    limit: str = ""
    now: int | None = None
    then: int | None = None


def relaxations(mentee: Mentee, mentors: Iterable[Mentor], rules: Rules) -> tuple[Relaxation, ...]:
    """All that would open anybody, those first that open most."""
    kept_apart: dict[str, list[Mentor]] = {}
    for mentor in mentors:
        broken = [rule for rule in RULES if BARRED[rule](mentee, mentor, rules)]
        if len(broken) == 1 and broken[0] not in NOT_RELAXED:
            kept_apart.setdefault(broken[0], []).append(mentor)
    found = [
        relaxation
        for rule in RULES
        if rule in kept_apart
        for relaxation in _milder(rule, mentee, kept_apart[rule], rules)
    ]
    return tuple(sorted(found, key=lambda relaxation: -len(relaxation.opens)))


def best_relaxation(mentee: Mentee, mentors: Iterable[Mentor], rules: Rules) -> Relaxation | None:
    return next(iter(relaxations(mentee, mentors, rules)), None)


def _milder(
    rule: str, mentee: Mentee, mentors: Sequence[Mentor], rules: Rules
) -> Iterable[Relaxation]:
    if rule == "zone_gap":
        gaps = [_hours_apart(mentee, mentor) for mentor in mentors]
        return [_limit(rule, "max_zone_gap", mentors, gaps, rules, nearest=min)]
    if rule == "seniority_gap":
        return _grades(mentee, mentors, rules)
    ids = tuple(sorted(mentor.id for mentor in mentors))
    return [Relaxation(rule, ids, _without(rule, mentee, rules))]


def _grades(mentee: Mentee, mentors: Sequence[Mentor], rules: Rules) -> Iterable[Relaxation]:
    """A gap is too small or too large, and which of the two says which limit moves.

    With the limits crossed no gap is right, and one of them alone opens only what it held back.
    """
    for limit, nearest in (("min_seniority_gap", max), ("max_seniority_gap", min)):
        held = _with(rules, limit, None)
        some = [one for one in mentors if not BARRED["seniority_gap"](mentee, one, held)]
        gaps = [mentor.seniority - mentee.seniority for mentor in some]
        if some:
            yield _limit("seniority_gap", limit, some, gaps, rules, nearest=nearest)


def _limit(
    rule: str,
    limit: str,
    mentors: Sequence[Mentor],
    gaps: Sequence[int],
    rules: Rules,
    *,
    nearest: Callable[[Sequence[int]], int],
) -> Relaxation:
    """The smallest change that opens somebody; all who are as near come with them."""
    then = nearest(gaps)
    opened = [mentor.id for mentor, gap in zip(mentors, gaps, strict=True) if gap == then]
    return Relaxation(
        rule=rule,
        opens=tuple(sorted(opened)),
        rules=_with(rules, limit, then),
        limit=limit,
        now=getattr(rules, limit),
        then=then,
    )


def _hours_apart(mentee: Mentee, mentor: Mentor) -> int:
    """Whole hours, as the limit has them."""
    assert mentee.utc_offset is not None
    assert mentor.utc_offset is not None
    return -(-zone_gap(mentee.utc_offset, mentor.utc_offset) // HOUR)


def _without(rule: str, mentee: Mentee, rules: Rules) -> Rules:
    """The rules without this one; a must becomes as important as anything can be beside it."""
    if rule == "veto":
        return replace(rules, vetoes=frozenset(v for v in rules.vetoes if v[0] != mentee.id))
    must = "hours" if rule == "no_shared_hour" else rule.removeprefix("must_")
    if must in rules.weights._fields and rules.must(must):
        rules = replace(rules, weights=rules.weights._replace(**{must: MUST - 1}))
    return _with(rules, SWITCHES[rule], False) if rule in SWITCHES else rules


def _with(rules: Rules, name: str, value: Any) -> Rules:
    changes: dict[str, Any] = {name: value}
    return replace(rules, **changes)
