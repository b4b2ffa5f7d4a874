"""The demo story: told once, whole and believable; every page of its people; gone without a trace.

The day is set, so that the story is the same each time; it is a Wednesday between two clock
changes, on which Berlin and New York are an hour nearer to each other than usual.
"""

from __future__ import annotations

import datetime as dt
import io
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.hours import slots
from accounts.models import Leave, User
from accounts.private import open_many_for
from checkins.models import Action, CheckIn, Note, Prep, Series
from goals.models import Goal, Progress, Revision, Titles
from journal.models import Entry, Share
from mentorship.home.demo import PASSWORD, demo_people
from mentorship.home.demo.clock import story_time
from mentorship.home.demo.people import STAGE, WEEKS, cast
from mentorship.home.demo.scenes import scenes
from mentorship.home.demo.telling import tell
from mentorship.models import (
    Agreement,
    AgreementVersion,
    Celebration,
    Cohort,
    Enrolment,
    Event,
    MatchRun,
    Notice,
    Pairing,
    RematchRequest,
    SeatRequest,
    StartingPoint,
)
from mentorship.outbox.delivery import deliver_all
from mentorship.stages import stage_of
from tests.demo_pages import pages_of
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOW = dt.datetime(2026, 3, 18, 14, 30, tzinfo=dt.UTC)
MOST_QUERIES = 12


