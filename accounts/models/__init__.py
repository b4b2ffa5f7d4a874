"""The person, what they tell about themself, and the key to their private text."""

from accounts.models.base import Row
from accounts.models.draft import Draft
from accounts.models.person_key import PersonKey
from accounts.models.profile import Availability, Leave, MailPreferences, Profile, Weekday
from accounts.models.user import User

__all__ = [
    "Availability",
    "Draft",
    "Leave",
    "MailPreferences",
    "PersonKey",
    "Profile",
    "Row",
    "User",
    "Weekday",
]
