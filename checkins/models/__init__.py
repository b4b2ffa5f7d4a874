"""Series, check-ins, and what the two write around them."""

from checkins.models.action import SLIPPED, Action
from checkins.models.calendar_feed import CalendarFeed
from checkins.models.check_in import CheckIn
from checkins.models.series import Series
from checkins.models.writing import Note, Prep

__all__ = ["SLIPPED", "Action", "CalendarFeed", "CheckIn", "Note", "Prep", "Series"]
