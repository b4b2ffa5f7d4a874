"""The policy: who may do what, address by address. Written by hand, and meant to be read.

The world of `tests/world.py`: Amara (mentee) and Dela (mentor) are a pair; Femi (former_mentor) had
been Amara's mentor before; Noor and Malte are another pair of the same cohort; Chidi coordinates
it, Olga coordinates another programme; Ines runs the site; Aiko has applied; Oskar is an outsider.
"""

from __future__ import annotations

from tests.access.rules import (
    BOTH,
    COORDINATOR,
    ENDED,
    EVERYBODY,
    MEMBERS,
    MENTEE,
    MENTOR,
    NO_SESSION,
    NOBODY,
    OWNER,
    Rule,
    act,
    form,
    only,
    page,
    section,
)

HOMES = "home/mentee.html home/mentor.html home/coordinator.html home/waiting.html"
LOGS = "goals/log.html goals/log_closed.html"
MATCHING = "mentorship/matching"
START, RESULT = "mentorship/intake/start.html", "mentorship/intake/result.html"
COLUMNS, CHECK = "mentorship/intake/columns.html", "mentorship/intake/check.html"
OTHERS = only("other_mentee", "other_mentor")
OLGA = only("other_coordinator")
APPLICANT = only("applicant")
FEMI, MALTE = only("former_mentor"), only("other_mentor")

OPEN = section(
    "everyone",
    page("home", EVERYBODY, f"{HOMES} home/welcome.html"),
    page("help", EVERYBODY, "home/help.html"),
    page("privacy", EVERYBODY, "home/privacy.html"),
    page("program", EVERYBODY, "mentorship/program.html"),
    page("healthz", EVERYBODY),
    page("readyz", EVERYBODY),
    page("style_guide", EVERYBODY, "styleguide/page.html"),
    # A visitor's choice of colours lives in a cookie only.
    act("theme", MEMBERS, told_no=NO_SESSION),
    # Secret addresses that are no signed links: of a feed, and of somebody who has no account yet.
    page("calendar", EVERYBODY),
    form("invitation", NOBODY, "accounts/invitation.html", reads=EVERYBODY, told_no=EVERYBODY),
    # Only on a site that has nobody yet, has the demo, or sends no mail: not in this world.
    act("demo_sign_in", NOBODY),
    form("setup", NOBODY, "mentorship/setup/program.html"),
    form("setup_owner", NOBODY, "mentorship/setup/owner.html"),
    page("outbox", NOBODY),
    page("outbox_mail", NOBODY),
    page("outbox_mail_html", NOBODY),
)

LINKS = (
    *section("link:stop", form("stop_mail", EVERYBODY, "accounts/stop_mail.html")),
    *section("link:invite", form("join", EVERYBODY, "accounts/join.html")),
    *section("link:place", form("answer_invitation", EVERYBODY, "mentorship/intake/place.html")),
    *section(
        "link:log",
        # Amara herself is led to the box behind her sign-in, which shows her more.
        form(
            "log_from_mail",
            EVERYBODY,
            "goals/log_from_mail.html",
            reads=EVERYBODY - MENTEE,
            led_on=MENTEE,
        ),
        act("undo_from_mail", EVERYBODY),
    ),
)

OWN_ACCOUNT = section(
    "signed_in",
    page("account", MEMBERS, "accounts/account.html"),
    act("sign_out_everywhere", MEMBERS),
    form("profile", MEMBERS, "accounts/profile.html"),
    page("offers", MEMBERS, "mentorship/offers.html"),
    form("offer", MENTEE, "mentorship/offer.html"),
    form("meet", only("former_mentor"), "mentorship/introductions/meet.html"),
    page("times", MEMBERS, "accounts/times.html"),
    act("free_hours", MEMBERS),
    act("free_again", MEMBERS),
    act("not_free", MENTEE),
    act("away", MEMBERS),
    act("away_again", MEMBERS),
    act("not_away", MENTEE),
    form("mail_preferences", MEMBERS, "accounts/mail_preferences.html"),
    act("draft", MEMBERS),
    form("calendar_page", MEMBERS, "checkins/calendar.html"),
    form(
        "apply",
        MEMBERS - APPLICANT,
        "mentorship/apply.html",
        led_on=APPLICANT,
        told_no=APPLICANT,
    ),
)

