"""What slipped twice is made easier: a plan for a moment, a smaller step, done now, or dropped."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.private import NotYours, open_for
from checkins.models import Action, CheckIn
from mentorship.models import Changed, Event, NotNow
from tests.checkins.factories import make_check_in

pytestmark = pytest.mark.django_db
OFFER = "Make it easier"
PLAN = {"when": "the train leaves", "then": "open the draft"}


def ago(days: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


@pytest.fixture
def meetings(pairing: Any) -> list[CheckIn]:
    """Three that have begun, and one to come."""
    return [make_check_in(pairing=pairing, starts_at=ago(days)) for days in (28, 14, 1, -13)]


@pytest.fixture
def action(meetings: list[CheckIn], mentee: Any, mentor: Any) -> Action:
    return Action.objects.add(meetings[0], "Write the first page", by=mentor, owner=mentee)


def slips(action: Action, now: dt.datetime) -> int:
    return Action.objects.with_slips(now).get(pk=action.pk).slips


def planned(action: Action, shown: int = 0, **other: str) -> dict[str, Any]:
    return {**PLAN, "version": shown, "way": "plan", **other}


def test_an_action_slips_with_each_later_check_in_that_began(
    action: Action, meetings: list[CheckIn], mentee: Any
) -> None:
    now = timezone.now()
    assert [slips(action, now - dt.timedelta(days=days)) for days in (20, 10, 0, -14)] == [
        0,
        1,
        2,
        3,
    ]
    meetings[1].miss(by=mentee)
    meetings[2].hold(by=mentee)
    assert slips(action, now) == 1


def test_what_slipped_twice_offers_a_way_out_to_the_one_whose_it_is(
    client: Client, action: Action, meetings: list[CheckIn], mentee: Any, mentor: Any
) -> None:
    def offers(person: Any) -> int:
        client.force_login(person)
        return client.get(reverse("check_in", args=[meetings[2].pk])).text.count(OFFER)

    assert (offers(mentee), offers(mentor)) == (1, 0)
    meetings[1].cancel(by=mentee)
    assert (offers(mentee), offers(mentor)) == (0, 0)
    meetings[1].restore(by=mentee)
    action.finish(by=mentee)
    assert (offers(mentee), offers(mentor)) == (0, 0)


def test_the_brief_offers_it_to_the_mentor_for_their_own(
    client: Client, meetings: list[CheckIn], action: Action, mentee: Any, mentor: Any
) -> None:
    client.force_login(mentor)
    brief = reverse("brief", args=[meetings[3].pk])
    assert client.get(brief).text.count(OFFER) == 0
    own = Action.objects.add(meetings[0], "Ask Noor", by=mentee, owner=mentor)
    page = client.get(brief).text
    assert (page.count(OFFER), page.count(reverse("ease_action", args=[own.pk]))) == (1, 1)


def test_a_plan_is_sealed_and_stands_with_the_action_for_both(
    client: Client, action: Action, meetings: list[CheckIn], mentee: Any, mentor: Any, outsider: Any
) -> None:
    client.force_login(mentee)
    done = client.post(reverse("ease_action", args=[action.pk]), planned(action))
    assert (done.status_code, done["Location"]) == (
        302,
        reverse("check_in", args=[meetings[0].pk]),
    )
    for person in (mentee, mentor):
        client.force_login(person)
        page = client.get(reverse("check_in", args=[meetings[2].pk])).text
        assert page.count("If the train leaves, then I will open the draft.") == 1
    action.refresh_from_db()
    assert f"{action.plan_when}{action.plan_then}" == "[private][private]"
    assert [e.verb for e in Event.objects.about(action)] == ["add", "plan"]
    with pytest.raises(NotYours):
        open_for(action, "plan_then", outsider)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("the train leaves, ", "the train leaves"), ("it is “late …”", "it is “late …”")],
)
def test_a_plan_reads_as_one_sentence_however_it_was_typed(
    client: Client, action: Action, mentee: Any, typed: str, read: str
) -> None:
    client.force_login(mentee)
    client.post(reverse("ease_action", args=[action.pk]), planned(action, when=typed))
    action.refresh_from_db()
    assert action.plan_of(by=mentee) == (read, PLAN["then"])


def test_half_a_plan_is_asked_for_the_other_half_and_keeps_the_words(
    client: Client, action: Action, mentee: Any
) -> None:
    client.force_login(mentee)
    page = client.post(reverse("ease_action", args=[action.pk]), planned(action, then=" "))
    assert page.status_code == 200
    # At the box, and in the summary above that leads to it.
    assert page.text.count("Say what you do in that moment.") == 2
    assert page.text.count('value="the train leaves"') == 1
    action.refresh_from_db()
    assert action.plan_version == 0


def test_two_tabs_show_both_plans_and_the_same_words_twice_are_one(
    client: Client, action: Action, mentee: Any
) -> None:
    client.force_login(mentee)
    page = reverse("ease_action", args=[action.pk])
    assert client.post(page, planned(action)).status_code == 302
    assert client.post(page, planned(action)).status_code == 302
    late = client.post(page, planned(action, when="the kettle boils"))
    assert late.status_code == 409
    assert late.text.count("If the train leaves, then I will open the draft.") == 1
    assert late.text.count('value="the kettle boils"') == 1
    assert client.post(page, planned(action, 1, when="the kettle boils")).status_code == 302
    action.refresh_from_db()
    assert (action.plan_of(by=mentee)[0], action.plan_version) == ("the kettle boils", 2)
    assert [e.verb for e in Event.objects.about(action)] == ["add", "plan", "plan"]


def test_what_is_done_or_dropped_takes_no_plan(
    client: Client, action: Action, meetings: list[CheckIn], mentee: Any, mentor: Any
) -> None:
    stale = Action.objects.get(pk=action.pk)
    action.drop(by=mentor)
    with pytest.raises(NotNow) as told:
        stale.plan(by=mentee, shown_version=0, **PLAN)
    assert not isinstance(told.value, Changed)
    client.force_login(mentee)
    for answer in (client.get, client.post):
        led = answer(reverse("ease_action", args=[action.pk]))
        assert (led.status_code, led["Location"]) == (
            302,
            reverse("check_in", args=[meetings[0].pk]),
        )


def test_a_smaller_step_takes_its_place_and_has_not_slipped_yet(
    client: Client, action: Action, meetings: list[CheckIn], mentee: Any
) -> None:
    client.force_login(mentee)
    posted = {"way": "smaller", "text": "Write one line", "record": str(uuid.uuid4())}
    page = reverse("ease_action", args=[action.pk])
    led = [client.post(page, posted)["Location"] for _ in range(2)]
    assert led == [
        reverse("check_in", args=[meetings[2].pk]),
        reverse("check_in", args=[meetings[0].pk]),
    ]
    rows = Action.objects.with_slips(timezone.now()).order_by("agreed_at")
    assert [(row.status, row.slips, row.check_in_id) for row in rows] == [
        ("dropped", 2, meetings[0].pk),
        ("open", 0, meetings[2].pk),
    ]
    assert open_for(rows[1], "text", mentee) == "Write one line"


def test_an_empty_smaller_step_drops_nothing(client: Client, action: Action, mentee: Any) -> None:
    client.force_login(mentee)
    posted = {"way": "smaller", "text": "  ", "record": str(uuid.uuid4())}
    page = client.post(reverse("ease_action", args=[action.pk]), posted)
    assert (page.status_code, page.text.count("Say what the smaller step is.")) == (200, 2)
    assert list(Action.objects.values_list("status", flat=True)) == ["open"]


def test_done_now_and_dropping_are_one_press_away(
    client: Client, action: Action, mentee: Any
) -> None:
    client.force_login(mentee)
    page = client.get(reverse("ease_action", args=[action.pk])).text
    for act in ("finish", "drop"):
        assert page.count(f'action="{reverse("settle_action", args=[action.pk, act])}"') == 1


def test_the_page_is_not_there_for_anybody_else(
    client: Client, action: Action, mentor: Any, outsider: Any
) -> None:
    for person in (mentor, outsider):
        client.force_login(person)
        page = reverse("ease_action", args=[action.pk])
        assert (client.get(page).status_code, client.post(page, planned(action)).status_code) == (
            404,
            404,
        )
    action.refresh_from_db()
    assert action.plan_version == 0
