"""The states of a goal: which of them belong together, and what leads from one to the next."""

from __future__ import annotations

from mentorship.models.moves import Transitions

STANDING, BEHIND = ("proposed", "agreed"), ("reached", "closed")
CHANGEABLE = ("draft", "proposed", "agreed", "parked")
IN_ORDER = ("agreed", "proposed", "draft", "parked", "reached", "closed")

GOAL_TRANSITIONS: Transitions = {
    "propose": (("draft",), "proposed"),
    "withdraw": (("proposed",), "draft"),
    "agree": (("proposed",), "agreed"),
    "park": (("agreed",), "parked"),
    "take_up": (("parked",), "agreed"),
    "reach": (("agreed",), "reached"),
    "reopen": (("reached",), "agreed"),
    "close": (("draft", "proposed", "agreed", "parked"), "closed"),
    "bring_back": (("closed",), "parked"),
    "redraft": (("closed",), "draft"),
    "put_forward": (("closed",), "proposed"),
}
