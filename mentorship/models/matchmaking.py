"""Matching a cohort: compute, let coordinators choose, ask what if, and take what was asked.

Up to LARGE people are matched while somebody waits; for more, the run is a row that a worker
fills, that says how far it is, and that can be stopped.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.matching.assign import match
from mentorship.matching.board import Cancelled, PinsRefused, refused_pins
from mentorship.matching.outcome import Outcome
from mentorship.matching.relaxing import best_relaxing
from mentorship.matching.vocabulary import Rules
from mentorship.models.candidates import (
    People,
    bare_rules,
    candidates,
    decisions,
    last_run,
    standing,
)
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.match import RUN_TRANSITIONS, MatchRun, Suggestion
from mentorship.models.moves import NotNow, move
from mentorship.models.program import Cohort
from mentorship.outbox import doorbell

LARGE = 5000
MOST_KEPT = 200  # computations of one cohort
MOST_EXPLAINED = 50  # of those whom the rules leave nobody: each is compared with every mentor
SILENCE = timedelta(minutes=10)  # a worker that is silent for so long is given up


@transaction.atomic
def compute(
    cohort: Cohort,
    *,
    by: Any,
    previous: MatchRun | None = None,
    chosen: dict[str, str] | None = None,
) -> MatchRun:
    """Match everybody in the cohort who is free, and keep the result as a draft.

    Pins and vetoes of the draft before it hold; that draft is set aside. `chosen` pins more pairs,
    mentee to mentor. NotNow when somebody else has computed a draft since `previous` was looked
    for; PinsRefused, with the rule, when a pin cannot be.
    """
    _hold(cohort, previous)
    people = candidates(cohort)
    run = _begin(cohort, rules_about(cohort, people, previous, chosen), by=by)
    if previous and previous.status == MatchRun.Status.DRAFT:
        previous.discard(by=by)
        previous.alternatives.computing().delete()  # nobody waits for that answer any more
    _answer(run, people)
    Event.objects.record(run, "compute", by=by)
    cohort.match_runs.set_aside_beyond(MOST_KEPT).delete()
    return run


def choose(run: MatchRun, mentee: Enrolment, mentor: Enrolment, *, by: Any) -> MatchRun:
    """Pin a pair that was not proposed, and match everybody else anew around it."""
    return compute(run.cohort, by=by, previous=run, chosen={str(mentee.pk): str(mentor.pk)})


def imagine(run: MatchRun, chosen: dict[str, str]) -> Outcome:
    """What computing again with these pins would come to, kept nowhere; PinsRefused as there."""
    people = few_enough(candidates(run.cohort))
    return match(*people, rules_about(run.cohort, people, run, chosen), run.seed)


@transaction.atomic
def ask(run: MatchRun, rules: Rules, *, by: Any) -> MatchRun:
    """What if these were the weights and limits? Another run answers; this one is not touched."""
    people = candidates(run.cohort)
    run.alternatives.all().delete()
    whole = rules_about(run.cohort, people, run, decided=rules)
    other = _begin(run.cohort, whole, by=by, alternative_to=run)
    _answer(other, people)
    return other


@transaction.atomic
def adopt(other: MatchRun, *, by: Any) -> MatchRun:
    """Take the answer of a what-if: its pairs become the draft, its rules those of the cohort."""
    run = other.alternative_to
    if run is None or other.status != MatchRun.Status.DRAFT:
        raise NotNow("adopt")
    run.discard(by=by)
    MatchRun.objects.filter(pk=other.pk).update(alternative_to=None)
    other.alternative_to = None
    other.cohort.decide_matching(without_people(Rules.from_json(other.rules)), by=by)
    Event.objects.record(other, "adopt", by=by)
    return other


def without_people(rules: Rules) -> dict[str, Any]:
    """What can be kept for the next time: weights and limits, and nobody's name."""
    none: frozenset[Any] = frozenset()
    bare = replace(rules, pins=none, vetoes=none, blocked=none, earlier=none, keep=none)
    return bare.to_json()


def carry_out_all() -> int:
    """Fill the runs that wait for a worker; how many were filled."""
    return sum(_carry_out(run) for run in MatchRun.objects.filter(status="computing"))


def _answer(run: MatchRun, people: People) -> None:
    """At once, or by a worker; PinsRefused in either case before anybody waits."""
    rules = Rules.from_json(run.rules)
    if not _are_many(people):
        _fill(run, match(*people, rules, run.seed), people)
    elif problems := refused_pins(*people, rules):
        raise PinsRefused(problems)
    else:
        transaction.on_commit(doorbell.press_match, robust=True)


