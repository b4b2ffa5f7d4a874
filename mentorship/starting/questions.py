"""The seven questions, once for mentees and once for mentors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mentorship.starting.shapes import SKILLS, WORK, Question

MENTEE = (
    Question(
        "where",
        _("Where do you want to be?"),
        _("So that the two of you look in one direction."),
        _("Where I want to be"),
        (_("Leading a small project, and asleep at night."), _("Out of support, into building.")),
    ),
    Question(
        "matters",
        _("Why does that matter to you?"),
        _("A reason carries you further than a plan."),
        _("Why it matters"),
        (_("I am tired of watching others do it."), _("My daughter asks what I do all day.")),
    ),
    Question(
        "strengths",
        _("What are you good at?"),
        _("Growing is easier from firm ground."),
        _("Strengths"),
        (_("People tell me things."), _("I finish what is boring.")),
    ),
    Question(
        "worries",
        _("What worries you about this?"),
        _("Most mentees worry at the start. Said early, it weighs less."),
        _("Worries"),
        (_("That I ask stupid questions."), _("Finding the time.")),
    ),
    Question(
        "skills",
        _("Which skills are you working on?"),
        _("Three to six. You see how far they have come when you look back."),
        _("Skills now"),
        (_("Public speaking, SQL, saying no."), _("One that I have, two that scare me.")),
        SKILLS,
    ),
    Question(
        "work",
        _("How do you like to work?"),
        _("Your mentor reads this before you first meet. Leave out what you like."),
        _("How I like to work"),
        (_("By doing it badly once."), _("No calls before ten.")),
        WORK,
    ),
    Question(
        "end",
        _("What would a good end look like?"),
        _("It is easier to begin when you know how it could end."),
        _("A good end"),
        (_("We stop, and I hardly notice."), _("I have done it once without you.")),
    ),
)

MENTOR = (
    Question(
        "offer",
        _("What can you offer, and how?"),
        _("So that nobody hopes for what you cannot give."),
        _("What I can offer"),
        (_("An hour, my mistakes, no answers."), _("Contacts, and a second pair of eyes.")),
    ),
    Question(
        "learn",
        _("What do you hope to learn?"),
        _("Mentors who learn something stay curious."),
        _("What I hope to learn"),
        (_("To listen without solving."), _("How my field looks to somebody new.")),
    ),
    Question(
        "strengths",
        _("What are you good at as a mentor?"),
        _("Your mentee can ask for it then."),
        _("Strengths"),
        (_("I ask until it is clear."), _("I have failed at most of it.")),
    ),
    Question(
        "worries",
        _("What worries you as a mentor?"),
        _("A mentor who says so makes it easier for two."),
        _("Worries"),
        (_("That I talk too much."), _("That I have nothing to give.")),
    ),
    Question(
        "skills",
        _("Which skills do you bring?"),
        _("Three to six, honestly: “with help” is welcome here."),
        _("Skills now"),
        (_("Planning, reviews, saying no."), _("Two of old, one that I am learning.")),
        SKILLS,
    ),
    Question(
        "work",
        _("How do you like to work?"),
        _("Your mentee reads this before you first meet. Leave out what you like."),
        _("How I like to work"),
        (_("With a walk in between."), _("Mornings are mine.")),
        WORK,
    ),
    Question(
        "end",
        _("What would a good end look like?"),
        _("It is easier to begin when you know how it could end."),
        _("A good end"),
        (_("They call me only to tell me."), _("We both know something new.")),
    ),
)


def questions_for(role: str) -> tuple[Question, ...]:
    return MENTOR if role == "mentor" else MENTEE


def question_at(role: str, key: str) -> Question | None:
    return next((question for question in questions_for(role) if question.key == key), None)


def first_open(role: str, seen: dict[str, str]) -> str:
    """The key of the first page that was neither answered nor skipped; empty: there is none."""
    return next((one.key for one in questions_for(role) if one.key not in seen), "")
