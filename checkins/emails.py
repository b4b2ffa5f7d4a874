"""Mails about meeting: when, in the reader's zone, and one thing to do. Never what is wanted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.models import CheckIn, Prep
from mentorship.models import Notice
from mentorship.outbox.letters import Letter, absolute, plain


def check_in_prepare(notice: Notice) -> Letter | None:
    """Three days ahead; not for somebody who has prepared."""
    found = _coming(notice)
    if found is None or Prep.objects.filter(check_in=found, person=notice.recipient).exists():
        return None
    url = absolute(reverse("prep", args=[found.pk]))
    choices = [{"label": str(n), "url": f"{url}?pulse={n}"} for n in range(1, 6)]
    return _letter(
        notice,
        found,
        subject=_("Three minutes before you meet %s"),
        action=(url, _("Prepare")),
        reason=_("you and %s agreed to meet"),
        choices=choices,
    )


def check_in_soon(notice: Notice) -> Letter | None:
    """A day ahead: the brief for the mentor, the room for the mentee."""
    found = _coming(notice)
    if found is None:
        return None
    is_mentor = found.pairing.mentor_person_id == notice.recipient_id
    place = reverse("brief" if is_mentor else "check_in", args=[found.pk])
    return _letter(
        notice,
        found,
        subject=_("You meet %s soon"),
        action=(absolute(place), _("Read the brief") if is_mentor else _("Open the page")),
        reason=_("you and %s agreed to meet"),
    )


def check_in_moved(notice: Notice) -> Letter | None:
    found = _coming(notice)
    if found is None:
        return None
    return _letter(
        notice,
        found,
        subject=_("%s found another time"),
        action=(absolute(reverse("check_in", args=[found.pk])), _("See the new time")),
        reason=_("you and %s agreed to meet"),
    )


def check_in_cancelled(notice: Notice) -> Letter | None:
    found = CheckIn.objects.for_letters().filter(pk=notice.about_id, status="cancelled").first()
    if found is None:
        return None
    return _letter(
        notice,
        found,
        subject=_("%s called off your check-in"),
        action=(absolute(reverse("check_ins")), _("See your dates")),
        reason=_("you and %s agreed to meet"),
    )


def series_begun(notice: Notice) -> Letter | None:
    """The dates stand: the first of them, and where to see them all."""
    coming = CheckIn.objects.for_letters().ahead(timezone.now())
    first = coming.filter(series=notice.about_id, series__status="running").first()
    if first is None:
        return None
    return _letter(
        notice,
        first,
        subject=_("%s set your dates"),
        action=(absolute(reverse("check_ins")), _("See your dates")),
        reason=_("you are paired with %s"),
    )


def series_changed(notice: Notice) -> Letter | None:
    return series_begun(notice)


def _coming(notice: Notice) -> CheckIn | None:
    """The check-in, while it is still to come and its pair is not resting."""
    return (
        CheckIn.objects.for_letters()
        .filter(
            pk=notice.about_id,
            status="planned",
            starts_at__gt=timezone.now(),
            pairing__status__in=("proposed", "active"),
        )
        .first()
    )


def _letter(
    notice: Notice,
    check_in: CheckIn,
    *,
    subject: str,
    action: tuple[str, str],
    reason: str,
    **context: Any,
) -> Letter:
    """One mail about a check-in; `subject` and `reason` have a place for the partner's name."""
    partner = check_in.pairing.partner_of(notice.recipient)
    name = plain(partner.get_short_name())
    return Letter(
        category="session",
        subject=subject % name,
        template=notice.kind,
        action_url=action[0],
        action_label=action[1],
        reason=reason % name,
        context={"partner": name, "facts": _facts(check_in, notice.recipient, partner), **context},
    )


def _facts(check_in: CheckIn, reader: Any, partner: Any) -> list[dict[str, str]]:
    """When it is on the reader's clock and, where that differs, on the partner's; and how."""
    own, other = (check_in.starts_at.astimezone(who.zone) for who in (reader, partner))
    facts = [{"label": _("When"), "value": f"{date_format(own, 'l, j F')}, {own:%H:%M}"}]
    if own.utcoffset() != other.utcoffset():
        words = _("For %s") % plain(partner.get_short_name())
        facts.append({"label": words, "value": f"{date_format(other, 'l, j F')}, {other:%H:%M}"})
    if how := check_in.pairing.get_channel_display():
        facts.append({"label": _("How"), "value": how})
    return facts
