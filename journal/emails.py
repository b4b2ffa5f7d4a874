"""What a journal may say by mail: that something was shared, never what."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal.models import Share
from mentorship.models import Notice
from mentorship.outbox.letters import Letter, absolute, plain


def entry_shared(notice: Notice) -> Letter | None:
    """Not needed any more once the author has taken it back."""
    share = (
        Share.objects.standing().filter(pk=notice.about_id).select_related("entry__author").first()
    )
    if share is None:
        return None
    author = plain(share.entry.author.get_short_name())
    return Letter(
        category="pair",
        subject=_("%s shared something with you") % author,
        template="entry_shared",
        action_url=absolute(reverse("entry", args=[share.entry_id])),
        action_label=_("Read it"),
        reason=_("%s chose to share a journal entry with you") % author,
        context={"author": author},
    )
