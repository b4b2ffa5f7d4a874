"""Two proposed pairs exchange their mentors, as one act: nobody else moves."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mentorship.matching import explain
from mentorship.matching.board import PinsRefused
from mentorship.matching.vocabulary import Mentee, Mentor, Rules
from mentorship.models.candidates import candidates, rules_by_now
from mentorship.models.event import Event
from mentorship.models.match import MatchRun, Suggestion
from mentorship.models.moves import NotNow

Together = tuple[Mentee, Mentor]
Crossed = tuple[Suggestion, Together, Rules]


@transaction.atomic
def swap(run: MatchRun, one: Suggestion, other: Suggestion, *, by: Any) -> None:
    """Each mentee gets the other's mentor, and both pairs are pinned.

    PinsRefused, with the rule, when a pair may not be; NotNow when either is not as it was shown,
    so that sending the same swap twice does not undo it.
    """
    _hold(run, one, other)
    for row, pair, rules in _crossed(run, one, other):
        _seat(row, pair, rules)
    Event.objects.record(one, "swap", by=by, reason=str(other.pk))


def scores_after(run: MatchRun, one: Suggestion, other: Suggestion) -> tuple[int, int]:
    """What each of the two mentees would score; PinsRefused where `swap` would be refused."""
    first, second = (
        sum(explain.points(*pair, rules)) for _row, pair, rules in _crossed(run, one, other)
    )
    return first, second


def _crossed(run: MatchRun, one: Suggestion, other: Suggestion) -> list[Crossed]:
    here = candidates(run.cohort)
    rules = rules_by_now(run, here)
    people = {person.id: person for side in here for person in side}
    ways = (one, other), (other, one)
    return [(row, _pair(people, row, whose, rules), rules) for row, whose in ways]


def _hold(run: MatchRun, one: Suggestion, other: Suggestion) -> None:
    """Both still as they were looked at, in a draft that stays one until this is done."""
    drafts = MatchRun.objects.on_the_board().filter(pk=run.pk, status=MatchRun.Status.DRAFT)
    standing = run.suggestions.standing().filter(pk__in=(one.pk, other.pk))
    held = drafts.select_for_update(no_key=True).values_list("pk")
    seen = {(row.pk, row.mentor_id) for row in (one, other)}
    if not list(held) or set(standing.values_list("pk", "mentor_id")) != seen or len(seen) < 2:
        raise NotNow("swap")


def _pair(people: dict[str, Any], one: Suggestion, other: Suggestion, rules: Rules) -> Together:
    """The mentee of one with the mentor of the other, if no rule forbids it."""
    ids = str(one.mentee_id), str(other.mentor_id)
    mentee, mentor = (people.get(id) for id in ids)
    if mentee is None or mentor is None:
        raise PinsRefused({ids: "not_here"})
    if reason := explain.why_not(mentee, mentor, rules):
        raise PinsRefused({ids: reason.code})
    return mentee, mentor


def _seat(row: Suggestion, pair: Together, rules: Rules) -> None:
    mentee, mentor = pair
    row.mentor_id, row.score = mentor.id, sum(explain.points(mentee, mentor, rules))
    row.reasons = [reason.to_json() for reason in explain.reasons(mentee, mentor, rules)]
    row.decision, row.decision_reason = Suggestion.Decision.PINNED, ""
    row.save(update_fields=["mentor", "score", "reasons", "decision", "decision_reason"])
