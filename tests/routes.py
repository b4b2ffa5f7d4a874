"""Every address of ours: what it needs from the world, and who gets a page there by GET.

Written by hand, so that a new route has to be thought about: a test fails until it stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from tests.world import World

Kwargs = Callable[[Any], dict[str, Any]]

EVERYBODY = frozenset(
    {
        "anonymous",
        "unverified",
        "suspended",
        "outsider",
        "applicant",
        "mentee",
        "mentor",
        "former_mentor",
        "other_mentee",
        "other_mentor",
        "coordinator",
        "other_coordinator",
        "site_owner",
    }
)
MEMBERS = EVERYBODY - {"anonymous", "unverified", "suspended"}
BOTH = frozenset({"mentee", "mentor"})
# Somebody whose partner has answered, and who has not; in another pair, both have.
ANSWERING = frozenset({"other_mentor"})
NOBODY: frozenset[str] = frozenset()  # no page by GET: only posts, or not in this world


def only(*actors: str) -> frozenset[str]:
    return frozenset(actors)


def pk(name: str) -> Kwargs:
    """The address of one thing of the world."""
    return lambda world: {"pk": getattr(world, name).pk}


def token(name: str) -> Kwargs:
    return lambda world: {"token": getattr(world, name)}


def nothing(world: World) -> dict[str, Any]:
    return {}


def pk_and(name: str, **more: Any) -> Kwargs:
    return lambda world: {"pk": getattr(world, name).pk, **more}


# name: (what the address is made of, who gets a page there by GET)
TABLE: dict[str, tuple[Kwargs, frozenset[str]]] = {
    # home
    "home": (nothing, EVERYBODY),
    "pairs": (nothing, MEMBERS),
    "pair": (pk("pairing"), BOTH),
    "halfway": (pk("pairing"), BOTH),
    "look_halfway": (pk("pairing"), NOBODY),
    "horizon": (pk("pairing"), BOTH),
    "mark_horizon": (pk("pairing"), BOTH),
    "ask_horizon": (pk("pairing"), NOBODY),
    "talk_horizon": (pk("horizon_gap"), NOBODY),
    "cohort_pairs": (pk("cohort"), only("coordinator")),
    "pair_file": (pk("pairing"), only("coordinator")),
    "help": (nothing, EVERYBODY),
    "privacy": (nothing, EVERYBODY),
    # one's own account
    "account": (nothing, MEMBERS),
    "sign_out_everywhere": (nothing, NOBODY),
    "theme": (nothing, NOBODY),
    "profile": (nothing, MEMBERS),
    "times": (nothing, MEMBERS),
    "free_hours": (nothing, NOBODY),
    "not_free": (pk("hours"), NOBODY),
    "free_again": (lambda w: {"weekday": 1, "from_minute": 600, "until_minute": 660}, NOBODY),
    "away": (nothing, NOBODY),
    "not_away": (pk("leave"), NOBODY),
    "away_again": (lambda w: {"starts_on": w.on(70), "ends_on": w.on(71)}, NOBODY),
    "mail_preferences": (nothing, MEMBERS),
    "stop_mail": (token("stop_token"), EVERYBODY),
    "draft": (lambda w: {"place": f"log:{w.pairing.pk}"}, NOBODY),
    "invitations": (nothing, only("site_owner")),
    "withdraw_invitation": (pk("invitation"), NOBODY),
    "invitation": (token("invitation_token"), EVERYBODY),
    "join": (token("join_token"), EVERYBODY),
    "demo_sign_in": (pk("mentee"), NOBODY),
    # programmes and cohorts
    "program": (lambda w: {"slug": w.program.slug}, EVERYBODY),
    "apply": (lambda w: {"slug": w.program.slug}, MEMBERS - {"applicant"}),
    "new_cohort": (pk("program"), only("coordinator")),
    "clause_set": (pk("program"), only("coordinator")),
    "edit_clause": (pk_and("program", key="rhythm"), only("coordinator")),
    "cohorts": (nothing, only("coordinator", "other_coordinator")),
    "cohort": (pk("cohort"), only("coordinator")),
    "edit_cohort": (pk("cohort"), only("coordinator")),
    "decide": (pk("open_cohort"), NOBODY),
    "move_cohort": (pk_and("open_cohort", verb="close"), NOBODY),
    "matching": (pk("cohort"), only("coordinator")),
    "offers": (nothing, MEMBERS),
    "offer": (pk("mentee_place"), only("mentee")),
    "apart": (pk("matching_cohort"), only("coordinator")),
    "forget_apart": (pk("apart"), NOBODY),
    "introductions": (pk("matching_cohort"), only("coordinator")),
    "move_introductions": (pk_and("introduction_round", verb="close"), NOBODY),
    "meet": (pk("introduced"), only("former_mentor")),
    "matching_rules": (pk("matching_cohort"), only("coordinator")),
    "match_history": (pk("matching_cohort"), only("coordinator")),
    "match_run": (pk("match_run"), only("coordinator")),
    "choose_pair": (pk("match_run"), NOBODY),
    "compare_runs": (pk("other_run"), only("coordinator")),
    "publish_run": (pk("match_run"), only("coordinator")),
    "recall_run": (pk("match_run"), NOBODY),
    "cancel_run": (pk("match_run"), NOBODY),
    "match_list": (pk("match_run"), only("coordinator")),
    "suggestion": (pk("suggestion"), only("coordinator")),
    "annotate_suggestion": (pk("suggestion"), NOBODY),
    "swap_suggestion": (pk("suggestion"), NOBODY),
    "decide_suggestion": (pk_and("suggestion", verb="pin"), NOBODY),
    "waiting_list": (pk("cohort"), only("coordinator")),
    "ask_seats": (pk("cohort"), only("coordinator")),
    "rematch": (pk("rematch"), only("coordinator")),
    "settle_rematch": (pk_and("rematch", verb="keep"), NOBODY),
    "recall_pair": (pk("proposed_pairing"), NOBODY),
    "cohort_import": (pk("open_cohort"), only("coordinator")),
    "list_template": (pk("open_cohort"), only("coordinator")),
    "intake": (pk("intake"), only("coordinator")),
    "intake_columns": (pk("checking_intake"), only("coordinator")),
    "intake_check": (pk("checking_intake"), only("coordinator")),
    "mend_intake": (pk("checking_intake"), NOBODY),
    "bring_in": (pk("checking_intake"), NOBODY),
    "undo_intake": (pk("intake"), NOBODY),
    "drop_intake": (pk("checking_intake"), NOBODY),
    "answer_invitation": (token("place_token"), EVERYBODY),
    # a pair
    "pause_pair": (pk("pairing"), NOBODY),
    "resume_pair": (pk("pairing"), NOBODY),
    "waiting_place": (pk("waiting"), only("former_mentor")),
    "seat_request": (pk("seat_request"), only("other_mentor")),
    "decline_match": (pk("proposed_pairing"), only("other_mentor")),
    "ask_rematch": (pk("pairing"), BOTH),
    "withdraw_rematch": (pk("rematch"), NOBODY),
    "agreement": (pk("pairing"), BOTH),
    "write_agreement": (pk("pairing"), BOTH),
    "compare_versions": (pk("other_pairing"), only("other_mentee", "other_mentor")),
    "still_holds": (pk("pairing"), NOBODY),
    "reply": (pk("pairing"), BOTH),
    "ask_reply": (pk("pairing"), NOBODY),
    "heard_back": (pk("pairing"), NOBODY),
    "expectations": (pk("answering_pairing"), ANSWERING),
    "expectation": (
        lambda w: {"pk": w.answering_pairing.pk, "key": "hopes"},
        ANSWERING,
    ),
    "reveal": (pk("revealed_pairing"), ANSWERING),
    "settle": (lambda w: {"pk": w.revealed_pairing.pk, "key": "hopes"}, ANSWERING),
    "check_terms": (pk("revealed_pairing"), ANSWERING),
    "sign_agreement": (pk("pairing"), NOBODY),
    "starting": (pk("mentee_place"), only("mentee")),
    "starting_page": (pk_and("mentee_place", key="where"), only("mentee")),
    "rate_skills": (pk("mentee_place"), only("mentee")),
    "skill_ladder": (pk("mentee_place"), only("mentee")),
    "starting_versions": (pk("mentee_place"), only("mentee")),
    "partner_start": (pk("pairing"), BOTH),
    "celebrations": (pk("pairing"), BOTH),
    "celebration": (pk("celebration"), BOTH),
    "let_pass": (pk("asked_celebration"), NOBODY),
    # goals
    "log": (nothing, MEMBERS),
    "log_from_mail": (token("log_token"), EVERYBODY - {"mentee"}),  # the mentee is led to `log`
    "undo_from_mail": (lambda w: {"token": w.log_token, "pk": w.recent_progress.pk}, NOBODY),
    "progress": (pk("pairing"), BOTH),
    "undo_progress": (pk("recent_progress"), NOBODY),
    "follow_up": (pk("snag"), NOBODY),
    "goals": (pk("pairing"), BOTH),
    "new_goal": (pk("pairing"), BOTH),
    "goal": (pk("goal"), BOTH),
    "revise_goal": (pk("goal"), BOTH),
    "propose_goal": (pk("draft_goal"), NOBODY),
    "withdraw_goal": (pk("proposed_goal"), NOBODY),
    "agree_goal": (pk("proposed_goal"), NOBODY),
    "park_goal": (pk("goal"), BOTH),
    "take_up_goal": (pk("goal"), NOBODY),
    "reach_goal": (pk("goal"), NOBODY),
    "reopen_goal": (pk("goal"), NOBODY),
    "close_goal": (pk("goal"), BOTH),
    "compare_goal": (pk("proposed_goal"), BOTH),
    "bring_back_goal": (pk("goal"), NOBODY),
    "ladder": (pk("goal"), BOTH),
    "rate_goal": (pk("goal"), BOTH),
    "place_on_hill": (pk("goal"), BOTH),
    "still_mine": (pk("goal"), NOBODY),
    "decide_goal": (pk("goal"), BOTH),
    "add_checkpoint": (pk("goal"), BOTH),
    "checkpoint": (pk("checkpoint"), BOTH),
    "reach_checkpoint": (pk("checkpoint"), NOBODY),
    "earlier_checkpoint": (pk("last_checkpoint"), NOBODY),
    "later_checkpoint": (pk("checkpoint"), NOBODY),
    "drop_checkpoint": (pk("checkpoint"), NOBODY),
    "put_back_checkpoint": (pk("checkpoint"), NOBODY),
    "take_back_checkpoint": (pk("reached_checkpoint"), NOBODY),
    # meeting
    "check_ins": (nothing, MEMBERS),
    "new_series": (pk("pairing"), BOTH),
    "stop_series": (pk("series"), NOBODY),
    "check_in": (pk("check_in"), BOTH),
    "prep": (pk("check_in"), BOTH),
    "brief": (pk("check_in"), only("mentor")),
    "move_check_in": (pk("check_in"), BOTH),
    "add_action": (pk("check_in"), NOBODY),
    "answer_check_in": (pk_and("past_check_in", act="hold"), NOBODY),
    "keep_note": (pk_and("check_in", audience="me"), NOBODY),
    "settle_action": (pk_and("action", act="finish"), NOBODY),
    "ease_action": (pk("action"), only("mentee")),
    "calendar_page": (nothing, MEMBERS),
    "calendar": (token("calendar_token"), EVERYBODY),
    # journal
    "journal": (nothing, MEMBERS),
    "new_entry": (nothing, MEMBERS),
    "shared_with_me": (nothing, MEMBERS),
    "entry": (pk("shared_entry"), BOTH),
    "rewrite_entry": (pk("entry"), only("mentee")),
    "share_entry": (pk("entry"), NOBODY),
    "take_back_entry": (pk("shared_entry"), NOBODY),
    "delete_entry": (pk("entry"), NOBODY),
    "restore_entry": (pk("deleted_entry"), NOBODY),
    # the installation
    "healthz": (nothing, EVERYBODY),
    "readyz": (nothing, EVERYBODY),
    "mail_test": (nothing, only("site_owner")),
    "setup": (token("setup_token"), NOBODY),  # somebody runs the site of this world already
    "setup_owner": (token("setup_token"), NOBODY),
    "outbox": (nothing, NOBODY),  # only where mails land in a folder
    "outbox_mail": (lambda w: {"name": "20260101-000000-000000-abcdef"}, NOBODY),
    "outbox_mail_html": (lambda w: {"name": "20260101-000000-000000-abcdef"}, NOBODY),
    "style_guide": (nothing, EVERYBODY),
}

ROUTES: dict[str, Kwargs] = {name: kwargs for name, (kwargs, _who) in TABLE.items()}
SEEN_BY: dict[str, frozenset[str]] = {name: who for name, (_kwargs, who) in TABLE.items()}


def address(name: str, world: World) -> dict[str, Any]:
    """The arguments that `reverse` needs for this route."""
    return ROUTES[name](world)


def url(name: str, world: World) -> str:
    return reverse(name, kwargs=address(name, world))
