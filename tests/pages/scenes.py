"""What there is to see: every route by the table, and every other face that a page may show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.routes import SEEN_BY, TABLE, Kwargs, nothing, pk, pk_and, token

NO_SESSION = {"unverified", "suspended"}  # these see what anonymous sees
NO_PAGE = {"healthz", "readyz", "list_template", "match_list", "calendar"}  # text for machines
BY_OURSELVES = ("mentee", "mentor")
EMPTY = ("fresh_mentee", "fresh_mentor")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An address as somebody sees it; `act` does something there first, such as a press."""

    name: str
    route: str
    actors: tuple[str, ...]
    kwargs: Kwargs = nothing
    query: dict[str, str] = field(default_factory=dict)
    act: Callable[[Any, Any], None] | None = None
    status: int = 200
    settings: dict[str, Any] = field(default_factory=dict)
    needs_script: bool = False

    def path(self, world: Any) -> str:
        query = f"?{urlencode(self.query)}" if self.query else ""
        return reverse(self.route, kwargs=self.kwargs(world)) + query


def face(name: str, kwargs: Kwargs, *actors: str, of: str = "", **more: Any) -> Scene:
    """One more face of the route `of` (or of that name), for these actors."""
    route = of or name.partition(" ")[0]
    return Scene(name=name, route=route, kwargs=kwargs, actors=actors, **more)


def by_the_table() -> list[Scene]:
    return [
        face(name, kwargs, *sorted(SEEN_BY[name] - NO_SESSION))
        for name, (kwargs, who) in TABLE.items()
        if who and name not in NO_PAGE
    ]


def of_newcomers() -> list[Scene]:
    """Pages before anything has happened on them."""
    told = ("pair", "agreement", "celebrations", "progress", "goals")
    of_pair = (*told, "write_agreement", "new_goal", "new_series")
    own = ("home", "pairs", "log", "check_ins", "journal", "shared_with_me", "calendar_page")
    return [
        *(face(f"{name} empty", pk("fresh_pairing"), *EMPTY) for name in of_pair),
        *(
            face(f"{name} empty", pk("fresh_pairing"), *EMPTY)
            for name in ("new_goal", "new_series")
        ),
        *(face(f"{name} of newcomers", nothing, *EMPTY) for name in own),
        face("home of coordinators", nothing, "empty_coordinator"),
        face("cohorts of one", nothing, "empty_coordinator"),
        *(
            face(f"{name} empty", pk("empty_cohort"), "empty_coordinator")
            for name in ("cohort", "cohort_pairs", "cohort_import", "matching")
        ),
        face("profile of somebody without a password", nothing, "coded"),
        face("account of somebody without a password", nothing, "coded"),
    ]