PAIR = section(
    "signed_in",
    page("pairs", MEMBERS, "home/mentor.html"),
    page("pair", BOTH, "home/pair.html"),
    page("pair", ENDED, "home/pair.html", of="ended_pairing"),
    page("pair", OTHERS, "home/pair.html", of="other_pairing"),
    act("pause_pair", BOTH),
    act("pause_pair", NOBODY, of="ended_pairing", told_no=ENDED),
    act("resume_pair", BOTH),
    page("waiting_place", FEMI, "mentorship/waiting/place.html"),
    # Somebody who has a mentor waits for nobody, and is led home.
    page("waiting_place", NOBODY, of="mentee_place", led_on=MENTEE),
    form("seat_request", MALTE, "mentorship/waiting/seat.html"),
    form("decline_match", MALTE, "mentorship/rematch/decline.html"),
    # What has begun is not declined; one asks for another match.
    form("decline_match", NOBODY, "", of="pairing", led_on=BOTH, told_no=BOTH),
    form("decline_match", NOBODY, "", of="ended_pairing", led_on=ENDED, told_no=ENDED),
    form("ask_rematch", BOTH, "mentorship/rematch/ask.html"),
    form("ask_rematch", NOBODY, "", of="ended_pairing", led_on=ENDED, told_no=ENDED),
    form("ask_rematch", NOBODY, "", of="proposed_pairing", led_on=MALTE, told_no=MALTE),
    # The partner finds nothing where the other has asked.
    act("withdraw_rematch", only("other_mentee")),
    page("agreement", BOTH, "mentorship/agreement.html"),
    page("agreement", ENDED, "mentorship/agreement.html", of="ended_pairing"),
    form("write_agreement", BOTH, "mentorship/agreement_form.html"),
    form(
        "write_agreement",
        NOBODY,
        "",
        of="ended_pairing",
        led_on=ENDED,
        told_no=ENDED,
    ),
    act("sign_agreement", BOTH),
    act("sign_agreement", NOBODY, of="ended_pairing", told_no=ENDED),
    page("halfway", BOTH, "home/halfway.html"),
    act("look_halfway", BOTH),
    page("horizon", BOTH, "mentorship/horizon/horizon.html"),
    page("horizon", ENDED, "mentorship/horizon/horizon.html", of="ended_pairing"),
    form("mark_horizon", BOTH, "mentorship/horizon/mark.html"),
    form("mark_horizon", NOBODY, "", of="ended_pairing", led_on=ENDED, told_no=ENDED),
    # One is open already, and leads on.
    act("ask_horizon", NOBODY, told_no=BOTH),
    act("talk_horizon", BOTH),
    page("celebrations", BOTH, "mentorship/celebrations.html"),
    page("celebrations", ENDED, "mentorship/celebrations.html", of="ended_pairing"),
    # This stone has its words and its reply; the one that waits is its finder's alone.
    form("celebration", NOBODY, "mentorship/celebration.html", reads=BOTH, told_no=BOTH),
    form("celebration", MENTEE, "mentorship/celebration.html", of="asked_celebration"),
    act("let_pass", MENTEE),
    act("let_pass", NOBODY, of="celebration", told_no=BOTH),
)

