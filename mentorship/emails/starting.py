"""The one reminder of a starting point, to whoever has a place and has not shared theirs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mentorship.models import Enrolment, Notice
from mentorship.outbox.letters import Letter, absolute, plain
from mentorship.starting.landing import page_of


def starting_reminder(notice: Notice) -> Letter | None:
    places = Enrolment.objects.in_the_running().accepted().filter(pk=notice.about_id)
    place = places.select_related("cohort__program", "person").first()
    page = page_of(place) if place and place.person.has_set_up else ""
    if place is None or not page:
        return None
    program = plain(place.cohort.program.name)
    return Letter(
        category="prompt",
        subject=_("Where do you start from?"),
        template=notice.kind,
        action_url=absolute(page),
        action_label=_("Begin, or go on"),
        reason=_("you take part in %s") % program,
        context={"program": program, "role": place.role},
    )