@pytest.fixture(scope="module", autouse=True)
def _story(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Told once for all tests here; what a test does to it is taken back after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            tell(NOW)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def person(key: str) -> User:
    return User.objects.get(email=f"{key}@tidemark.example")


def pair_of(mentee: str, mentor: str) -> Pairing:
    found = Pairing.objects.with_people().filter(mentor_person=person(mentor))
    return found.get(mentee_person=person(mentee))


def states(model: Any, field: str = "status") -> set[str]:
    return set(model.objects.values_list(field, flat=True))


# --- what is told ----------------------------------------------------------------------------


def test_every_state_is_there() -> None:
    assert states(Pairing) == set(Pairing.Status.values) - {"recalled"}
    assert states(Enrolment) == set(Enrolment.Status.values)
    assert states(Goal) == set(Goal.Status.values)
    assert states(CheckIn) == set(CheckIn.Status.values)
    assert states(Celebration) == set(Celebration.Status.values)
    assert states(Action) == set(Action.Status.values)
    assert states(Series) == set(Series.Status.values)
    assert states(Cohort) == {"open", "running"}
    assert states(SeatRequest) == set(SeatRequest.Status.values)
    assert states(RematchRequest) == {"open", "kept"}
    assert states(Progress, "kind") == set(Progress.Kind.values)
    assert states(Progress, "audience") == states(Note, "audience") == {"me", "pair"}


def test_every_stage_is_there() -> None:
    pairs = Pairing.objects.select_related("cohort")
    assert {stage_of(pairing, NOW.date()) for pairing in pairs} == {
        "arrive",
        "align",
        "grow",
        "reset",
        "close",
        "beyond",
    }


def test_some_have_set_their_starting_point_twice_some_once_some_half_and_some_not() -> None:
    shared = StartingPoint.objects.annotate(
        n=Count("versions", filter=Q(versions__is_private=False))
    )
    assert set(shared.values_list("n", flat=True)) == {0, 1, 2}
    half = shared.get(n=0)
    assert (half.person, half.next_key) == (person("gabriel"), "worries")
    assert not StartingPoint.objects.filter(person__in=[person("idris"), person("rangi")]).exists()
    assert StartingPoint.objects.exclude(kept_back=[]).exists()


def test_a_mentor_has_one_to_four_open_pairs() -> None:
    loads = Counter(Pairing.objects.open().values_list("mentor_person", flat=True))
    assert set(loads.values()) == {1, 2, 3, 4}


def test_a_newest_agreement_has_no_one_or_both_signatures() -> None:
    signed = defaultdict(set)
    for version in AgreementVersion.objects.select_related("agreement"):
        signed[version.number].add((version.agreement.status, version.signatures.count()))
    assert signed == {
        1: {("open", 0), ("open", 1), ("in_force", 2)},
        2: {("in_force", 1), ("in_force", 2)},
    }
    without = Pairing.objects.open().exclude(pk__in=Agreement.objects.values("pairing"))
    assert [str(pairing) for pairing in without] == ["Idris Bello and Emeka Nwosu"]


def test_it_reaches_from_half_hour_to_half_hour() -> None:
    offsets = {NOW.astimezone(who.zone).utcoffset() for who in User.objects.all()}
    minutes = {offset.seconds // 60 % 60 for offset in offsets if offset is not None}
    assert minutes == {0, 30, 45}


def test_two_pairs_are_quiet_and_one_has_waited_for_weeks() -> None:
    client = Client()
    client.force_login(person("noor"))
    said = client.get(reverse("home")).content.decode()
    for sentence in (
        "4 people wait to hear whether they are in.",
        "3 mentees have no mentor yet.",
        "22 mentees, 11 mentors, 20 pairs.",
        "One mentee has no mentor yet.",
        "One pair has not signed its agreement for three weeks.",
        "2 pairs have been quiet for three weeks.",
        "One person asks for another match.",
    ):
        assert sentence in said


def test_both_sides_write_and_share_and_take_back() -> None:
    shares = Share.objects.values_list("read_at", "withdrawn_at")
    fates = {(bool(read_at), bool(withdrawn_at)) for read_at, withdrawn_at in shares}
    assert fates == {(False, False), (True, False), (False, True)}
    authors = Entry.objects.values("author")
    assert Pairing.objects.filter(mentee_person__in=authors).exists()
    assert Pairing.objects.filter(mentor_person__in=authors).exists()
    assert Prep.objects.exclude(pulse=None).values("person").distinct().count() > 20
    assert Revision.objects.exists()
    assert Leave.objects.exists()


def test_moved_check_ins_are_held_and_still_to_come() -> None:
    moved = CheckIn.objects.filter(sequence__gt=0)
    assert set(moved.values_list("status", flat=True)) >= {"held", "cancelled"}
    carried = Action.objects.open().filter(check_in__starts_at__lt=NOW - dt.timedelta(days=20))
    assert carried.exists()


def test_it_is_the_same_story_each_time() -> None:
    pairing = pair_of("amara", "dela")
    goals = list(Goal.objects.filter(pairing=pairing).order_by("created_at"))
    titles = Titles.of(goals, pairing.mentee_person)
    assert [(titles[goal.pk], goal.status) for goal in goals] == [
        (
            "Run the visitor pipeline on my own, so that Finance trusts its numbers every Monday",
            "reached",
        ),
        ("Bring the night run under one hour by the end of the quarter", "agreed"),
        (
            "Explain our data model to people who do not write SQL, in ten minutes, "
            "without losing them",
            "parked",
        ),
    ]
    held = pairing.check_ins.held().count()
    coming = pairing.check_ins.ahead(NOW).first()
    starts_at = dt.datetime(2026, 3, 19, 15, 0, tzinfo=dt.UTC)
    assert (held, pairing.wins, coming and coming.starts_at) == (10, 11, starts_at)


def test_nothing_is_told_twice_on_one_page() -> None:
    for pairing in Pairing.objects.with_people():
        reader = pairing.mentee_person
        for rows, field in (
            (Progress.objects.filter(pairing=pairing, author=reader), "text"),
            (Celebration.objects.filter(pairing=pairing), "what_worked"),
            (Celebration.objects.filter(pairing=pairing), "reply"),
            (Action.objects.filter(pairing=pairing), "text"),
        ):
            said = [words for words in open_many_for(rows, field, reader).values() if words]
            twice = [words for words, times in Counter(said).items() if times > 1]
            assert (str(pairing), field, twice) == (str(pairing), field, [])


def test_whoever_is_paired_shares_an_hour_in_every_month() -> None:
    """Clocks change apart, and no coordinator may pair two who never meet."""
    days = [dt.date(2027, month, 28) for month in range(1, 13)]
    alone = [
        (on, scene.mentee, scene.mentor)
        for on in days
        for scene in scenes()
        if not free(scene.mentee, on) & free(scene.mentor, on)
    ]
    assert alone == []


def free(key: str, on: dt.date) -> frozenset[int]:
    told = cast()[key]
    week = [(day, begins * 60, ends * 60) for day, begins, ends in WEEKS[told["free"]]]
    return slots(week, zoneinfo.ZoneInfo(told["zone"]), on)


# --- what the past leaves owed ---------------------------------------------------------------


def test_only_the_latest_news_is_due_and_no_flood() -> None:
    due = Notice.objects.due(NOW).values_list("kind", "recipient__name")
    assert sorted(due) == [
        ("celebrated", "Dela Mensah"),
        ("check_in_prepare", "Amara Okafor"),
        ("check_in_prepare", "Dela Mensah"),
    ]
    report = deliver_all(NOW)
    assert (report.sent, report.cancelled, report.refused) == (2, 1, 0)  # Dela has prepared


def test_the_clock_is_put_back_however_the_telling_ends() -> None:
    def tell_badly() -> None:
        with story_time(NOW - dt.timedelta(days=3)) as clock:
            assert timezone.now() == NOW - dt.timedelta(days=3)
            assert Progress().logged_at == timezone.now()
            clock.moment = NOW - dt.timedelta(days=2)
            assert timezone.localtime() == NOW - dt.timedelta(days=2)
            raise ValueError

    with pytest.raises(ValueError, match="^$"):
        tell_badly()
    assert (timezone.now(), Progress().logged_at) == (NOW, NOW)


# --- becoming them ---------------------------------------------------------------------------


def test_the_people_on_stage_are_told_with_their_password() -> None:
    told = list(demo_people())
    assert [name for name, _how in told] == [cast()[key]["name"] for key in STAGE]
    client = Client()
    login = {"login": person("amara").email, "password": PASSWORD}
    assert client.post(reverse("account_login"), login).url == reverse("home")


@pytest.mark.parametrize(
    ("key", "template", "words"),
    [
        ("amara", "home/mentee.html", "Prepare for Dela"),
        ("dela", "home/mentor.html", "Read up on Amara"),
        ("noor", "home/coordinator.html", "Read and decide"),
        ("priya", "home/mentee.html", "Tashi asks for your yes to a goal"),
        ("idris", "home/mentee.html", "Say what you expect of each other"),
        ("tomasz", "home/waiting.html", "Your application is being read."),
        ("salma", "home/waiting.html", "Salma Benali and Fionnuala Byrne"),
    ],
)
def test_a_home_says_what_the_sign_in_page_promised(key: str, template: str, words: str) -> None:
    client = Client()
    client.force_login(person(key))
    response = client.get(reverse("home"))
    assert template in [used.name for used in response.templates]
    assert words in response.content.decode()


# --- every page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        "amara",
        "dela",
        "noor",
        "priya",
        "idris",
        "tomasz",
        "ada",
        "salma",
        "naledi",
        "farida",
        "yuki",
        "elif",
        "marguerite",
    ],
)
def test_every_page_opens_in_a_few_queries(key: str) -> None:
    client, reader = Client(), person(key)
    client.force_login(reader)
    wrong: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    for name, address in pages_of(reader):
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        seen[name] += 1
        if response.status_code != 200 or len(asked) > MOST_QUERIES:
            wrong[name] = (response.status_code, len(asked), address)
    assert wrong == {}
    assert seen["home"] == 1


