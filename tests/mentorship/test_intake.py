"""Import, by its pages: nothing before it is asked for, everybody at once, and back for a day."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import Availability, Profile, User
from mentorship.intake import words as intake_words
from mentorship.models import Arrival, Enrolment, Event, Intake, Notice, NotNow
from mentorship.outbox.letterbooks import writer_of
from mentorship.outbox.letters import Letter
from mentorship.roster import Unreadable
from mentorship.roster.vocabulary import CODES, FIELDS, REFUSALS, Problem
from mentorship.tidying import tidy_all
from tests.factories import make_cohort, make_enrolment, make_pairing, make_person
from tests.mentorship.roster.lists import form_export, long_list, spreadsheet

LIST = (
    "Name,Email,Role,Skills,When are you free?,Time zone,Pronouns,Why?\n"
    'Ada Kovač,ada@example.org,Mentor,"SQL, Go",Mon evening,Asia/Tokyo,she/her,To give back\n'
    "Bo Lind,bo@example.org,Mentee,SQL,,,,\n"
    "Cy Roy,cy@example.org,Both,Go,,,,\n"
).encode()


@pytest.fixture
def signed_in(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def mailed(cohort: Any, coordinator: Any) -> Intake:
    """A list that was brought in and whose people hear of it."""
    intake = begun(cohort, by=coordinator)
    brought(intake, by=coordinator)
    return intake


def begun(cohort: Any, *, by: Any, data: bytes = LIST) -> Intake:
    return Intake.objects.begin(cohort, data, name="list.csv", by=by, id=uuid.uuid4())


def brought(intake: Intake, *, by: Any, joins: str = "accepted") -> None:
    intake.bring_in(joins=joins, seen=intake.version, by=by, now=timezone.now())


def in_cohort(cohort: Any) -> list[tuple[str, str, str]]:
    rows = cohort.enrolments.exclude(role="admin").order_by("person__email", "role")
    return list(rows.values_list("person__email", "role", "status"))


def post_list(client: Client, cohort: Any, data: bytes, **more: str) -> Any:
    posted = {"record": str(uuid.uuid4()), "file": SimpleUploadedFile("l.csv", data)} | more
    return client.post(reverse("cohort_import", args=[cohort.pk]), posted)


def columns_as_guessed(intake: Intake) -> dict[str, str]:
    fields = {f"column_{guess.index}": guess.field for guess in intake.columns.guesses}
    return fields | {"encoding": "none", "fallback": "none"}


ALL_IN = [
    ("ada@example.org", "mentor", "accepted"),
    ("bo@example.org", "mentee", "accepted"),
    ("cy@example.org", "mentee", "accepted"),
    ("cy@example.org", "mentor", "accepted"),
]


# -- the way through the pages --------------------------------------------------------------


def test_a_list_goes_from_upload_to_people(signed_in: Client, cohort: Any) -> None:
    columns = post_list(signed_in, cohort, LIST)
    intake = Intake.objects.get()
    assert columns.url == reverse("intake_columns", args=[intake.pk])
    assert signed_in.get(columns.url).status_code == 200

    checked = signed_in.post(columns.url, columns_as_guessed(intake))
    assert checked.url == reverse("intake_check", args=[intake.pk])
    page = signed_in.get(checked.url)
    assert "Bring 3 people in" in page.content.decode()
    assert in_cohort(cohort) == []

    done = signed_in.post(reverse("bring_in", args=[intake.pk]), {"joins": "accepted", "seen": 1})
    assert done.url == reverse("intake", args=[intake.pk])
    assert "3 people came into the cohort" in signed_in.get(done.url).content.decode()
    assert in_cohort(cohort) == ALL_IN


def test_pasted_cells_are_a_list_too(signed_in: Client, cohort: Any) -> None:
    posted = {"record": str(uuid.uuid4()), "text": "Email\tRole\na@example.org\tMentor\n"}
    answer = signed_in.post(reverse("cohort_import", args=[cohort.pk]), posted)
    assert answer.status_code == 302
    assert Intake.objects.get().original.delimiter == "\t"


def test_an_upload_posted_twice_is_one_list(signed_in: Client, cohort: Any) -> None:
    record = str(uuid.uuid4())
    answers = [post_list(signed_in, cohort, LIST, record=record) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Intake.objects.count() == 1


def test_bringing_in_twice_makes_everybody_once(signed_in: Client, cohort: Any) -> None:
    post_list(signed_in, cohort, LIST)
    intake = Intake.objects.get()
    posted = {"joins": "accepted", "seen": 0}
    answers = [signed_in.post(reverse("bring_in", args=[intake.pk]), posted) for _ in range(2)]
    assert [answer.url for answer in answers] == [reverse("intake", args=[intake.pk])] * 2
    assert in_cohort(cohort) == ALL_IN
    assert Notice.objects.filter(kind="welcomed").count() == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in it yet."),
        (b"PK\x03\x04rest", "This is a spreadsheet file."),
        (b"Name,Email\n", "There are no people in it"),
        (b"a" * (10 * 1024 * 1024 + 1), "This is more than 10 MB."),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(
    signed_in: Client, cohort: Any, data: bytes, sentence: str
) -> None:
    answer = post_list(signed_in, cohort, data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Intake.objects.count() == 0


def test_nothing_at_all_is_asked_for_again(signed_in: Client, cohort: Any) -> None:
    answer = signed_in.post(
        reverse("cohort_import", args=[cohort.pk]), {"record": str(uuid.uuid4())}
    )
    assert "Choose a file, or paste the cells below." in answer.content.decode()


def test_columns_may_be_chosen_otherwise(signed_in: Client, cohort: Any, coordinator: Any) -> None:
    intake = begun(cohort, by=coordinator)
    posted = columns_as_guessed(intake) | {"column_3": "", "column_7": "department"}
    signed_in.post(reverse("intake_columns", args=[intake.pk]), posted)
    person = Intake.objects.get().roster.people[0]
    assert (person.skills_offered, person.department) == ((), "To give back")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"column_1": ""}, "Say which column holds the e-mail addresses."),
        ({"column_2": ""}, "Choose a role, as no column holds one."),
        ({"column_0": "email"}, "Another column holds this, too."),
        ({"encoding": "utf-16"}, "Read like that it is no list any more"),
        ({"encoding": "rot13"}, "Select a valid choice"),
    ],
)
def test_columns_that_cannot_be_are_sent_back(
    signed_in: Client, cohort: Any, coordinator: Any, changed: dict[str, str], sentence: str
) -> None:
    intake = begun(cohort, by=coordinator)
    url = reverse("intake_columns", args=[intake.pk])
    answer = signed_in.post(url, columns_as_guessed(intake) | changed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Intake.objects.get().version == 0


def test_a_list_without_roles_asks_for_one(
    signed_in: Client, cohort: Any, coordinator: Any
) -> None:
    intake = begun(cohort, by=coordinator, data=b"a@example.org\nb@example.org\n")
    check = reverse("intake_check", args=[intake.pk])
    assert signed_in.get(check).url == reverse("intake_columns", args=[intake.pk])
    signed_in.post(
        reverse("intake_columns", args=[intake.pk]),
        {"column_0": "email", "fallback": "mentee", "encoding": "none"},
    )
    assert "Bring 2 people in" in signed_in.get(check).content.decode()


def test_a_cell_is_mended_in_place(signed_in: Client, cohort: Any, coordinator: Any) -> None:
    data = b"Email,Role\nnope,Mentor\nb@example.org,Mentee\n"
    intake = begun(cohort, by=coordinator, data=data)
    check = reverse("intake_check", args=[intake.pk])
    page = signed_in.get(check).content.decode()
    assert "is not an e-mail address." in page
    assert 'name="fix-2-0" value="nope"' in page

    posted = {"fix-2-0": "a@example.org", "fix-9-0": "x", "fix-b": "y"}
    assert signed_in.post(reverse("mend_intake", args=[intake.pk]), posted).url == check
    assert "is not an e-mail address." not in signed_in.get(check).content.decode()
    assert Intake.objects.get().fixes == [[2, 0, "a@example.org"]]


def test_what_was_not_checked_is_not_brought_in(
    signed_in: Client, cohort: Any, coordinator: Any
) -> None:
    intake = begun(cohort, by=coordinator)
    intake.mend({(2, 1): "other@example.org"}, by=coordinator)
    url = reverse("bring_in", args=[intake.pk])
    answer = signed_in.post(url, {"joins": "accepted", "seen": 0}, follow=True)
    assert "The list was changed in another window." in answer.content.decode()
    assert in_cohort(cohort) == []


def test_a_list_can_be_thrown_away(signed_in: Client, cohort: Any, coordinator: Any) -> None:
    intake = begun(cohort, by=coordinator)
    signed_in.post(reverse("drop_intake", args=[intake.pk]))
    intake.refresh_from_db()
    assert (intake.status, bytes(intake.data)) == ("dropped", b"")
    assert signed_in.get(reverse("intake", args=[intake.pk])).status_code == 302
    with pytest.raises(NotNow):
        intake.mend({(2, 1): "x@example.org"}, by=coordinator)


def test_a_list_that_nobody_brings_in_is_forgotten(cohort: Any, coordinator: Any) -> None:
    intake = begun(cohort, by=coordinator)
    tidy_all(timezone.now() + dt.timedelta(hours=23))
    intake.refresh_from_db()
    assert intake.status == "checking"
    tidy_all(timezone.now() + dt.timedelta(hours=25))
    intake.refresh_from_db()
    assert (intake.status, bytes(intake.data)) == ("dropped", b"")


def test_the_empty_list_reads_back_as_it_is(
    signed_in: Client, cohort: Any, coordinator: Any
) -> None:
    answer = signed_in.get(reverse("list_template", args=[cohort.pk]))
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    filled = answer.content + b"Ana,a@example.org,both,SQL,Mon 9-11,UTC,2,Joy,IT,m@example.org\n"
    intake = begun(cohort, by=coordinator, data=filled)
    assert [guess.field for guess in intake.columns.guesses] == [
        "name", "email", "role", "skills", "hours", "zone", "capacity", "motivation",
        "department", "manager",
    ]  # fmt: skip
    assert intake.roster.problems == ()


@pytest.mark.parametrize("data", [form_export(), spreadsheet()], ids=["form", "spreadsheet"])
def test_every_page_shows_the_lists_that_organisers_have(
    signed_in: Client, cohort: Any, coordinator: Any, data: bytes
) -> None:
    intake = begun(cohort, by=coordinator, data=data)
    for name in ("intake_columns", "intake_check"):
        assert signed_in.get(reverse(name, args=[intake.pk])).status_code == 200
    brought(intake, by=coordinator)
    assert signed_in.get(reverse("intake", args=[intake.pk])).status_code == 200
    assert len(in_cohort(cohort)) == sum(
        len(person.roles) for person in begun(cohort, by=coordinator, data=data).roster.people
    )


# -- who may ---------------------------------------------------------------------------------

PAGES = ["intake", "intake_columns", "intake_check"]
ACTS = ["mend_intake", "bring_in", "undo_intake", "drop_intake"]


@pytest.mark.parametrize("name", [*PAGES, *ACTS, "cohort_import", "list_template"])
def test_only_coordinators_of_the_cohort_find_it(
    client: Client, cohort: Any, coordinator: Any, name: str
) -> None:
    intake = begun(cohort, by=coordinator)
    pk = intake.pk if name in PAGES + ACTS else cohort.pk
    elsewhere = make_enrolment(cohort=make_cohort(), role="admin").person
    member = make_enrolment(cohort=cohort, role="mentor").person
    for person in (elsewhere, member):
        client.force_login(person)
        ask = client.post if name in ACTS else client.get
        assert ask(reverse(name, args=[pk])).status_code == 404
    assert Intake.objects.get().status == "checking"


# -- what is written -------------------------------------------------------------------------


def test_a_newcomer_gets_an_account_without_a_password(mailed: Intake) -> None:
    ada = User.objects.get(email="ada@example.org")
    assert (ada.name, ada.time_zone, ada.zone_confirmed_at) == ("Ada Kovač", "Asia/Tokyo", None)
    assert not ada.has_usable_password()
    assert Profile.objects.get(person=ada).pronouns == "she/her"
    assert list(Availability.objects.values_list("person", "weekday", "from_minute")) == [
        (ada.pk, 0, 18 * 60)
    ]


def test_an_enrolment_says_what_the_list_said(mailed: Intake) -> None:
    place = Enrolment.objects.get(person__email="ada@example.org")
    assert place.skills == [{"name": "SQL", "level": 3}, {"name": "Go", "level": 3}]
    assert place.answers == {"motivation": "To give back"}
    story = Event.objects.about(place).values_list("number", "verb", "after", "by")
    assert list(story) == [(1, "bring_in", "accepted", mailed.by_id)]


def test_the_bytes_are_forgotten_once_they_have_served(mailed: Intake) -> None:
    mailed.refresh_from_db()
    assert (bytes(mailed.data), mailed.fixes) == (b"", [])
    assert mailed.counts == {
        "new": 3, "changed": 0, "known": 0, "mentors": 2, "mentees": 2, "skipped": 0,
        "superseded": 0,
    }  # fmt: skip


def test_an_account_that_is_there_stays_as_its_owner_has_it(cohort: Any, coordinator: Any) -> None:
    ada = make_person(email="Ada@example.org", name="Ada K.", time_zone="Europe/Paris")
    brought(begun(cohort, by=coordinator), by=coordinator)
    ada.refresh_from_db()
    assert (ada.name, ada.time_zone) == ("Ada K.", "Europe/Paris")
    assert not Availability.objects.filter(person=ada).exists()
    assert Enrolment.objects.get(person=ada).role == "mentor"


def test_the_check_does_not_tell_who_has_an_account(cohort: Any, coordinator: Any) -> None:
    make_person(email="ada@example.org")
    assert begun(cohort, by=coordinator).plan().counts()["new"] == 3


@pytest.mark.parametrize(
    ("joins", "status", "kind"),
    [
        ("accepted", "accepted", "welcomed"),
        ("quietly", "accepted", None),
        ("invited", "invited", "invited"),
    ],
)
def test_people_join_as_it_was_chosen(
    cohort: Any, coordinator: Any, joins: str, status: str, kind: str | None
) -> None:
    with time_machine.travel("2026-03-02 10:00:00+00:00", tick=False):
        brought(begun(cohort, by=coordinator), by=coordinator, joins=joins)
    assert {row[2] for row in in_cohort(cohort)} == {status}
    owed = Notice.objects.order_by("recipient__email").values_list(
        "kind", "recipient__email", "due_at"
    )
    at = dt.datetime(2026, 3, 2, 10, 10, tzinfo=dt.UTC)
    names = ("ada", "bo", "cy") if kind else ()
    assert list(owed) == [(kind, f"{name}@example.org", at) for name in names]


def test_half_an_import_is_none(
    cohort: Any, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = begun(cohort, by=coordinator)
    monkeypatch.setattr("mentorship.models.arrival.BATCH", -1)  # bulk_create refuses this
    with pytest.raises(ValueError):
        brought(intake, by=coordinator)
    intake.refresh_from_db()
    assert (intake.status, bytes(intake.data)) == ("checking", LIST)
    assert not User.objects.filter(email="ada@example.org").exists()


def test_the_same_list_again_finds_everybody_known(mailed: Intake, coordinator: Any) -> None:
    again = begun(mailed.cohort, by=coordinator)
    assert again.plan().counts() | {"mentors": 0, "mentees": 0} == {
        "new": 0, "changed": 0, "known": 3, "mentors": 0, "mentees": 0,
    }  # fmt: skip


def test_a_better_list_changes_what_an_import_made(mailed: Intake, coordinator: Any) -> None:
    better = LIST.replace("Kovač".encode(), b"Kovac").replace(b"SQL, Go", b"SQL, Rust")
    again = begun(mailed.cohort, by=coordinator, data=better)
    brought(again, by=coordinator)
    place = Enrolment.objects.select_related("person").get(person__email="ada@example.org")
    assert (place.person.name, [skill["name"] for skill in place.skills]) == (
        "Ada Kovac",
        ["SQL", "Rust"],
    )
    assert [event.verb for event in Event.objects.about(place)] == ["bring_in", "bring_in_again"]
    again.undo(by=coordinator, now=timezone.now())
    place = Enrolment.objects.select_related("person").get(person__email="ada@example.org")
    assert (place.person.name, [skill["name"] for skill in place.skills]) == (
        "Ada Kovač",
        ["SQL", "Go"],
    )


def test_what_people_wrote_themselves_is_not_overwritten(cohort: Any, coordinator: Any) -> None:
    own = make_enrolment(
        cohort=cohort, person=make_person(email="ada@example.org"), role="mentor", skills=[]
    )
    withdrawn = make_enrolment(
        cohort=cohort, person=make_person(email="bo@example.org"), status="withdrawn"
    )
    intake = begun(cohort, by=coordinator)
    counts = intake.plan().counts()
    assert [counts[name] for name in ("new", "changed", "known")] == [1, 0, 2]
    brought(intake, by=coordinator)
    own.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (own.skills, withdrawn.status) == ([], "withdrawn")


# -- taking it back ---------------------------------------------------------------------------


def test_undo_takes_everything_back_that_the_list_made(
    signed_in: Client, cohort: Any, mailed: Intake
) -> None:
    people = User.objects.count()
    signed_in.post(reverse("undo_intake", args=[mailed.pk]))
    assert in_cohort(cohort) == []
    assert User.objects.count() == people - 3
    assert (Availability.objects.count(), Arrival.objects.count()) == (0, 0)
    assert not Notice.objects.filter(state="owed").exists()
    page = signed_in.get(reverse("intake", args=[mailed.pk])).content.decode()
    assert "3 people from this list are out again." in page


def test_undo_keeps_who_has_signed_in_and_who_is_matched(
    signed_in: Client, cohort: Any, mailed: Intake
) -> None:
    User.objects.filter(email="ada@example.org").update(last_login=timezone.now())
    make_pairing(
        cohort=make_cohort(), mentee=User.objects.get(email="bo@example.org"), is_started=False
    )
    signed_in.post(reverse("undo_intake", args=[mailed.pk]))
    assert in_cohort(cohort) == [("ada@example.org", "mentor", "accepted")]
    # Bo's place here is gone, but the account is in use elsewhere.
    assert sorted(
        User.objects.filter(
            email__in=["ada@example.org", "bo@example.org", "cy@example.org"]
        ).values_list("email", flat=True)
    ) == ["ada@example.org", "bo@example.org"]
    page = signed_in.get(reverse("intake", args=[mailed.pk])).content.decode()
    assert "Who stayed" in page
    assert "Ada Kovač" in page


def test_undo_keeps_an_enrolment_that_somebody_decided_about(cohort: Any, coordinator: Any) -> None:
    intake = begun(cohort, by=coordinator)
    brought(intake, by=coordinator, joins="invited")
    Enrolment.objects.get(person__email="bo@example.org").accept(by=coordinator)
    intake.undo(by=coordinator, now=timezone.now())
    assert in_cohort(cohort) == [("bo@example.org", "mentee", "accepted")]
    assert intake.counts["removed"] == 2
    assert intake.counts["stayed"] == 1


def test_undo_leaves_accounts_that_were_there_before(cohort: Any, coordinator: Any) -> None:
    ada = make_person(email="ada@example.org", last_login=timezone.now())
    intake = begun(cohort, by=coordinator)
    brought(intake, by=coordinator)
    intake.undo(by=coordinator, now=timezone.now())
    assert in_cohort(cohort) == []
    assert User.objects.filter(pk=ada.pk).exists()


def test_undo_is_over_after_a_day(signed_in: Client, cohort: Any, mailed: Intake) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24, minutes=1)):
        signed_in.force_login(mailed.by)
        answer = signed_in.post(reverse("undo_intake", args=[mailed.pk]), follow=True)
    assert "A day has passed, so these people stay." in answer.content.decode()
    assert in_cohort(cohort) == ALL_IN


def test_undoing_twice_changes_nothing_more(signed_in: Client, mailed: Intake) -> None:
    for _ in range(2):
        assert signed_in.post(reverse("undo_intake", args=[mailed.pk])).status_code == 302
    mailed.refresh_from_db()
    assert (mailed.status, mailed.counts["removed"]) == ("undone", 3)


# -- many -------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_list(cohort: Any, coordinator: Any) -> None:
    counted = []
    for size in (3, 30):
        intake = begun(cohort, by=coordinator, data=long_list(size))
        with CaptureQueriesContext(connection) as bringing:
            brought(intake, by=coordinator)
        with CaptureQueriesContext(connection) as undoing:
            intake.undo(by=coordinator, now=timezone.now())
        counted.append((len(bringing), len(undoing)))
    assert counted[0] == counted[1]
    assert counted[0][0] == 21


@pytest.mark.parametrize("size", [1, 3])
def test_the_check_asks_the_same_of_one_line_and_of_three(
    signed_in: Client, cohort: Any, coordinator: Any, django_assert_num_queries: Any, size: int
) -> None:
    intake = begun(cohort, by=coordinator, data=long_list(size))
    with django_assert_num_queries(6):
        signed_in.get(reverse("intake_check", args=[intake.pk]))


@pytest.mark.slow
def test_ten_thousand_people_come_in_and_go(cohort: Any, coordinator: Any) -> None:
    intake = begun(cohort, by=coordinator, data=long_list(10_000))
    brought(intake, by=coordinator)
    assert cohort.enrolments.exclude(role="admin").count() == 13_333
    intake.undo(by=coordinator, now=timezone.now())
    assert cohort.enrolments.exclude(role="admin").count() == 0
    assert User.objects.filter(email__endswith="@example.org", name="Ana Example").count() == 0


# -- the mails, and the answer to them -------------------------------------------------------


def letter_to(person: Any) -> Letter | None:
    notice = Notice.objects.get(recipient=person)
    return writer_of(notice.kind)(notice)


def way_to(letter: Letter | None) -> str:
    assert letter is not None
    return letter.action_url.removeprefix(settings.SITE_URL)


@pytest.fixture
def ada(cohort: Any, coordinator: Any) -> Any:
    """Somebody who is asked by mail whether they take part."""
    intake = begun(cohort, by=coordinator)
    brought(intake, by=coordinator, joins="invited")
    return User.objects.get(email="ada@example.org")


@pytest.mark.parametrize(("answer", "status"), [("yes", "accepted"), ("no", "withdrawn")])
def test_an_invitation_is_answered_from_the_mail(
    client: Client, ada: Any, answer: str, status: str
) -> None:
    url = way_to(letter_to(ada))
    place = Enrolment.objects.get(person=ada)
    assert "Would you like to take part?" in client.get(url).content.decode()
    place.refresh_from_db()
    assert place.status == "invited"

    for _ in range(2):
        assert client.post(url, {"answer": answer}).url == url
    place.refresh_from_db()
    assert place.status == status
    assert "Would you like" not in client.get(url).content.decode()


def test_one_answer_counts_for_both_roles(client: Client, ada: Any) -> None:
    cy = User.objects.get(email="cy@example.org")
    url = way_to(letter_to(cy))
    assert "as a mentor and a mentee" in client.get(url).content.decode()
    client.post(url, {"answer": "yes"})
    statuses = Enrolment.objects.filter(person=cy).values_list("status", flat=True)
    assert list(statuses) == ["accepted", "accepted"]


def test_an_answer_cannot_be_changed_by_the_same_link(client: Client, ada: Any) -> None:
    url = way_to(letter_to(ada))
    client.post(url, {"answer": "no"})
    client.post(url, {"answer": "yes"})
    assert Enrolment.objects.get(person=ada).status == "withdrawn"


def test_a_link_for_something_else_opens_no_place(client: Client, ada: Any) -> None:
    wrong = links.token(ada, "stop", enrolment=str(Enrolment.objects.get(person=ada).pk))
    assert client.get(reverse("answer_invitation", args=[wrong])).status_code == 410


def test_a_link_opens_no_place_of_somebody_else(client: Client, ada: Any) -> None:
    theirs = Enrolment.objects.get(person__email="bo@example.org")
    token = links.token(ada, "place", enrolment=str(theirs.pk))
    assert client.get(reverse("answer_invitation", args=[token])).status_code == 404


def test_a_coordinator_may_not_answer_for_somebody(
    client: Client, coordinator: Any, ada: Any
) -> None:
    place = Enrolment.objects.get(person=ada)
    token = links.token(coordinator, "place", enrolment=str(place.pk))
    assert client.get(reverse("answer_invitation", args=[token])).status_code == 404


def test_a_newcomer_is_led_to_a_way_to_sign_in(mailed: Intake) -> None:
    ada = User.objects.get(email="ada@example.org")
    assert way_to(letter_to(ada)).startswith("/account/join/")
    User.objects.filter(pk=ada.pk).update(last_login=timezone.now())
    assert way_to(letter_to(ada)) == "/"


def test_no_mail_goes_to_somebody_who_is_out_again(mailed: Intake) -> None:
    ada = User.objects.get(email="ada@example.org")
    Enrolment.objects.filter(person=ada).update(status="withdrawn")
    assert letter_to(ada) is None


@pytest.mark.parametrize("kind", ["welcomed", "invited"])
def test_both_twins_of_a_mail_say_the_same(mailed: Intake, kind: str) -> None:
    joins = "invited" if kind == "invited" else "accepted"
    Notice.objects.update(kind=kind)
    Enrolment.objects.exclude(role="admin").update(status=joins)
    letter = letter_to(User.objects.get(email="bo@example.org"))
    assert letter is not None
    program = mailed.cohort.program.name
    for twin in ("body.txt", "body.html"):
        words = render_to_string(f"email/{letter.template}/{twin}", letter.context)
        assert program in words
        assert "as a mentee" in words


# -- words ----------------------------------------------------------------------------------


def test_every_code_has_its_sentence_and_every_field_its_label() -> None:
    assert intake_words.SENTENCES.keys() == CODES.keys()
    assert intake_words.REFUSAL_SENTENCES.keys() == REFUSALS
    assert tuple(intake_words.FIELD_LABELS) == FIELDS


def test_every_sentence_can_be_said() -> None:
    for code in CODES:
        said = intake_words.sentence(Problem(1, 1, "", -1, code, "that", "this"))
        assert "%(" not in said
    for code in REFUSALS:
        assert "%(" not in intake_words.refusal(Unreadable(code, 20_000))
