"""The board of a match: what coordinators can do to pairs, and what stays as it was."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentorship.board import reasons, standings
from mentorship.matching.board import PinsRefused
from mentorship.matching.outcome import Outcome
from mentorship.matching.vocabulary import Rules, Weights
from mentorship.models import Enrolment, Event, MatchRun, NotNow, Pairing, matchmaking
from mentorship.models.candidates import is_stale
from tests.factories import make_enrolment

pytestmark = pytest.mark.django_db
CHOICES = {"short_seats": "lottery", "first_seat_bonus": 0, "keep_bonus": 0}


def learns(cohort: Any, *skills: str, **fields: Any) -> Enrolment:
    told = [{"name": skill, "level": 3} for skill in skills]
    return make_enrolment(cohort=cohort, role="mentee", skills=told, **fields)


def teaches(cohort: Any, *skills: str, **fields: Any) -> Enrolment:
    told = [{"name": skill, "level": 3} for skill in skills]
    return make_enrolment(cohort=cohort, role="mentor", skills=told, **fields)


def pairs_of(run: MatchRun) -> dict[Enrolment, Enrolment]:
    return {row.mentee: row.mentor for row in run.suggestions.standing().for_board()}


@pytest.fixture
def four(cohort: Any) -> dict[str, Enrolment]:
    """Two mentees, two mentors, and no doubt about who fits whom."""
    return {
        "ana": learns(cohort, "SQL"),
        "bo": learns(cohort, "Rust"),
        "sql": teaches(cohort, "SQL"),
        "rust": teaches(cohort, "Rust"),
    }


@pytest.fixture
def run(cohort: Any, coordinator: Any, four: dict[str, Enrolment]) -> MatchRun:
    return matchmaking.compute(cohort, by=coordinator)


@pytest.fixture
def board(client: Client, coordinator: Any) -> Client:
    client.force_login(coordinator)
    return client


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_those_who_fit_are_proposed(run: MatchRun, four: dict[str, Enrolment]) -> None:
    assert pairs_of(run) == {four["ana"]: four["sql"], four["bo"]: four["rust"]}


def test_a_chosen_pair_is_pinned_and_the_others_move_around_it(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    chosen = {"mentee": four["ana"].pk, "mentor": four["rust"].pk}
    page = board.post(reverse("choose_pair", args=[run.pk]), chosen, follow=True)
    new = MatchRun.objects.get(status="draft")
    assert pairs_of(new) == {four["ana"]: four["rust"], four["bo"]: four["sql"]}
    assert new.suggestions.get(decision="pinned").mentee == four["ana"]
    assert "2 people have another mentor" in said(page)[0]


def test_a_choice_against_a_veto_is_refused_by_name(
    board: Client, run: MatchRun, four: dict[str, Enrolment], coordinator: Any
) -> None:
    run.suggestions.get(mentee=four["ana"]).veto(by=coordinator, reason="They share a flat.")
    chosen = {"mentee": four["ana"].pk, "mentor": four["sql"].pk}
    page = board.post(reverse("choose_pair", args=[run.pk]), chosen, follow=True)
    told = "That pair cannot be pinned. A rule keeps them apart: there is a veto."
    assert said(page) == [told]
    assert MatchRun.objects.count() == 1


def test_nobody_from_elsewhere_can_be_chosen(board: Client, run: MatchRun) -> None:
    stranger = make_enrolment(role="mentor")
    chosen = {"mentee": run.suggestions.first().mentee_id, "mentor": stranger.pk}
    page = board.post(reverse("choose_pair", args=[run.pk]), chosen, follow=True)
    assert said(page) == ["Choose somebody who is in, and still waiting."]


def test_a_veto_keeps_its_reason_and_leaves_an_event(
    board: Client, run: MatchRun, four: dict[str, Enrolment]
) -> None:
    row = run.suggestions.get(mentee=four["ana"])
    board.post(reverse("decide_suggestion", args=[row.pk, "veto"]), {"reason": "Old friends."})
    row.refresh_from_db()
    assert (row.decision, row.decision_reason) == ("vetoed", "Old friends.")
    assert list(Event.objects.about(row).values_list("verb", "after")) == [("decide", "vetoed")]
    assert "Old friends." in board.get(reverse("match_run", args=[run.pk])).content.decode()


def test_a_note_stays_with_coordinators(board: Client, run: MatchRun) -> None:
    row = run.suggestions.first()
    board.post(reverse("annotate_suggestion", args=[row.pk]), {"note": "Ask them first."})
    assert "Ask them first." in board.get(reverse("match_run", args=[run.pk])).content.decode()
    pairing = run.publish(by=None)[0]
    board.force_login(pairing.mentee_person)
    assert "Ask them first." not in board.get(reverse("pair", args=[pairing.pk])).content.decode()


def test_what_if_answers_beside_the_run_and_leaves_it_alone(
    run: MatchRun, coordinator: Any
) -> None:
    run.refresh_from_db()
    before = (bytes(run.blob), run.outcome, list(run.suggestions.values()))
    other = matchmaking.ask(run, Rules(weights=Weights(needs=0)), by=coordinator)
    run.refresh_from_db()
    assert (bytes(run.blob), run.outcome, list(run.suggestions.values())) == before
    assert (other.alternative_to, run.cohort.match_runs.on_the_board().get()) == (run, run)


def test_the_form_of_weights_shows_who_would_move(
    board: Client, run: MatchRun, cohort: Any
) -> None:
    weights = {"needs": 0, "area": 0, "style": 3, "interests": 0, "hours": 3}
    rest = {
        "wishes": 0,
        "identity": 0,
        "short_seats": "lottery",
        "first_seat_bonus": 0,
        "keep_bonus": 0,
    }
    form = {**weights, **rest, "act": "compare"}
    page = board.post(reverse("matching_rules", args=[cohort.pk]), form, follow=True)
    other = MatchRun.objects.exclude(alternative_to=None).get()
    found = standings.compare(run, other)
    assert page.context["found"] == found
    assert (found.before.pairs, found.after.pairs) == (2, 2)
    cohort.refresh_from_db()
    assert cohort.matching == {}


def test_taking_a_what_if_makes_it_the_draft_and_its_rules_those_of_the_cohort(
    board: Client, run: MatchRun, cohort: Any, coordinator: Any
) -> None:
    other = matchmaking.ask(run, Rules(weights=Weights(needs=1), max_zone_gap=4), by=coordinator)
    board.post(reverse("compare_runs", args=[other.pk]))
    run.refresh_from_db(), cohort.refresh_from_db()
    assert run.status == "discarded"
    assert cohort.match_runs.on_the_board().get() == other
    assert (cohort.matching["max_zone_gap"], cohort.matching["pins"]) == (4, [])
    with pytest.raises(NotNow):
        matchmaking.adopt(MatchRun.objects.get(pk=other.pk), by=coordinator)


def test_no_weight_at_all_is_told_kindly(board: Client, cohort: Any) -> None:
    names = ("needs", "area", "style", "interests", "hours", "wishes", "identity")
    form = {
        **dict.fromkeys(names, 0),
        "short_seats": "lottery",
        "first_seat_bonus": 0,
        "keep_bonus": 0,
    }
    page = board.post(reverse("matching_rules", args=[cohort.pk]), form)
    assert page.context["form"].non_field_errors() == ["Give at least one criterion a weight."]


def test_somebody_new_makes_the_run_stale_and_computing_again_takes_them_in(
    board: Client, run: MatchRun, cohort: Any, coordinator: Any
) -> None:
    assert not is_stale(run)
    late = learns(cohort, "SQL")
    assert is_stale(run)
    shown = board.get(reverse("publish_run", args=[run.pk])).content.decode()
    assert "has come, gone or told something else" in shown
    again = matchmaking.compute(cohort, by=coordinator, previous=run)
    assert late.pk in {uuid.UUID(row["id"]) for row in again.outcome["unmatched"]} | {
        row.mentee_id for row in again.suggestions.all()
    }


def test_the_preview_is_the_mail_without_anybodys_links(board: Client, run: MatchRun) -> None:
    page = board.get(reverse("publish_run", args=[run.pk]))
    roles = [mail["role"] for mail in page.context["mails"]]
    texts = [mail["text"] for mail in page.context["mails"]]
    assert roles == ["mentee", "mentor"]
    assert "You asked for" in texts[0]
    assert "and you offered it" in texts[1]
    assert [text for text in texts if "http" in text] == []
    assert Pairing.objects.count() == 0


def test_a_run_goes_out_as_a_list_for_spreadsheets(board: Client, run: MatchRun) -> None:
    text = board.get(reverse("match_list", args=[run.pk])).content.decode()
    assert len(text.splitlines()) == 3
    assert "Covers 1 of 1 wish: SQL." in text


def test_the_blob_of_a_run_tells_all_that_was_computed(run: MatchRun) -> None:
    outcome = Outcome.from_blob(bytes(run.blob))
    assert {pair.mentee_id for pair in outcome.pairs} == {
        str(row.mentee_id) for row in run.suggestions.all()
    }
    assert (outcome.inputs, outcome.seed) == (run.input_hash, run.seed)


def test_two_who_were_a_pair_before_are_not_matched_again(
    cohort: Any, coordinator: Any, four: dict[str, Enrolment]
) -> None:
    over = Pairing.objects.propose(four["ana"], four["sql"], by=coordinator)
    over.end(by=coordinator, reason="moved_on")
    run = matchmaking.compute(cohort, by=coordinator)
    assert pairs_of(run)[four["ana"]] == four["rust"]


def test_a_large_cohort_waits_for_a_worker_and_can_be_stopped(
    board: Client, cohort: Any, coordinator: Any, four: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    run = matchmaking.compute(cohort, by=coordinator)
    assert (run.status, run.suggestions.count()) == ("computing", 0)
    assert "Waiting for a free worker" in board.get(f"/matching/{run.pk}/").content.decode()
    board.post(reverse("cancel_run", args=[run.pk]))
    assert (matchmaking.carry_out_all(), MatchRun.objects.get().status) == (0, "cancelled")


def test_a_worker_fills_a_large_run_once(
    cohort: Any, coordinator: Any, four: dict[str, Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    run = matchmaking.compute(cohort, by=coordinator)
    assert (matchmaking.carry_out_all(), matchmaking.carry_out_all()) == (1, 0)
    run.refresh_from_db()
    assert run.status == "draft"
    assert pairs_of(run) == {four["ana"]: four["sql"], four["bo"]: four["rust"]}


def test_stopping_reaches_the_worker_at_its_next_step(
    cohort: Any, coordinator: Any, four: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    run = matchmaking.compute(cohort, by=coordinator)
    steps = MatchRun.step

    def stopped(self: MatchRun, done: int, whole: int) -> bool:
        MatchRun.objects.get(pk=self.pk).cancel(by=coordinator)
        return steps(self, done, whole)

    monkeypatch.setattr(MatchRun, "step", stopped)
    assert matchmaking.carry_out_all() == 0
    run.refresh_from_db()
    assert (run.status, run.suggestions.count()) == ("cancelled", 0)


def test_nobody_hears_whom_the_other_asked_for(run: MatchRun) -> None:
    secret = [
        {"code": "wishes_met", "params": {"mentee": 1, "mentor": 0}, "points": 90, "of": 90},
        {"code": "identity_shared", "params": {}, "points": 90, "of": 90},
    ]
    assert reasons.sentences(secret) == []
    assert reasons.to_reader(secret, role="mentor", partner="Ana") == []
    assert [told for _name, told, _points, _of in reasons.scored(secret)] == [
        "The mentee asked for this mentor.",
        "Shares what the mentee asked for.",
    ]


def test_older_weights_still_count_in_their_proportions() -> None:
    old = {"weights": {"needs": 60, "area": 0, "style": 15, "interests": 0, "hours": 25}}
    assert Rules.from_json(old).weights == Weights(needs=9, area=0, style=2, interests=0, hours=4)
    assert replace(Rules.from_json(old), stable=True).stable


def test_somebody_whom_a_rule_shuts_out_is_told_with_what_would_open_a_door(
    board: Client, cohort: Any, coordinator: Any
) -> None:
    learns(cohort, "SQL", languages=["de"])
    teaches(cohort, "SQL", languages=["en"])
    run = matchmaking.compute(cohort, by=coordinator)
    page = board.get(reverse("match_run", args=[run.pk]))
    assert [row["relaxing"] for row in page.context["alone"]] == [
        "1 mentor appears without the rule: a shared language."
    ]
    assert "1 mentor appears" in page.content.decode()


def test_so_many_are_not_solved_while_somebody_waits(
    board: Client, run: MatchRun, four: dict[str, Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    row = run.suggestions.get(mentee=four["ana"])
    asked = {"instead": four["rust"].pk, "solve": 1}
    page = board.get(reverse("suggestion", args=[row.pk]), asked)
    assert page.context["price"].startswith("So many people")


def test_a_large_what_if_is_answered_by_a_worker(
    board: Client, run: MatchRun, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    other = matchmaking.ask(run, Rules(weights=Weights(needs=0)), by=coordinator)
    url = reverse("compare_runs", args=[other.pk])
    waiting = board.get(url)
    assert (waiting["Refresh"], other.status) == ("5", "computing")
    assert "Waiting for a free worker" in waiting.content.decode()
    assert "Refresh" not in board.get(url, {"still": 1})
    assert run.cohort.match_runs.on_the_board().get() == run
    assert matchmaking.carry_out_all() == 1
    found = board.get(url).context["found"]
    assert (found.before.pairs, found.after.pairs) == (2, 2)
    matchmaking.adopt(MatchRun.objects.get(pk=other.pk), by=coordinator)
    assert run.cohort.match_runs.on_the_board().get() == other


def test_a_large_what_if_can_be_stopped_and_leaves_the_draft(
    board: Client, run: MatchRun, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    other = matchmaking.ask(run, Rules(weights=Weights(needs=0)), by=coordinator)
    after = board.post(reverse("cancel_run", args=[other.pk]))
    assert after["Location"] == reverse("matching_rules", args=[run.cohort_id])
    stopped = board.get(reverse("compare_runs", args=[other.pk]))
    assert "Nothing was changed." in stopped.content.decode()
    assert (matchmaking.carry_out_all(), "Refresh" in stopped) == (0, False)
    run.refresh_from_db()
    assert run.status == "draft"


def test_a_what_if_that_is_replaced_while_a_worker_is_at_it_is_given_up(
    run: MatchRun, coordinator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    first = matchmaking.ask(run, Rules(weights=Weights(needs=0)), by=coordinator)
    steps = MatchRun.step

    def replaced(self: MatchRun, done: int, whole: int) -> bool:
        if self.pk == first.pk:
            MatchRun.objects.filter(pk=self.pk).delete()
        return steps(self, done, whole)

    monkeypatch.setattr(MatchRun, "step", replaced)
    assert matchmaking.carry_out_all() == 0
    assert list(MatchRun.objects.all()) == [run]


def test_how_far_a_worker_is_stands_on_the_page(
    board: Client, cohort: Any, coordinator: Any, four: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    run = matchmaking.compute(cohort, by=coordinator)
    run.step(30, 120)
    page = board.get(reverse("match_run", args=[run.pk]))
    assert (page.context["per_cent"], page["Refresh"]) == (25, "5")
    assert '<progress value="30" max="120"' in page.content.decode()


def test_pins_that_cannot_be_are_refused_before_anybody_waits(
    cohort: Any, coordinator: Any, four: dict[str, Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    far = teaches(cohort, "SQL", languages=["fi"])
    near = learns(cohort, "SQL", languages=["de"])
    with pytest.raises(PinsRefused):
        matchmaking.compute(cohort, by=coordinator, chosen={str(near.pk): str(far.pk)})
    assert MatchRun.objects.count() == 0


def test_only_so_many_computations_are_kept_and_all_that_were_published(
    cohort: Any, coordinator: Any, four: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "MOST_KEPT", 3)
    runs = [matchmaking.compute(cohort, by=coordinator)]
    for _ in range(2):
        runs.append(matchmaking.compute(cohort, by=coordinator, previous=runs[-1]))
    published = {"status": "published", "published_at": timezone.now()}
    MatchRun.objects.filter(pk=runs[0].pk).update(**published)
    for _ in range(3):
        runs.append(matchmaking.compute(cohort, by=coordinator, previous=runs[-1]))
    kept = set(MatchRun.objects.values_list("pk", flat=True))
    assert kept == {run.pk for run in (runs[0], *runs[-3:])}


def test_with_too_few_places_the_waiting_list_can_decide(cohort: Any, coordinator: Any) -> None:
    first, _second = learns(cohort, "Rust"), learns(cohort, "SQL")
    mentor = teaches(cohort, "SQL")
    cohort.decide_matching(Rules(short_seats="waiting_list").to_json(), by=coordinator)
    assert pairs_of(matchmaking.compute(cohort, by=coordinator)) == {first: mentor}


def test_a_worker_gives_up_a_run_whose_pins_cannot_be_any_more(
    cohort: Any, coordinator: Any, four: dict[str, Enrolment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matchmaking, "LARGE", 3)
    chosen = {str(four["ana"].pk): str(four["sql"].pk)}
    run = matchmaking.compute(cohort, by=coordinator, chosen=chosen)
    Enrolment.objects.filter(pk=four["sql"].pk).update(is_open=False)
    assert (matchmaking.carry_out_all(), MatchRun.objects.get(pk=run.pk).status) == (0, "cancelled")
