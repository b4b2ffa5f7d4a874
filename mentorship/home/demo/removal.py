"""Taking the story away, and nothing but the story.

The story is its people, whatever they did anywhere, and its programmes with everybody in them.
Real people keep their accounts, and all that they have outside of those programmes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from accounts.models import Invitation, User
from checkins.models import CheckIn, Series
from goals.models import Checkpoint, Goal, Progress
from journal.models import Entry, Share
from mentorship.home.demo.rounds import program_ids
from mentorship.models import (
    Agreement,
    AgreementVersion,
    Celebration,
    Cohort,
    Enrolment,
    Event,
    Halfway,
    HorizonCheck,
    Introduction,
    IntroductionRound,
    MatchRun,
    Notice,
    Pairing,
    Program,
    RematchRequest,
    ReplyRequest,
    SeatRequest,
    Signature,
    Suggestion,
)
from mentorship.models.newcomers import batches
from mentorship.outbox import mailfolder
from mentorship.triggers import taken_down

APPEND_ONLY = (
    "mentorship_agreementversion",
    "mentorship_signature",
    "mentorship_event",
    "mentorship_horizoncheck",
    "mentorship_horizonmark",
    "mentorship_startingversion",
    "mentorship_clauseset",
)
OF_PAIR = (
    Agreement,
    Celebration,
    CheckIn,
    Goal,
    Halfway,
    HorizonCheck,
    Progress,
    ReplyRequest,
    Series,
)


def clear() -> tuple[int, int]:
    """Erase the whole story in one transaction: (its people, real people who had joined it)."""
    addresses = list(User.objects.filter(is_demo=True).values_list("email", flat=True))
    with transaction.atomic():
        # PostgreSQL touches no trigger while a constraint still waits to be checked.
        connection.check_constraints()
        with taken_down(APPEND_ONLY):
            guests = _Story().erase()
            connection.check_constraints()
    _forget_mails(set(addresses))
    return len(addresses), guests


class _Story:
    """Every row that belongs to it; read before the first of them goes."""

    def __init__(self) -> None:
        self.people = User.objects.filter(is_demo=True)
        self.programs = Program.objects.filter(pk__in=program_ids())
        self.cohorts = Cohort.objects.filter(program__in=self.programs)
        self.enrolments = Enrolment.objects.filter(
            Q(cohort__in=self.cohorts) | Q(person__in=self.people)
        )
        theirs = Q(mentee_person__in=self.people) | Q(mentor_person__in=self.people)
        found = Pairing.objects.filter(Q(cohort__in=self.cohorts) | theirs)
        self.pairs = Pairing.objects.filter(pk__in=list(found.values_list("pk", flat=True)))
        self.entries = Entry.objects.filter(author__in=self.people)
        self.runs = MatchRun.objects.filter(cohort__in=self.cohorts)

    def erase(self) -> int:
        """From the leaves to the roots; how many real people were in its programmes."""
        guests = self.enrolments.exclude(person__in=self.people).values("person").distinct().count()
        self._free_seats()
        self._forget_events_and_notices()
        Signature.objects.filter(version__agreement__pairing__in=self.pairs).delete()
        agreements = Agreement.objects.filter(pairing__in=self.pairs)
        agreements.update(status=Agreement.Status.OPEN, in_force=None)
        for rows in (self.entries, self.pairs, self.enrolments, self.cohorts, self.programs):
            rows.delete()
        Invitation.objects.filter(invited_by__in=self.people).delete()
        self.people.delete()
        return guests

    def _free_seats(self) -> None:
        """A real mentor of somebody made up, in a real cohort, has a free place again."""
        elsewhere = self.pairs.open().exclude(cohort__in=self.cohorts)
        for pairing in elsewhere.select_related("mentor"):
            pairing.mentor.free_seat()

    def _forget_events_and_notices(self) -> None:
        gone = list(self._subjects())
        Event.objects.filter(pairing_id__in=self.pairs.values("pk")).delete()
        for some in batches(gone):
            Event.objects.filter(subject_id__in=some).delete()
            Notice.objects.filter(about_id__in=some).delete()

    def _subjects(self) -> Iterator[Any]:
        """The ids of whatever an event or a notice can be about."""
        shares = Q(entry__in=self.entries) | Q(pairing__in=self.pairs)
        yield from _ids(self.pairs, self.enrolments, self.cohorts, self.programs)
        yield from _ids(self.entries, self.runs)
        yield from _ids(
            Share.objects.filter(shares),
            Suggestion.objects.filter(run__in=self.runs),
            IntroductionRound.objects.filter(cohort__in=self.cohorts),
            Introduction.objects.filter(round__cohort__in=self.cohorts),
            SeatRequest.objects.filter(mentor__in=self.enrolments),
            RematchRequest.objects.filter(pairing__in=self.pairs),
            AgreementVersion.objects.filter(agreement__pairing__in=self.pairs),
            Checkpoint.everything.filter(goal__pairing__in=self.pairs),
            *(model._base_manager.filter(pairing__in=self.pairs) for model in OF_PAIR),
        )


def _ids(*sets: QuerySet[Any]) -> Iterator[Any]:
    for rows in sets:
        yield from rows.values_list("pk", flat=True)


def _forget_mails(addresses: Iterable[str]) -> None:
    """What went to made-up people, into the folder that stands for the post."""
    if settings.SHOW_OUTBOX:
        for name in mailfolder.names():
            if mailfolder.read(name).to in addresses:
                (Path(settings.MAIL_FOLDER) / f"{name}.eml").unlink(missing_ok=True)