def _carry_out(run: MatchRun) -> bool:
    if not _claim(run):
        return False
    people = candidates(run.cohort)

    def tell(done: int, whole: int) -> None:
        if not run.step(done, whole):
            raise Cancelled

    try:
        outcome = match(*people, Rules.from_json(run.rules), run.seed, tell=tell)
        with transaction.atomic():
            move(run, "arrive", RUN_TRANSITIONS, by=run.by)
            _fill(run, outcome, people)
    except (Cancelled, NotNow, MatchRun.DoesNotExist):  # nobody waits for it any more
        return False
    except PinsRefused:  # somebody left, or is kept apart, since the pins were set
        run.cancel(by=run.by)
        return False
    return True


def _claim(run: MatchRun) -> bool:
    now = timezone.now()
    free = Q(heard_at=None) | Q(heard_at__lt=now - SILENCE)
    mine = MatchRun.objects.filter(free, pk=run.pk, status=MatchRun.Status.COMPUTING)
    return bool(mine.update(heard_at=now))


def _are_many(people: People) -> bool:
    return len(people[0]) + len(people[1]) > LARGE


def few_enough(people: People) -> People:
    """These, when somebody can wait for the answer; else NotNow."""
    if _are_many(people):
        many = _("So many people cannot be compared while you wait. Keep the rules and compute.")
        raise NotNow("ask", sentence=many)
    return people


def _hold(cohort: Cohort, previous: MatchRun | None) -> None:
    """One computation of a cohort at a time, so that there is one draft."""
    list(Cohort.objects.select_for_update(no_key=True).filter(pk=cohort.pk).values("pk"))
    if previous is None and cohort.match_runs.on_the_board().exists():
        raise NotNow("compute")


def seed_of(cohort: Cohort) -> int:
    """What the lots of a cohort are drawn with, whoever computes and however often."""
    return int(cohort.pk.int % 2**31)


def rules_about(
    cohort: Cohort,
    people: People,
    previous: MatchRun | None,
    chosen: dict[str, str] | None = None,
    *,
    decided: Rules | None = None,
) -> Rules:
    """What is decided about the cohort, and about those of its people who are still here.

    A veto outlives its publication; a pin has done its work then.
    """
    here = {person.id for side in people for person in side}
    pins, vetoes = decisions(previous or last_run(cohort))
    wanted = {**(pins if previous else {}), **(chosen or {})}.items()
    return replace(
        bare_rules(cohort, people, vetoes, decided=decided),
        pins=frozenset(pair for pair in wanted if set(pair) <= here),
        keep=standing(previous),
    )


def _begin(
    cohort: Cohort, rules: Rules, *, by: Any, alternative_to: MatchRun | None = None
) -> MatchRun:
    return MatchRun.objects.create(
        program_id=cohort.program_id,
        cohort=cohort,
        status=MatchRun.Status.COMPUTING,
        seed=seed_of(cohort),
        rules=rules.to_json(),
        alternative_to=alternative_to,
        by=by,
    )


def _fill(run: MatchRun, outcome: Outcome, people: People) -> None:
    """Keep what was computed: the proof in one piece, a row for each pair."""
    run.status = MatchRun.Status.DRAFT
    run.outcome, run.blob = _told(run, outcome, people), outcome.to_blob()
    run.input_hash = outcome.inputs
    run.save(update_fields=["status", "outcome", "blob", "input_hash"])
    _keep_suggestions(run, outcome)


def _told(run: MatchRun, outcome: Outcome, people: People) -> dict[str, Any]:
    """The outcome, and for those whom every mentor is barred from, what would open a door."""
    told, rules = outcome.to_json(), Rules.from_json(run.rules)
    mentees = {mentee.id: mentee for mentee in people[0]}
    shut_out = [row for row in told["unmatched"] if row["code"] == "nobody_allowed"]
    for row in shut_out[:MOST_EXPLAINED]:
        found = best_relaxing(mentees[row["id"]], people[1], rules)
        row["relaxing"] = asdict(found) if found else None
    return told


def _keep_suggestions(run: MatchRun, outcome: Outcome) -> None:
    Suggestion.objects.bulk_create(
        (
            Suggestion(
                run=run,
                mentee_id=pair.mentee_id,
                mentor_id=pair.mentor_id,
                score=pair.score,
                reasons=[reason.to_json() for reason in reasons],
                decision="pinned" if pair.pinned else "open",
            )
            for pair, reasons in zip(outcome.pairs, outcome.reasons, strict=True)
        ),
        batch_size=2000,
    )
