"""Many goals at once: whose they are, which of them stand, in what order a pair reads them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.limits import need_room
from accounts.posted import once, says
from accounts.private import open_all_for
from goals.models.states import BEHIND, CHANGEABLE, IN_ORDER, STANDING
from mentorship.models import Event, Pairing

MOST_OPEN, MOST = 40, 400


class GoalQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Any) -> GoalQuerySet:
        """Goals of one's pairings; what was never shown to the partner is its author's alone."""
        mine = self.filter(pairing__in=Pairing.objects.visible_to(person))
        return mine.filter(Q(shared_at__isnull=False) | Q(author=person))

    def standing(self) -> GoalQuerySet:
        """What the pair is working towards now."""
        return self.filter(status__in=STANDING)

    def behind(self) -> GoalQuerySet:
        """What can be judged by its outcome: nobody knows yet of what is under way."""
        return self.filter(status__in=BEHIND)

    def waiting_for(self, person: Any) -> GoalQuerySet:
        """Proposed by the partner: this person's yes is missing."""
        return self.filter(status="proposed").exclude(proposed_by=person)

    def to_decide(self) -> GoalQuerySet:
        """One of the two has let go of it inside; they have not decided anything since."""
        return self.filter(status="agreed", turned_at__isnull=False)

    def to_look_at(self, today: date) -> GoalQuerySet:
        """The day on which the two wanted to look at it again has come."""
        return self.filter(status="agreed", check_on__lte=today)

    def of_mentee(self) -> GoalQuerySet:
        """What the mentorship is for; a mentor's own learning goal stands beside it."""
        return self.filter(owner_role="mentee")

    def of_pairing(self, pairing: Pairing) -> GoalQuerySet:
        return self.filter(pairing=pairing)

    def for_pair_page(self, pairing: Pairing, person: Any) -> GoalQuerySet:
        """A pair's goals with their checkpoints, those under way first."""
        order = models.Case(
            *(models.When(status=s, then=n) for n, s in enumerate(IN_ORDER)), default=9
        )
        found = self.visible_to(person).of_pairing(pairing).select_related("pairing")
        return found.prefetch_related("checkpoints").order_by(
            order, F("due_on").asc(nulls_last=True), "created_at"
        )

    def by_status(self) -> dict[str, int]:
        """How many goals are in each state, in words, of those that both can see; never which."""
        shown = self.filter(shared_at__isnull=False).order_by().values_list("status")
        counts = dict(shown.annotate(models.Count("pk")))
        labels = dict(self.model.Status.choices)
        return {labels[status]: counts[status] for status in IN_ORDER if status in counts}

    def for_goal_page(self) -> GoalQuerySet:
        people = ("pairing__mentee_person", "pairing__mentor_person", "pairing__cohort__program")
        return self.select_related(*people, "author", "successor")

    def draft(self, pairing: Pairing, *, by: Any, id: uuid.UUID, **wording: Any) -> Any:
        """A first wording, for its author's eyes. The same id and words twice make one."""
        mine = {"pairing": pairing, "author": by}
        room = partial(self._need_room, pairing)
        is_same = partial(says, told=wording, reader=by)
        found, _is_new = once(self, id, made=wording, room=room, is_same=is_same, **mine)
        return found

    def _need_room(self, pairing: Pairing) -> None:
        ours = self.model._default_manager.of_pairing(pairing)
        plenty = _("That is plenty of goals for two. Let one go, then begin this one.")
        need_room(ours.filter(status__in=CHANGEABLE), MOST_OPEN, plenty)
        need_room(ours, MOST, _("You two have had plenty of goals. Choose one of them anew."))


def is_touched_by_partner(goal: Any) -> bool:
    """Since it was proposed, the other one did something with it: it is no draft of one's own.

    What they keep to themselves tells nobody anything, here neither.
    """
    partner = goal.pairing.partner_of(goal.author)
    subjects = [goal.pk, *goal.checkpoints(manager="everything").values_list("pk", flat=True)]
    acts = Event.objects.filter(subject_id__in=subjects, at__gte=goal.shared_at, by=partner)
    logged = goal.progress.filter(author=partner, undone_at=None, audience="pair")
    return acts.exists() or logged.exists()


class Titles(dict[Any, str]):
    """The titles of goals and checkpoints by their pk, opened together in one go."""

    @classmethod
    def of(cls, rows: Iterable[Any], reader: Any) -> Titles:
        rows = list(rows)
        texts = open_all_for([(row, "title") for row in rows], reader)
        return cls(zip([row.pk for row in rows], texts, strict=True))
