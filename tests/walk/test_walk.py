"""From application to celebration: one mentee, her mentor, their coordinator, real mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from checkins.clocks import transitions
from checkins.models import CheckIn
from goals.models import Checkpoint, Progress
from journal.models import Entry
from mentorship.models import Agreement, Cohort, Pairing
from tests.factories import make_cohort, make_enrolment, make_person, make_program
from tests.walk.conftest import Walker, code_in, last_mail, links_in, post_arrives
from tests.walk.people import forty_people

pytestmark = [
    pytest.mark.walk,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "a stone a day keeps the fog away"
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
SECRET = "I am afraid that I am too slow for this team"
Walkers = Callable[[str], Walker]


def test_the_whole_loop(walker: Walkers) -> None:
    cohort = open_cohort()
    amara, chidi = walker(BERLIN), walker(BERLIN)
    sign_up_and_apply(amara, cohort)
    sign_in(chidi, "chidi@example.org")
    import_forty(chidi, cohort)
    welcome_amara(chidi, cohort)
    publish_pairs(chidi, cohort)
    dela = walker(NEW_YORK)
    come_in_by_mail(dela, "dela@example.org")
    pairing = Pairing.objects.get(mentee_person__email="amara@example.org")
    assert pairing.mentor_person.email == "dela@example.org"
    agree(amara, dela, pairing)
    aim(amara, dela, pairing)
    log_a_win_from_a_mail(walker(BERLIN), pairing)
    check_in = plan_check_ins(amara, dela, pairing)
    prepare_from_the_reminder(amara, check_in)
    read_the_brief(dela, check_in)
    share_and_take_back(amara, dela)
    celebrate(amara, dela, pairing)


def open_cohort() -> Cohort:
    """A programme that takes applications, and Chidi who runs it."""
    program = make_program(name="Horizon", slug="horizon", skills=["Kite making", "SQL"])
    today = timezone.localdate()
    cohort = make_cohort(
        program=program,
        name="First round",
        status="open",
        starts_on=today,
        ends_on=today + dt.timedelta(days=270),
    )
    chidi = make_person(name="Chidi Brandt", email="chidi@example.org", time_zone=BERLIN)
    chidi.set_password(PASSWORD)
    chidi.save(update_fields=["password"])
    chidi.emailaddress_set.create(email=chidi.email, verified=True, primary=True)
    make_enrolment(cohort=cohort, person=chidi, role="admin")
    return cohort


def sign_in(who: Walker, email: str) -> None:
    who.email = email
    who.go("/account/login/")
    who.page.locator("input[name=login]").fill(email)
    who.page.locator("input[name=password]").fill(PASSWORD)
    who.page.get_by_role("button", name="Sign in").first.click()


def sign_up_and_apply(amara: Walker, cohort: Cohort) -> None:
    amara.email = "amara@example.org"
    amara.go("/programs/horizon/")
    amara.follow("Apply")
    amara.follow("Make an account")
    page = amara.page
    page.locator("input[name=email]").fill(amara.email)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=name]").fill("Amara Okafor")
    amara.press("Continue")
    page.locator("input[name=code]").fill(code_in(last_mail(amara.email)))
    page.locator("main form button.button-main").first.click()
    amara.go("/programs/horizon/apply/")
    amara.choose("As a mentee: I want to grow with somebody's help")
    amara.press("Continue")
    amara.choose("Kite making")
    amara.press("Continue")
    page.locator("label", has_text="evening").nth(3).click()
    amara.press("Continue")
    page.locator("textarea").fill("Building kites that fly in bad weather.")
    amara.press("Continue")
    page.locator("textarea").fill("That I ask too much.")
    amara.press("Continue")
    amara.sees("Kite making")
    amara.press("Send the application")
    amara.sees("Sent. You will hear from us by mail.")


def import_forty(chidi: Walker, cohort: Cohort) -> None:
    chidi.go(reverse("cohort_import", args=[cohort.pk]))
    chidi.page.locator("textarea[name=text]").fill(forty_people())
    chidi.press("Look at the list")
    chidi.press("Check the people")
    chidi.press("Bring 40 people in")
    assert cohort.enrolments.accepted().exclude(role="admin").count() == 40


def welcome_amara(chidi: Walker, cohort: Cohort) -> None:
    chidi.go(f"{reverse('cohort', args=[cohort.pk])}?status=applied")
    chidi.page.locator("input[name=people]").first.check(force=True)
    chidi.press("Welcome them")
    post_arrives()
    post_arrives(daytime(1))
    assert last_mail("amara@example.org", "place")


def publish_pairs(chidi: Walker, cohort: Cohort) -> None:
    chidi.go(reverse("matching", args=[cohort.pk]))
    chidi.press("Find the best pairs")
    chidi.follow("Publish 19 pairs")
    chidi.sees("What the mentee reads")
    chidi.press("Publish")
    chidi.sees("19 pairs are published.")
    before = len(mail.outbox)
    post_arrives()
    assert not [m for m in mail.outbox[before:] if "match" in m.subject.lower()]
    post_arrives(daytime(1))
    assert last_mail("amara@example.org", "match")


def come_in_by_mail(dela: Walker, email: str) -> None:
    """Somebody whom others entered: the mail of the programme leads in, one question long."""
    dela.email = email
    link = next(link for link in links_in(last_mail(email, "place")) if "/join/" in link)
    dela.go(link)
    dela.page.locator("input[type=password]").fill(PASSWORD)
    dela.press("Go in")
    dela.go("/")
    dela.sees("Hello Dela")


def agree(amara: Walker, dela: Walker, pairing: Pairing) -> None:
    amara.go(reverse("write_agreement", args=[pairing.pk]))
    amara.page.locator("textarea[name=hopes]").fill("Honest words and steady steps.")
    amara.press("Save this version")
    amara.page.locator("input[name=typed_name]").fill("Amara Okafor")
    amara.press("Sign")
    post_arrives(daytime(1))
    link = next(
        link for link in links_in(last_mail("dela@example.org", "sign")) if "/agreement/" in link
    )
    dela.go(link)
    dela.sees("Honest words and steady steps.")
    dela.page.locator("input[name=typed_name]").fill("Dela Mensah")
    dela.press("Sign")
    dela.sees("Both of you have signed. It is yours now.")
    assert Agreement.objects.get(pairing=pairing).status == "in_force"


def aim(amara: Walker, dela: Walker, pairing: Pairing) -> None:
    """A goal with three checkpoints, that both believe in."""
    amara.go(reverse("new_goal", args=[pairing.pk]))
    page = amara.page
    page.locator("[name=title]").fill("Finish a kite that flies in rain by spring")
    page.locator("[name=measure]").fill("It stays up for ten minutes")
    amara.press("Save the draft")
    goal = pairing.goals.get()
    amara.go(reverse("add_checkpoint", args=[goal.pk]))
    for number, title in enumerate(("A sketch", "A frame", "A first flight")):
        page.locator(f"[name=row-{number}-title]").fill(title)
    amara.press("Add them")
    amara.press("Propose it to Dela")
    dela.go(reverse("goal", args=[goal.pk]))
    dela.sees("A first flight")
    dela.press("Agree")
    goal.refresh_from_db()
    assert (goal.status, goal.checkpoints.count()) == ("agreed", 3)


def log_a_win_from_a_mail(stranger: Walker, pairing: Pairing) -> None:
    """After three quiet weeks a mail asks; without signing in, a win in two interactions."""
    for days in (22, 23):
        post_arrives(daytime(days))
    asked = last_mail("amara@example.org", "anything move")
    link = next(line for line in asked.body.splitlines() if line.startswith("A win: "))[7:]
    before = Progress.objects.count()
    stranger.go(link)
    assert Progress.objects.count() == before
    stranger.page.locator("textarea[name=text]").fill("The frame holds")
    stranger.press("Save")
    entry = Progress.objects.get()
    assert (entry.kind, entry.author.email) == ("win", "amara@example.org")
    pairing.refresh_from_db()
    assert pairing.wins == 1


def plan_check_ins(amara: Walker, dela: Walker, pairing: Pairing) -> CheckIn:
    """Every two weeks at 14:00 in Berlin, over the change of New York's clocks."""
    change_on = next_change_in_new_york()
    first_on = change_on - dt.timedelta(days=10)
    amara.go(reverse("new_series", args=[pairing.pk]))
    page = amara.page
    page.locator("[name=first_on]").fill(first_on.isoformat())
    page.locator("[name=wall_time]").fill("14:00")
    amara.choose("every two weeks")
    amara.press("Set the dates")
    before, after = CheckIn.objects.filter(pairing=pairing).order_by("starts_at")[:2]
    assert [local(row, BERLIN) for row in (before, after)] == ["14:00", "14:00"]
    assert local(before, NEW_YORK) != local(after, NEW_YORK)
    for row in (before, after):
        dela.go(reverse("check_in", args=[row.pk]))
        dela.sees(local(row, NEW_YORK))
    return before


