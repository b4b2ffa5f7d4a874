"""A place for somebody who waits while everybody else is paired already."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from mentorship.matching import explain
from mentorship.matching.assign import match
from mentorship.matching.joiners import freeze
from mentorship.models.candidates import candidates, last_run, rules_for
from mentorship.models.enrolment import Enrolment
from mentorship.models.matchmaking import seed_of
from mentorship.models.moves import NotNow
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing
from mentorship.models.program import Cohort, Program

# Somebody else may take the very place that was found; then there may be another one.
TRIES = 3
Found = tuple[str, list[dict[str, Any]]]  # the id of a mentor's enrolment, and why


@transaction.atomic
def seat_next_best(enrolment: Enrolment, *, by: Any, now: datetime) -> Pairing | None:
    """Propose the best free place that the rules allow; None when there is none.

    Pairs that stand stay as they are. Both get the mail of any match, after the recall window.
    """
    Program.objects.hold(enrolment.program_id)
    for _try in range(TRIES):
        found = _best_free(enrolment)
        if found is None:
            return None
        mentor = Enrolment.objects.select_related("person").get(pk=found[0])
        mails_at = now + settings.RECALL_WINDOW
        told = {"by": by, "why": found[1], "mails_at": mails_at}
        try:
            return Pairing.objects.propose(enrolment, mentor, **told)
        except NotNow:
            continue
    return None


def _best_free(enrolment: Enrolment) -> Found | None:
    cohort = enrolment.cohort
    if cohort.status == Cohort.Status.CLOSED:
        return None
    everybody, mentors = candidates(cohort)
    newcomer = [mentee for mentee in everybody if mentee.id == str(enrolment.pk)]
    if not (newcomer and mentors):
        return None
    seed = seed_of(cohort)
    rules = rules_for(cohort, (newcomer, mentors), last_run(cohort))
    standing = match([], mentors, rules, seed)  # free places only: who is paired is not in there
    for pair in freeze(newcomer, mentors, standing, seed).outcome.pairs:
        mentor = next(one for one in mentors if one.id == pair.mentor_id)
        why = explain.reasons(newcomer[0], mentor, rules)
        return pair.mentor_id, [reason.to_json() for reason in why]
    return None


def tell_coordinators(kind: str, about: Any, *, pairing: Pairing, once: str = "") -> None:
    for place in coordinators_of(pairing):
        Notice.objects.post(kind, to=place.person, about=about, once=once)


def coordinators_of(pairing: Pairing) -> list[Enrolment]:
    """Whoever coordinates the round, but for the two whom it is about."""
    everybody = pairing.cohort.enrolments.coordinators()
    return [place for place in everybody if not pairing.is_of(place.person)]
