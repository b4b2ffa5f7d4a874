"""What the two have in view when they meet: their horizon, their promises, where they differ."""

from __future__ import annotations

from typing import Any

from accounts.private import Words
from checkins.models import CheckIn, Prep
from checkins.pace import is_wide, pace_gap
from checkins.writings import Said
from mentorship import clauses
from mentorship import horizon as our
from mentorship.models import HorizonCheck

# Parts of the agreement that hold while two people talk; the others steer dates and reminders.
IN_A_TALK = ("agenda", "confidence", "off_limits", "feedback_way", "feedback", "disagreement")


def compass_of(check_in: CheckIn, reader: Any, preps: list[Said]) -> dict[str, Any]:
    """What both signed, the gap that nobody has talked about, and paces far apart."""
    pairing = check_in.pairing
    gap = HorizonCheck.objects.filter(pairing=pairing, status="gap").with_marks().first()
    if gap:
        gap.pairing = pairing
    words = Words([*our.places_of(pairing), *(gap.places() if gap else [])], reader)
    terms = our.terms_of(pairing, words)
    return {
        "sentence": our.sentence_of(pairing, words),
        "agreed": clauses.told({key: terms.get(key) for key in IN_A_TALK}),
        "confidence": str(terms.get("confidence") or ""),
        "gap": our.look_of(gap, words) if gap else None,
        "paces_differ": (differ := _paces_differ(preps)),
        "paces_differ_again": differ and differed_before(check_in),
    }


def differed_before(check_in: CheckIn) -> bool:
    """Whether the two wished for different paces before the last check-in that they prepared, too.

    Then a word between them comes before anything else.
    """
    earlier = Prep.objects.filter(
        check_in__pairing=check_in.pairing_id, check_in__starts_at__lt=check_in.starts_at
    ).exclude(pace=None)
    rows = earlier.order_by("-check_in__starts_at").values_list("check_in", "person", "pace")[:2]
    of_one = {row[0] for row in rows}
    said = {person: pace for _check_in, person, pace in rows}
    mentee, mentor = (said.get(person.pk) for person in check_in.pairing.people)
    return len(of_one) == 1 and is_wide(pace_gap(mentee, mentor))


def _paces_differ(preps: list[Said]) -> bool:
    pace = {said.role: said.prep.pace for said in preps}
    return is_wide(pace_gap(pace.get("mentee"), pace.get("mentor")))
