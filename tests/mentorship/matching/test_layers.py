"""The layers one by one: who is seated when seats are short, and that it can be stopped."""

from __future__ import annotations

import pytest

from mentorship.matching.assign import match
from mentorship.matching.board import Cancelled
from mentorship.matching.vocabulary import Rules
from tests.mentorship.matching.factories import by_mentee, make_mentee, make_mentor

SEED = 7


def test_the_waiting_list_says_who_is_seated_when_seats_are_short() -> None:
    people = [make_mentee(id=f"e{place}", waiting=place) for place in range(4)]
    rules = Rules(short_seats="waiting_list")
    outcome = match(people, [make_mentor(capacity=2)], rules, SEED)
    assert by_mentee(outcome) == {"e1": "dela", "e2": "dela"}


def test_whoever_asks_may_stop_it() -> None:
    def enough(done: int, of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        match([make_mentee()], [make_mentor()], Rules(), SEED, tell=enough)
