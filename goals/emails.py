"""What a pair hears of its goals. No goal's words are ever in a mail."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import links
from goals import nearing, silence
from goals.models import Goal
from mentorship.models import Notice, Pairing
from mentorship.outbox.letters import Letter, absolute, plain


def goal_proposed(notice: Notice) -> Letter | None:
    """The partner wrote a goal, or changed one that waits, and asks for a yes."""
    goal = _goal(notice)
    if goal is None or goal.status != Goal.Status.PROPOSED:
        return None
    if goal.proposed_by_id == notice.recipient_id:
        return None
    name = plain(goal.pairing.partner_of(notice.recipient).get_short_name())
    return _letter(
        notice,
        goal,
        subject=_("%s asks for your yes to a goal") % name,
        label=_("Read the goal"),
        reason=_("%s proposed a goal to you") % name,
        name=name,
    )


def goal_agreed(notice: Notice) -> Letter | None:
    goal = _goal(notice)
    if goal is None or goal.agreed_at is None or goal.status == Goal.Status.CLOSED:
        return None
    name = plain(goal.pairing.partner_of(notice.recipient).get_short_name())
    return _letter(
        notice,
        goal,
        subject=_("%s says yes to your goal") % name,
        label=_("Open the goal"),
        reason=_("you proposed a goal to %s") % name,
        name=name,
        has_line=goal.checkpoints.exists(),
    )


def goal_revised(notice: Notice) -> Letter | None:
    """What both had agreed on reads differently now."""
    goal = _goal(notice)
    if goal is None or goal.status not in ("agreed", "parked"):
        return None
    name = plain(goal.pairing.partner_of(notice.recipient).get_short_name())
    return _letter(
        notice,
        goal,
        subject=_("%s changed a goal of yours") % name,
        label=_("Compare the wordings"),
        reason=_("you and %s agreed on this goal") % name,
        to="compare_goal",
        name=name,
    )


def checkpoint_near(notice: Notice) -> Letter | None:
    """A checkpoint comes near and nothing has moved; not while somebody is away."""
    point = nearing.still_near(notice.about_id, timezone.now())
    if point is None or point.goal.owner.pk != notice.recipient_id:
        return None
    name = plain(point.goal.pairing.partner_of(notice.recipient).get_short_name())
    on = date_format(point.due_on or "", _("l, j F"))
    asked = urlencode({"pairing": point.goal.pairing_id, "goal": point.goal_id})
    return Letter(
        category="prompt",
        subject=_("A checkpoint of yours comes near"),
        template=notice.kind,
        action_url=f"{absolute(reverse('log'))}?{asked}",
        action_label=_("Say what moved"),
        reason=_("you and %s set this day") % name,
        context={"on": on, "goal_url": absolute(reverse("goal", args=[point.goal_id]))},
    )


def anything_move(notice: Notice) -> Letter | None:
    """Half a sentence by one of three links; nothing while there is news, or on leave."""
    pairing = Pairing.objects.with_people().filter(pk=notice.about_id).first()
    if pairing is None or not silence.may_be_asked(pairing, timezone.now()):
        return None
    person = notice.recipient
    labels = {"step": _("A step"), "win": _("A win"), "snag": _("A snag")}
    doors = [{"label": said, "url": _way(person, pairing, kind)} for kind, said in labels.items()]
    name = plain(pairing.partner_of(person).get_short_name())
    return Letter(
        category="prompt",
        subject=_("Anything move lately?"),
        template="anything_move",
        action_url=doors[0]["url"],
        action_label=doors[0]["label"],
        reason=_("nothing was written down for you and %s in a while") % name,
        context={"name": name, "doors": doors, "choices": doors[1:]},
    )


def _goal(notice: Notice) -> Goal | None:
    found = Goal.objects.for_goal_page().filter(pk=notice.about_id).first()
    is_theirs = found is not None and found.can_be_read_by(notice.recipient)
    return found if found and is_theirs and found.pairing.is_open else None


def _letter(
    notice: Notice,
    goal: Goal,
    *,
    subject: str,
    label: str,
    reason: str,
    to: str = "goal",
    **context: Any,
) -> Letter:
    return Letter(
        category="pair",
        subject=subject,
        template=notice.kind,
        action_url=absolute(reverse(to, args=[goal.pk])),
        action_label=label,
        reason=reason,
        context=context,
    )


def _way(person: Any, pairing: Pairing, kind: str) -> str:
    token = links.token(person, "log", pairing=str(pairing.pk), kind=kind)
    return f"{absolute(reverse('log_from_mail', args=[token]))}?kind={kind}"
