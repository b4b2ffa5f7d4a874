"""Goals, their checkpoints and revisions, and what moved."""

from goals.models.checkpoint import Checkpoint
from goals.models.goal import Goal, Titles
from goals.models.progress import Progress
from goals.models.revision import Revision

__all__ = ["Checkpoint", "Goal", "Progress", "Revision", "Titles"]
