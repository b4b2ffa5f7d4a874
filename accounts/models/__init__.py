"""The person, what they tell about themself, and the key to their private text."""

from accounts.models.base import Row
from accounts.models.draft import Draft
from accounts.models.invitation import Invitation
from accounts.models.person_key import PersonKey
from accounts.models.profile import MailPreferences, Profile
from accounts.models.times import Availability, Leave, Weekday
from accounts.models.user import User

__all__ = [
    "Availability",
    "Draft",
    "Invitation",
    "Leave",
    "MailPreferences",
    "PersonKey",
    "Profile",
    "Row",
    "User",
    "Weekday",
]
