"""The steps of an application: one thing per page, each saved as it is answered.

An application is an enrolment in status *draft* until it is sent, so closing the browser loses
nothing, and coming back opens the first step that is still open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import Cohort, Enrolment

CHECK = "check"


@dataclass(frozen=True)
class Step:
    """A page of the application; `question` is set where the program asks its own."""

    key: str
    number: int
    question: dict[str, Any] | None = None


def steps(cohort: Cohort, role: str) -> tuple[Step, ...]:
    """The pages for this role, in order, the last one to check and send."""
    asked = [q for q in cohort.questions if q["for"] in (role, "both")]
    keys = ["role", "skills", "times", *(f"q-{q['key']}" for q in asked), CHECK]
    questions = {f"q-{q['key']}": q for q in asked}
    return tuple(Step(key, n, questions.get(key)) for n, key in enumerate(keys, 1))


def step_at(cohort: Cohort, role: str, key: str) -> Step | None:
    return next((step for step in steps(cohort, role) if step.key == key), None)


def step_after(cohort: Cohort, role: str, key: str) -> str:
    """The key of the page that follows; the last one follows itself."""
    keys = [step.key for step in steps(cohort, role)]
    return keys[min(keys.index(key) + 1, len(keys) - 1)]


@transaction.atomic
def begin(cohort: Cohort, person: Any, role: str, capacity: int) -> Enrolment:
    """The person's application for this role, begun now or long ago; NotNow is never raised.

    Changing one's mind about the role while still writing changes the same row.
    """
    list(User.objects.select_for_update().filter(pk=person.pk).values("pk"))
    draft = Enrolment.objects.filter(cohort=cohort, person=person, status="draft").first()
    sent = Enrolment.objects.filter(cohort=cohort, person=person, role=role).first()
    if sent and sent != draft:
        return sent
    draft = draft or Enrolment(
        cohort=cohort, program_id=cohort.program_id, person=person, status="draft"
    )
    draft.role, draft.capacity = role, capacity if role == "mentor" else 1
    draft.save(force_insert=draft._state.adding)
    return draft


def answered(cohort: Cohort, enrolment: Enrolment) -> list[tuple[str, str]]:
    """What somebody wrote, each with its question: those of the cohort, then of an import."""
    labels = {question["key"]: question["label"] for question in cohort.questions}
    labels.setdefault("motivation", _("Why they take part"))
    said = enrolment.answers
    keys = [*(key for key in labels if key in said), *(key for key in said if key not in labels)]
    return [(labels.get(key, key), str(said[key])) for key in keys if said[key]]


def found(cohort: Cohort, person: Any) -> Enrolment | None:
    """What this person has written or sent in this cohort, the draft first."""
    mine = Enrolment.objects.filter(cohort=cohort, person=person).exclude(role="admin")
    return mine.filter(status="draft").first() or mine.first()
