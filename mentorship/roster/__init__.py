"""A sign-up list as organisers have it, from raw bytes to people and named problems. Pure.

`read` makes a sheet of the bytes, `guess_columns` says what each column holds, `rows` makes people
of the lines. Nothing here knows Django, the database or who is enrolled already.
"""

from mentorship.roster.columns import guess_columns
from mentorship.roster.people import rows
from mentorship.roster.sheet import read
from mentorship.roster.vocabulary import Columns, Roster, RosterPerson, Sheet, Unreadable

__all__ = [
    "Columns",
    "Roster",
    "RosterPerson",
    "Sheet",
    "Unreadable",
    "guess_columns",
    "read",
    "rows",
]