GOALS = section(
    "signed_in",
    form("log", BOTH, LOGS, reads=MEMBERS, told_no=MEMBERS - BOTH),
    page("progress", BOTH, "goals/progress.html"),
    page("progress", ENDED, "goals/progress.html", of="ended_pairing"),
    page("progress", OTHERS, "goals/progress.html", of="other_pairing"),
    act("undo_progress", MENTEE),
    act("undo_progress", NOBODY, of="progress", told_no=MENTEE),
    act("follow_up", MENTEE),
    page("goals", BOTH, "goals/goals.html"),
    page("goals", ENDED, "goals/goals.html", of="ended_pairing"),
    form("new_goal", BOTH, "goals/goal_form.html"),
    form("new_goal", NOBODY, "", of="ended_pairing", led_on=ENDED, told_no=ENDED),
    page("goal", BOTH, "goals/goal.html"),
    page("goal", BOTH, "goals/goal.html", of="proposed_goal"),
    page("goal", MENTEE, "goals/goal.html", of="draft_goal"),
    page("goal", ENDED, "goals/goal.html", of="ended_goal"),
    page("goal", only("other_mentee"), "goals/goal.html", of="other_goal"),
    form("revise_goal", BOTH, "goals/goal_form.html"),
    form("revise_goal", MENTEE, "goals/goal_form.html", of="draft_goal"),
    form("revise_goal", NOBODY, "", of="ended_goal", led_on=ENDED, told_no=ENDED),
    act("propose_goal", MENTEE),
    act("propose_goal", NOBODY, of="goal", told_no=BOTH),
    act("withdraw_goal", MENTEE, of="draft_goal", told_no=MENTOR),
    act("withdraw_goal", NOBODY, told_no=BOTH),
    act("agree_goal", MENTOR, told_no=MENTEE),
    act("park_goal", BOTH),
    act("park_goal", NOBODY, of="ended_goal", told_no=ENDED),
    act("take_up_goal", BOTH),
    act("reach_goal", BOTH),
    act("reach_goal", NOBODY, of="ended_goal", told_no=ENDED),
    act("reopen_goal", BOTH),
    form("close_goal", BOTH, "goals/close_goal.html"),
    form("close_goal", MENTEE, "goals/close_goal.html", of="draft_goal"),
    form("close_goal", NOBODY, "", of="ended_goal", led_on=ENDED, told_no=ENDED),
    act("bring_back_goal", BOTH),
    form("add_checkpoint", BOTH, "goals/checkpoints.html"),
    form("checkpoint", BOTH, "goals/checkpoint.html"),
    form("checkpoint", NOBODY, "", of="reached_checkpoint", led_on=BOTH, told_no=BOTH),
    act("reach_checkpoint", BOTH),
    act("earlier_checkpoint", BOTH),
    act("drop_checkpoint", BOTH),
    act("put_back_checkpoint", BOTH),
    act("take_back_checkpoint", BOTH),
)

MEETING = section(
    "signed_in",
    page("check_ins", MEMBERS, "checkins/check_ins.html"),
    form("new_series", BOTH, "checkins/new_series.html"),
    form("new_series", NOBODY, "", of="ended_pairing"),
    act("stop_series", BOTH),
    page("check_in", BOTH, "checkins/check_in.html"),
    page("check_in", BOTH, "checkins/check_in.html", of="held_check_in"),
    page("check_in", OTHERS, "checkins/check_in.html", of="other_check_in"),
    page("check_in", ENDED, "checkins/check_in.html", of="ended_check_in"),
    form("prep", BOTH, "checkins/prep.html"),
    form("prep", NOBODY, "", of="ended_check_in"),
    page("brief", MENTOR, "checkins/brief.html"),
    page("brief", only("other_mentor"), "checkins/brief.html", of="other_check_in"),
    page("brief", only("former_mentor"), "checkins/brief.html", of="ended_check_in"),
    form("move_check_in", BOTH, "checkins/move.html"),
    form("move_check_in", NOBODY, "", of="ended_check_in"),
    act("add_action", BOTH),
    act("add_action", NOBODY, of="ended_check_in"),
    act("answer_check_in", BOTH),
    # One that is still to come was neither held nor missed.
    act("answer_check_in", NOBODY, of="check_in"),
    act("answer_check_in", NOBODY, of="ended_check_in"),
    # The mentor has a private note there already, so a first version of it comes too late.
    act("keep_note", MENTEE, told_no=MENTOR),
    # One's own note stays one's own, also when the work together is over; the shared one stays.
    act("keep_note", ENDED, of="ended_check_in"),
    act("keep_note shared", BOTH),
    act("keep_note shared", NOBODY, of="ended_check_in"),
    act("settle_action", BOTH),
    act("settle_action", NOBODY, of="ended_action"),
    act("settle_action", NOBODY, of="done_action", told_no=BOTH),
)

JOURNAL = section(
    "signed_in",
    page("journal", MEMBERS, "journal/journal.html"),
    form("new_entry", MEMBERS, "journal/new_entry.html"),
    page("shared_with_me", MEMBERS, "journal/shared.html"),
    page("entry", BOTH, "journal/entry.html"),
    page("entry", MENTEE, "journal/entry.html", of="entry"),
    page("entry", NOBODY, of="deleted_entry"),
    form("rewrite_entry", MENTEE, "journal/rewrite_entry.html"),
    form("rewrite_entry", MENTEE, "journal/rewrite_entry.html", of="shared_entry"),
    act("share_entry", MENTEE),
    act("take_back_entry", MENTEE),
    act("delete_entry", MENTEE),
    act("delete_entry", MENTEE, of="shared_entry"),
    act("restore_entry", MENTEE),
    act("restore_entry", NOBODY, of="entry"),
)

