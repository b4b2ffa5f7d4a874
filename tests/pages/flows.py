"""Faces that a page shows only after something was done: mistakes, thanks, the next step."""

from __future__ import annotations

from typing import Any

from django.core import mail
from django.urls import reverse

from accounts.models import Profile, User
from checkins.models import CheckIn, Note
from goals.models import Goal, Ladder
from journal.models import Entry
from mentorship.models import Expectation, Settling
from tests.accounts.doors import code_in
from tests.goals.factories import make_goal
from tests.pages.scenes import Scene, face
from tests.routes import nothing, pk, pk_and, token
from tests.world import PASSWORD

MAIN = "main .button-main"


def press(page: Any, world: Any) -> None:
    """The main button, with whatever the form holds."""
    with page.expect_navigation():
        page.locator(MAIN).first.click()


def cleared(*names: str) -> Any:
    """Empty these fields, then press."""

    def act(page: Any, world: Any) -> None:
        for name in names:
            page.locator(f"main [name={name}]").first.fill("")
        press(page, world)

    return act


def filled(**fields: str) -> Any:
    """Fill these fields of the main part, then press."""

    def act(page: Any, world: Any) -> None:
        for name, value in fields.items():
            page.locator(f"main [name={name}]").first.fill(value)
        press(page, world)

    return act


def code_entered(page: Any, world: Any) -> None:
    """Ask for a new password, and enter the code that comes."""
    filled(email="keyed@example.org")(page, world)
    filled(code=code_in(mail.outbox[-1]))(page, world)


def another_tab(page: Any, world: Any, *, write: Any, button: str = MAIN) -> None:
    write(world)
    with page.expect_navigation():
        page.locator(button).first.click()


def profile_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        mine = Profile.objects.of(world.mentor)
        mine.tell(by=world.mentor, version=mine.version, headline="Something else")

    another_tab(page, world, write=write)


def goal_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        goal = Goal.objects.get(pk=world.park_goal.pk)
        goal.revise(by=world.mentor, shown_version=goal.version, measure="By then we both laugh")

    another_tab(page, world, write=write)


def entry_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        entry = Entry.objects.get(pk=world.entry.pk)
        entry.rewrite("Other words.", by=world.mentee, shown_version=entry.version)

    another_tab(page, world, write=write)


def note_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        check_in = CheckIn.objects.get(pk=world.check_in.pk)
        note = Note.objects.standing(check_in, "pair", world.mentor).get()
        shown = {"audience": "pair", "shown_version": note.version}
        Note.objects.keep(check_in, "Slides first.", by=world.mentor, **shown)

    another_tab(page, world, write=write, button="form[action*='/notes/pair/'] button")


def expectation_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        mine = Expectation.objects.of(world.waiting_pairing, world.waiting_mentor)
        said, shown = {"agenda": "Whoever had the week."}, {"agenda": ""}
        mine.answer("agenda", said, by=world.waiting_mentor, shown=shown)

    page.locator("main [name=agenda]").fill("The two of us, on the day before.")
    another_tab(page, world, write=write)


def settling_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        said = {"cadence_days": "21", "minutes": "60"}
        by, pairing = world.gaps_mentor, world.gaps_pairing
        number = Settling.objects.newest(pairing)["rhythm"].number
        Settling.objects.settle(pairing, "rhythm", said, by=by, shown=number)

    another_tab(page, world, write=write)


def goal_let_go_elsewhere(page: Any, world: Any) -> None:
    """The partner lets it go while one puts it in other words."""
    pairing = world.other_pairing
    goal = make_goal(pairing=pairing, status="agreed")
    page.goto(page.url.split("/pairs/")[0] + reverse("revise_goal", args=[goal.pk]))
    page.locator("main [name=title]").fill("Release the booking tool to the whole house")
    another_tab(
        page, world, write=lambda world: goal.close(by=pairing.mentor_person, reason="life")
    )


def ladder_elsewhere(page: Any, world: Any) -> None:
    def write(world: Any) -> None:
        steps = ["Nobody came", "One came", "Five came", "Ten came", "They came again"]
        goal = Goal.objects.get(pk=world.draft_goal.pk)
        Ladder.objects.describe(goal, steps, by=world.mentee, weight=1)

    for box in page.locator("main textarea").all():
        box.fill("As it looks from this window.")
    another_tab(page, world, write=write)


