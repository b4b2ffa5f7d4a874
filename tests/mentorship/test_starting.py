"""Starting points: seven pages, shared when their author says so, and read by few."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, Profile
from accounts.private import NotYours, open_for
from goals.models import Goal
from mentorship.forms.starting import number_of
from mentorship.home.facts import with_facts
from mentorship.home.next_step import steps_for
from mentorship.models import (
    Changed,
    Cohort,
    Enrolment,
    Event,
    Notice,
    Pairing,
    StartingPoint,
    StartingVersion,
)
from mentorship.outbox.letterbooks import writers
from mentorship.starting.questions import MENTEE, MENTOR, questions_for
from mentorship.starting.reading import skills_new_to
from mentorship.starting_reminders import plan
from tests.checkins.factories import make_check_in
from tests.factories import make_cohort, make_enrolment, make_person, make_program

pytestmark = pytest.mark.django_db
RATE = ("rate_skills",)
CANARY = "To stop apologising before I speak."
FEAR = "That she finds out how little I know."
SKILLS = [
    {"name": "SQL", "level": 1, "sure": 2},
    {"name": "Writing", "level": 3},
    {"name": "Saying no", "level": 5, "sure": 9},
]


@pytest.fixture
def place() -> Enrolment:
    program = make_program(skills=["SQL", "Writing", "Saying no", "Planning"])
    return make_enrolment(
        cohort=make_cohort(program=program), person=make_person(name="Amara Okafor")
    )


def ask(person: Any, name: str, *args: Any, **told: Any) -> Any:
    client = Client()
    client.force_login(person)
    url = reverse(name, args=args)
    return client.post(url, told) if told else client.get(url)


def words(answer: Any) -> str:
    return answer.content.decode()


def say(place: Enrolment, key: str, said: Any, **how: Any) -> StartingPoint:
    point = StartingPoint.objects.of(place)
    shown = point.token(key, point.read(by=place.person))
    point.answer(key, said, by=place.person, shown=shown, **how)
    return point


def share(place: Enrolment, **answers: Any) -> StartingPoint:
    """`worries` are kept back."""
    for key, said in answers.items():
        say(place, key, said, keeps_back=key == "worries")
    point = StartingPoint.objects.of(place)
    point.finish(by=place.person, now=timezone.now())
    return point


def paired(place: Enrolment, *, capacity: int = 1, is_started: bool = True) -> Pairing:
    seat = make_enrolment(cohort=place.cohort, role="mentor", capacity=capacity)
    pairing = Pairing.objects.propose(place, seat, by=None)
    if is_started:
        pairing.start(by=None)
    return pairing


def theirs(pairing: Pairing, reader: Any) -> str:
    return words(ask(reader, "partner_start", pairing.pk))


# --- answering -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_seven_questions_each_with_a_reason_and_two_answers_of_others(role: str) -> None:
    asked = questions_for(role)
    assert len(asked) == 7
    assert all(len(one.samples) == 2 and one.why for one in asked)
    assert [one.kind for one in asked] == ["text"] * 4 + ["skills", "work", "text"]


def test_one_question_a_page_and_every_page_is_kept(place: Enrolment) -> None:
    texts = [one.key for one in MENTEE if one.kind == "text"]
    for number, question in enumerate(MENTEE, start=1):
        page = words(ask(place.person, "starting_page", place.pk, question.key))
        assert f"Page {number} of 7" in page
        told = {"words": f"About {question.key}"} if question.key in texts else {"skip": "yes"}
        shown = _token(page)
        answer = ask(place.person, "starting_page", place.pk, question.key, shown=shown, **told)
        following = MENTEE[number].key if number < 7 else None
        name, args = ("starting_page", [following]) if following else ("starting", [])
        assert answer.url == reverse(name, args=[place.pk, *args])
    kept = StartingPoint.objects.get().read(by=place.person)
    assert [kept["said"][key] for key in texts] == [f"About {key}" for key in texts]
    assert {key for key, how in kept["seen"].items() if how == "skipped"} == {"skills", "work"}


def _token(page: str) -> str:
    return page.partition('name="shown" value="')[2].partition('"')[0]


def test_the_mentor_is_asked_what_they_offer_and_hope_to_learn(place: Enrolment) -> None:
    mentor = make_enrolment(cohort=place.cohort, role="mentor")
    page = words(ask(mentor.person, "starting_page", mentor.pk, MENTOR[0].key))
    assert "What can you offer, and how?" in page
    assert ask(mentor.person, "starting_page", mentor.pk, "matters").status_code == 404
    assert ask(place.person, "starting_page", place.pk, "offer").status_code == 404


def test_it_goes_on_at_the_first_page_that_was_neither_answered_nor_skipped(
    place: Enrolment,
) -> None:
    say(place, "where", CANARY)
    say(place, "matters", "", how="skipped")
    say(place, "worries", FEAR)
    page = words(ask(place.person, "starting", place.pk))
    assert f'class="button button-main" href="{_page(place, "strengths")}"' in page
    assert StartingPoint.objects.get().next_key == "strengths"


def _page(place: Enrolment, key: str) -> str:
    return reverse("starting_page", args=[place.pk, key])


def test_saving_and_leaving_keeps_also_what_is_not_complete(place: Enrolment) -> None:
    url = _page(place, "skills")
    answer = ask(place.person, "starting_page", place.pk, "skills", chosen=["SQL"], leave="yes")
    assert answer.status_code == 409  # without the token of a page that was shown
    shown = _token(words(ask(place.person, "starting_page", place.pk, "skills")))
    told = {"chosen": ["SQL"], "shown": shown}
    refused = ask(place.person, "starting_page", place.pk, "skills", **told, **{"continue": "yes"})
    assert "Choose three at least, or skip this page." in words(refused)
    left = ask(place.person, "starting_page", place.pk, "skills", **told, leave="yes")
    assert (left.url, url) == (reverse("home"), url)
    assert StartingPoint.objects.get().read(by=place.person)["said"]["skills"] == [{"name": "SQL"}]


def test_i_do_not_know_yet_is_an_answer_that_others_read(place: Enrolment) -> None:
    shown = _token(words(ask(place.person, "starting_page", place.pk, "end")))
    ask(place.person, "starting_page", place.pk, "end", shown=shown, unknown="yes")
    share(place)
    pairing = paired(place)
    assert "Not known yet" in theirs(pairing, pairing.mentor_person)


def test_words_are_never_thrown_away_by_a_button(place: Enrolment) -> None:
    for key, button in (("where", "skip"), ("matters", "unknown"), ("end", "leave")):
        shown = _token(words(ask(place.person, "starting_page", place.pk, key)))
        told = {"words": CANARY, "shown": shown, button: "yes"}
        ask(place.person, "starting_page", place.pk, key, **told)
    kept = StartingPoint.objects.get().read(by=place.person)
    assert kept["said"] == dict.fromkeys(("where", "matters", "end"), CANARY)
    assert set(kept["seen"].values()) == {"answered"}


def test_what_was_being_written_is_there_again(place: Enrolment) -> None:
    spot = {"by": place.person, "place": f"start:{place.pk}:where"}
    Draft.objects.keep(**spot, text=CANARY, now=timezone.now())
    page = words(ask(place.person, "starting_page", place.pk, "where"))
    assert CANARY in page
    ask(place.person, "starting_page", place.pk, "where", words=CANARY, shown=_token(page))
    assert Draft.objects.text(**spot) == ""
    spot["place"] = f"start:{place.pk}:work"
    Draft.objects.keep(**spot, text="Captions, ple", now=timezone.now())
    page = words(ask(place.person, "starting_page", place.pk, "work"))
    assert [said in page for said in ("Captions, ple", "what you were writing")] == [True, True]


def test_two_tabs_never_overwrite_each_other(place: Enrolment) -> None:
    shown = _token(words(ask(place.person, "starting_page", place.pk, "where")))
    say(place, "where", "In the first tab")
    late = ask(place.person, "starting_page", place.pk, "where", words="In the second", shown=shown)
    assert late.status_code == 409
    assert all(text in words(late) for text in ("In the first tab", "In the second"))
    again = {"words": "In the second", "shown": _token(words(late))}
    assert ask(place.person, "starting_page", place.pk, "where", **again).status_code == 302
    assert StartingPoint.objects.get().read(by=place.person)["said"]["where"] == "In the second"


def test_a_tab_that_knows_nothing_of_the_tick_does_not_take_it_back(place: Enrolment) -> None:
    say(place, "worries", FEAR)
    point = StartingPoint.objects.of(place)
    shown = point.token("worries", point.read(by=place.person))
    say(place, "worries", FEAR, keeps_back=True)
    with pytest.raises(Changed):
        point.answer("worries", "Less.", by=place.person, shown=shown)
    assert StartingPoint.objects.get().kept_back == ["worries"]


# --- skills and how I like to work -------------------------------------------------------------


def test_skills_are_chosen_then_rated_and_stand_on_a_ladder(place: Enrolment) -> None:
    shown = _token(words(ask(place.person, "starting_page", place.pk, "skills")))
    told = {"chosen": ["SQL", "Writing"], "own": "Saying no, sql", "shown": shown}
    rate = ask(place.person, "starting_page", place.pk, "skills", **told, **{"continue": "yes"})
    assert rate.url == reverse("rate_skills", args=[place.pk])
    page = ask(place.person, "rate_skills", place.pk)
    form = page.context["form"]
    assert [skill["name"] for skill in form.skills] == ["SQL", "Writing", "Saying no"]
    levels = [name for name in form.fields if name.startswith("level")]
    rated = dict(zip(levels, ("1", "3", "5"), strict=True))
    rated |= {levels[0].replace("level", "sure"): "2", levels[2].replace("level", "sure"): "9"}
    ask(place.person, "rate_skills", place.pk, shown=_token(words(page)), **rated)
    kept = StartingPoint.objects.get().read(by=place.person)
    assert kept["said"]["skills"] == SKILLS
    ladder = words(ask(place.person, "skill_ladder", place.pk))
    assert "You stand on your own with 2 of 3 skills. 1 is new to you." in ladder
    assert '<th scope="row">SQL</th><td>–</td><td>new to me</td><td>2</td>' in ladder


def test_the_ladder_says_what_has_gone_up_since_the_first_time(place: Enrolment) -> None:
    share(place, skills=SKILLS)
    assert "Higher than at first" not in words(ask(place.person, "skill_ladder", place.pk))
    say(place, "skills", [{"name": "SQL", "level": 3}, {"name": "Writing", "level": 2}])
    ladder = words(ask(place.person, "skill_ladder", place.pk))
    assert "Higher than at first: SQL." in ladder
    assert "<td>new to me</td><td>alone on easy cases</td>" in ladder


def test_ratings_of_two_windows_stand_side_by_side_and_keep_to_their_skills(
    place: Enrolment,
) -> None:
    say(place, "skills", [{"name": "SQL"}, {"name": "Writing"}, {"name": "Planning"}])
    page = ask(place.person, "rate_skills", place.pk)
    said = {f"level{number_of({'name': 'Writing'})}": "4", "shown": _token(words(page))}
    say(place, "skills", [{"name": "Writing", "level": 2}, {"name": "Sailing"}])
    late = ask(place.person, "rate_skills", place.pk, **said)
    assert (late.status_code, "Writing: with help" in words(late)) == (409, True)
    assert [field.label for field in late.context["form"] if "level" in field.name] == [
        "Writing",
        "Sailing",
    ]
    again = said | {"shown": _token(words(late))}
    assert ask(place.person, "rate_skills", place.pk, **again).status_code == 302
    kept = StartingPoint.objects.get().read(by=place.person)["said"]["skills"]
    assert kept == [{"name": "Writing", "level": 4}, {"name": "Sailing"}]


def test_how_sure_is_a_number_up_to_ten_and_nothing_is_lost(place: Enrolment) -> None:
    say(place, "skills", [{"name": "SQL"}])
    number, shown = number_of({"name": "SQL"}), _token(words(ask(place.person, *RATE, place.pk)))
    told = {f"level{number}": "3", f"sure{number}": "11", "shown": shown}
    refused = ask(place.person, *RATE, place.pk, **told)
    assert refused.status_code == 200
    assert 'value="11"' in words(refused)
    assert StartingPoint.objects.get().read(by=place.person)["said"]["skills"] == [{"name": "SQL"}]


def test_more_than_six_are_too_many_and_what_the_application_said_comes_first() -> None:
    wanted = [{"name": "Sailing", "level": 3}]
    place = make_enrolment(skills=wanted)
    page = ask(place.person, "starting_page", place.pk, "skills")
    assert page.context["form"].initial["chosen"] == ["Sailing"]
    told = {"own": "a, b, c, d, e, f, g", "shown": _token(words(page)), "continue": "yes"}
    refused = words(ask(place.person, "starting_page", place.pk, "skills", **told))
    assert "Choose six at most" in refused
    assert "a, b, c, d, e, f, g" in refused


def test_the_card_begins_with_what_the_profile_says(place: Enrolment) -> None:
    profile = Profile.objects.of(place.person)
    profile.tell(by=place.person, version=0, feedback="gentle", thinking="alone", planning="plan")
    page = ask(place.person, "starting_page", place.pk, "work")
    assert page.context["form"].initial["feedback"] == "gentle"
    told = {"feedback": "soft", "quiet": "not before ten", "needs": "captions"}
    ask(place.person, "starting_page", place.pk, "work", shown=_token(words(page)), **told)
    share(place)
    pairing = paired(place)
    found = theirs(pairing, pairing.mentor_person)
    assert all(said in found for said in ("rather gently", "not before ten", "captions"))


def test_what_is_new_to_somebody_is_for_their_own_eyes(place: Enrolment) -> None:
    share(place, skills=SKILLS)
    pairing = paired(place)
    assert skills_new_to(place.person, pairing) == {"SQL"}
    assert skills_new_to(pairing.mentor_person, pairing) == set()


# --- who reads it ------------------------------------------------------------------------------


def test_nobody_else_reads_any_of_it_before_it_is_shared(place: Enrolment) -> None:
    pairing = paired(place)
    say(place, "where", CANARY)
    point = StartingPoint.objects.get()
    assert open_for(point, "answers", place.person).count(CANARY) == 1
    assert CANARY not in theirs(pairing, pairing.mentor_person)
    for reader in (pairing.mentor_person, make_person()):
        with pytest.raises(NotYours):
            open_for(point, "answers", reader)


def test_the_partner_reads_what_is_shared_and_nothing_that_is_kept_back(place: Enrolment) -> None:
    share(place, where=CANARY, worries=FEAR)
    pairing = paired(place)
    mentor = pairing.mentor_person
    assert [CANARY in theirs(pairing, mentor), FEAR in theirs(pairing, mentor)] == [True, False]
    own = StartingVersion.objects.get(is_private=True)
    assert FEAR in open_for(own, "answers", place.person)
    with pytest.raises(NotYours):
        open_for(own, "answers", mentor)
    assert FEAR in words(ask(place.person, "starting_versions", place.pk))


def test_what_is_kept_back_looks_like_what_was_left_out(place: Enrolment) -> None:
    share(place, where=CANARY)
    pairing = paired(place)
    before = theirs(pairing, pairing.mentor_person)
    say(place, "worries", FEAR, keeps_back=True)
    assert _bare(theirs(pairing, pairing.mentor_person)) == _bare(before)


def _bare(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_what_is_kept_back_later_is_hidden_at_once_from_what_was_shared(place: Enrolment) -> None:
    say(place, "worries", FEAR)
    share(place, where=CANARY)
    pairing = paired(place)
    assert FEAR in theirs(pairing, pairing.mentor_person)
    say(place, "worries", FEAR, keeps_back=True)
    assert FEAR not in theirs(pairing, pairing.mentor_person)
    say(place, "worries", "Nothing much, by now.")
    assert FEAR not in theirs(pairing, pairing.mentor_person)
    StartingPoint.objects.of(place).finish(by=place.person, now=timezone.now())
    found = theirs(pairing, pairing.mentor_person)
    assert [FEAR in found, "Nothing much, by now." in found] == [False, True]


def test_a_partner_reads_it_in_an_open_pair_and_afterwards_but_no_later_version(
    place: Enrolment, time_machine: Any
) -> None:
    pairing = paired(place)
    mentor = pairing.mentor_person
    share(place, where=CANARY)
    pairing.end(by=place.person, reason="time")
    assert CANARY in theirs(pairing, mentor)
    time_machine.move_to(timezone.now() + dt.timedelta(days=1), tick=False)
    share(place, where="Somewhere else by now.")
    found = theirs(pairing, mentor)
    assert [CANARY in found, "Somewhere else" in found] == [True, False]
    newest = StartingVersion.objects.get(number=2)
    for through in (None, pairing):
        newest.through = through
        with pytest.raises(NotYours):
            open_for(newest, "answers", mentor)


def test_who_said_no_before_they_began_reads_nothing_any_more(place: Enrolment) -> None:
    share(place, where=CANARY)
    pairing = paired(place, is_started=False)
    mentor = pairing.mentor_person
    assert CANARY in theirs(pairing, mentor)
    pairing.decline(by=mentor)
    assert CANARY not in theirs(pairing, mentor)
    with pytest.raises(NotYours):
        open_for(StartingVersion.objects.get(), "answers", mentor)


def test_others_never_read_it(place: Enrolment) -> None:
    share(place, where=CANARY)
    pairing = paired(place)
    coordinator = make_enrolment(cohort=place.cohort, role="admin").person
    stranger = paired(make_enrolment(cohort=place.cohort)).mentor_person
    owner = make_person(is_superuser=True, is_staff=True)
    version = StartingVersion.objects.get()
    assert StartingVersion.objects.visible_to(pairing.mentor_person).get() == version
    for reader in (coordinator, stranger, owner):
        assert not StartingVersion.objects.visible_to(reader).exists()
        assert StartingPoint.objects.read_by_partner(pairing, reader) == []
        assert ask(reader, "partner_start", pairing.pk).status_code == 404
        with pytest.raises(NotYours):
            open_for(version, "answers", reader)
    pages = ("starting", "skill_ladder", "starting_versions", "rate_skills")
    readers = (coordinator, stranger, owner, pairing.mentor_person)
    found = {ask(reader, name, place.pk).status_code for reader in readers for name in pages}
    assert found == {404}


def test_a_coordinator_sees_when_it_was_shared_and_not_a_word(place: Enrolment) -> None:
    pairing = paired(place)
    coordinator = make_enrolment(cohort=place.cohort, role="admin").person
    told = "Starting points"

    def line() -> str:
        page = words(ask(coordinator, "pair_file", pairing.pk))
        assert CANARY not in page
        return page.partition(told)[2].partition("<dt>")[0]

    assert line().count("not yet") == 2
    share(place, where=CANARY)
    assert line().count("not yet") == 1


def test_a_mentors_is_read_by_each_of_their_mentees(place: Enrolment) -> None:
    one = paired(place, capacity=2)
    seat = one.mentor
    share(seat, offer="An hour, and my mistakes.")
    seeker = make_enrolment(cohort=place.cohort)
    other = Pairing.objects.propose(seeker, seat, by=None)
    found = [theirs(pairing, pairing.mentee_person) for pairing in (one, other)]
    assert all("An hour, and my mistakes." in page for page in found)


def test_the_page_says_who_reads_it_before_anybody_types(place: Enrolment) -> None:
    def chip() -> str:
        page = words(ask(place.person, "starting_page", place.pk, "where"))
        return page.partition('<span class="audience')[2].partition("</svg>")[2][:60]

    assert chip().startswith("Only you can read this, and your mentor once you have one")
    pairing = paired(place)
    name = pairing.mentor_person.get_short_name()
    assert chip().startswith(f"{name} and you can read this")
    mentor = words(ask(pairing.mentor_person, "starting_page", pairing.mentor_id, "offer"))
    assert "You can read this, and the mentees you are paired with" in mentor


# --- versions ----------------------------------------------------------------------------------


def test_sharing_again_makes_a_version_and_keeps_the_one_before(place: Enrolment) -> None:
    pairing = paired(place)
    share(place, where="Out of support", end="A talk")
    share(place, where="Into building")
    told = theirs(pairing, pairing.mentor_person)
    mine = words(ask(place.person, "starting_versions", place.pk))
    for page in (told, mine):
        assert page.index("Into building") < page.index("Out of support")
        assert page.count('chip-teal">') == 1


def test_sharing_twice_is_sharing_once_and_leaves_one_event(place: Enrolment) -> None:
    share(place, where=CANARY, worries=FEAR)
    share(place)
    assert StartingVersion.objects.count() == 2  # what is shared, and what is kept back
    verbs = Event.objects.about(place).filter(verb="set_starting_point")
    assert verbs.count() == 1


def test_the_database_refuses_to_change_or_forget_a_version(place: Enrolment) -> None:
    share(place, where=CANARY)
    for act in (lambda rows: rows.update(number=7), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act(StartingVersion.objects.all())


def test_nothing_is_shared_before_anything_was_said(place: Enrolment) -> None:
    first = ask(place.person, "starting", place.pk, ready="yes")
    assert first.url == _page(place, "where")
    assert not StartingPoint.objects.exists()


def test_a_round_that_is_over_asks_nothing_and_still_shows_it(place: Enrolment) -> None:
    share(place, where=CANARY)
    say(place, "worries", FEAR)  # never shared
    type(place.cohort).objects.filter(pk=place.cohort_id).update(status="closed")
    page = words(ask(place.person, "starting", place.pk))
    assert [CANARY in page, FEAR in page, "It is ready" in page] == [True, True, False]
    assert ask(place.person, "starting_page", place.pk, "where").url == reverse(
        "starting", args=[place.pk]
    )
    late = ask(place.person, "starting_page", place.pk, "end", words="We part as friends.")
    assert (late.status_code, "We part as friends." in words(late)) == (409, True)
    assert StartingPoint.objects.of(place).read(by=place.person)["said"].keys() == {
        "where",
        "worries",
    }
    assert CANARY in words(ask(place.person, "starting_versions", place.pk))


def test_a_round_that_is_over_has_nothing_where_nothing_was_said(place: Enrolment) -> None:
    type(place.cohort).objects.filter(pk=place.cohort_id).update(status="closed")
    assert ask(place.person, "starting", place.pk).status_code == 404
    assert ask(place.person, "starting_page", place.pk, "where").status_code == 404


# --- mails -------------------------------------------------------------------------------------


def welcomed(role: str = "mentee") -> Enrolment:
    """In since just now, by a coordinator's yes; with a way to sign in."""
    person = make_person(name="Amara Okafor", last_login=timezone.now())
    place = make_enrolment(person=person, role=role, status="applied")
    place.accept(by=None)
    return place