COORDINATING = section(
    "coordinators",
    page("cohort_pairs", COORDINATOR, "home/cohort_pairs.html"),
    page("cohort_pairs", OLGA, "home/cohort_pairs.html", of="other_cohort"),
    page("pair_file", COORDINATOR, "home/pair_file.html"),
    page("pair_file", COORDINATOR, "home/pair_file.html", of="ended_pairing"),
    form("new_cohort", COORDINATOR, "mentorship/cohort_form.html"),
    form("new_cohort", OLGA, "mentorship/cohort_form.html", of="other_program"),
    page("cohorts", COORDINATOR | OLGA, "mentorship/cohorts.html"),
    page("cohort", COORDINATOR, "mentorship/cohort.html"),
    page("cohort", OLGA, "mentorship/cohort.html", of="other_cohort"),
    page("cohort", NOBODY, of="empty_cohort"),
    form("edit_cohort", COORDINATOR, "mentorship/cohort_form.html"),
    form("edit_cohort", OLGA, "mentorship/cohort_form.html", of="other_cohort"),
    act("decide", COORDINATOR),
    act("move_cohort", COORDINATOR),
    act("move_cohort", NOBODY, of="past_cohort", told_no=COORDINATOR),
    form("matching", COORDINATOR, f"{MATCHING}/start.html"),
    form("matching", COORDINATOR, "", of="matching_cohort", reads=NOBODY, led_on=COORDINATOR),
    form("apart", COORDINATOR, "mentorship/apart.html"),
    act("forget_apart", COORDINATOR),
    form("introductions", COORDINATOR, "mentorship/introductions/round.html"),
    act("move_introductions", COORDINATOR),
    form("matching_rules", COORDINATOR, f"{MATCHING}/rules.html"),
    page("match_history", COORDINATOR, f"{MATCHING}/history.html"),
    page("match_run", COORDINATOR, f"{MATCHING}/board.html"),
    act("choose_pair", COORDINATOR),
    form("compare_runs", COORDINATOR, f"{MATCHING}/compare.html"),
    form("compare_runs", NOBODY, "", of="match_run"),
    form("publish_run", COORDINATOR, f"{MATCHING}/publish.html"),
    act("recall_run", COORDINATOR),
    act("cancel_run", NOBODY, told_no=COORDINATOR),
    page("match_list", COORDINATOR),
    page("suggestion", COORDINATOR, f"{MATCHING}/suggestion.html"),
    act("annotate_suggestion", COORDINATOR),
    act("swap_suggestion", COORDINATOR),
    act("decide_suggestion", COORDINATOR),
    page("waiting_list", COORDINATOR, "mentorship/waiting/list.html"),
    page("waiting_list", OLGA, "mentorship/waiting/list.html", of="other_cohort"),
    form("ask_seats", COORDINATOR, "mentorship/waiting/ask.html"),
    page("rematch", COORDINATOR, "mentorship/rematch/request.html"),
    act("settle_rematch", COORDINATOR),
    act("settle_rematch grant", COORDINATOR),
    act("recall_pair", COORDINATOR),
    act("recall_pair", NOBODY, of="other_pairing", told_no=COORDINATOR),
    form("cohort_import", COORDINATOR, START),
    page("list_template", COORDINATOR),
    page("intake", COORDINATOR, RESULT),
    page("intake", NOBODY, of="checking_intake", led_on=COORDINATOR),
    form("intake_columns", COORDINATOR, COLUMNS),
    form("intake_columns", NOBODY, "", of="intake", led_on=COORDINATOR, told_no=COORDINATOR),
    page("intake_check", COORDINATOR, CHECK),
    act("mend_intake", COORDINATOR),
    act("bring_in", COORDINATOR),
    act("undo_intake", COORDINATOR),
    act("drop_intake", COORDINATOR),
    act("drop_intake", NOBODY, of="intake", told_no=COORDINATOR),
)

INSTALLATION = section(
    "site_owners",
    form("invitations", OWNER, "accounts/invitations.html"),
    act("withdraw_invitation", OWNER),
    form("mail_test", NOBODY, "mentorship/setup/mail.html", reads=OWNER, told_no=OWNER),
)

POLICY: tuple[Rule, ...] = (
    *OPEN,
    *LINKS,
    *OWN_ACCOUNT,
    *PAIR,
    *GOALS,
    *MEETING,
    *JOURNAL,
    *COORDINATING,
    *INSTALLATION,
)
