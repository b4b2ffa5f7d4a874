"""What is posted where: something valid, so that whoever is let in by mistake would leave a trace.

`FIRST` brings a thing into the state that the post is about, by the verbs of its model.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Availability, Profile
from mentorship.forms.starting import number_of
from mentorship.models import Agreement, ReplyRequest, Settling
from mentorship.models.agreement import hash_of
from tests.access.rules import Rule

Data = dict[str, Any]
DATES = {"starts_on": "2031-01-01", "ends_on": "2031-09-30"}
NO_WISHES = {
    "wishes": 0,
    "identity": 0,
    "short_seats": "lottery",
    "first_seat_bonus": 0,
    "keep_bonus": 0,
}
HOURS = {"weekdays": ["2"], "starts": "09:00", "ends": "10:00"}


def post_of(rule: Rule, world: Any, person: Any) -> Data:
    found: Callable[[Any, Any], Data] = DATA.get(rule.title) or DATA.get(rule.name) or _nothing
    return found(world, person)


def bring_about(rule: Rule, world: Any) -> None:
    if rule.title in FIRST:
        FIRST[rule.title](world)


def query_of(rule: Rule, world: Any) -> str:
    return f"?pairing={world.pairing.pk}" if rule.name == "log" else ""


def _nothing(world: Any, person: Any) -> Data:
    return {}


def told(**data: Any) -> Callable[[Any, Any], Data]:
    return lambda world, person: data


def fresh(row: Any) -> Any:
    """As the database has it: verbs change the objects that they are called on."""
    return type(row)._base_manager.get(pk=row.pk)


def record(**data: Any) -> Callable[[Any, Any], Data]:
    return lambda world, person: {"record": str(uuid.uuid4()), **data}


def _profile(world: Any, person: Any) -> Data:
    profile = Profile.objects.filter(person=person).first()
    version = profile.version if profile else 0
    return {"name": "Somebody New", "time_zone": "Europe/Berlin", "version": version}


def _ladder(world: Any, person: Any) -> Data:
    steps = {f"step{number}": f"Outcome {number}" for number in range(5)}
    return {**steps, "weight": "2", "shown": str(world.goal.ladders.count())}


def _rating(world: Any) -> Data:
    shown = str(world.goal.ladders.count())
    told = {"record": str(uuid.uuid4()), "shown": shown}
    return told | {"level": "1", "line": "Somebody asked."}


def _skills(world: Any, person: Any) -> Data:
    return {"shown": world.shown_skills, f"level{number_of({'name': 'SQL'})}": "5"}


def _columns(world: Any, person: Any) -> Data:
    guesses = world.checking_intake.columns.guesses
    return {f"column_{guess.index}": guess.field for guess in guesses} | {
        "encoding": "none",
        "fallback": "mentee",
    }


def _action(world: Any, person: Any) -> Data:
    owner = world.mentee.pk
    record = str(uuid.uuid4())
    return {"action-text": "Call", "action-owner": str(owner), "action-record": record}


def _signature(world: Any, person: Any) -> Data:
    newest = Agreement.objects.of(world.pairing).newest
    return {"typed_name": "Me", "shown_hash": newest.content_hash}


def _terms(world: Any, person: Any) -> Data:
    shown = _newest_hash(Agreement.objects.of(world.pairing))
    return {"hopes": "To laugh more.", "shown_hash": shown}


def _ended_signature(world: Any, person: Any) -> Data:
    newest = Agreement.objects.of(world.ended_pairing).newest
    return {"typed_name": "Me", "shown_hash": newest.content_hash}


def _checkpoint_rows(world: Any, person: Any) -> Data:
    row = {"row-0-title": "One more", "row-0-due_on": "", "row-0-done_when": ""}
    return row | {"row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0, "record": str(uuid.uuid4())}


def _later(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT%H:%M}"


def _move(world: Any, person: Any) -> Data:
    return {"starts_at": _later(30)}


def _series(world: Any, person: Any) -> Data:
    return {
        "first_on": _later(5)[:10],
        "wall_time": "17:00",
        "rhythm": "weekly-2",
        "minutes": 45,
        "record": str(uuid.uuid4()),
    }


def _another_pair(world: Any, person: Any) -> Data:
    people = world.matching_cohort.enrolments.accepted()
    return {"mentee": people.mentees().first().pk, "mentor": people.mentors().last().pk}


def _other_pair(world: Any, person: Any) -> Data:
    rows = world.match_run.suggestions.exclude(mentor=world.suggestion.mentor_id)
    return {"other": rows.first().pk}


def _say(world: Any, person: Any) -> Data:
    met = world.introduction_round.introductions.of(world.introduced)
    return {f"says-{one.pk}": "prefer" for one in met}


def _two_apart(world: Any, person: Any) -> Data:
    people = world.matching_cohort.enrolments.accepted()
    one, other = people.mentees().last(), people.mentors().last()
    return {"person": one.person_id, "other": other.person_id, "reason": "Flatmates."}


DATA: dict[str, Callable[[Any, Any], Data]] = {
    "theme": told(theme="dark"),
    "join": told(password="quite long enough to be one"),
    "answer_invitation": told(answer="yes"),
    "log": record(text="It moved.", kind="step"),
    "log_from_mail": record(text="It moved.", kind="step"),
    "profile": _profile,
    "free_hours": told(**HOURS),
    "away": told(**DATES),
    "mail_preferences": told(
        wanted=["prompt"], weekly_cap=3, quiet_from="21:00", quiet_until="08:00"
    ),
    "draft": told(text="Half a"),
    "apply": told(role="mentee", capacity=1),
    "write_agreement": _terms,
    "sign_agreement": _signature,
    "sign_agreement of ended_pairing": _ended_signature,
    "mark_horizon": told(shown=2, direction="off", line="Elsewhere."),
    "celebration": told(text="Well done.", what_worked="Asking early."),
    "follow_up": told(text="It was the cable."),
    "new_goal": record(title="Something new"),
    "revise_goal": told(title="In other words", version=1, reason="It grew."),
    "agree_goal": lambda world, _person: {"version": fresh(world.proposed_goal).version},
    "close_goal": told(reason="life"),
    "park_goal": told(because="no_room"),
    "expectation": told(hopes="To be of use.", shown="{}"),
    "check_terms": lambda world, _person: {"shown": _settled(world.revealed_pairing)},
    "settle": told(hopes="To grow, both of us.", shown="0"),
    "starting_page": lambda w, _p: {"words": "On a stage, smiling.", "shown": w.shown_where},
    "rate_skills": _skills,
    "ladder": _ladder,
    "rate_goal": lambda world, person: _rating(world),
    "place_on_hill": told(place="3"),
    "still_mine": told(kind="less_so"),
    "decide_goal": told(line="It is what I want most."),
    "add_checkpoint": _checkpoint_rows,
    "checkpoint": told(title="In other words", version=1),
    "new_series": _series,
    "prep": told(want="Courage.", pulse="3", pace="0"),
    "move_check_in": _move,
    "add_action": _action,
    "ease_action": told(when="I sit in the train", then="open the slides", version=0),
    "keep_note shared": told(text="We met.", version=1),
    "keep_note": told(text="Remember this.", version=0),
    "new_entry": record(text="A thought."),
    "rewrite_entry": told(text="Another thought.", version=1),
    "share_entry": lambda world, person: {"pairing": str(world.pairing.pk)},
    "clause_set": told(act="switch:off_limits", shown="0"),
    "edit_clause": told(title="Our beat", why="Reminders follow it.", shown="0"),
    "new_cohort": told(name="One more round", **DATES),
    "edit_cohort": told(name="Renamed", **DATES),
    "matching_rules": told(needs=9, area=0, style=3, interests=0, hours=3, **NO_WISHES),
    "choose_pair": _another_pair,
    "offer": told(skill1="SQL", level1=5, seniority=3, area="data", interests="chess, trees"),
    "apart": _two_apart,
    "introductions": lambda world, person: {"each": 2, "most": 4, "until_on": world.on(9)},
    "meet": _say,
    "swap_suggestion": _other_pair,
    "annotate_suggestion": told(note="They know each other."),
    "decide": lambda world, person: {"verb": "accept", "people": [world.application.pk]},
    "seat_request": told(answer="give"),
    "decline_match": told(reason="hours"),
    "ask_rematch": told(reason="aims", line="We want different things."),
    "ask_seats": lambda world, person: {"mentors": [world.pairing.mentor_id]},
    "cohort_import": record(text="Name,Email,Role\nEva,eva@example.org,Mentee\n"),
    "intake_columns": _columns,
    "mend_intake": told(**{"fix-2-1": "cy@example.org"}),
    "bring_in": lambda world, person: {"joins": "quietly", "seen": world.checking_intake.version},
    "invitations": told(email="someone@example.org"),
}


def _everybody_is_free(world: Any) -> None:
    """On Thursdays, so that any two of the round may be a pair."""
    for row in world.matching_cohort.enrolments.accepted().select_related("person"):
        Availability.objects.free(by=row.person, weekday=3, from_minute=0, until_minute=1440)


FIRST: dict[str, Callable[[Any], Any]] = {
    "swap_suggestion": _everybody_is_free,
    "introductions": lambda world: fresh(world.introduction_round).close(by=world.coordinator),
    "resume_pair": lambda world: fresh(world.pairing).pause(by=world.mentee),
    "sign_agreement": lambda world: _propose(world.pairing, world.mentee),
    "still_holds": lambda world: fresh(world.pairing).promise(review_on=_yesterday()),
    "heard_back": lambda world: ReplyRequest.objects.ask(
        fresh(world.pairing), by=world.mentor, now=timezone.now()
    ),
    "sign_agreement of ended_pairing": lambda world: _written(world.ended_pairing, world.mentee),
    "write_agreement of ended_pairing": lambda world: _written(world.ended_pairing, world.mentee),
    "withdraw_goal of draft_goal": lambda world: fresh(world.draft_goal).propose(by=world.mentee),
    "take_up_goal": lambda world: fresh(world.goal).park(by=world.mentee, because="no_room"),
    "reopen_goal": lambda world: fresh(world.goal).reach(by=world.mentee),
    "bring_back_goal": lambda world: fresh(world.goal).close(by=world.mentee, reason="life"),
    "put_back_checkpoint": lambda world: fresh(world.checkpoint).drop(by=world.mentee),
    "recall_run": lambda world: fresh(world.match_run).publish(by=world.coordinator),
}


def _yesterday() -> date:
    """Over in every zone."""
    return timezone.localdate() - timedelta(days=2)


def _propose(pairing: Any, person: Any) -> None:
    agreement = Agreement.objects.of(fresh(pairing))
    agreement.propose({"hopes": "More."}, by=person, shown_hash=_newest_hash(agreement))


def _written(pairing: Any, person: Any) -> None:
    """A wording that waits for names although the pair is over: no verb makes one any more."""
    agreement, _is_new = Agreement.objects.get_or_create(pairing=fresh(pairing))
    before, number = _newest_hash(agreement), agreement.versions.count() + 1
    text = '{"hopes": "More."}'
    hashes = {"content_hash": hash_of(before, text), "previous_hash": before}
    agreement.versions.create(number=number, terms=text, drafted_by=person, **hashes)


def _settled(pairing: Any) -> int:
    return Settling.objects.filter(pairing=pairing).count()


def _newest_hash(agreement: Agreement) -> str:
    return agreement.newest.content_hash if agreement.newest else ""
