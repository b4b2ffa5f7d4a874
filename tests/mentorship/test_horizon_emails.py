"""The mails about the direction of two say nothing of what either marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from mentorship.models import Halfway, Notice
from mentorship.outbox.letterbooks import writers
from mentorship.outbox.post import mail_for, reading_as
from tests.mentorship.aiming import make_check, make_two

pytestmark = pytest.mark.django_db
SECRET = "a-private-word"
STORIES: dict[str, Callable[[], Any]] = {
    "horizon_check": lambda: make_check(make_two(), mentor="off", mentor_line=SECRET),
    "horizon_revealed": lambda: make_check(
        make_two(), mentee="off", mentor="same", mentee_line=SECRET
    ),
    "halfway": lambda: Halfway.objects.begin(make_two(), now=timezone.now()),
}


def test_every_letter_has_its_story() -> None:
    book = "mentorship.emails.horizon"
    assert {kind for kind, write in writers().items() if write.__module__ == book} == set(STORIES)


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_betrays_nothing_that_was_marked(kind: str) -> None:
    STORIES[kind]()
    notice = Notice.objects.filter(kind=kind).first()
    assert notice
    with reading_as(notice.recipient):
        letter = writers()[kind](notice)
        assert letter
        sent = mail_for(notice, letter)
    assert SECRET not in sent.body + sent.alternatives[0][0]
    assert "slightly off" not in sent.body
    assert 10 < len(sent.subject) < 60