def letter(kind: str) -> Any:
    return writers()[kind](Notice.objects.get(kind=kind))


@pytest.mark.parametrize(("role", "first"), [("mentee", "where"), ("mentor", "offer")])
def test_the_mail_about_a_place_leads_to_the_first_page(role: str, first: str) -> None:
    place = welcomed(role)
    sent = letter("application_accepted")
    assert sent.action_url.endswith(_page(place, first))
    assert sent.action_label == "Set your starting point"
    say(place, first, CANARY)
    assert letter("application_accepted").action_url.endswith(
        _page(place, "matters" if role == "mentee" else "learn")
    )
    share(place)
    assert letter("application_accepted").action_url.endswith("/")
    assert letter("application_accepted").action_label == "Open your page"


def test_one_reminder_after_five_days_goes_on_where_one_stopped(time_machine: Any) -> None:
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    place = welcomed()
    assert [plan(now + dt.timedelta(days=days)) for days in (2, 4, 5, 6, 9)] == [0, 1, 0, 0, 0]
    notice = Notice.objects.get(kind="starting_reminder")
    assert notice.due_at == now + dt.timedelta(days=5)
    say(place, "where", CANARY)
    assert letter("starting_reminder").action_url.endswith(_page(place, "matters"))


def test_nobody_is_reminded_of_what_is_done_nor_after_a_round_is_over(time_machine: Any) -> None:
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    done, half, over = welcomed(), welcomed(), welcomed()
    share(done, where=CANARY)
    say(half, "where", CANARY)
    Cohort.objects.filter(pk=over.cohort_id).update(status="closed")
    assert plan(now + dt.timedelta(days=4)) == 1
    notice = Notice.objects.get(kind="starting_reminder")
    assert notice.recipient == half.person
    share(half)
    notice.refresh_from_db()
    assert (notice.state, writers()["starting_reminder"](notice)) == ("cancelled", None)


