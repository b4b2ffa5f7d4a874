"""Whom people meet before they are matched: the best first, nobody twice, nobody too often."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mentorship.matching.assign import match
from mentorship.matching.barriers import why_not
from mentorship.matching.introductions import introduce
from mentorship.matching.vocabulary import Mentee, Mentor, Rules
from tests.mentorship.matching.games import LUCK, SEED, crowd

TURNS = st.integers(1, 4)


@given(LUCK, TURNS, st.integers(1, 4))
def test_nobody_meets_anybody_twice_too_often_or_against_a_rule(
    luck: random.Random, each: int, most: int
) -> None:
    mentees, mentors, rules = crowd(luck)
    met = introduce(mentees, mentors, rules, SEED, each=each, most=most)
    pairs = [(one.mentee_id, one.mentor_id) for one in met]
    ours, theirs = {one.id: one for one in mentees}, {one.id: one for one in mentors}
    assert len(set(pairs)) == len(pairs)
    assert [pair for pair in pairs if why_not(ours[pair[0]], theirs[pair[1]], rules)] == []
    assert all(n <= each for n in Counter(mentee for mentee, _mentor in pairs).values())
    assert all(n <= most for n in Counter(mentor for _mentee, mentor in pairs).values())


@given(LUCK)
def test_the_first_to_meet_are_those_whom_a_matching_would_pair(luck: random.Random) -> None:
    mentees, mentors, rules = crowd(luck, keep=frozenset())
    most = max(mentor.capacity for mentor in mentors)
    met = introduce(mentees, mentors, rules, SEED, each=3, most=most)
    paired = {
        (pair.mentee_id, pair.mentor_id) for pair in match(mentees, mentors, rules, SEED).pairs
    }
    assert {(one.mentee_id, one.mentor_id) for one in met if one.place == 1} == paired


def test_everybody_meets_three_where_there_are_three_to_meet() -> None:
    mentees = [Mentee(id=f"e{n}") for n in range(6)]
    mentors = [Mentor(id=f"o{n}", capacity=2) for n in range(3)]
    met = introduce(mentees, mentors, Rules(), SEED, each=3, most=6)
    assert Counter(one.mentee_id for one in met) == {mentee.id: 3 for mentee in mentees}
    assert {one.place for one in met if one.mentee_id == "e0"} == {1, 2, 3}


def test_whoever_is_pinned_meets_nobody_and_neither_does_the_place() -> None:
    mentees = [Mentee(id="e0"), Mentee(id="e1")]
    mentors = [Mentor(id="o0"), Mentor(id="o1")]
    rules = Rules(pins=frozenset({("e0", "o0")}))
    met = introduce(mentees, mentors, rules, SEED, each=2, most=2)
    assert [(one.mentee_id, one.mentor_id) for one in met] == [("e1", "o1")]
