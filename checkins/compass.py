"""What the two see first when they meet: their horizon, and where they see it differently."""

from __future__ import annotations

from typing import Any

from accounts.private import Words
from checkins.models import CheckIn
from checkins.pace import is_wide, pace_gap
from checkins.writings import Said
from mentorship import horizon as our
from mentorship.models import HorizonCheck


def compass_of(check_in: CheckIn, reader: Any, preps: list[Said]) -> dict[str, Any]:
    """The sentence both signed, the gap that nobody has talked about, and paces far apart."""
    pairing = check_in.pairing
    gap = HorizonCheck.objects.filter(pairing=pairing, status="gap").with_marks().first()
    if gap:
        gap.pairing = pairing
    words = Words([*our.places_of(pairing), *(gap.places() if gap else [])], reader)
    return {
        "sentence": our.sentence_of(pairing, words),
        "gap": our.look_of(gap, words) if gap else None,
        "paces_differ": _paces_differ(preps),
    }


def _paces_differ(preps: list[Said]) -> bool:
    pace = {said.role: said.prep.pace for said in preps}
    return is_wide(pace_gap(pace.get("mentee"), pace.get("mentor")))
