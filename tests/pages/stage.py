"""What the world lacks for every page to show all its faces."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import override_settings
from django.utils import timezone

from accounts import links
from accounts.models import Availability
from checkins.models import Action, CheckIn, Note, Prep
from goals.models import Checkpoint, Goal, Progress, Saying
from journal.models import Entry
from mentorship import clauses
from mentorship.models import (
    Agreement,
    Celebration,
    HorizonCheck,
    Intake,
    Pairing,
    ReplyRequest,
    SeatRequest,
    matchmaking,
)
from mentorship.outbox import mailfolder
from mentorship.outbox.delivery import deliver_all
from tests.chapters import CANDIDATES, LIST
from tests.checkins.factories import make_check_in
from tests.factories import make_cohort, make_enrolment, make_person
from tests.pages.agreeing import answering
from tests.pages.beginning import beginning
from tests.world import World, build_world, make_account

# Nobody breaks lines for us: a name, an address and words at their longest.
LONG_NAME = "Maximiliane-Anneliese Wolkenstein-Trostburg von Hohenlohe-Langenburg"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2
LONG_TEXT = f"{LONG_WORD} <b>bold?</b> & “so on” https://example.org/{'path/' * 30}"


def build_stage(mail_folder: Path) -> World:
    """The world and more; the mails that were owed by then lie in the folder."""
    world = build_world()
    _people_with_keys(world)
    _half_signed(world)
    _extremes(world)
    _runs(world)
    _waits(world)
    _lists(world)
    _answers(world)
    answering(world)
    beginning(world)
    _slips(world)
    _people_of_the_demo()
    _mails(world, mail_folder)
    return world


def _people_with_keys(world: World) -> None:
    """Somebody with codes (a key is added in the browser), and somebody without a password."""
    keyed = make_account("keyed", "Kim Adeyemi")
    TOTP.activate(keyed, generate_totp_secret())
    RecoveryCodes.activate(keyed)
    coded = make_person(name="Cleo Maris", email="coded@example.org")
    world.people |= {"keyed": keyed, "coded": coded}


def _half_signed(world: World) -> None:
    """A pair whose agreement has one of its two names."""
    mentee, mentor = make_account("signing", "Sina Roth"), make_account("signing2", "Jonas Ek")
    pairing = _pair(world, mentee, mentor)
    agreement = Agreement.objects.of(pairing)
    version = agreement.propose(clauses.starting_terms(), by=mentee)
    agreement.sign(by=mentee, typed_name=mentee.name, shown_hash=version.content_hash)
    world.people |= {"signing_mentee": mentee, "signing_mentor": mentor}
    world.keep(signing_pairing=pairing)
    ReplyRequest.objects.ask(pairing, by=mentor, now=world.now)
    _change_of_mind(world)


def _change_of_mind(world: World) -> None:
    """The neighbours agreed long ago, and one of them proposes other terms now."""
    agreement = Agreement.objects.of(world.other_pairing)
    newest = agreement.newest
    terms = newest.read(by=world.other_mentee) | {"cadence_days": "28"}
    agreement.propose(terms, by=world.other_mentee, shown_hash=newest.content_hash)
    world.keep(other_coming=world.other_pairing.check_ins.ahead(world.now).first())


def _extremes(world: World) -> None:
    """A pair whose every word is long, with as many goals as can be agreed on at once."""
    mentee, mentor = make_account("long", LONG_NAME), make_account("long2", LONG_NAME[::-1].title())
    pairing = _pair(world, mentee, mentor)
    pairing.start(by=mentee)
    for number in range(3):
        goal = Goal.objects.draft(
            pairing, by=mentee, id=uuid.uuid4(), title=LONG_TEXT[:200], measure=LONG_TEXT
        )
        for _ in range(7 if number < 2 else 1):
            Checkpoint.objects.add(goal, LONG_TEXT[:120], by=mentee, due_on=world.on(number))
        goal.propose(by=mentee)
        goal.agree(by=mentor)
        Progress.objects.log(pairing, LONG_TEXT, by=mentee, goal=goal, kind="win", confidence=5)
        world.keep(**{f"long_goal_{number}": goal})
    check_in = _check_in(pairing, world)
    Note.objects.keep(check_in, LONG_TEXT, by=mentee, audience="pair", shown_version=0)
    Prep.objects.keep(check_in, by=mentee, want=LONG_TEXT, pulse=5, pace=2)
    for person in pairing.people:
        Action.objects.add(check_in, LONG_TEXT[:200], by=mentee, owner=person)
    entry = Entry.objects.write(LONG_TEXT * 20, by=mentee, mood="tired")
    entry.share(pairing, by=mentee)
    stone = Celebration.objects.filter(pairing=pairing).first()
    stone.answer(by=mentor, text=LONG_TEXT)
    world.people |= {"long_mentee": mentee, "long_mentor": mentor}
    world.keep(long_pairing=pairing, long_check_in=check_in, long_entry=entry)
    world.keep(long_celebration=stone)


def _runs(world: World) -> None:
    """A published match, and one in which nobody could be paired."""
    done = make_cohort(program=world.program, name="Morning round", status="matching")
    alone = make_cohort(program=world.program, name="Late round", status="matching")
    for cohort, roles in ((done, ("mentee", "mentor", "mentor")), (alone, ("mentee", "mentee"))):
        cohort.appoint(world.coordinator, by=world.site_owner)
        for role, name in zip(roles, CANDIDATES, strict=False):
            skills = [{"name": "SQL", "level": 4}]
            make_enrolment(cohort=cohort, person=make_person(name=name), role=role, skills=skills)
    run = matchmaking.compute(done, by=world.coordinator)
    run.publish(by=world.coordinator)
    world.keep(published_run=run, lonely_run=matchmaking.compute(alone, by=world.coordinator))


def _waits(world: World) -> None:
    """A round with too few places: two mentors were asked; one mentee is free when nobody is."""
    cohort = make_cohort(program=world.program, name="Night round", status="matching")
    cohort.appoint(world.coordinator, by=world.site_owner)
    for number in range(4):
        _free(cohort, make_account(f"night{number}", f"Nia Amsel {number}"), "mentee")
    limited = _free(cohort, make_account("limited", "Liv Sommer"), "mentee", weekday=6)
    mentors = [
        _free(cohort, make_account(f"guide{n}", f"Guy Sand {n}"), "mentor") for n in range(3)
    ]
    matchmaking.compute(cohort, by=world.coordinator).publish(by=world.coordinator)
    SeatRequest.objects.ask(mentors[:2], by=world.coordinator, now=world.now)
    given, declined = SeatRequest.objects.of_cohort(cohort)
    given.give(by=given.mentor.person, now=world.now)
    declined.decline(by=declined.mentor.person, now=world.now)
    people = {"limited": limited, "giving": given.mentor, "declining": declined.mentor}
    world.people |= {name: place.person for name, place in people.items()}
    world.keep(short_cohort=cohort, limited=limited, given_seat=given, declined_seat=declined)


def _free(cohort: Any, person: Any, role: str, *, weekday: int = 1) -> Any:
    Availability.objects.free(by=person, weekday=weekday, from_minute=600, until_minute=720)
    return make_enrolment(cohort=cohort, person=person, role=role, capacity=1)


def _lists(world: World) -> None:
    """A list taken back, and one without a column for addresses."""
    by = {"by": world.coordinator, "name": "again.csv"}
    undone = Intake.objects.begin(world.matching_cohort, LIST, id=uuid.uuid4(), **by)
    undone.bring_in(joins="quietly", seen=0, by=world.coordinator, now=world.now)
    undone.undo(by=world.coordinator, now=world.now)
    data = b"What,Else\n1,2\n3,4\n"
    unclear = Intake.objects.begin(world.matching_cohort, data, id=uuid.uuid4(), **by)
    world.keep(undone_intake=undone, unclear_intake=unclear)


def _answers(world: World) -> None:
    """Links whose question was answered, and goals at the ends of their lives."""
    here = world.open_cohort.enrolments
    for answer, name in (("accept", "yes"), ("withdraw", "no")):
        person = make_person(name=name.title())
        place = make_enrolment(cohort=world.open_cohort, person=person, status="invited")
        getattr(place, answer)(by=person)
        token = links.token(person, "place", enrolment=str(here.get(person=person).pk))
        world.keep(**{f"{name}_token": token})
    world.keep(set_up_token=links.token(world.mentee, "invite"))
    world.keep(outsider_log_token=links.token(world.outsider, "log", pairing="none", kind="step"))
    fading = Goal.objects.draft(
        world.pairing, by=world.mentee, id=uuid.uuid4(), title="Learn to like the projector"
    )
    fading.propose(by=world.mentee)
    fading.agree(by=world.mentor)
    said = {"by": world.mentee, "line": "I would rather draw."}
    Saying.objects.say(fading, "no_longer", **said)
    world.keep(turning_goal=fading)
    for verb in ("park", "reach", "close"):
        goal = Goal.objects.draft(
            world.pairing, by=world.mentee, id=uuid.uuid4(), title=f"A goal to {verb}"
        )
        goal.propose(by=world.mentee)
        goal.agree(by=world.mentor)
        why = {"close": {"reason": "life"}, "park": {"because": "other_first"}}
        getattr(goal, verb)(by=world.mentee, **why.get(verb, {}))
        world.keep(**{f"{verb}_goal": goal})


def _slips(world: World) -> None:
    """A pair whose mentee has carried one thing along for weeks, and made a plan for another."""
    mentee, mentor = make_account("slip", "Rosa Blum"), make_account("slip2", "Tomasz Maj")
    pairing = _pair(world, mentee, mentor)
    pairing.start(by=mentee)
    days = [world.now - dt.timedelta(days=days) for days in (30, 16, 2)]
    first, before, last = [make_check_in(pairing=pairing, starts_at=day) for day in days]
    for check_in in (before, last):  # for the second time, they wish for different paces
        for person, pace in ((mentee, -2), (mentor, 1)):
            Prep.objects.keep(check_in, by=person, pulse=3, pace=pace)
    check = HorizonCheck.objects.get(pairing=pairing)
    check.mark(by=mentor, direction="off", line="Too many roads.", now=world.now)
    slipped = Action.objects.add(first, "Write the first page", by=mentee, owner=mentee)
    planned = Action.objects.add(first, "Ask Noor for an hour", by=mentor, owner=mentee)
    told = {"when": "the stand-up on Tuesday is over", "then": "ask her before I sit down"}
    planned.plan(by=mentee, shown_version=0, **told)
    world.people |= {"slipping_mentee": mentee, "slipping_mentor": mentor}
    world.keep(slipped_action=slipped, slipped_check_in=last, slipping_pairing=pairing)


def _people_of_the_demo() -> None:
    for name, hint in (("Abena", "a mentee in the middle of things"), ("Yuki", "a mentor of four")):
        make_person(name=name, is_demo=True, demo_hint=hint)


def _mails(world: World, folder: Path) -> None:
    to_folder = {"EMAIL_BACKEND": "accounts.mailbox.FolderBackend", "MAIL_FOLDER": folder}
    with override_settings(**to_folder, HEED_QUIET_HOURS=False):
        deliver_all()
        world.keep(mails=mailfolder.names())


def _pair(world: World, mentee: Any, mentor: Any) -> Pairing:
    seeker = make_enrolment(cohort=world.cohort, person=mentee, role="mentee")
    guide = make_enrolment(cohort=world.cohort, person=mentor, role="mentor", capacity=2)
    return Pairing.objects.propose(seeker, guide, by=world.coordinator)


def _check_in(pairing: Pairing, world: World) -> CheckIn:
    starts_at = timezone.now() + dt.timedelta(days=1)
    check_in = CheckIn.objects.create(
        pairing=pairing, starts_at=starts_at, local_on=starts_at.date()
    )
    CheckIn.objects.refresh_meetings(pairing)
    return check_in
