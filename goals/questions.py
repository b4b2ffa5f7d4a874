"""The one question that may follow an entry; answering it is never needed.

A code is kept with the entry, so that an answer always stands beside the question it was given to.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WIN = {"worked": _("What made it work, or who helped?")}
# They take turns, so that the same person meets each of them once in six snags.
SNAG = {
    "showed": _("What did this show you that you did not know before?"),
    "smaller": _("What would be a smaller version of it?"),
    "tried": _("What have you tried so far, and what happened?"),
    "earlier": _("When were you stuck in a similar way, and what helped then?"),
    "ask": _("Who has met this before, and what would you ask them?"),
    "enough": _("What would be good enough for this week?"),
}
ALL = WIN | SNAG


def question_after(kind: str, earlier_snags: int) -> str:
    """The code of the question to ask; a step asks none."""
    if kind == "win":
        return "worked"
    if kind == "snag":
        return list(SNAG)[earlier_snags % len(SNAG)]
    return ""