def test_an_outsider_opens_nothing_of_theirs() -> None:
    client = Client()
    client.force_login(make_person(name="Oskar Lind"))
    own = {name for name, _address in pages_of(make_person())}
    addresses = chain.from_iterable(pages_of(person(key)) for key in ("amara", "dela", "noor"))
    theirs = {address: name for name, address in addresses if name not in own}
    found = {name for address, name in theirs.items() if client.get(address).status_code != 404}
    assert (len(theirs) > 100, found) == (True, set())


# --- where it may be told --------------------------------------------------------------------


def seed(**options: Any) -> str:
    out = io.StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def test_it_is_not_told_twice() -> None:
    with pytest.raises(CommandError, match="is told here already"):
        seed()
    assert (seed(first_start=True), User.objects.count()) == ("", len(cast()))


def test_it_is_not_told_among_real_people() -> None:
    seed(clear=True)
    make_person()
    with pytest.raises(CommandError, match="There are real people in this database"):
        seed()
    assert seed(first_start=True) == ""


def test_it_is_not_told_in_production(settings: Any) -> None:
    seed(clear=True)
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        seed()


# --- taking it away --------------------------------------------------------------------------


def rows() -> dict[str, set[Any]]:
    """The keys of every row of ours and of the packages, but for what describes the tables."""
    static = ("contenttypes.ContentType", "auth.Permission")
    return {
        model._meta.label: set(model._base_manager.values_list("pk", flat=True))
        for model in apps.get_models()
        if model._meta.label not in static
    }


def test_taking_it_away_leaves_only_what_is_real() -> None:
    told = rows()
    pairing = make_pairing(mentee=make_person(), mentor=make_person())
    Progress.objects.log(pairing, "Asked a real question.", by=pairing.mentee_person)
    Entry.objects.write("A real thought.", by=pairing.mentee_person)
    real = {label: keys - told[label] for label, keys in rows().items()}
    assert seed(clear=True) == f"The demo story is gone, with its {len(cast())} people.\n"
    assert rows() == real
    assert seed(clear=True) == "There is no demo story here. Nothing was changed.\n"


def test_real_people_who_had_joined_it_keep_their_accounts() -> None:
    guest, cohort = make_person(), Cohort.objects.get(status="open")
    made_up = make_enrolment(cohort=make_cohort(), person=person("tomasz"))
    host = make_enrolment(cohort=made_up.cohort, person=guest, role="mentor")
    make_enrolment(cohort=cohort, person=guest, status="applied")
    Pairing.objects.propose(made_up, host, by=None)
    said = seed(clear=True).splitlines()
    assert said[1] == "1 real people were in its programmes; their accounts stay."
    assert list(User.objects.all()) == [guest]
    assert list(Enrolment.objects.values_list("pk", "seats_taken")) == [(host.pk, 0)]
    assert Pairing.objects.count() == MatchRun.objects.count() == Notice.objects.count() == 0


def test_the_walls_stand_again_afterwards(pairing: Pairing) -> None:
    seed(clear=True)
    with pytest.raises(IntegrityError, match="is_never_deleted"), transaction.atomic():
        Event.objects.about(pairing).delete()
