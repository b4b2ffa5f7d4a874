"""Goals, their checkpoints and revisions, and what moved."""

from goals.models.checkpoint import MOST, Checkpoint
from goals.models.goal import GOAL_TRANSITIONS, Goal, Titles
from goals.models.ladder import Ladder, Rating, steps_in
from goals.models.progress import Progress
from goals.models.revision import Reading, Revision, readings
from goals.models.saying import RESONANCE, Saying

__all__ = [
    "GOAL_TRANSITIONS",
    "MOST",
    "RESONANCE",
    "Checkpoint",
    "Goal",
    "Ladder",
    "Progress",
    "Rating",
    "Reading",
    "Revision",
    "Saying",
    "Titles",
    "readings",
    "steps_in",
]
