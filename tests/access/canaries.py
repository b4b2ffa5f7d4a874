"""Words that somebody of the world wrote for few, and who those few are. Written by hand.

Whoever is not named must meet none of them, in whatever way they ask; whoever is must meet all.
"""

from __future__ import annotations

from tests.access.rules import BOTH, ENDED, MENTEE, MENTOR, NOBODY, only
from tests.access.stage import Answer

THEIRS = only("other_mentee", "other_mentor")

CANARIES = {
    # journal
    "I am not sure whether I want this job.": MENTEE,
    "I noticed that I talk faster when I am afraid.": BOTH,
    "Never mind.": NOBODY,
    # an agreement
    "To ask what I do not dare to ask at work.": BOTH,
    "To be asked, for a change.": only("other_mentee", "other_mentor"),
    # starting points: what is shared, what is kept back, and what is not shared yet
    "To speak before I am asked.": BOTH,
    "Not while the kettle sings.": BOTH,
    "My mistakes, in order.": BOTH,
    "That Dela regrets it.": MENTEE,
    "To speak first, now and then.": MENTEE,
    "To find my feet.": ENDED,
    # expectations: sealed until both have answered, then both read them
    "To be heard, for once.": NOBODY,
    "To find my own voice.": only("other_mentor"),
    "As the tide goes.": only("other_mentor"),
    # goals and their checkpoints
    "Present our numbers to the team without reading them out": BOTH,
    "I am tired of being quiet in rooms": BOTH,
    "Pick the three numbers that matter": BOTH,
    "Write it down": BOTH,
    "I am asked to show others how": BOTH,
    "I have read it out once, to Dela.": BOTH,
    "I would love to be there.": BOTH,
    "Ask for more pay": MENTEE,
    "Learn to sail": only("other_mentee"),
    "Find a rhythm": ENDED,
    # what moved
    "Found the numbers.": BOTH,
    "Said a number aloud in the Monday round.": BOTH,
    "Dela told me to begin with the question.": BOTH,
    "The projector and I are not friends.": BOTH,
    "I nearly gave up on Tuesday.": MENTEE,
    "Bought a rope.": THEIRS,
    "Wrote down what I do all day.": ENDED,
    "Half a thou": MENTEE,
    # a stone, and the reply to it
    "I could hear you smile when you told me.": BOTH,
    # a wish for another match
    "We talk past each other.": only("coordinator"),
    # meeting
    "To stop fearing the projector.": BOTH,
    "We tried the first slide.": BOTH,
    "First the snag, then the slides.": BOTH,
    "Ask about Tuesday, gently.": MENTOR,
    "Try it on Noor": BOTH,
    "We drew a week.": ENDED,
    "Draw one more": ENDED,
}


def heard(answer: Answer) -> set[str]:
    """The canaries in a page, in its headers, and in what it sets."""
    said = answer.response.content.decode() + str(answer.response.headers)
    said += str(answer.response.cookies)
    return {words for words in CANARIES if words in said}


def meant_for(actor: str) -> set[str]:
    return {words for words, readers in CANARIES.items() if actor in readers}
