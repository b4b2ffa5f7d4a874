"""Free hours and days away: said twice is said once, and the database keeps them apart."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Availability, Leave, User
from tests.factories import make_person

pytestmark = pytest.mark.django_db
TIMES = reverse("times")


@pytest.fixture
def person() -> User:
    return make_person(name="Amara Okafor")


@pytest.fixture
def page(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def week(person: User) -> list[tuple[int, int, int]]:
    rows = Availability.objects.filter(person=person)
    return [(row.weekday, row.from_minute, row.until_minute) for row in rows]


def free(person: User, weekday: int, begins: int, ends: int) -> Availability:
    return Availability.objects.free(
        by=person, weekday=weekday, from_minute=begins * 60, until_minute=ends * 60
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ([(9, 11), (14, 16)], [(9, 11), (14, 16)]),
        ([(9, 11), (10, 12)], [(9, 12)]),
        ([(9, 11), (11, 12)], [(9, 12)]),
        ([(9, 17), (10, 12)], [(9, 17)]),
        ([(10, 12), (9, 17)], [(9, 17)]),
        ([(9, 10), (12, 13), (9, 13)], [(9, 13)]),
        ([(9, 10), (12, 13), (10, 12)], [(9, 13)]),
        ([(9, 11), (9, 11)], [(9, 11)]),
        ([(20, 24)], [(20, 24)]),
    ],
)
def test_stretches_that_touch_become_one(
    person: User, said: list[tuple[int, int]], kept: list[tuple[int, int]]
) -> None:
    for begins, ends in said:
        free(person, 0, begins, ends)
    assert week(person) == [(0, begins * 60, ends * 60) for begins, ends in kept]


def test_saying_the_same_again_keeps_the_row(person: User) -> None:
    assert free(person, 0, 9, 17) == free(person, 0, 10, 12)


def test_other_days_and_other_people_are_left_alone(person: User) -> None:
    other = make_person()
    free(other, 0, 9, 11)
    free(person, 0, 10, 12)
    free(person, 1, 10, 12)
    assert (week(other), week(person)) == ([(0, 540, 660)], [(0, 600, 720), (1, 600, 720)])


def test_somebody_else_may_enter_the_hours_of_an_import(person: User) -> None:
    Availability.objects.free(
        by=make_person(), person=person, weekday=2, from_minute=0, until_minute=60
    )
    assert week(person) == [(2, 0, 60)]


@pytest.mark.parametrize(
    ("begins", "ends"), [(540, 660), (500, 541), (659, 700), (600, 610), (0, 1440)]
)
def test_the_database_refuses_two_stretches_that_overlap(
    person: User, begins: int, ends: int
) -> None:
    free(person, 0, 9, 11)
    with pytest.raises(IntegrityError), transaction.atomic():
        Availability.objects.create(person=person, weekday=0, from_minute=begins, until_minute=ends)
    assert week(person) == [(0, 540, 660)]


def test_the_database_refuses_to_stretch_one_over_another(person: User) -> None:
    free(person, 0, 9, 11)
    late = free(person, 0, 14, 16)
    with pytest.raises(IntegrityError), transaction.atomic():
        Availability.objects.filter(pk=late.pk).update(from_minute=600)
    assert week(person) == [(0, 540, 660), (0, 840, 960)]


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_leave_one_stretch(person: User) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction in at a time")
    ready = threading.Barrier(4)

    def say(begins: int) -> None:
        ready.wait()
        free(person, 0, begins, begins + 3)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(say, [9, 10, 11, 12]))
    assert week(person) == [(0, 540, 900)]


@pytest.mark.django_db(transaction=True)
def test_the_wall_holds_when_two_write_past_the_verb(person: User) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction in at a time")
    ready = threading.Barrier(4)

    def write(begins: int) -> bool:
        ready.wait()
        try:
            Availability.objects.create(
                person=person, weekday=0, from_minute=begins, until_minute=begins + 60
            )
        except IntegrityError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, [540, 550, 560, 570])) == 1


@pytest.mark.parametrize(("begins", "ends"), [(660, 660), (700, 600), (0, 1441)])
def test_the_database_refuses_a_stretch_without_length_or_beyond_its_day(
    person: User, begins: int, ends: int
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Availability.objects.create(person=person, weekday=0, from_minute=begins, until_minute=ends)


def test_the_page_adds_the_same_hours_on_several_days(page: Client, person: User) -> None:
    told = {"weekdays": ["0", "3"], "starts": "18:00", "ends": "20:30"}
    answer = page.post(reverse("free_hours"), told)
    assert (answer.status_code, answer["Location"]) == (302, TIMES)
    assert week(person) == [(0, 1080, 1230), (3, 1080, 1230)]
    shown = page.get(TIMES).content.decode()
    assert [word for word in ("Monday", "Thursday", "18:00–20:30") if word not in shown] == []


def test_midnight_ends_a_day(page: Client, person: User) -> None:
    page.post(reverse("free_hours"), {"weekdays": ["6"], "starts": "22:00", "ends": "00:00"})
    assert week(person) == [(6, 1320, 1440)]
    assert "22:00–24:00" in page.get(TIMES).content.decode()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"weekdays": ["0"], "starts": "18:00", "ends": "17:00"}, "ends"),
        ({"weekdays": ["0"], "starts": "18:00", "ends": "18:00"}, "ends"),
        ({"weekdays": ["7"], "starts": "18:00", "ends": "19:00"}, "weekdays"),
        ({"starts": "18:00", "ends": "19:00"}, "weekdays"),
        ({"weekdays": ["0"], "starts": "soon", "ends": "19:00"}, "starts"),
    ],
)
def test_hours_that_cannot_be_come_back_with_a_word(
    page: Client, person: User, told: dict[str, Any], field: str
) -> None:
    answer = page.post(reverse("free_hours"), told)
    assert answer.status_code == 200
    assert list(answer.context["free_form"].errors) == [field]
    assert week(person) == []


def test_hours_are_taken_out_and_that_is_taken_back(page: Client, person: User) -> None:
    row = free(person, 0, 9, 11)
    answer = page.post(reverse("not_free", args=[row.pk]))
    assert week(person) == []
    [message] = get_messages(answer.wsgi_request)
    undo = message.extra_tags.removeprefix("undo:")
    page.post(undo)
    assert week(person) == [(0, 540, 660)]


def test_nobody_touches_the_hours_of_another(page: Client) -> None:
    row, leave = free(make_person(), 0, 9, 11), make_leave(make_person())
    answers = [
        page.post(reverse("not_free", args=[row.pk])).status_code,
        page.post(reverse("not_away", args=[leave.pk])).status_code,
    ]
    assert answers == [404, 404]
    assert (Availability.objects.count(), Leave.objects.count()) == (1, 1)


def make_leave(person: User) -> Leave:
    first = dt.date(2099, 7, 1)
    return Leave.objects.away(by=person, starts_on=first, ends_on=first)


def days(person: User) -> list[tuple[str, str]]:
    rows = Leave.objects.filter(person=person)
    return [(f"{row.starts_on:%m-%d}", f"{row.ends_on:%m-%d}") for row in rows]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ([("07-01", "07-05"), ("08-01", "08-02")], [("07-01", "07-05"), ("08-01", "08-02")]),
        ([("07-01", "07-05"), ("07-06", "07-09")], [("07-01", "07-09")]),
        ([("07-01", "07-05"), ("07-03", "07-09")], [("07-01", "07-09")]),
        ([("07-01", "07-09"), ("07-03", "07-04")], [("07-01", "07-09")]),
        ([("07-01", "07-01")], [("07-01", "07-01")]),
    ],
)
def test_days_away_that_touch_become_one(
    page: Client, person: User, said: list[tuple[str, str]], kept: list[tuple[str, str]]
) -> None:
    for first, last in said:
        page.post(reverse("away"), {"starts_on": f"2099-{first}", "ends_on": f"2099-{last}"})
    assert days(person) == kept


def test_days_away_are_taken_out_and_that_is_taken_back(page: Client, person: User) -> None:
    leave = make_leave(person)
    answer = page.post(reverse("not_away", args=[leave.pk]))
    assert days(person) == []
    [message] = get_messages(answer.wsgi_request)
    page.post(message.extra_tags.removeprefix("undo:"))
    assert days(person) == [("07-01", "07-01")]


def test_a_last_day_before_the_first_comes_back_with_a_word(page: Client, person: User) -> None:
    answer = page.post(reverse("away"), {"starts_on": "2099-07-02", "ends_on": "2099-07-01"})
    assert list(answer.context["leave_form"].errors) == ["ends_on"]
    assert days(person) == []


def test_days_that_are_over_are_not_shown(page: Client, person: User) -> None:
    Leave.objects.away(by=person, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 1, 2))
    assert list(page.get(TIMES).context["leaves"]) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_three(
    page: Client, person: User, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        free(person, number, 9, 11)
        first = dt.date(2099, number + 1, 1)
        Leave.objects.away(by=person, starts_on=first, ends_on=first)
    with django_assert_num_queries(5):
        page.get(TIMES)