# --- where it shows ----------------------------------------------------------------------------


def test_whoever_waits_is_led_to_it_until_it_is_shared(place: Enrolment) -> None:
    page = words(ask(place.person, "home"))
    assert "set your starting point (8 minutes, in parts)" in page
    assert f'button-main" href="{reverse("starting", args=[place.pk])}"' in page
    share(place, where=CANARY)
    page = words(ask(place.person, "home"))
    assert "8 minutes" not in page
    assert reverse("starting", args=[place.pk]) in page


def test_a_pair_is_led_to_it_until_they_have_met(place: Enrolment) -> None:
    pairing = paired(place)

    def steps() -> list[str]:
        found = with_facts(Pairing.objects.with_people(), place.person, timezone.now()).get()
        return [step.title for step in steps_for(found, place.person, timezone.now())]

    assert "Set your starting point" in steps()
    pairing.note_meetings(last_at=timezone.now(), next_at=None)
    assert "Set your starting point" not in steps()
    pairing.note_meetings(last_at=None, next_at=None)
    share(place, where=CANARY)
    assert "Set your starting point" not in steps()


def test_the_pairs_page_leads_to_the_partners_once_it_is_shared(place: Enrolment) -> None:
    pairing = paired(place)
    link = reverse("partner_start", args=[pairing.pk])
    assert link not in words(ask(pairing.mentor_person, "pair", pairing.pk))
    share(place, where=CANARY)
    page = words(ask(pairing.mentor_person, "pair", pairing.pk))
    assert link in page
    assert "Amara’s starting point" in page
    assert link not in words(ask(place.person, "pair", pairing.pk))
    assert "has shared none" in words(ask(place.person, "partner_start", pairing.pk))


