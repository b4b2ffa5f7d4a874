"""The one next step: whose turn it is, and what half a minute would move.

`steps_for` yields every step that waits in a pair, the most telling first; a home shows the first
and keeps quiet about the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.models import Pairing

PREPARE_AHEAD = timedelta(days=3)


@dataclass(frozen=True)
class NextStep:
    """What to do, why, and where; `drawing` names the picture beside it."""

    title: str
    why: str
    url: str
    label: str
    drawing: str = "lantern"
    is_log: bool = False


def steps_for(pair: Pairing, person: Any, now: datetime) -> Iterator[NextStep]:
    """What waits for this person in this pair (annotated by facts.with_facts); a rest is a rest."""
    if not pair.is_open or pair.status == Pairing.Status.PAUSED:
        return
    partner = pair.partner_of(person).get_short_name()
    yield from _word(pair, partner)
    yield from _terms(pair, partner)
    yield from _answers(pair, partner)
    yield from _meeting(pair, person, partner, now)
    yield from _beginning(pair, person, partner)
    yield from _direction(pair, partner)
    yield from _aims(pair, person, partner)


def _word(pair: Any, partner: str) -> Iterator[NextStep]:
    """Somebody waiting comes before everything."""
    if pair.reply_asked:
        yield NextStep(
            _("%s waits for a word from you") % partner,
            _("One line is enough, also “next week”."),
            reverse("reply", args=[pair.pk]),
            _("Answer"),
        )


def _terms(pair: Any, partner: str) -> Iterator[NextStep]:
    url = reverse("agreement", args=[pair.pk])
    if pair.version is None and pair.is_revealed:
        yield NextStep(
            _("See what you both said"),
            _("You and %s have both answered. Settle what differs, then sign.") % partner,
            reverse("reveal", args=[pair.pk]),
            _("Look at both"),
            "two-chairs",
        )
    elif pair.version is None and not pair.has_answered:
        yield NextStep(
            _("Say what you expect of each other"),
            _("Eight minutes, alone. You and %s see both together.") % partner,
            reverse("expectations", args=[pair.pk]),
            _("Begin"),
            "two-chairs",
        )
    elif pair.version and not pair.is_signed:
        yield NextStep(
            _("Read and sign"),
            _("%s has written down what you two expect. It waits for your name.") % partner,
            url,
            _("Read it"),
            "two-chairs",
        )


def _answers(pair: Any, partner: str) -> Iterator[NextStep]:
    if pair.to_celebrate:
        yield NextStep(
            _("You reached something"),
            _("Pause on it for a moment, before the next thing."),
            reverse("celebration", args=[pair.to_celebrate]),
            _("Look at it"),
            "first-stone",
        )
    if pair.to_agree:
        yield NextStep(
            _("%s asks for your yes to a goal") % partner,
            _("Read it, suggest a change, or agree."),
            reverse("goal", args=[pair.to_agree]),
            _("Read the goal"),
        )
    if pair.unanswered:
        yield NextStep(
            _("Did you two meet?"),
            _("One tap keeps the record straight. Nobody asks why."),
            reverse("check_in", args=[pair.unanswered]),
            _("Answer"),
            "two-chairs",
        )


def _meeting(pair: Any, person: Any, partner: str, now: datetime) -> Iterator[NextStep]:
    is_soon = pair.coming_at and pair.coming_at - now < PREPARE_AHEAD
    if pair.coming and is_soon and not pair.is_prepared:
        yield NextStep(
            _("Prepare for %s") % partner,
            _("Three minutes: what would make it worth your time?"),
            reverse("prep", args=[pair.coming]),
            _("Prepare"),
            "two-chairs",
        )
    if pair.coming and is_soon and pair.role_of(person) == "mentor":
        yield NextStep(
            _("Read up on %s") % partner,
            _("One screen, one minute."),
            reverse("brief", args=[pair.coming]),
            _("Open the brief"),
        )
    yield from _dates(pair, partner)


def _dates(pair: Any, partner: str) -> Iterator[NextStep]:
    if pair.has_new_rhythm:
        yield NextStep(
            _("You two agreed on another rhythm"),
            _("Your dates still follow the old one. Set them anew; a minute is enough."),
            reverse("new_series", args=[pair.pk]),
            _("Set the dates"),
            "two-chairs",
        )
    if not pair.has_series and not pair.coming:
        yield NextStep(
            _("Find a time with %s") % partner,
            _("A fixed rhythm carries a pair through busy weeks."),
            reverse("new_series", args=[pair.pk]),
            _("Choose a rhythm"),
            "two-chairs",
        )


def _beginning(pair: Any, person: Any, partner: str) -> Iterator[NextStep]:
    """Until they first met; afterwards the two know better than any page."""
    if pair.has_start or pair.last_met_at:
        return
    place = pair.mentee_id if pair.role_of(person) == "mentee" else pair.mentor_id
    yield NextStep(
        _("Set your starting point"),
        _("Seven short questions, in parts. %s reads it before you first meet.") % partner,
        reverse("starting", args=[place]),
        _("Begin"),
        "signpost",
    )


def _direction(pair: Any, partner: str) -> Iterator[NextStep]:
    if pair.to_mark == "halfway":
        yield NextStep(
            _("You are halfway"),
            _("Look up together: how you began, where you are, what you want."),
            reverse("halfway", args=[pair.pk]),
            _("Begin"),
        )
    elif pair.to_mark:
        yield NextStep(
            _("Still the same horizon?"),
            _("One word and a line, sealed until %s has answered, too.") % partner,
            reverse("mark_horizon", args=[pair.pk]),
            _("Say how you see it"),
        )


def _aims(pair: Any, person: Any, partner: str) -> Iterator[NextStep]:
    if pair.to_answer:
        yield NextStep(
            _("%s laid a stone") % partner,
            _("Ask what made it work; that says more than applause."),
            reverse("celebration", args=[pair.to_answer]),
            _("Reply"),
            "first-stone",
        )
    yield from _doubts(pair)
    if pair.role_of(person) == "mentee":
        if not pair.has_goal:
            yield NextStep(
                _("Write your first goal"),
                _("Start with a sentence; rough is fine."),
                reverse("new_goal", args=[pair.pk]),
                _("Begin"),
            )
        yield NextStep(
            _("What moved?"),
            _("Half a sentence is plenty. %s sees it before you meet.") % partner,
            f"{reverse('log')}?pairing={pair.pk}",
            _("Log progress"),
            is_log=True,
        )


def _doubts(pair: Any) -> Iterator[NextStep]:
    """Whether a goal is still theirs."""
    if pair.to_decide:
        yield NextStep(
            _("A goal wants a decision"),
            _("One of you has let go of it a little. Keep it, change it, or let it go."),
            reverse("decide_goal", args=[pair.to_decide]),
            _("Look at it"),
        )
    if pair.to_look_at:
        yield NextStep(
            _("Is it still the right goal?"),
            _("You two wanted to look at it again about now. One press is enough."),
            f"{reverse('goal', args=[pair.to_look_at])}#still",
            _("Look at it"),
        )
