"""P2: a page asks the database as often for one thing as for three, and never often.

The numbers stand here literally: whoever changes one has to look at the page. They count the
session, the person, and the roles that the navigation asks for.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import query_pages as pages
from tests.access.policy import POLICY

Page = Callable[[int], pages.Page]
FEW, MOST = 8, 12

COUNTS: dict[str, tuple[int, Page]] = {
    # homes
    "home, a visitor": (1, pages.welcome),
    "home, nothing begun": (8, pages.home_waiting),
    "home, a mentee": (8, pages.home_mentee),
    "home, a mentee of several": (8, pages.home_mentee_of_several),
    "home, a mentor": (6, pages.home_mentor),
    "home, a coordinator": (5, pages.home_coordinator),
    "pairs": (6, pages.pairs),
    # With the sentence that both signed.
    "pair": (9, pages.pair),
    # coordinating
    "cohorts": (5, pages.cohorts),
    "cohort": (7, pages.cohort),
    "cohort_pairs": (7, pages.cohort_pairs),
    # Being looked at is written down, under a lock: three of the eight.
    "clause_set": (6, pages.clause_set),
    "pair_file": (8, pages.pair_file),
    # Whether anybody has come or gone since is looked at, too: four of the twelve.
    "match_run": (12, pages.match_run),
    "offers": (4, pages.offers),
    "apart": (8, pages.apart),
    "introductions": (7, pages.introductions),
    "meet": (6, pages.meet),
    "waiting_list": (6, pages.waiting_list),
    # Everybody with their hours, what was asked and decided, and who is kept apart: three sources.
    "ask_seats": (11, pages.ask_seats),
    "match_list": (5, pages.match_list),
    "match_history": (5, pages.match_history),
    "compare_runs": (6, pages.compare_runs),
    "cohort_import": (5, pages.cohort_import),
    "intake_check": (6, pages.intake_check),
    "intake": (4, pages.intake),
    "program": (7, pages.program),
    # a pair's pages
    # The wording in force is read beside the one that waits, with who signed which.
    "agreement": (10, pages.agreement),
    # With what one had sealed, and nobody opened.
    "horizon": (7, pages.horizon),
    "compare_versions": (8, pages.compare_versions),
    "starting_versions": (7, pages.starting_versions),
    "partner_start": (6, pages.partner_start),
    "write_agreement": (7, pages.of_pair("write_agreement")),
    "celebrations": (7, pages.of_pair("celebrations")),
    "celebration": (5, pages.celebration),
    # And what one's own ladders say, together.
    "goals": (9, pages.goals),
    # Wording, line, trail, ladder, ratings and sayings; how it used to read is opened by itself.
    "goal": (12, pages.goal),
    "compare_goal": (7, pages.compare_goal),
    "new_goal": (6, pages.of_pair("new_goal")),
    "progress": (7, pages.of_pair("progress")),
    # With several pairs, the one that was written to last is chosen.
    "log, several pairs": (9, pages.log_box),
    # meeting
    "check_ins": (6, pages.check_ins),
    "check_ins, past": (6, pages.past_check_ins),
    # With what the two have signed, and a gap to talk about first.
    "check_in": (10, pages.check_in),
    # One screen of everything: eight sources, opened with one query for their keys.
    "brief": (12, pages.brief),
    "calendar": (3, pages.calendar),
    # writing, and one's own account
    "journal": (7, pages.journal),
    "shared_with_me": (5, pages.shared_with_me),
    "entry": (7, pages.entry),
    "times": (5, pages.times),
    "invitations": (4, pages.invitations),
}


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("count", "page"), COUNTS.values(), ids=COUNTS)
def test_a_page_asks_as_often_for_three_as_for_one(count: int, page: Page, items: int) -> None:
    person, url = page(items)
    client = Client()
    if person:
        client.force_login(person)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    assert (response.status_code, len(asked)) == (200, count)


def test_no_page_asks_often() -> None:
    assert {name for name, (count, _page) in COUNTS.items() if count > MOST} == set()
    often = {name for name, (count, _page) in COUNTS.items() if count > FEW}
    assert often == {
        "pair",
        "agreement",
        "goal",
        "goals",
        "log, several pairs",
        "brief",
        "check_in",
        "match_run",
        "ask_seats",
    }


def test_no_list_is_forgotten() -> None:
    """Pages that are no lists, by name; whatever else is read stands in the table above."""
    counted = {name.partition(",")[0] for name in COUNTS}
    read = {rule.route for rule in POLICY if rule.reads and "GET" in rule.methods}
    assert read - counted == NO_LISTS


NO_LISTS = {
    "halfway",
    "mark_horizon",
    # texts, forms, and what only machines read
    "help",
    "privacy",
    "style_guide",
    "healthz",
    "readyz",
    "account",
    "profile",
    "mail_preferences",
    "mail_test",
    "apply",
    "new_cohort",
    "edit_clause",
    "edit_cohort",
    "matching",
    # eleven clauses, always
    "expectations",
    "expectation",
    # seven questions, always
    "starting",
    "starting_page",
    "rate_skills",
    "skill_ladder",
    "reveal",
    "reply",
    "settle",
    "check_terms",
    "ladder",
    "rate_goal",
    "place_on_hill",
    "decide_goal",
    "matching_rules",
    "offer",
    "suggestion",
    "publish_run",
    "list_template",
    "waiting_place",
    "seat_request",
    "decline_match",
    "ask_rematch",
    "rematch",
    "intake_columns",
    "revise_goal",
    "close_goal",
    "park_goal",
    "add_checkpoint",
    "checkpoint",
    "new_series",
    "prep",
    "move_check_in",
    "ease_action",
    "calendar_page",
    "new_entry",
    "rewrite_entry",
    # links of mails, each about one thing
    "stop_mail",
    "join",
    "answer_invitation",
    "log_from_mail",
    "invitation",
}
