"""The chapters of the world, each a few verbs; `tests/world.py` tells them in order."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts import links
from accounts.models import Availability, Draft, Invitation, Leave
from checkins.models import Action, CalendarFeed, CheckIn, Note, Prep
from goals.models import Checkpoint, Goal, Ladder, Progress, Saying
from journal.models import Entry
from mentorship import application, clauses
from mentorship.matching.vocabulary import Rules
from mentorship.models import (
    Agreement,
    Apart,
    Celebration,
    Expectation,
    Halfway,
    HorizonCheck,
    Intake,
    Pairing,
    RematchRequest,
    SeatRequest,
    Settling,
    StartingPoint,
    founding,
    introducing,
    matchmaking,
)
from tests.checkins.factories import make_check_in, make_series
from tests.factories import make_cohort, make_enrolment, make_person, make_program

SKILLS = ("Public speaking", "SQL", "Saying no kindly", "Project planning")
CANDIDATES = ("Luca Bauer", "Mina Choi", "Sefa Yıldız", "Tom Weir", "Ana Ruiz")
LIST = (
    "Name,Email,Role,Skills,Time zone\n"
    "Ada Kovač,ada@example.org,Mentor,SQL,Asia/Tokyo\n"
    "Bo Lind,bo@example.org,Mentee,SQL,\n"
    "Cy Roy,cy(at)example.org,Mentee,Go,\n"
    "Di Moss,di@example.org,Captain,Go,\n"
).encode()


def programme(world: Any) -> None:
    """One that has run once, runs now and takes applications; and somebody else's."""
    program = make_program(
        name="Open Doors",
        slug="open-doors",
        purpose="People who are new to a field, and people who remember what that was like.",
        asks="An hour every two weeks, for nine months.",
        is_not="It finds nobody a job.",
        run_by="The people team of Lindenhof",
        contact_email="doors@example.org",
        skills=list(SKILLS),
    )
    other = make_program(name="Harbour Lights", slug="harbour-lights", skills=["Sailing"])
    days = world.on
    past = make_cohort(
        program=program,
        name="First round",
        status="closed",
        starts_on=days(-290),
        ends_on=days(-100),
    )
    cohort = make_cohort(
        program=program, name="Spring round", starts_on=days(-60), ends_on=days(210)
    )
    coming = {"program": program, "starts_on": days(60), "ends_on": days(330)}
    taking = make_cohort(
        **coming, name="Autumn round", status="open", apply_until_on=days(30), places=20
    )
    matching = make_cohort(**coming, name="Evening round", status="matching")
    empty = make_cohort(**coming, name="Winter round", status="draft")
    other_cohort = make_cohort(program=other, name="Only round")
    for run in (past, cohort, taking, matching):
        run.appoint(world.coordinator, by=world.site_owner)
    empty.appoint(world.empty_coordinator, by=world.site_owner)
    other_cohort.appoint(world.other_coordinator, by=world.site_owner)
    world.keep(program=program, other_program=other, past_cohort=past, cohort=cohort)
    world.keep(open_cohort=taking, matching_cohort=matching, empty_cohort=empty)
    world.keep(other_cohort=other_cohort)


def earlier_pair(world: Any) -> None:
    """The mentee had another mentor before; that ended early, without blame."""
    with world.days_ago(280):
        seeker = _enrolled(world, world.past_cohort, world.mentee, "mentee")
        guide = _enrolled(world, world.past_cohort, world.former_mentor, "mentor", capacity=1)
        ended = Pairing.objects.propose(seeker, guide, by=world.coordinator)
        ended.start(by=world.mentee)
        goal = Goal.objects.draft(ended, by=world.mentee, id=uuid.uuid4(), title="Find a rhythm")
        goal.propose(by=world.mentee)
        goal.agree(by=world.former_mentor)
    with world.days_ago(260):
        entry = Progress.objects.log(ended, "Wrote down what I do all day.", by=world.mentee)
        met = make_check_in(pairing=ended, starts_at=world.now - dt.timedelta(days=250))
        Note.objects.keep(met, "We drew a week.", by=world.former_mentor, **_note("pair"))
        action = Action.objects.add(met, "Draw one more", by=world.mentee, owner=world.mentee)
    with world.days_ago(249):
        met.hold(by=world.mentee)
    with world.days_ago(200):
        ended.end(by=world.mentee, reason="time")
    world.keep(ended_pairing=ended, ended_goal=goal, ended_progress=entry)
    world.keep(ended_check_in=met, ended_action=action)


