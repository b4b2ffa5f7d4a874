"""Rules that no constraint of Django's can say, as triggers on both databases.

How a goal used to read is never rewritten; a line holds seven checkpoints; an entry belongs to a
goal of its own pairing.
"""

from django.db import migrations

from mentorship.triggers import Trigger, walls

IS_FULL = """NEW.dropped_at IS NULL AND (
    SELECT COUNT(*) FROM goals_checkpoint c
    WHERE c.goal_id = NEW.goal_id AND c.dropped_at IS NULL AND c.id <> NEW.id
) >= 7"""
IS_OF_ANOTHER_PAIR = """NEW.goal_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM goals_goal g WHERE g.id = NEW.goal_id AND g.pairing_id = NEW.pairing_id
)"""

TRIGGERS = [
    Trigger("goals_revision_is_never_changed", "goals_revision", "UPDATE", when="TRUE"),
    *(
        Trigger(f"a_line_holds_seven_{act.lower()}", "goals_checkpoint", act, when=IS_FULL)
        for act in ("INSERT", "UPDATE")
    ),
    *(
        Trigger(
            f"progress_stays_in_its_pairing_{act.lower()}",
            "goals_progress",
            act,
            when=IS_OF_ANOTHER_PAIR,
        )
        for act in ("INSERT", "UPDATE")
    ),
]


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]
    operations = [walls(TRIGGERS)]
