"""Goals, their checkpoints and revisions, and what moved."""

from goals.models.checkpoint import MOST, Checkpoint
from goals.models.goal import GOAL_TRANSITIONS, Goal, Titles
from goals.models.progress import Progress
from goals.models.revision import Reading, Revision, readings

__all__ = [
    "GOAL_TRANSITIONS",
    "MOST",
    "Checkpoint",
    "Goal",
    "Progress",
    "Reading",
    "Revision",
    "Titles",
    "readings",
]
