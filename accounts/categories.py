"""The kinds of mail that a person may switch off, and the words for them.

Security mail is not among them: it goes out always, and says so.
"""

from django.utils.translation import gettext_lazy as _

CATEGORIES = {
    "session": _("check-ins and reminders"),
    "pair": _("news from your pair"),
    "celebration": _("celebrations"),
    "prompt": _("invitations to write something down"),
    "programme": _("decisions and news of the programme"),
}
