"""The questions of an application, as data: a program may change them; every one may be skipped.

Each is a dict: key, kind (text, long, skills, number), for (mentee, mentor, both), label, why,
and two sample answers, since a blank box is the hardest part of an application.
"""

from typing import Any

from django.utils.translation import gettext as _

KINDS = ("text", "long", "skills", "number")


def default_questions() -> list[dict[str, Any]]:
    """What a new cohort asks, until its coordinators change it."""
    return [_hope(), _worry(), _offer()]


def _hope() -> dict[str, Any]:
    return {
        "key": "hope",
        "kind": "long",
        "for": "mentee",
        "label": _("Where would you like to be a year from now?"),
        "why": _("Your mentor reads this first. Half a sentence is plenty."),
        "samples": [
            _("Leading a small project without losing sleep."),
            _("I do not know yet. I want to find out what I am good at."),
        ],
    }


def _worry() -> dict[str, Any]:
    return {
        "key": "worry",
        "kind": "long",
        "for": "mentee",
        "label": _("What worries you about it?"),
        "why": _("Only the people who run the programme and your mentor see it."),
        "samples": [_("That I will ask stupid questions."), _("Finding the time.")],
    }


def _offer() -> dict[str, Any]:
    return {
        "key": "offer",
        "kind": "long",
        "for": "mentor",
        "label": _("What would you like to pass on?"),
        "why": _("Mentees are matched by what they need; this tells them who you are."),
        "samples": [
            _("How I learned to say no kindly."),
            _("Moving from support into engineering."),
        ],
    }
