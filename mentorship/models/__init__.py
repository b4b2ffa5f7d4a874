"""The heart: programs, enrolments, matches, pairings, agreements, and what is owed."""

from mentorship.models.agreement import Agreement, AgreementVersion, Signature
from mentorship.models.apart import Apart, Avoidance
from mentorship.models.arrival import Arrival
from mentorship.models.celebration import Celebration
from mentorship.models.clause_set import ClauseSet, clauses_of
from mentorship.models.enrolment import Enrolment
from mentorship.models.event import Event
from mentorship.models.expectation import Expectation
from mentorship.models.halfway import Halfway
from mentorship.models.heartbeat import Heartbeat
from mentorship.models.horizon import HorizonCheck, HorizonMark
from mentorship.models.intake import Intake
from mentorship.models.introduction import Introduction, IntroductionRound
from mentorship.models.match import MatchRun, Suggestion
from mentorship.models.moves import Changed, NotNow
from mentorship.models.notice import Notice
from mentorship.models.pairing import Pairing
from mentorship.models.program import Cohort, Program
from mentorship.models.rematch import RematchRequest
from mentorship.models.reply_request import ReplyRequest
from mentorship.models.seat_request import SeatRequest
from mentorship.models.settling import Settling
from mentorship.models.starting_point import StartingPoint, StartingVersion

__all__ = [
    "Agreement",
    "AgreementVersion",
    "Apart",
    "Avoidance",
    "Arrival",
    "Celebration",
    "Changed",
    "ClauseSet",
    "Cohort",
    "Enrolment",
    "Event",
    "Expectation",
    "Halfway",
    "Heartbeat",
    "HorizonCheck",
    "HorizonMark",
    "Intake",
    "Introduction",
    "IntroductionRound",
    "MatchRun",
    "NotNow",
    "Notice",
    "Pairing",
    "Program",
    "RematchRequest",
    "ReplyRequest",
    "SeatRequest",
    "Settling",
    "Signature",
    "StartingPoint",
    "StartingVersion",
    "Suggestion",
    "clauses_of",
]