def test_what_one_brings_leads_to_it(place: Enrolment) -> None:
    page = words(ask(place.person, "offer", place.pk))
    assert reverse("starting", args=[place.pk]) in page


def test_the_first_brief_introduces_the_mentee(
    place: Enrolment, django_assert_num_queries: Any
) -> None:
    pairing = paired(place)
    share(place, where=CANARY, worries=FEAR, skills=SKILLS, end="We stop, and I hardly notice.")
    say(place, "work", {"feedback": "gentle", "quiet": "not before ten"})
    share(place)
    check_in = make_check_in(pairing=pairing)
    client = Client()
    client.force_login(pairing.mentor_person)
    with django_assert_num_queries(11):
        page = client.get(reverse("brief", args=[check_in.pk])).text
    for said in (CANARY, "I hardly notice", "gently", "not before ten", "SQL: new to me"):
        assert said in page
    assert FEAR not in page
    shown = " ".join(re.sub(r"<[^>]+>", " ", _bare(page).partition("<details")[0]).split())
    assert len(shown.split()) <= 200


def test_a_goal_about_what_is_new_to_one_begins_as_one_to_learn(place: Enrolment) -> None:
    share(place, skills=SKILLS)
    pairing = paired(place)
    for title, is_new in (("Write my first sql report", True), ("Write a letter", False)):
        told = {"title": title, "record": str(uuid.uuid4())}
        ask(place.person, "new_goal", pairing.pk, **told)
        assert Goal.objects.get(pk=told["record"]).is_new is is_new