def pairs(world: Any) -> None:
    """Three open pairs: one that has lived for weeks, a neighbour, and one made just now."""
    two = {
        "pairing": (world.mentee, world.mentor),
        "other_pairing": (world.other_mentee, world.other_mentor),
        "fresh_pairing": (world.fresh_mentee, world.fresh_mentor),
    }
    for name, (mentee, mentor) in two.items():
        with world.days_ago(0 if name == "fresh_pairing" else 58):
            seeker = _enrolled(world, world.cohort, mentee, "mentee", skills=SKILLS[:2])
            guide = _enrolled(world, world.cohort, mentor, "mentor", skills=SKILLS[1:])
            made = Pairing.objects.propose(seeker, guide, by=world.coordinator)
            world.keep(**{name: made, f"{name}_mentee": seeker, f"{name}_mentor": guide})


def agreements(world: Any) -> None:
    with world.days_ago(55):
        for pairing in (world.pairing, world.other_pairing):
            agreement = Agreement.objects.of(pairing)
            hopes = {"hopes": "To ask what I do not dare to ask at work.", "pace": "Small steps."}
            terms, told = clauses.starting_terms(), {"by": pairing.mentee_person}
            if pairing == world.other_pairing:  # they thought twice before they signed
                hopes |= {"hopes": "To be asked, for a change."}
                first = agreement.propose(terms, by=pairing.mentor_person)
                told["shown_hash"] = first.content_hash
            version = agreement.propose(terms | hopes, **told)
            for person in pairing.people:
                agreement.sign(by=person, typed_name=person.name, shown_hash=version.content_hash)
            pairing.refresh_from_db()
    world.keep(agreement=Agreement.objects.of(world.pairing))


OUTCOMES = (
    "I cancel it",
    "I read them out",
    "I present them once, freely",
    "I do it twice",
    "I am asked to show others how",
)


def goals(world: Any) -> None:
    """One both agreed on, with three checkpoints; one that waits; one nobody else can see."""
    mentee, mentor, pairing = world.mentee, world.mentor, world.pairing
    with world.days_ago(50):
        goal = Goal.objects.draft(
            pairing,
            by=mentee,
            id=uuid.uuid4(),
            title="Present our numbers to the team without reading them out",
            measure="I have done it twice, and somebody asked a question",
            matters="I am tired of being quiet in rooms",
            due_on=world.on(100),
            confidence=4,
        )
        add, dates = Checkpoint.objects.add, (world.on(-20), world.on(20), world.on(60))
        words = ("Pick the three numbers that matter", "Show them to Dela", "Show them to the team")
        line = [
            add(goal, title, by=mentee, due_on=due_on)
            for title, due_on in zip(words, dates, strict=True)
        ]
        goal.propose(by=mentee)
        goal.agree(by=mentor)
        ladder = Ladder.objects.describe(goal, OUTCOMES, weight=2, by=mentee)
    with world.days_ago(9):
        ladder.rate(-1, by=mentee, line="I have read it out once, to Dela.")
        Saying.objects.say(goal, "hill", by=mentee, place=1)
        Saying.objects.say(goal, "mine", by=mentor, line="I would love to be there.")
    with world.days_ago(1):
        proposed = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Write it down")
        proposed.propose(by=mentee)
        other_words = {"shown_version": 1, "reason": "It is for the team"}
        proposed.revise(by=mentee, title="Write it down for the team", **other_words)
        draft = Goal.objects.draft(pairing, by=mentee, id=uuid.uuid4(), title="Ask for more pay")
        other = Goal.objects.draft(
            world.other_pairing, by=world.other_mentee, id=uuid.uuid4(), title="Learn to sail"
        )
    world.keep(
        goal=goal,
        checkpoint=line[1],
        last_checkpoint=line[2],
        reached_checkpoint=line[0],
        proposed_goal=proposed,
    )
    world.keep(draft_goal=draft, other_goal=other)