def of_pairs() -> list[Scene]:
    """A pair that is over, one that is half signed, one with long words; goals in every state."""
    past = ("pair", "agreement", "goals", "progress", "celebrations")
    return [
        *(face(f"{name} past", pk("ended_pairing"), "mentee", "former_mentor") for name in past),
        face("goal past", pk("ended_goal"), "mentee"),
        face("reply asked", pk("signing_pairing"), "signing_mentee", "signing_mentor"),
        face("agreement half signed", pk("signing_pairing"), "signing_mentee", "signing_mentor"),
        face("pair half signed", pk("signing_pairing"), "signing_mentee", "signing_mentor"),
        face("home half signed", nothing, "signing_mentee", "signing_mentor"),
        face("agreement with other terms", pk("other_pairing"), "other_mentee", "other_mentor"),
        face("goal draft", pk("draft_goal"), "mentee"),
        face("goal proposed", pk("proposed_goal"), *BY_OURSELVES),
        face("goal parked", pk("park_goal"), "mentee"),
        face("goal reached", pk("reach_goal"), "mentee"),
        face("goal closed", pk("close_goal"), "mentor"),
        face("revise_goal draft", pk("draft_goal"), "mentee"),
        face("ladder first", pk("draft_goal"), "mentee"),
        face("decide_goal turning", pk("turning_goal"), *BY_OURSELVES),
        face("goal turning", pk("turning_goal"), *BY_OURSELVES),
        face("place_on_hill first", pk("turning_goal"), "mentee"),
        face("close_goal proposed", pk("proposed_goal"), "mentee"),
        face("add_checkpoint first", pk("draft_goal"), "mentee"),
        face("celebration asked", pk("asked_celebration"), "mentee"),
        face("log with a kind", nothing, "mentee", query={"kind": "win"}),
        face("log_from_mail too late", token("outsider_log_token"), "anonymous"),
        face("check_ins past", nothing, *BY_OURSELVES, query={"show": "past"}),
        face("check_in unanswered", pk("past_check_in"), *BY_OURSELVES),
        face("check_in held", pk("held_check_in"), *BY_OURSELVES),
        face("check_in untouched", pk("other_coming"), "other_mentee", "other_mentor"),
        face("prep untouched", pk("other_coming"), "other_mentor"),
        face("prep from mail", pk("check_in"), "mentor", query={"pulse": "3"}),
        face("brief of a first meeting", pk("other_coming"), "other_mentor"),
        face("brief of a past meeting", pk("held_check_in"), "mentor"),
        face("ease_action slipped", pk("slipped_action"), "slipping_mentee"),
        face("check_in with a plan", pk("slipped_check_in"), "slipping_mentee", "slipping_mentor"),
        face("entry private", pk("entry"), "mentee"),
        face("edit_clause new", pk_and("program", key="new"), "coordinator"),
        face("horizon empty", pk("fresh_pairing"), *EMPTY),
        face("horizon waiting", pk("slipping_pairing"), "slipping_mentee", "slipping_mentor"),
        face("mark_horizon again", pk("slipping_pairing"), "slipping_mentor"),
        face("pair with a look open", pk("slipping_pairing"), "slipping_mentee"),
        face("prep with a look open", pk("slipped_check_in"), "slipping_mentee"),
        face("pair not begun", pk("proposed_pairing"), "other_mentor"),
        face("expectations waiting", pk("waiting_pairing"), "waiting_mentee"),
        face("expectations half way", pk("waiting_pairing"), "waiting_mentor"),
        face("pair with one answer", pk("waiting_pairing"), "waiting_mentee", "waiting_mentor"),
        *(
            face(f"expectation {key}", pk_and("waiting_pairing", key=key), "waiting_mentor")
            for key in ("rhythm", "where", "feedback", "ending")
        ),
        face("reveal with gaps", pk("gaps_pairing"), "gaps_mentee", "gaps_mentor"),
        *(
            face(f"settle {key}", pk_and("gaps_pairing", key=key), "gaps_mentee")
            for key in ("hopes", "rhythm", "feedback")
        ),
        face("check_terms with gaps", pk("gaps_pairing"), "gaps_mentee"),
        face("pair with two answers", pk("gaps_pairing"), "gaps_mentee"),
        face("ask_rematch asked", pk("other_pairing"), "other_mentee"),
        face("waiting_place with a limit", pk("limited"), "limited"),
        face("home with a place in the line", nothing, "limited"),
        face("seat_request given", pk("given_seat"), "giving"),
        face("seat_request declined", pk("declined_seat"), "declining"),
        face("journal filtered to nothing", nothing, "mentee", query={"mood": "lonely"}),
        face("new_entry with another question", nothing, "mentee", query={"prompt": "3"}),
    ]


def of_starting_points() -> list[Scene]:
    """Somebody without a pair who has begun, and one who has not; a mentor; words without end."""

    def question(whose: str, key: str, actor: str) -> Scene:
        return face(f"starting_page {key}", pk_and(whose, key=key), actor)

    return [
        face("starting first", pk("unbegun_place"), "unbegun"),
        face("starting again", pk("again_place"), "ready_mentee"),
        face("starting half way", pk("begun_place"), "begun"),
        face("starting ready", pk("ready_place"), "ready"),
        face("home with a place", nothing, "unbegun"),
        face("home with a mentors place", nothing, "pooled"),
        face("skill_ladder empty", pk("unbegun_place"), "unbegun"),
        face("skill_ladder with long words", pk("ready_place"), "ready"),
        face("rate_skills with long words", pk("ready_place"), "ready"),
        face("starting_versions empty", pk("unbegun_place"), "unbegun"),
        face("partner_start empty", pk("fresh_pairing"), *EMPTY),
        face("partner_start with long words", pk("ready_pairing"), "ready_mentee"),
        face("brief with a starting point", pk("ready_check_in"), "ready"),
        *(question("begun_place", key, "begun") for key in ("where", "worries", "skills", "work")),
        question("ready_place", "offer", "ready"),
    ]


def of_long_words() -> list[Scene]:
    both = ("long_mentee", "long_mentor")
    of_pair = ("pair", "goals", "progress", "celebrations", "new_goal", "agreement", "new_series")
    return [
        *(face(f"{name} with long words", pk("long_pairing"), *both) for name in of_pair),
        face("home with long words", nothing, *both),
        face("goal with long words", pk("long_goal_0"), *both),
        face("check_in with long words", pk("long_check_in"), *both),
        face("brief with long words", pk("long_check_in"), "long_mentor"),
        face("check_ins with long words", nothing, *both),
        face("entry with long words", pk("long_entry"), *both),
        face("celebration with long words", pk("long_celebration"), *both),
        face("journal with long words", nothing, "long_mentee"),
        face("shared_with_me with long words", nothing, "long_mentor"),
        face("log with long words", nothing, "long_mentee"),
        face("add_checkpoint with long words", pk("long_goal_2"), "long_mentee"),
        face("profile with long words", nothing, "long_mentee"),
    ]