def prepare_from_the_reminder(amara: Walker, check_in: CheckIn) -> None:
    """Three days ahead a mail comes; its pulse link opens the prep with the answer chosen."""
    post_arrives(check_in.starts_at - dt.timedelta(days=3))
    reminder = last_mail("amara@example.org", "before you meet")
    assert local(check_in, BERLIN) in reminder.body
    assert local(check_in, NEW_YORK) in reminder.body
    sent = [m for m in mail.outbox if m.subject == reminder.subject and m.to == reminder.to]
    post_arrives(check_in.starts_at - dt.timedelta(days=3))
    assert [m for m in mail.outbox if m.subject == reminder.subject and m.to == reminder.to] == sent
    amara.go(next(link for link in links_in(reminder) if link.endswith("pulse=4")))
    assert amara.page.locator("input[name=pulse][value='4']").is_checked()
    amara.page.locator("textarea[name=want]").fill("Say no to the second project")
    amara.press("Done, see you there")


def read_the_brief(dela: Walker, check_in: CheckIn) -> None:
    """One screen of 1280 by 800."""
    dela.go(reverse("brief", args=[check_in.pk]))
    for words in ("Say no to the second project", "The frame holds", "A sketch"):
        dela.sees(words)
    board = dela.page.locator(".board").bounding_box()
    assert board is not None
    assert board["y"] + board["height"] <= 800