def trail(world: Any) -> None:
    """What moved: shared and not, a win with its stone, a checkpoint that asks for a moment."""
    log, mentee, pairing, goal = Progress.objects.log, world.mentee, world.pairing, world.goal
    with world.days_ago(30):
        first = log(pairing, "Found the numbers.", by=mentee, goal=goal, confidence=2)
    with world.days_ago(12):
        win = log(pairing, "Said a number aloud in the Monday round.", by=mentee, kind="win")
        win.follow_up("Dela told me to begin with the question.", by=mentee)
        log(pairing, "Read two talks.", by=mentee, goal=goal, confidence=3)
    with world.days_ago(11):
        stone = Celebration.objects.get(key=win.celebration_key)
        stone.answer(by=world.mentor, text="I could hear you smile when you told me.")
    with world.days_ago(3):
        snag = log(pairing, "The projector and I are not friends.", by=mentee, kind="snag")
        private = log(pairing, "I nearly gave up on Tuesday.", by=mentee, audience="me")
        asked = world.reached_checkpoint.reach(by=mentee)
        log(world.other_pairing, "Bought a rope.", by=world.other_mentee)
    world.keep(progress=first, win=win, snag=snag, private_progress=private)
    world.keep(celebration=stone, asked_celebration=asked)
    recent = log(pairing, "Booked the small room.", by=mentee, goal=goal, confidence=4)
    world.keep(recent_progress=recent)


def meetings(world: Any) -> None:
    """A series that has run for weeks; the last date waits for an answer, the next is prepared."""
    mentee, mentor = world.mentee, world.mentor
    with world.days_ago(47):
        series = make_series(pairing=world.pairing, first_on=world.on(-46), place="By video")
        make_series(pairing=world.other_pairing, first_on=world.on(-45))
    past = list(CheckIn.objects.filter(series=series, local_on__lt=world.on(0)))
    for row in past[:-1]:
        with world.days_ago((world.now - row.ends_at).total_seconds() / 86400):
            row.miss(by=mentor) if row == past[3] else row.hold(by=mentor)
    held, waiting = past[-2], past[-1]
    coming = CheckIn.objects.filter(series=series).ahead(world.now).first()
    with world.days_ago((world.now - held.ends_at).total_seconds() / 86400):
        Note.objects.keep(held, "We tried the first slide.", by=mentee, **_note("pair"))
        add = Action.objects.add
        done = add(held, "Send the template", by=mentor, owner=mentor)
        action = add(held, "Try it on Noor", by=mentee, owner=mentee, due_on=world.on(2))
        done.finish(by=mentor)
    note = Note.objects.keep(coming, "First the snag, then the slides.", by=mentor, **_note("pair"))
    own = Note.objects.keep(coming, "Ask about Tuesday, gently.", by=mentor, **_note("me"))
    keep = Prep.objects.keep
    prep = keep(coming, by=mentee, want="To stop fearing the projector.", pulse=4, pace=0)
    keep(held, by=mentee, want="A beginning.", pulse=3, pace=1)
    keep(held, by=mentor, want="To listen.", pulse=4, pace=0)
    world.keep(series=series, check_in=coming, past_check_in=waiting, held_check_in=held)
    world.keep(note=note, private_note=own, prep=prep, action=action, done_action=done)
    world.keep(other_check_in=world.other_pairing.check_ins.order_by("starts_at").last())


def _note(audience: str) -> dict[str, Any]:
    return {"audience": audience, "shown_version": 0}


def journals(world: Any) -> None:
    write, mentee = Entry.objects.write, world.mentee
    with world.days_ago(9):
        shared = write("I noticed that I talk faster when I am afraid.", by=mentee, mood="curious")
        shared.share(world.pairing, by=mentee)
        put_away = write("Never mind.", by=mentee)
        put_away.delete_softly(by=mentee)
    with world.days_ago(2):
        shared.read(by=world.mentor)
        private = write("I am not sure whether I want this job.", by=mentee, mood="unsure")
    world.keep(entry=private, shared_entry=shared, deleted_entry=put_away)
    Draft.objects.keep(
        by=mentee, place=f"log:{world.pairing.pk}", text="Half a thou", now=world.now
    )


