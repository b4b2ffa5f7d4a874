"""The eleven clauses that every program begins with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mentorship.clause_shapes import Clause, Part

CHANNELS = (
    ("person", _("in person")),
    ("both", _("now this, now that")),
    ("video", _("by video")),
    ("phone", _("by phone")),
)

CLAUSES = (
    Clause(
        "hopes",
        _("What each of us hopes for"),
        _("Two people who know each other's hopes can help with them."),
        (_("To lead my first project without dread."), _("To pass on what I learned late.")),
        _("Which of these hopes would you miss most if it did not come true?"),
        (
            Part("hopes", "text", _("What each of us hopes for")),
            Part(
                "goals",
                "text",
                _("Up to three things to reach"),
                _("One on each line."),
                label_mentor=_("What I can offer"),
            ),
            Part(
                "horizon",
                "line",
                _("Our horizon"),
                _("One sentence: where the two of you are heading."),
                is_together=True,
            ),
        ),
    ),
    Clause(
        "rhythm",
        _("Rhythm and length"),
        _("Reminders follow what you two promise here."),
        (_("Every two weeks, 45 minutes."), _("Every week, 30 minutes, at lunch.")),
        _("Which weeks are hard for either of you?"),
        (
            Part(
                "cadence_days",
                "choice",
                _("How often we meet"),
                choices=(
                    ("7", _("every week")),
                    ("14", _("every two weeks")),
                    ("21", _("every three weeks")),
                    ("28", _("every four weeks")),
                ),
                start="14",
            ),
            Part(
                "minutes",
                "choice",
                _("For how long"),
                choices=(
                    ("30", _("30 minutes")),
                    ("45", _("45 minutes")),
                    ("60", _("one hour")),
                    ("90", _("an hour and a half")),
                ),
                start="45",
            ),
        ),
    ),
    Clause(
        "where",
        _("Channel and place"),
        _("So that nobody waits in the wrong room."),
        (_("By video; the mentee sends the link."), _("In person, in the canteen.")),
        _("Where do you both speak freely?"),
        (
            Part(
                "channel",
                "choice",
                _("How we meet"),
                choices=CHANNELS,
                start="video",
            ),
            Part("place", "line", _("Where"), start=_("The mentee sends the link")),
        ),
    ),
    Clause(
        "agenda",
        _("Who brings the topics"),
        _("An hour goes further when somebody has thought about it before."),
        (_("The mentee, a day before."), _("Whoever has something pressing.")),
        _("What happens when nobody has a topic?"),
        (Part("agenda", "line", _("Who brings the topics"), start=_("The mentee, a day before")),),
    ),
    Clause(
        "between",
        _("Between sessions"),
        _("A slow answer hurts less when it was agreed."),
        (_("Short messages are welcome."), _("Only for dates; the rest waits for the session.")),
        _("Which question is worth a message, and which can wait?"),
        (
            Part("contact", "line", _("Contact between sessions")),
            Part(
                "reply_days",
                "choice",
                _("How soon we answer each other"),
                choices=(
                    ("1", _("within a day")),
                    ("3", _("within three days")),
                    ("7", _("in a week")),
                ),
                start="3",
            ),
        ),
    ),
    Clause(
        "pace",
        _("Our pace"),
        _("Being pushed and being left alone both feel wrong when unasked."),
        (_("Small steps, every time."), _("Brisk; I like a stretch.")),
        _("How would each of you notice that it goes too fast?"),
        (
            Part(
                "pace_step",
                "choice",
                _("How fast"),
                choices=(
                    ("gentle", _("gently, in small steps")),
                    ("steady", _("steadily")),
                    ("brisk", _("briskly, with a stretch")),
                ),
            ),
            Part("pace", "text", _("Our pace"), _("Small steps or big ones; gentle or brisk.")),
        ),
    ),
    Clause(
        "feedback",
        _("How we give feedback"),
        _("Straight words help some people and close others."),
        (_("Straight, and at once."), _("Gently, with time to think.")),
        _("When did feedback last help you, and how was it said?"),
        (
            Part(
                "feedback_way",
                "choice",
                _("How straight"),
                choices=(
                    ("straight", _("straight out")),
                    ("rather_straight", _("rather straight")),
                    ("rather_gentle", _("rather gently")),
                    ("gentle", _("gently")),
                ),
            ),
            Part(
                "feedback",
                "text",
                _("How we give feedback"),
                _("Straight or gently; at once or later."),
            ),
        ),
    ),
    Clause(
        "confidence",
        _("What stays between us, and its limits"),
        _("You speak freely when you know who hears it."),
        (_("Everything, unless somebody is in danger."), _("Names stay here; lessons may travel.")),
        _("What would have to be told to somebody else?"),
        (
            Part(
                "confidence",
                "text",
                _("What stays between us, and its limits"),
                start=_("Everything, unless somebody is in danger."),
            ),
        ),
    ),
    Clause(
        "off_limits",
        _("Topics we leave out"),
        _("A door that is closed on purpose is no secret."),
        (_("My family."), _("Pay, for now.")),
        _("May the other one ask again later?"),
        (Part("off_limits", "text", _("Topics we leave out")),),
    ),
    Clause(
        "disagreement",
        _("When we disagree, or it does not work"),
        _("An end that was thought of in time is a good one."),
        (_("We say so early."), _("Either of us may ask the coordinator.")),
        _("What would be the first sign, and who says it?"),
        (
            Part(
                "disagreement",
                "text",
                _("When we disagree, or it does not work"),
                start=_("We say so early, and either of us may ask the coordinator."),
            ),
        ),
    ),
    Clause(
        "ending",
        _("Review, end, and what good looks like"),
        _("Two dates, so that neither has to bring it up."),
        (_("She runs her own review."), _("We would both do it again.")),
        _("How will you both know that it was worth it?"),
        (
            Part("review_on", "date", _("When we look at this again")),
            Part("ends_on", "date", _("When we end")),
            Part("good_end", "text", _("What good looks like")),
        ),
    ),
)
