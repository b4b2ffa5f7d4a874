"""One proposed pair and who else there is: prices from what the run left behind, and swaps."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.board import prices
from mentorship.matching.alternatives import FOUND, price
from mentorship.matching.board import PinsRefused
from mentorship.matching.vocabulary import Rules
from mentorship.models import (
    Enrolment,
    Event,
    MatchRun,
    NotNow,
    Suggestion,
    matchmaking,
    swapping,
    weighing,
)
from mentorship.views import board as board_views
from mentorship.views import suggestions
from tests.factories import make_enrolment, make_person

pytestmark = pytest.mark.django_db
SKILLS = ("SQL", "Rust", "Go", "estimating", "public speaking", "hiring", "design", "testing")


def skilled(cohort: Any, role: str, name: str, *skills: str, **fields: Any) -> Enrolment:
    told = [{"name": skill, "level": 3} for skill in skills]
    person = make_person(name=name)
    return make_enrolment(cohort=cohort, role=role, person=person, skills=told, **fields)


def crowd(cohort: Any, seed: int) -> list[Enrolment]:
    """Thirty people who compete: eighteen mentees for fewer good mentors."""
    luck = random.Random(seed)
    people = [
        skilled(cohort, "mentee", f"Mentee {n}", *luck.sample(SKILLS, luck.randint(1, 3)))
        for n in range(18)
    ]
    for n in range(12):
        seats = luck.choice([1, 2, 2])
        skills = luck.sample(SKILLS, luck.randint(2, 3))
        people.append(skilled(cohort, "mentor", f"Mentor {n}", *skills, capacity=seats))
    return people


@pytest.fixture
def four(cohort: Any) -> dict[str, Enrolment]:
    return {
        "ana": skilled(cohort, "mentee", "Ana", "SQL"),
        "bo": skilled(cohort, "mentee", "Bo", "Rust"),
        "sql": skilled(cohort, "mentor", "Sam", "SQL", capacity=1),
        "rust": skilled(cohort, "mentor", "Rut", "Rust", capacity=1),
    }


@pytest.fixture
def run(cohort: Any, coordinator: Any, four: dict[str, Enrolment]) -> MatchRun:
    return matchmaking.compute(cohort, by=coordinator)


@pytest.fixture
def board(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


def of(run: MatchRun, mentee: Enrolment) -> Suggestion:
    return Suggestion.objects.with_run().get(run=run, mentee=mentee)


def page_of(board: Client, row: Suggestion, **asked: Any) -> Any:
    return board.get(reverse("suggestion", args=[row.pk]), asked)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def seats(run: MatchRun) -> dict[str, str]:
    rows = run.suggestions.standing().for_board()
    return {row.mentee.person.name: row.mentor.person.name for row in rows}


@pytest.mark.parametrize("pinned", [0, 3])
def test_a_price_on_the_page_is_the_difference_of_two_matchings(
    board: Client, cohort: Any, coordinator: Any, pinned: int
) -> None:
    crowd(cohort, seed=11)
    cohort.decide_matching(Rules(floor_first=False).to_json(), by=coordinator)
    run = matchmaking.compute(cohort, by=coordinator)
    for row in run.suggestions.order_by("score")[:pinned]:
        row.pin(by=coordinator)
    before, told = matchmaking.imagine(run, {}), 0
    for row in run.suggestions.filter(decision="open").order_by("pk")[:4]:
        for mentor, _score in weighing.options(weighing.weigh(run), str(row.mentee_id)):
            found = price(weighing.weigh(run), str(row.mentee_id), mentor)
            if found.code not in FOUND:
                continue
            after = matchmaking.imagine(run, {str(row.mentee_id): mentor})
            assert found.points == before.total - after.total
            assert found.people == len(after.unmatched) - len(before.unmatched)
            told += 1
    assert told > 20


def test_a_page_tells_the_best_for_either_side_and_what_they_cost(
    board: Client, cohort: Any, coordinator: Any, four: dict[str, Enrolment]
) -> None:
    cohort.decide_matching(Rules(floor_first=False).to_json(), by=coordinator)
    run = matchmaking.compute(cohort, by=coordinator)
    page = page_of(board, of(run, four["ana"]))
    others = page.context["others"]
    assert (others.for_mentee.mentor, others.for_mentor.mentee) == ("Rut", "Bo")
    assert [(move.mentee, move.before, move.after) for move in others.for_mentee.moves] == [
        ("Ana", "Sam", "Rut"),
        ("Bo", "Rut", "Sam"),
    ]
    lost = matchmaking.imagine(run, {}).total
    lost -= matchmaking.imagine(run, {str(four["ana"].pk): str(four["rust"].pk)}).total
    assert others.for_mentee.sentences == [
        "At 27.5 it would be weaker than every pair that was found: 72.5 or more.",
        f"The place with Rut is worth {lost // 10} points more to Bo, who has it, than to Ana.",
    ]
    assert "is worth" in page.content.decode()


def test_what_would_break_the_promised_floor_says_how_far_and_is_solved_on_request(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    pair = {"instead": four["rust"].pk, "mentee": four["ana"].pk}
    row = of(run, four["ana"])
    after = matchmaking.imagine(run, {str(four["ana"].pk): str(four["rust"].pk)})
    weakest = next(one.score for one in after.pairs if not one.pinned)
    assert page_of(board, row).context["others"].for_mentee.sentences == [
        "Everybody could keep a mentor, but the weakest of the other pairs would be at "
        f"{prices.haggling.points(weakest)} instead of {prices.haggling.points(row.score)}."
    ]
    price = page_of(board, row, **pair, solve=1).context["price"]
    lost = matchmaking.imagine(run, {}).total - after.total
    assert (price.mentee, price.name, price.points) == ("Ana", "Rut", lost / 10)
    assert {move.mentee for move in price.moves} == {"Ana", "Bo"}


def test_any_mentor_can_be_asked_for(
    board: Client, run: MatchRun, four: dict[str, Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[Any] = []
    monkeypatch.setattr(matchmaking, "match", lambda *told, **more: solved.append(told))
    page = page_of(board, of(run, four["ana"]), instead=four["rust"].pk)
    assert (page.context["others"].chosen.mentor, solved) == ("Rut", [])


def test_a_rule_that_keeps_two_apart_is_told_by_name(
    board: Client, cohort: Any, coordinator: Any
) -> None:
    ana = skilled(cohort, "mentee", "Ana", "SQL", "Rust", languages=["de"])
    skilled(cohort, "mentor", "Sam", "SQL", languages=["de"])
    far = skilled(cohort, "mentor", "Rut", "SQL", "Rust", languages=["en"])
    run = matchmaking.compute(cohort, by=coordinator)
    others = page_of(board, of(run, ana), instead=far.pk).context["others"]
    told = ["A rule keeps them apart: they share no language."]
    assert (others.barred.mentor, others.barred.sentences) == ("Rut", told)
    assert (others.chosen.sentences, others.chosen.may_choose) == (told, False)
    assert others.kept_away == [(str(far.pk), "Rut")]


def test_whoever_would_be_left_out_is_named(board: Client, cohort: Any, coordinator: Any) -> None:
    ana, bo = (skilled(cohort, "mentee", name, "SQL") for name in ("Ana", "Bo"))
    skilled(cohort, "mentor", "Sam", "SQL", capacity=1)
    run = matchmaking.compute(cohort, by=coordinator)
    row = Suggestion.objects.with_run().get(run=run)
    other = ({"Ana", "Bo"} - {row.mentee.person.name}).pop()
    offer = page_of(board, row).context["others"].for_mentor
    assert (offer.mentee, offer.sentences) == (
        other,
        [
            f"Without a mentor then: {row.mentee.person.name}.",
            "All pairs together would have as many points as now.",
        ],
    )
    assert {ana.person.name, bo.person.name} == {other, row.mentee.person.name}


def test_a_tie_is_said_to_have_been_drawn(board: Client, cohort: Any, coordinator: Any) -> None:
    ana = skilled(cohort, "mentee", "Ana", "SQL")
    for name in ("Sam", "Rut"):
        skilled(cohort, "mentor", name, "SQL")
    run = matchmaking.compute(cohort, by=coordinator)
    row = of(run, ana)
    other = "Rut" if row.mentor.person.name == "Sam" else "Sam"
    page = page_of(board, row)
    drawn = f"Drawn by lot: {other} would have been exactly as good."
    assert (page.context["others"].tied, drawn in page.content.decode()) == (drawn, True)


def test_without_a_tie_nothing_is_said_of_lots(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    assert page_of(board, of(run, four["ana"])).context["others"].tied == ""


def test_a_pinned_pair_says_that_it_has_to_be_released_first(
    board: Client, run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    of(run, four["bo"]).pin(by=coordinator)
    others = page_of(board, of(run, four["ana"])).context["others"]
    assert others.for_mentee.sentences == [
        "Every place of Rut is pinned. Release one of those pairs first."
    ]
    assert others.for_mentor.sentences == [
        "Bo is pinned to another mentor. Release that pair first."
    ]
    assert (others.for_mentee.may_choose, others.for_mentor.may_choose) == (False, False)


def test_when_people_have_changed_the_page_says_so_and_solves_on_request(
    board: Client, run: MatchRun, four: dict[str, Enrolment], cohort: Any
) -> None:
    skilled(cohort, "mentor", "Lea", "SQL", "Rust")
    row = of(run, four["ana"])
    page = page_of(board, row)
    assert "others" not in page.context
    assert "Somebody has come, gone" in page.content.decode()
    asked = page_of(board, row, instead=four["rust"].pk)
    before = matchmaking.imagine(run, {}).total
    after = matchmaking.imagine(run, {str(four["ana"].pk): str(four["rust"].pk)}).total
    assert asked.context["price"].points == (before - after) / 10


def test_after_a_veto_or_a_release_prices_have_to_be_worked_out_anew(
    run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    row = of(run, four["ana"])
    row.veto(by=coordinator)
    with pytest.raises(weighing.CannotWeigh, match="decided"):
        weighing.weigh(run)
    row.release(by=coordinator)
    assert weighing.weigh(run).priced
    pinned = matchmaking.choose(run, four["ana"], four["rust"], by=coordinator)
    of(pinned, four["ana"]).release(by=coordinator)
    with pytest.raises(weighing.CannotWeigh, match="decided"):
        weighing.weigh(pinned)


def test_a_run_of_an_earlier_version_says_that_it_cannot_tell(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    MatchRun.objects.update(blob=None)
    page = page_of(board, of(run, four["ana"]))
    assert "An earlier version computed these pairs" in page.content.decode()


def test_with_many_pairs_prices_wait_until_somebody_asks(
    board: Client, run: MatchRun, four: dict[str, Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "MANY", 1)
    row = of(run, four["ana"])
    assert "others" not in page_of(board, row).context
    assert page_of(board, row, prices=1).context["others"].for_mentee.mentor == "Rut"


def test_a_published_pair_has_no_prices(
    board: Client, run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    row = of(run, four["ana"])
    run.publish(by=coordinator)
    page = page_of(board, row)
    assert ("others" in page.context, "unpriced" in page.context) == (False, False)


@pytest.mark.parametrize("asked", ["", "instead", "other"])
def test_a_page_asks_as_often_for_thirty_people_as_for_four(
    board: Client, cohort: Any, coordinator: Any, run: MatchRun, asked: str
) -> None:
    counts = [_asked_for(board, run, asked)]
    crowd(cohort, seed=5)
    again = matchmaking.compute(cohort, by=coordinator, previous=run)
    counts.append(_asked_for(board, again, asked))
    assert counts[0] == counts[1]


def _asked_for(board: Client, run: MatchRun, asked: str) -> int:
    row = run.suggestions.order_by("pk")[0]
    other = run.suggestions.exclude(mentor=row.mentor_id).order_by("pk")[0]
    told = {"": {}, "instead": {"instead": other.mentor_id}, "other": {"other": other.pk}}[asked]
    with CaptureQueriesContext(connection) as queries:
        assert page_of(board, row, **told).status_code == 200
    return len(queries)


# --- swaps -----------------------------------------------------------------------------------


def test_a_swap_shows_its_price_and_is_one_act(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    row, other = of(run, four["ana"]), of(run, four["bo"])
    shown = page_of(board, row, other=other.pk).context["exchange"]
    totals = [sum(run.suggestions.values_list("score", flat=True))]
    sent = {"other": other.pk, "gets": other.mentor_id}
    page = board.post(reverse("swap_suggestion", args=[row.pk]), sent, follow=True)
    totals.append(sum(run.suggestions.values_list("score", flat=True)))
    assert said(page) == ["Ana and Bo have exchanged mentors. Both pairs are pinned."]
    assert seats(run) == {"Ana": "Rut", "Bo": "Sam"}
    assert shown.lost == prices.haggling.points(totals[0] - totals[1])
    assert set(run.suggestions.values_list("decision", flat=True)) == {"pinned"}
    story = Event.objects.filter(verb="swap").values_list("subject_id", "reason")
    assert list(story) == [(row.pk, str(other.pk))]


def test_a_swap_that_was_sent_twice_happens_once(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    row, other = of(run, four["ana"]), of(run, four["bo"])
    sent = {"other": other.pk, "gets": other.mentor_id}
    for _ in range(2):
        board.post(reverse("swap_suggestion", args=[row.pk]), sent)
    assert (seats(run)["Ana"], Event.objects.filter(verb="swap").count()) == ("Rut", 1)


def test_reasons_and_prices_follow_a_swap(
    run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    swapping.swap(run, of(run, four["ana"]), of(run, four["bo"]), by=coordinator)
    row, standing = of(run, four["ana"]), weighing.weigh(run)
    assert [reason["code"] for reason in row.reasons][:1] == ["needs_missing"]
    mentee = str(four["ana"].pk)
    assert row.score == standing.score(standing.rows[mentee], standing.columns[str(row.mentor_id)])
    assert price(standing, mentee, str(four["sql"].pk)).code == "pinned"


def test_a_swap_holds_when_everybody_is_matched_again(
    run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    swapping.swap(run, of(run, four["ana"]), of(run, four["bo"]), by=coordinator)
    again = matchmaking.compute(run.cohort, by=coordinator, previous=run)
    assert seats(again) == {"Ana": "Rut", "Bo": "Sam"}


def test_nobody_is_offered_whom_a_swap_has_given_them(
    board: Client, run: MatchRun, four: dict[str, Enrolment], coordinator: Any, cohort: Any
) -> None:
    swapping.swap(run, of(run, four["ana"]), of(run, four["bo"]), by=coordinator)
    skilled(cohort, "mentee", "Lea", "Go")
    page = page_of(board, of(run, four["ana"]))
    assert page.context["choices"] == []


def test_a_swap_that_a_rule_forbids_is_refused_by_name(
    board: Client, cohort: Any, coordinator: Any
) -> None:
    ana = skilled(cohort, "mentee", "Ana", "SQL", languages=["de"])
    bo = skilled(cohort, "mentee", "Bo", "Rust", languages=["en"])
    skilled(cohort, "mentor", "Sam", "SQL", languages=["de"], capacity=1)
    skilled(cohort, "mentor", "Rut", "Rust", languages=["en"], capacity=1)
    run = matchmaking.compute(cohort, by=coordinator)
    row, other = of(run, ana), of(run, bo)
    shown = page_of(board, row, other=other.pk).context["exchange"]
    assert shown.refusal == "A rule keeps them apart: they share no language."
    page = board.post(reverse("swap_suggestion", args=[row.pk]), {"other": other.pk}, follow=True)
    assert said(page) == [
        "That pair cannot be pinned. A rule keeps them apart: they share no language."
    ]
    assert seats(run) == {"Ana": "Sam", "Bo": "Rut"}
    with pytest.raises(PinsRefused):
        swapping.swap(run, row, other, by=coordinator)


def test_a_swap_needs_no_prices_of_others(
    board: Client, run: MatchRun, four: dict[str, Enrolment], cohort: Any
) -> None:
    skilled(cohort, "mentor", "Lea", "SQL", "Rust")
    row, other = of(run, four["ana"]), of(run, four["bo"])
    page = page_of(board, row, other=other.pk)
    moves = [(move.mentee, move.after) for move in page.context["exchange"].moves]
    assert ("unpriced" in page.context, moves) == (True, [("Ana", "Rut"), ("Bo", "Sam")])
    assert page.context["partners"] == [other]


def test_nobody_who_has_left_is_swapped(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    Enrolment.objects.filter(pk=four["sql"].pk).update(is_open=False)
    row, other = of(run, four["ana"]), of(run, four["bo"])
    assert page_of(board, row, other=other.pk).context["exchange"].refusal == (
        "It is too late: one of them is not waiting any more."
    )
    sent = {"other": other.pk}
    page = board.post(reverse("swap_suggestion", args=[row.pk]), sent, follow=True)
    told = "That pair cannot be pinned. It is too late: one of them is not waiting any more."
    assert (said(page), seats(run)["Ana"]) == ([told], "Sam")


def test_nothing_is_swapped_in_a_published_match(
    run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    rows = of(run, four["ana"]), of(run, four["bo"])
    run.publish(by=coordinator)
    with pytest.raises(NotNow):
        swapping.swap(run, *rows, by=coordinator)


def test_a_pair_of_another_run_cannot_be_swapped_with(
    board: Client, run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    row, other = of(run, four["ana"]), of(run, four["bo"])
    new = matchmaking.compute(run.cohort, by=coordinator, previous=run)
    late = of(new, four["ana"])
    board.post(reverse("swap_suggestion", args=[late.pk]), {"other": other.pk})
    assert (seats(new)["Ana"], row.mentor.person.name) == ("Sam", "Sam")


# --- on paper --------------------------------------------------------------------------------


def better_lines(board: Client, run: MatchRun, **asked: Any) -> dict[str, str]:
    page = board.get(reverse("match_run", args=[run.pk]), asked)
    return {row.mentee.person.name: line for row, _why, line in page.context["rows"]}


@pytest.fixture
def wanted(cohort: Any, coordinator: Any) -> MatchRun:
    """Both would be best with Sam, who has one place; Bo needs it more."""
    cohort.decide_matching(Rules(floor_first=False).to_json(), by=coordinator)
    skilled(cohort, "mentee", "Ana", "SQL", "Rust", "Go")
    skilled(cohort, "mentee", "Bo", "SQL")
    skilled(cohort, "mentor", "Sam", "SQL", "Rust", "Go", capacity=1)
    skilled(cohort, "mentor", "Rut", "Rust", "Go", capacity=1)
    return matchmaking.compute(cohort, by=coordinator)


def test_the_board_says_who_would_be_better_on_paper_and_who_has_them(
    board: Client, wanted: MatchRun
) -> None:
    ana = wanted.suggestions.get(mentee__person__name="Ana")
    sam = wanted.suggestions.get(mentee__person__name="Bo").mentor_id
    after = matchmaking.imagine(wanted, {str(ana.mentee_id): str(sam)})
    score = next(pair.score for pair in after.pairs if pair.mentor_id == str(sam)) // 10
    lost = prices.haggling.points(matchmaking.imagine(wanted, {}).total - after.total)
    assert better_lines(board, wanted) == {
        "Ana": f"Best on paper: Sam ({score}). Taken by Bo; all pairs together would lose "
        f"{lost} points.",
        "Bo": "",
    }


def test_a_pinned_place_has_no_price_on_the_board(board: Client, wanted: MatchRun) -> None:
    wanted.suggestions.get(mentee__person__name="Bo").pin(by=None)
    assert better_lines(board, wanted)["Ana"].endswith("Every place there is pinned.")


def test_a_large_board_tells_it_when_asked(
    board: Client, wanted: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_views, "FEW", 1)
    assert set(better_lines(board, wanted).values()) == {""}
    page = board.get(reverse("match_run", args=[wanted.pk]))
    assert "See who would be better on paper" in page.content.decode()
    assert better_lines(board, wanted, paper=1)["Ana"].startswith("Best on paper: Sam")


def test_a_board_that_is_not_up_to_date_tells_nothing_on_paper(
    board: Client, wanted: MatchRun, cohort: Any
) -> None:
    skilled(cohort, "mentor", "Lea", "Go")
    assert set(better_lines(board, wanted).values()) == {""}
    page = board.get(reverse("match_run", args=[wanted.pk]))
    assert page.context["is_stale"]
