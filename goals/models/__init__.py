"""Goals, their checkpoints and revisions, and what moved."""

from goals.models.checkpoint import MOST, Checkpoint
from goals.models.checkpoint import TOLD as POINT_TOLD
from goals.models.goal import GOAL_TRANSITIONS, Goal
from goals.models.goal_rows import Titles
from goals.models.ladder import Ladder, Rating, steps_in
from goals.models.progress import Progress
from goals.models.revision import Reading, Revision, first_wordings, readings, title_before
from goals.models.saying import RESONANCE, Saying, in_words, question_for, resonance_for

__all__ = [
    "GOAL_TRANSITIONS",
    "MOST",
    "POINT_TOLD",
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
    "first_wordings",
    "in_words",
    "question_for",
    "readings",
    "resonance_for",
    "steps_in",
    "title_before",
]
