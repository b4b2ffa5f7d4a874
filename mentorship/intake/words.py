"""The sentences behind the codes of `mentorship.roster`: one for every code, and no other."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentorship.models import Enrolment
from mentorship.roster.vocabulary import Problem, Unreadable

# What a column can hold, as the choices of a select.
FIELD_LABELS = {
    "name": _("Full name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail address"),
    "role": _("Mentor or mentee"),
    "skills": _("Skills: mentors offer them, mentees want them"),
    "skills_offered": _("Skills they offer"),
    "skills_wanted": _("Skills they want"),
    "hours": _("When they are free"),
    "zone": _("Time zone"),
    "capacity": _("How many mentees a mentor takes"),
    "motivation": _("Why they take part"),
    "department": _("Department"),
    "manager": _("Line manager's e-mail address"),
    "language": _("Languages"),
    "pronouns": _("Pronouns"),
    "answered": _("When they answered"),
}

# `value` is what the cell says, `used` what we take instead.
SENTENCES = {
    "capacity_large": _("“%(value)s” mentees at a time is a lot; we put down one."),
    "capacity_unclear": _("“%(value)s” names no number of mentees; we put down one."),
    "email_doubtful": _("Is %(used)s spelled like that?"),
    "email_invalid": _("“%(value)s” is not an e-mail address."),
    "email_missing": _("There is no e-mail address."),
    "email_several": _("There are several addresses; we take %(used)s."),
    "formula": _("A spreadsheet would run this cell; here it stays text."),
    "hidden_characters": _("There were invisible characters; we left them out."),
    "hours_unclear": _("We could not read all of “%(value)s” as times of a week."),
    "language_unknown": _("We do not know every language in “%(value)s”."),
    "manager_invalid": _("The manager's address “%(value)s” is not one; we leave it out."),
    "manager_is_self": _("They named themself as their manager; we leave it out."),
    "name_garbled": _("The name was garbled on its way; we read “%(used)s”."),
    "name_lossy": _("Letters were lost in “%(value)s”; write the name as it is."),
    "name_missing": _("There is no name; they are shown by their address."),
    "name_odd": _("“%(value)s” does not look like a name; we leave it out."),
    "name_swapped": _("We read this name as “%(used)s”."),
    "quote_open": _("A quotation mark opens and does not close."),
    "role_missing": _("It does not say whether they are a mentor or a mentee."),
    "role_unknown": _("“%(value)s” is neither mentor nor mentee."),
    "too_long": _("This is longer than we keep; we cut it."),
    "too_many_cells": _("There are more cells than columns; some may have moved."),
    "too_many_skills": _("There are more than 40 skills; we keep the first 40."),
    "zone_guessed": _("“%(value)s” can mean several zones; we take %(used)s."),
    "zone_mismatch": _("“%(value)s”: place and offset do not fit; we take the place."),
    "zone_offset": _("“%(value)s” names no place, so its clock never changes for summer."),
    "zone_unknown": _("We do not know the time zone “%(value)s”; they will choose their own."),
}

REFUSAL_SENTENCES = {
    "binary": _("This is not a text file. Save the list as CSV and try again."),
    "empty": _("There is nothing in it yet."),
    "encoding_unknown": _("Choose one of the ways to read letters from the list."),
    "no_rows": _("There are no people in it, only headers or blank lines."),
    "old_spreadsheet": _(
        "This is an Excel workbook. In Excel, choose “Save as”, then “CSV UTF-8”, and upload that."
    ),
    "pdf": _("This is a PDF. Open the list where it was made, and save it as CSV."),
    "spreadsheet": _(
        "This is a spreadsheet file. Open it, choose “Save as” or “Download”, then CSV, and upload "
        "that. You can also copy the cells and paste them below."
    ),
    "too_big": _("This is more than 10 MB. Split the list, or leave out columns nobody needs."),
    "too_many_columns": _("There are more than %(limit)s columns. Leave out what nobody needs."),
    "too_many_rows": _("There are more than %(limit)s lines. Split the list in two."),
    "web_page": _("This is a web page, not a list. Look for “Export” or “Download as CSV”."),
}


def sentence(problem: Problem) -> str:
    return str(SENTENCES[problem.code]) % {"value": problem.value, "used": problem.used}


def refusal(error: Unreadable) -> str:
    return str(REFUSAL_SENTENCES[error.code]) % {"limit": f"{error.limit:,}"}


def roles_of(enrolments: Sequence[Enrolment]) -> str:
    """`mentor`, `mentee`, or both in one phrase."""
    roles = {row.role for row in enrolments}
    if roles >= {"mentor", "mentee"}:
        return gettext("mentor and a mentee")
    return str(next((row.get_role_display() for row in enrolments), ""))
