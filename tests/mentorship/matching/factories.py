"""People for matching, as small or as random as a test needs them."""

from __future__ import annotations

import itertools
import random
from typing import Any

from hypothesis import strategies as st

from mentorship.matching.board import NOBODY, Board
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import Mentee, Mentor, Need, Offer, Rules

SKILLS = ["SQL", "Python", "public speaking", "estimating"]
LANGUAGES = ["English", "German"]
AREAS = ["", "data", "design"]
INTERESTS = ["sailing", "chess", "baking", "trees"]
BOSSES = ["", "ines@example.org", "jo@example.org"]


def make_mentee(*, id: str = "amara", **told: Any) -> Mentee:
    return Mentee(id=id, **told)


def make_mentor(*, id: str = "dela", **told: Any) -> Mentor:
    return Mentor(id=id, **told)


def needs(*skills: str, weight: int = 3) -> tuple[Need, ...]:
    return tuple(Need(skill, weight) for skill in skills)


def offers(*skills: str, level: int = 5) -> tuple[Offer, ...]:
    return tuple(Offer(skill, level) for skill in skills)


def told() -> dict[str, st.SearchStrategy[Any]]:
    """What anybody may tell, from so few words that people often agree, and often tie."""
    return {
        "hours": st.frozensets(st.integers(0, 5), max_size=4),
        "languages": st.frozensets(st.sampled_from(LANGUAGES), max_size=2),
        "area": st.sampled_from(AREAS),
        "style": st.lists(st.integers(0, 5), max_size=3).map(tuple),
        "interests": st.frozensets(st.sampled_from(INTERESTS), max_size=4),
        "person": st.sampled_from(["", "p1", "p2", "p3"]),
        "email": st.sampled_from(BOSSES),
        "manager": st.sampled_from(BOSSES),
        "department": st.sampled_from(["", "sales"]),
    }


def mentees(*, ids: list[str]) -> st.SearchStrategy[list[Mentee]]:
    need = st.builds(Need, st.sampled_from(SKILLS), st.integers(1, 5))
    lists = st.lists(need, max_size=3).map(tuple)
    people = [st.builds(Mentee, id=st.just(id), needs=lists, **told()) for id in ids]
    return st.tuples(*people).map(list)


def mentors(*, ids: list[str]) -> st.SearchStrategy[list[Mentor]]:
    offer = st.builds(Offer, st.sampled_from(SKILLS), st.integers(1, 5))
    lists, seats = st.lists(offer, max_size=3).map(tuple), st.integers(0, 3)
    people = [
        st.builds(Mentor, id=st.just(id), offers=lists, capacity=seats, **told()) for id in ids
    ]
    return st.tuples(*people).map(list)


def rules(**decided: Any) -> st.SearchStrategy[Rules]:
    switches = {
        name: st.booleans()
        for name in (
            "floor_first",
            "shared_hour_required",
            "language_required",
            "manager_barred",
            "same_manager_barred",
            "same_department_barred",
        )
        if name not in decided
    }
    return st.builds(Rules, **switches, **{name: st.just(value) for name, value in decided.items()})


@st.composite
def cohorts(
    draw: st.DrawFn, *, most_mentees: int = 5, most_mentors: int = 4, **decided: Any
) -> tuple[list[Mentee], list[Mentor], Rules]:
    left = [f"e{number}" for number in range(draw(st.integers(0, most_mentees)))]
    right = [f"o{number}" for number in range(draw(st.integers(0, most_mentors)))]
    pairs = [(one, other) for one in left for other in right] or [("nobody", "here")]
    vetoes = draw(st.frozensets(st.sampled_from(pairs), max_size=3))
    decided = {"vetoes": vetoes} | decided
    return draw(mentees(ids=left)), draw(mentors(ids=right)), draw(rules(**decided))


def random_cohort(
    *, mentees: int, mentors: int, seed: int = 1
) -> tuple[list[Mentee], list[Mentor]]:
    """A cohort as a large company would have it: popular skills, blanks, managers among mentors."""
    luck = random.Random(seed)
    skills = [f"skill {number}" for number in range(80)]
    popularity = [1 / (number + 1) for number in range(80)]

    def some_skills(make: Any, most: int) -> tuple[Any, ...]:
        names = luck.choices(skills, popularity, k=luck.randint(1, most))
        return tuple(make(name, luck.randint(1, 5)) for name in dict.fromkeys(names))

    def anybody(letter: str, number: int) -> dict[str, Any]:
        return {
            "id": f"{letter}{number:05}",
            "hours": frozenset(luck.sample(range(168), luck.randint(0, 16))),
            "languages": frozenset(luck.sample(["en", "de", "fr", "es"], luck.randint(1, 2))),
            "area": luck.choice(["", "data", "design", "sales", "law"]),
            "style": tuple(luck.randint(0, 5) for _ in range(5)),
            "interests": frozenset(luck.sample(range(30), luck.randint(0, 6))),
            "email": f"{letter}{number}@example.org",
            "manager": f"o{luck.randrange(mentors)}@example.org" if luck.random() < 0.25 else "",
        }

    def named(person: dict[str, Any]) -> dict[str, Any]:
        return person | {"interests": frozenset(map(str, person["interests"]))}

    return (
        [
            Mentee(**named(anybody("e", number)), needs=some_skills(Need, 6))
            for number in range(mentees)
        ],
        [
            Mentor(
                **named(anybody("o", number)),
                offers=some_skills(Offer, 8),
                capacity=luck.choice([1, 1, 2, 2, 3]),
            )
            for number in range(mentors)
        ],
    )


def worth_of(outcome: Outcome) -> tuple[int, int, int]:
    """How good a matching is, the first thing first: people, floor, points of the unpinned."""
    scores = [pair.score for pair in outcome.pairs if not pair.pinned]
    return len(scores), min(scores, default=0), sum(scores)


def by_mentee(outcome: Outcome) -> dict[str, str]:
    return {pair.mentee_id: pair.mentor_id for pair in outcome.pairs}


def best_by_trying_all(board: Board, seed: int, *, floor_first: bool) -> dict[str, str]:
    """Every legal seating there is, and the one that is best in people, floor, points and lots."""
    rows, columns = board.free.shape
    lots = board.lots(seed)(slice(None))

    def value(seating: tuple[int, ...]) -> tuple[int, ...]:
        made = [(row, seat) for row, seat in enumerate(seating) if seat != NOBODY]
        scores = [int(board.free[pair]) for pair in made]
        floor = min(scores, default=0) * floor_first
        return len(made), floor, sum(scores), sum(int(lots[pair]) for pair in made)

    def legal(seating: tuple[int, ...]) -> bool:
        crowded = any(seating.count(seat) > board.seats[seat] for seat in range(columns))
        return not crowded

    choices = [
        [NOBODY, *(column for column in range(columns) if board.free[row, column] >= 0)]
        for row in range(rows)
    ]
    best = max(filter(legal, itertools.product(*choices)), key=value)
    return {
        board.mentees[row].id: board.mentors[seat].id
        for row, seat in enumerate(best)
        if seat != NOBODY
    }
