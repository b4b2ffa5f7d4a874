"""Applying: one question a page, each kept as it is answered."""

from __future__ import annotations

import pytest

from mentorship.models import Enrolment
from tests.factories import make_enrolment

pytestmark = pytest.mark.django_db


def test_two_windows_that_answer_different_questions_keep_both() -> None:
    mine = make_enrolment(status="draft", answers={"hope": "To lead."})
    first, second = (Enrolment.objects.get(pk=mine.pk) for _window in range(2))
    first.answer("worry", "Too little time.", by=mine.person)
    second.answer("hope", "To build.", by=mine.person)
    mine.refresh_from_db()
    assert mine.answers == {"hope": "To build.", "worry": "Too little time."} == second.answers
