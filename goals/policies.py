"""Who may do what to a goal, a checkpoint, an entry. The sets come from `visible_to`.

A pair whose work together is over keeps everything to read, and nothing to change.
"""

from __future__ import annotations

from typing import Any

from goals.models import Checkpoint, Goal, Progress
from mentorship.models import Pairing

SHARED_ALIVE = ("proposed", "agreed", "parked")


def can_log(person: Any, pairing: Pairing) -> bool:
    return pairing.is_of(person) and pairing.is_open


def can_undo_progress(person: Any, entry: Progress) -> bool:
    return entry.author_id == person.pk and entry.may_be_undone()


def can_follow_up(person: Any, entry: Progress) -> bool:
    is_own = entry.author_id == person.pk and entry.undone_at is None
    return is_own and bool(entry.asked) and entry.pairing.is_open


def can_write_goal(person: Any, pairing: Pairing) -> bool:
    return pairing.is_of(person) and pairing.is_open


def can_propose_goal(person: Any, goal: Goal) -> bool:
    return _is_own(person, goal) and goal.status == "draft"


def can_withdraw_goal(person: Any, goal: Goal) -> bool:
    is_asker = goal.author_id == person.pk == goal.proposed_by_id
    return goal.pairing.is_open and is_asker and goal.settles_at is not None


def can_agree_goal(person: Any, goal: Goal) -> bool:
    """The one of the two who did not write the wording that waits."""
    return _is_ours(person, goal, "proposed") and goal.proposed_by_id != person.pk


def can_revise_goal(person: Any, goal: Goal) -> bool:
    return can_propose_goal(person, goal) or _is_ours(person, goal, *SHARED_ALIVE)


def can_park_goal(person: Any, goal: Goal) -> bool:
    return _is_ours(person, goal, "agreed")


def can_take_up_goal(person: Any, goal: Goal) -> bool:
    return _is_ours(person, goal, "parked")


def can_reach_goal(person: Any, goal: Goal) -> bool:
    return _is_ours(person, goal, "agreed")


def can_reopen_goal(person: Any, goal: Goal) -> bool:
    return _is_ours(person, goal, "reached")


def can_close_goal(person: Any, goal: Goal) -> bool:
    """What both can see, either may let go, also instead of a yes; a draft, its author."""
    return can_propose_goal(person, goal) or _is_ours(person, goal, *SHARED_ALIVE)


def can_bring_back_goal(person: Any, goal: Goal) -> bool:
    is_for_both = goal.agreed_at is not None or goal.author_id == person.pk
    return is_for_both and _is_ours(person, goal, "closed")


def can_describe_goal(person: Any, goal: Goal) -> bool:
    """Write its ladder: one's own draft, or what both can see."""
    return can_revise_goal(person, goal)


def can_rate_goal(person: Any, goal: Goal) -> bool:
    """Say on which step of its ladder it stands; once it is reached, how far it came."""
    return _is_ours(person, goal, "agreed", "reached")


def can_weigh_goal(person: Any, goal: Goal) -> bool:
    """Say whether it is still theirs, or where on the hill it is: of what is under way."""
    return _is_ours(person, goal, "agreed")


def can_shape_line(person: Any, goal: Goal) -> bool:
    """Add checkpoints; see `can_change_checkpoint` for those that are there."""
    return can_revise_goal(person, goal)


def can_change_checkpoint(person: Any, checkpoint: Checkpoint) -> bool:
    """What was reached stays as it was reached; what was taken away is put back first."""
    is_ahead = checkpoint.reached_at is None and checkpoint.dropped_at is None
    return can_shape_line(person, checkpoint.goal) and is_ahead


def can_reach_checkpoint(person: Any, checkpoint: Checkpoint) -> bool:
    is_ours = _is_ours(person, checkpoint.goal, "agreed")
    return is_ours and checkpoint.reached_at is None and checkpoint.dropped_at is None


def can_take_back_checkpoint(person: Any, checkpoint: Checkpoint) -> bool:
    is_ours = _is_ours(person, checkpoint.goal, *SHARED_ALIVE)
    return is_ours and checkpoint.reached_at is not None


def _is_own(person: Any, goal: Goal) -> bool:
    return goal.pairing.is_open and goal.author_id == person.pk


def _is_ours(person: Any, goal: Goal, *states: str) -> bool:
    return goal.pairing.is_open and goal.pairing.is_of(person) and goal.status in states