def applications(world: Any) -> None:
    """Sent, half written, invited by list; and a round that is being matched."""
    taking, matching = world.open_cohort, world.matching_cohort
    sent = application.begin(taking, world.applicant, "mentee", 1)
    sent.answers = {"hope": "Leading something small.", "worry": "Stupid questions."}
    sent.save(update_fields=["answers"])
    sent.apply(by=world.applicant)
    half = application.begin(taking, world.half_applicant, "mentee", 1)
    for number, name in enumerate(
        ("Luca Bauer", "Mina Choi", "Sefa Yıldız", "Tom Weir", "Ana Ruiz")
    ):
        role = "mentor" if number > 2 else "mentee"
        row = _enrolled(world, matching, make_person(name=name), role, skills=SKILLS[number - 3 :])
        Availability.objects.free(
            by=row.person, weekday=number % 2, from_minute=16 * 60, until_minute=20 * 60
        )
    femi = _enrolled(world, matching, world.former_mentor, "mentor", skills=SKILLS[:2])
    Availability.objects.free(by=femi.person, weekday=1, from_minute=960, until_minute=1200)
    run = matchmaking.compute(matching, by=world.coordinator)
    suggestion = run.suggestions.order_by("score").first()
    other = matchmaking.ask(run, Rules(floor_first=False), by=world.coordinator)
    world.keep(application=sent, half_application=half)
    world.keep(match_run=run, suggestion=suggestion, other_run=other)
    pair = {"person": suggestion.mentee.person, "other": world.applicant}
    apart = Apart.objects.keep(matching.program, **pair, by=world.coordinator, reason="Cousins.")
    world.keep(apart=apart, mentee_place=world.pairing.mentee)
    meeting = introducing.open_round(
        matching, each=3, most=3, until_on=world.on(7), by=world.coordinator
    )
    world.keep(introduction_round=meeting, introduced=femi)


def lists(world: Any) -> None:
    """A list that was brought in, whose people were asked first; and one still being checked."""
    by = {"name": "people.csv", "by": world.coordinator}
    done = Intake.objects.begin(world.open_cohort, LIST, id=uuid.uuid4(), **by)
    done.bring_in(joins="invited", seen=0, by=world.coordinator, now=world.now)
    checking = Intake.objects.begin(world.open_cohort, LIST, id=uuid.uuid4(), **by)
    place = world.open_cohort.enrolments.get(person__email="bo@example.org")
    world.keep(intake=done, checking_intake=checking, place=place, invited=place.person)


def own_things(world: Any) -> None:
    """Hours, days away, an invitation, and the links that mails carry."""
    mentee = world.mentee
    hours = Availability.objects.free(
        by=mentee, weekday=0, from_minute=17 * 60, until_minute=19 * 60
    )
    leave = Leave.objects.away(by=mentee, starts_on=world.on(40), ends_on=world.on(50))
    invitation = Invitation.objects.invite("new@example.org", by=world.site_owner, now=world.now)
    world.keep(hours=hours, leave=leave, invitation=invitation)
    world.keep(
        stop_token=links.token(mentee, "stop", category="prompt"),
        place_token=links.token(world.invited, "place", enrolment=str(world.place.pk)),
        join_token=links.token(world.invited, "invite"),
        log_token=links.token(mentee, "log", pairing=str(world.pairing.pk), kind="win"),
        calendar_token=CalendarFeed.objects.renew(by=mentee, now=world.now),
        invitation_token=invitation.token,
        setup_token=founding.make_token(),
    )


def changes_of_mind(world: Any) -> None:
    """Somebody waits, a mentor is asked for one more, a pair has not begun, a wish is open."""
    cohort, now = world.cohort, world.now
    waiting = _enrolled(world, cohort, world.former_mentor, "mentee", skills=SKILLS[:1])
    guide = world.other_pairing_mentor
    seeker = _enrolled(world, cohort, make_person(name="Eun Seo"), "mentee", skills=SKILLS[:1])
    proposed = Pairing.objects.propose(seeker, guide, by=world.coordinator)
    SeatRequest.objects.ask([guide], by=world.coordinator, now=now)
    told = {"reason": "style", "line": "We talk past each other.", "now": now}
    wish = RematchRequest.objects.ask(world.other_pairing, by=world.other_mentee, **told)
    world.keep(waiting=waiting, proposed_pairing=proposed, rematch=wish)
    world.keep(seat_request=SeatRequest.objects.get(mentor=guide))