def of_coordinators() -> list[Scene]:
    def one(name: str, kwargs: Kwargs, **more: Any) -> Scene:
        return face(name, kwargs, "coordinator", **more)

    return [
        one("cohort with applications", pk("open_cohort")),
        one("cohort filtered", pk("cohort"), query={"role": "mentor", "status": "accepted"}),
        one("cohort filtered to nothing", pk("cohort"), query={"find": "zzz"}),
        one("cohort over", pk("past_cohort")),
        one("pair_file over", pk("ended_pairing")),
        one("pair_file not begun", pk("proposed_pairing")),
        one("ask_seats with answers", pk("short_cohort")),
        one("waiting_list of a short round", pk("short_cohort")),
        one("matching of a short round", pk("short_cohort")),
        one("match_run published", pk("published_run")),
        one("introductions not yet", pk("cohort")),
        one("match_run with nobody", pk("lonely_run")),
        one("intake taken back", pk("undone_intake")),
        one("intake_columns unclear", pk("unclear_intake")),
        one("cohort_import after one", pk("matching_cohort")),
    ]


def of_links() -> list[Scene]:
    """Application steps, and links that were answered or are worth nothing."""

    def step(key: str) -> Kwargs:
        return lambda world: {"slug": world.program.slug, "step": key}

    steps = ("role", "skills", "times", "q-hope", "q-worry", "check")
    spent = ("stop_mail", "join", "invitation", "log_from_mail", "answer_invitation")
    bad: Kwargs = lambda world: {"token": "nonsense"}  # noqa: E731
    return [
        *(face(f"apply {key}", step(key), "half_applicant") for key in steps),
        face("program after applying", lambda w: {"slug": w.program.slug}, "half_applicant"),
        face("program without a round", lambda w: {"slug": "harbour-lights"}, "anonymous"),
        *(face(f"{name} spent", bad, "anonymous", "mentee", status=410) for name in spent),
        face("answer_invitation yes", token("yes_token"), "anonymous"),
        face("answer_invitation no", token("no_token"), "anonymous"),
        face("join after joining", token("set_up_token"), "anonymous"),
        face("404", pk_and("other_pairing"), "outsider", of="pair", status=404),
        face("style_guide with errors", nothing, "anonymous", query={"errors": "1"}),
    ]


def of_allauth() -> list[Scene]:
    guarded = ("account_email", "account_change_password", "usersessions_list", "mfa_index")
    of_keys = (
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    )
    outside = ("account_login", "account_signup", "account_request_login_code")
    done = ("account_reset_password", "account_password_reset_completed", "account_inactive")
    key = ("mfa_edit_webauthn", "mfa_remove_webauthn")
    return [
        *(face(name, nothing, "anonymous") for name in (*outside, *done)),
        *(face(name, nothing, "mentee") for name in guarded),
        face("account_logout", nothing, "mentee"),
        face("account_reauthenticate", nothing, "mentee"),
        face("account_set_password", nothing, "coded"),
        *(face(name, nothing, "mentor") for name in ("mfa_activate_totp", "mfa_add_webauthn")),
        face("mfa_list_webauthn empty", nothing, "mentor"),
        *(face(f"{name} with keys", nothing, "keyed") for name in of_keys),
        *(face(f"{name} with keys", pk("key"), "keyed") for name in key),
        face(
            "account_signup by invitation",
            nothing,
            "anonymous",
            settings={"REGISTRATION": "invitation"},
        ),
    ]


def of_installation() -> list[Scene]:
    """Where mails land in a folder, and where people of the demo can be looked through."""
    return [
        face("outbox", nothing, "anonymous", "mentee"),
        face("outbox_mail", lambda w: {"name": w.mails[0]}, "anonymous"),
        face("account_login with a demo", nothing, "anonymous", settings={"EMBEDDED": True}),
    ]


def still() -> list[Scene]:
    """Everything that a GET shows."""
    parts = (by_the_table, of_newcomers, of_pairs, of_long_words, of_coordinators)
    parts = (*parts, of_starting_points)
    return [scene for part in (*parts, of_links, of_allauth, of_installation) for scene in part()]