def shape_beside(page: Any, world: Any) -> None:
    """A sentence, and a shape asked for: both stand there."""
    page.locator("main [name=title]").fill("improve my coding skills")
    with page.expect_navigation():
        page.locator("button[name=shape]").first.click()


def set_up(page: Any, world: Any) -> None:
    """The first page of an installation that nobody runs yet."""
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    page.goto(page.url)


def set_up_owner(page: Any, world: Any) -> None:
    set_up(page, world)
    press(page, world)


def with_mistakes() -> list[Scene]:
    of_pair = pk("pairing")
    found = [
        face("log with mistakes", nothing, "mentee", act=cleared("text")),
        face("new_goal with mistakes", of_pair, "mentee", act=press),
        face("profile with mistakes", nothing, "mentee", act=cleared("name")),
        face("new_entry with mistakes", nothing, "mentor", act=cleared("text")),
        face("new_series with mistakes", of_pair, "mentor", act=cleared("minutes")),
        face("move_check_in with mistakes", pk("check_in"), "mentor", act=cleared("starts_at")),
        face("new_cohort with mistakes", pk("program"), "coordinator", act=press),
        face("cohort_import with mistakes", pk("open_cohort"), "coordinator", act=press),
        face("invitations with mistakes", nothing, "site_owner", act=press),
        face("close_goal with mistakes", pk("goal"), "mentee", act=press),
        face("add_checkpoint with mistakes", pk("goal"), "mentee", act=press),
        face("revise_goal with mistakes", pk("goal"), "mentor", act=cleared("title")),
        face("account_login with mistakes", nothing, "anonymous", act=press),
        face("account_signup with mistakes", nothing, "anonymous", act=press),
        face("join with mistakes", token("join_token"), "anonymous", act=filled(password="x")),
    ]
    agenda = pk_and("waiting_pairing", key="agenda")
    rhythm = pk_and("gaps_pairing", key="rhythm")
    conflicts = [
        face("new_goal with a shape beside", of_pair, "mentee", act=shape_beside),
        face("expectation in two windows", agenda, "waiting_mentor", act=expectation_elsewhere),
        face("settle in two windows", rhythm, "gaps_mentee", act=settling_elsewhere),
        face("goals moved on", pk("other_pairing"), "other_mentee", act=goal_let_go_elsewhere),
        face("ladder in two windows", pk("draft_goal"), "mentee", act=ladder_elsewhere),
        face("profile in two windows", nothing, "mentor", act=profile_elsewhere),
        face("revise_goal in two windows", pk("park_goal"), "mentee", act=goal_elsewhere),
        face("rewrite_entry in two windows", pk("entry"), "mentee", act=entry_elsewhere),
        face("check_in note in two windows", pk("check_in"), "mentor", act=note_elsewhere),
    ]
    return found + conflicts


def with_thanks() -> list[Scene]:
    """What is there once something was sent; told last, as these change the world."""
    sign_up = {"name": "New Here", "email": "here@example.org", "password1": PASSWORD}
    sign_in = {"login": "keyed@example.org", "password": PASSWORD}
    mentor = {"login": "mentor@example.org", "password": PASSWORD}
    devices = {"next": reverse("usersessions_list")}
    win = {"kind": "win"}
    log = filled(text="We laughed.")
    code = filled(email="keyed@example.org")
    return [
        face("log saved", nothing, "mentee", act=log, query=win),
        face("log_from_mail saved", token("log_token"), "anonymous", act=log),
        face("new_entry saved", nothing, "mentor", act=filled(text="A quiet day.")),
        face("calendar_page with an address", nothing, "mentor", act=press),
        face("stop_mail stopped", token("stop_token"), "anonymous", act=press),
        face("profile saved", nothing, "mentee", act=press),
        face("account_signup sent", nothing, "anonymous", act=filled(**sign_up)),
        face("account_request_login_code sent", nothing, "anonymous", act=code),
        face("account_reset_password sent", nothing, "anonymous", act=code),
        face("account_reset_password with its code", nothing, "anonymous", act=code_entered),
        face("account_login to devices", nothing, "anonymous", act=filled(**mentor), query=devices),
        face("mail_test tried", nothing, "site_owner", act=press),
        face("setup", token("setup_token"), "anonymous", act=set_up),
        face("setup_owner", token("setup_token"), "anonymous", of="setup", act=set_up_owner),
        face("account_login second step", nothing, "anonymous", act=filled(**sign_in)),
    ]