def share_and_take_back(amara: Walker, dela: Walker) -> None:
    amara.go(reverse("new_entry"))
    amara.page.locator("textarea[name=text]").fill(SECRET)
    amara.press("Keep it")
    url = f"{amara.site}{reverse('entry', args=[Entry.objects.get().pk])}"
    dela.does_not_find(url)
    amara.press("Share with Dela")
    dela.go(url)
    dela.sees(SECRET)
    amara.go(url)
    amara.press("Take it back")
    dela.does_not_find(url)
    post_arrives(daytime(2))
    assert not [m for m in mail.outbox if SECRET in m.message().as_string()]


def celebrate(amara: Walker, dela: Walker, pairing: Pairing) -> None:
    """A checkpoint is reached: pause, tell the partner, who answers."""
    sketch = Checkpoint.objects.get(goal__pairing=pairing, position=1)
    amara.go(reverse("goal", args=[sketch.goal_id]))
    line = amara.page.get_by_role("listitem").filter(has_text="A sketch")
    line.get_by_role("button", name="Reached").first.click()
    amara.page.locator("textarea[name=what_worked]").fill("I drew it badly first.")
    amara.press("Celebrate")
    post_arrives(daytime(3))
    link = next(
        link
        for link in links_in(last_mail("dela@example.org", "Amara"))
        if "/celebrations/" in link
    )
    dela.go(link)
    dela.sees("I drew it badly first.")
    dela.page.locator("textarea[name=text]").fill("What did the second sketch have?")
    dela.press("Reply")
    amara.go(reverse("celebrations", args=[pairing.pk]))
    amara.sees("What did the second sketch have?")


def next_change_in_new_york() -> dt.date:
    now = timezone.now()
    found = transitions(ZoneInfo(NEW_YORK), now, now + dt.timedelta(days=260))
    return next(iter(found)).date()


def local(check_in: Any, zone: str) -> str:
    return f"{check_in.starts_at.astimezone(ZoneInfo(zone)):%H:%M}"


def daytime(days: int) -> dt.datetime:
    """Noon in the middle of the Atlantic, when nobody here is asleep, some days from now."""
    day = timezone.now() + dt.timedelta(days=days)
    return day.replace(hour=15, minute=0, second=0, microsecond=0)
