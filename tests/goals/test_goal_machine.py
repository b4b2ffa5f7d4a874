"""A goal under any order of verbs, by either of the two, beside what it may do on paper."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from accounts.private import NotYours
from goals.models import Goal, Ladder, Rating, Revision, Saying
from mentorship.models import Changed, Event, NotNow
from tests.factories import make_pairing
from tests.goals.factories import make_goal
from tests.machines import Machine, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIDES = st.sampled_from([0, 1])
# On paper: what leads from where to where.
MOVES = {"take_up": {"parked": "agreed"}, "reopen": {"reached": "agreed"}}
STEPS = ["none", "less", "as hoped", "more", "most"]


class GoalMachine(Machine):
    def begin(self) -> None:
        pairing = make_pairing()
        self.people = pairing.people
        self.goal = make_goal(pairing=pairing)
        self.status, self.was_agreed, self.asker = "draft", False, -1
        self.is_shown = self.is_touched = False
        self.version, self.moves, self.revisions = 1, 0, 0
        self.ladders = self.rated = 0

    def is_for(self, side: int) -> bool:
        """Whether this one of the two can read it: the author, or both once it was shown."""
        return side == 0 or self.goal.is_shared

    def try_to(self, verb: str, side: int, *, to: str, **told: Any) -> bool:
        """`to` is where it leads on paper, or nothing: then the verb has to say NotNow."""
        self.step()
        try:
            getattr(self.goal, verb)(by=self.people[side], **told)
        except NotNow:
            assert not to, (verb, self.status)
            return False
        assert to, (verb, self.status)
        self.moves += to != self.status
        self.touch(side)
        self.status = to
        return True

    def touch(self, side: int) -> None:
        """The partner of its author did something with it, and it can be seen in its story."""
        self.is_touched |= side == 1 and self.is_shown

    @rule(side=SIDES)
    def propose(self, side: int) -> None:
        if self.try_to("propose", side, to="proposed" if self.status == "draft" else ""):
            self.asker, self.is_shown, self.is_touched = side, True, side == 1

    @rule(side=SIDES)
    def withdraw(self, side: int) -> None:
        may = self.status == "proposed" and not self.is_touched
        if self.try_to("withdraw", side, to="draft" if may else ""):
            self.is_shown = False

    @rule(side=SIDES)
    def agree(self, side: int) -> None:
        may = self.status == "proposed" and side != self.asker
        to = "agreed" if may or self.status == "agreed" else ""
        if self.try_to("agree", side, to=to):
            self.was_agreed = True

    @rule(side=SIDES, verb=st.sampled_from(sorted(MOVES)))
    def move(self, side: int, verb: str) -> None:
        self.try_to(verb, side, to=MOVES[verb].get(self.status, ""))

    @rule(side=SIDES, because=st.sampled_from(["no_room", "unsure"]))
    def park(self, side: int, because: str) -> None:
        self.try_to("park", side, to="parked" if self.status == "agreed" else "", because=because)

    @rule(side=SIDES)
    def reach(self, side: int) -> None:
        self.try_to("reach", side, to="reached" if self.status in ("agreed", "reached") else "")

    @rule(side=SIDES)
    def close(self, side: int) -> None:
        may = self.status in ("draft", "proposed", "agreed", "parked")
        self.try_to("close", side, to="closed" if may else "", reason="life")

    @rule(side=SIDES)
    def bring_back(self, side: int) -> None:
        hides = not self.was_agreed and not (self.is_shown and self.is_touched)
        back = "parked" if self.was_agreed else "draft" if hides else "proposed"
        if self.try_to("bring_back", side, to=back if self.status == "closed" else ""):
            self.is_shown = not hides

    @rule(side=SIDES, stale=st.booleans(), words=st.sampled_from(["Walk", "Run", "Swim"]))
    def revise(self, side: int, *, stale: bool, words: str) -> None:
        self.step()
        by, before = self.people[side], self.goal.told(by=self.goal.author)["title"]
        may = self.status in ("draft", "proposed", "agreed", "parked") and not stale
        shown = self.version - stale
        try:
            self.goal.revise(by=by, shown_version=shown, reason="So", title=words)
        except NotYours:
            assert not self.is_for(side)
            return
        except Changed:
            assert not may
            self.goal.refresh_from_db()
            return
        assert may
        assert self.is_for(side)
        self.version += 1
        if self.is_shown and words != before:
            self.revisions += 1
            self.touch(side)
            self.asker = side if self.status == "proposed" else self.asker

    @rule(side=SIDES, weight=st.sampled_from([1, 2, 3]))
    def describe(self, side: int, weight: int) -> None:
        self.step()
        side = side if self.is_for(side) else 0  # pages let nobody describe what they cannot see
        last = Ladder.objects.newest_of(self.goal)
        told = {"weight": weight, "by": self.people[side], "shown": last.number if last else 0}
        Ladder.objects.describe(self.goal, STEPS, **told)
        if last is None or last.weight != weight:
            self.ladders += 1
            self.touch(side)

    @rule(side=SIDES, level=st.sampled_from([-2, -1, 0, 1, 2]))
    def rate(self, side: int, level: int) -> None:
        self.step()
        ladder = Ladder.objects.newest_of(self.goal)
        if ladder:
            ladder.rate(level, by=self.people[side])
            self.rated += 1
            self.touch(side)

    @rule(side=SIDES, kind=st.sampled_from(["mine", "less_so", "no_longer"]))
    def say(self, side: int, kind: str) -> None:
        self.step()
        try:
            Saying.objects.say(self.goal, kind, by=self.people[side])
        except NotNow:
            assert self.status != "agreed"
            return
        assert self.status == "agreed"
        if kind == "no_longer":
            assert self.goal.turned_at

    @rule()
    def break_in(self) -> None:
        """Bad states that no verb makes, asked of the database itself."""
        self.step()
        here = Goal.objects.filter(pk=self.goal.pk)
        self.refuses(here, status="closed", close_reason="")
        self.refuses(here, status="proposed", proposed_by=None)
        self.refuses(here, status="agreed", agreed_at=None)
        self.refuses(here, status="parked", parked_because="")
        self.refuses(here, status="reached", reached_at=None)
        self.refuses(here, confidence=11)
        self.refuses(Ladder.objects.filter(goal=self.goal), weight=1)
        self.refuses(Rating.objects.filter(ladder__goal=self.goal), level=0)
        self.refuses(Saying.objects.filter(goal=self.goal), kind="mine")
        self.refuses(Revision.objects.filter(goal=self.goal), number=1)

    @invariant()
    def the_row_is_as_on_paper(self) -> None:
        row = Goal.objects.get(pk=self.goal.pk)
        assert (row.status, row.version) == (self.status, self.version)
        assert row.is_shared == self.is_shown

    @invariant()
    def every_move_has_left_an_event_and_nothing_is_forgotten(self) -> None:
        story = Event.objects.about(self.goal)
        assert sum(one.before != one.after and bool(one.before) for one in story) == self.moves
        numbers = [one.number for one in story.order_by("number")]
        assert numbers == list(range(1, len(numbers) + 1))
        assert Revision.objects.filter(goal=self.goal).count() == self.revisions
        assert Ladder.objects.filter(goal=self.goal).count() == self.ladders
        assert Rating.objects.filter(ladder__goal=self.goal).count() == self.rated


def test_a_goal_does_what_it_may_and_nothing_else(capsys: Any) -> None:
    assert run(GoalMachine, capsys) >= 2_000