def expectations(world: Any) -> None:
    """One pair of which one side has answered, alone; another one in which both can see both."""
    sealed = world.proposed_pairing
    seeker = _enrolled(world, world.other_cohort, make_person(name="Vera Lund"), "mentee")
    guide = _enrolled(world, world.other_cohort, world.other_mentor, "mentor")
    opened = Pairing.objects.propose(seeker, guide, by=world.other_coordinator)
    for pairing, words in ((sealed, "To be heard, for once."), (opened, "To find my own voice.")):
        alone = Expectation.objects.of(pairing, pairing.mentee_person)
        said = {"hopes": words, "goals": ""}
        alone.answer("hopes", said, by=pairing.mentee_person, shown={})
        alone.finish(by=pairing.mentee_person)
    other = Expectation.objects.of(opened, world.other_mentor)
    said = {"cadence_days": "14", "minutes": "45"}
    other.answer("rhythm", said, by=world.other_mentor, shown={})
    other.finish(by=world.other_mentor)
    told = {"by": world.other_mentor, "shown": 0}
    Settling.objects.settle(opened, "pace", {"pace": "As the tide goes."}, **told)
    world.keep(answering_pairing=sealed, revealed_pairing=opened)


def starting_points(world: Any) -> None:
    """One that both of a pair read, changed since by its author; and one of a pair that is over."""
    with world.days_ago(270):
        _starts(world.ended_pairing.mentee, where="To find my feet.")
    mine = world.mentee_place
    with world.days_ago(57):
        rated = [{"name": name, "level": level} for level, name in enumerate(SKILLS, 1)]
        card = {"feedback": "gentle", "quiet": "Not while the kettle sings."}
        said = {"where": "To speak before I am asked.", "skills": rated, "work": card}
        _starts(mine, worries="That Dela regrets it.", **said)
        _starts(world.pairing.mentor, offer="My mistakes, in order.")
    point = StartingPoint.objects.of(mine)
    shown = point.token("where", point.read(by=world.mentee))
    point.answer("where", "To speak first, now and then.", by=world.mentee, shown=shown)
    kept = point.read(by=world.mentee)
    world.keep(ended_place=world.ended_pairing.mentee, shown_where=point.token("where", kept))
    world.keep(shown_skills=point.token("skills", kept), mentor_place=world.pairing.mentor)


def _starts(place: Any, **said: Any) -> None:
    point, person = StartingPoint.objects.of(place), place.person
    for key, words in said.items():
        shown = point.token(key, {"said": {}, "seen": {}})
        point.answer(key, words, by=person, shown=shown, keeps_back=key == "worries")
    point.finish(by=person, now=timezone.now())


def directions(world: Any) -> None:
    """A gap that the two have not talked about, and the look halfway, which is open."""
    pairing, now = Pairing.objects.get(pk=world.pairing.pk), world.now
    with world.days_ago(20):
        at = {"now": now - dt.timedelta(days=20)}
        gap = HorizonCheck.objects.begin(pairing, cause="monthly", **at)
        gap.mark(by=world.mentee, direction="off", line="I drift towards numbers.", **at)
        gap.mark(by=world.mentor, direction="same", line="Straight on.", **at)
    look = Halfway.objects.begin(pairing, now=now)
    world.keep(horizon_gap=gap, halfway_look=look)


def _enrolled(world: Any, cohort: Any, person: Any, role: str, **fields: Any) -> Any:
    skills = [{"name": name, "level": 4} for name in fields.pop("skills", ())]
    capacity = fields.pop("capacity", 2 if role == "mentor" else 1)
    row = make_enrolment(
        cohort=cohort, person=person, role=role, status="applied", capacity=capacity, skills=skills
    )
    row.accept(by=world.coordinator)
    return row


IN_ORDER = (
    programme,
    earlier_pair,
    pairs,
    agreements,
    goals,
    trail,
    meetings,
    journals,
    applications,
    lists,
    own_things,
    changes_of_mind,
    expectations,
    starting_points,
    directions,
)
