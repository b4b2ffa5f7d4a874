"""People for matching, as small or as random as a test needs them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from mentorship.matching.board import NOBODY, Board
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import SHORT_SEATS, Mentee, Mentor, Need, Offer, Rules, Weights

SKILLS = ["SQL", "Python", "public speaking", "estimating"]
LANGUAGES = ["English", "German"]
AREAS = ["", "data", "design"]
INTERESTS = ["sailing", "chess", "baking", "trees"]
IDENTITIES = ["woman", "first in family", "parent"]
BOSSES = ["", "ines@example.org", "jo@example.org"]


def make_mentee(*, id: str = "amara", **told: Any) -> Mentee:
    return Mentee(id=id, **told)


def make_mentor(*, id: str = "dela", **told: Any) -> Mentor:
    return Mentor(id=id, **told)


def needs(*skills: str, weight: int = 3) -> tuple[Need, ...]:
    return tuple(Need(skill, weight) for skill in skills)


def offers(*skills: str, level: int = 5) -> tuple[Offer, ...]:
    return tuple(Offer(skill, level) for skill in skills)


def words(some: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(some), max_size=2)


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
        "seniority": st.integers(0, 9),
        "utc_offset": st.sampled_from([None, -300, 0, 330, 840]),
    }


def mentees(*, ids: list[str]) -> st.SearchStrategy[list[Mentee]]:
    need = st.builds(Need, st.sampled_from(SKILLS), st.integers(1, 5))
    lists = st.lists(need, max_size=3).map(tuple)
    more = {"needs": lists, "sought": words(IDENTITIES), "waiting": st.integers(0, 3)}
    wishes = st.lists(st.sampled_from(["o0", "o1", "o2"]), unique=True).map(tuple)
    people = [st.builds(Mentee, id=st.just(id), wishes=wishes, **more, **told()) for id in ids]
    return st.tuples(*people).map(list)


def mentors(*, ids: list[str]) -> st.SearchStrategy[list[Mentor]]:
    offer = st.builds(Offer, st.sampled_from(SKILLS), st.integers(1, 5))
    lists, seats = st.lists(offer, max_size=3).map(tuple), st.integers(0, 3)
    more = {"offers": lists, "capacity": seats, "identities": words(IDENTITIES)}
    wishes = st.lists(st.sampled_from(["e0", "e1", "e2"]), unique=True).map(tuple)
    people = [st.builds(Mentor, id=st.just(id), wishes=wishes, **more, **told()) for id in ids]
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
    more = {name: choice for name, choice in decisions().items() if name not in decided}
    fixed = {name: st.just(value) for name, value in decided.items()}
    return st.builds(Rules, **switches, **more, **fixed)


def decisions() -> dict[str, st.SearchStrategy[Any]]:
    """What a programme may decide beside its switches; mostly nothing, so that people may meet."""
    persons = st.sampled_from(["p1", "p2", "p3"])
    gap = st.none() | st.integers(-3, 6)
    return {
        "weights": st.just(Weights()) | weights(),
        "blocked": st.frozensets(st.tuples(persons, persons), max_size=2),
        "earlier": st.frozensets(st.tuples(persons, persons), max_size=2),
        "earlier_barred": st.booleans(),
        "max_zone_gap": st.none() | st.integers(0, 12),
        "min_seniority_gap": gap,
        "max_seniority_gap": gap,
        "short_seats": st.sampled_from(SHORT_SEATS),
    }


def weights(*, most: int = 10) -> st.SearchStrategy[Weights]:
    return st.tuples(*[st.integers(0, most)] * 7).filter(any).map(lambda told: Weights(*told))


@st.composite
def cohorts(
    draw: st.DrawFn, *, most_mentees: int = 5, most_mentors: int = 4, **decided: Any
) -> tuple[list[Mentee], list[Mentor], Rules]:
    left = [f"e{number}" for number in range(draw(st.integers(0, most_mentees)))]
    right = [f"o{number}" for number in range(draw(st.integers(0, most_mentors)))]
    pairs = [(one, other) for one in left for other in right] or [("nobody", "here")]
    vetoes = draw(st.frozensets(st.sampled_from(pairs), max_size=3))
    keep = draw(st.frozensets(st.sampled_from(pairs), max_size=2))
    decided = {"vetoes": vetoes, "keep": keep} | decided
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


def best_by_trying_all(board: Board, seed: int) -> dict[str, str]:
    """Every legal seating there is, and the best by people, floor, points, bonuses and lots."""
    rows, columns = board.shape
    scores = board.scores(slice(None))
    choices = [
        [NOBODY, *(column for column in range(columns) if scores[row, column] >= 0)]
        for row in range(rows)
    ]
    judge = _judge(board, seed)
    legal = (
        seating
        for seating in itertools.product(*choices)
        if all(seating.count(seat) <= board.seats[seat] for seat in range(columns))
    )
    best = max(legal, key=judge)
    return {
        board.mentees[row].id: board.mentors[seat].id
        for row, seat in enumerate(best)
        if seat != NOBODY
    }


def _judge(board: Board, seed: int) -> Callable[[tuple[int, ...]], tuple[Any, ...]]:
    """How good a seating is, the first thing first, said as the rules say it."""
    rules, scores, lots = board.rules, board.scores(slice(None)), board.lots(seed)(slice(None))
    queue, price = board.queue(seed), rules.leave_out_price

    def value(seating: tuple[int, ...]) -> tuple[Any, ...]:
        made = [(row, seat) for row, seat in enumerate(seating) if seat != NOBODY]
        names = {(board.mentees[row].id, board.mentors[seat].id) for row, seat in made}
        points = [int(scores[pair]) for pair in made]
        kept = rules.keep_bonus * len(names & rules.keep)
        total = sum(points) + kept + sum(int(board.bonus[seat]) for seat in {s for _, s in made})
        luck = sum(int(lots[pair]) for pair in made)
        if price is not None:
            return total + price * len(made), luck
        first = [seating[row] != NOBODY for row in queue] if rules.short_seats != "points" else []
        return len(made), first, min(points, default=0) * rules.floor_first, total, luck

    return value
