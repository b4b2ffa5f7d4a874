"""Below /account/, before the pages of allauth."""

from __future__ import annotations

import datetime as dt

from django.urls import path, register_converter

from accounts.views import demo, drafts, invitations, mail, overview, profile, times


class Place:
    """Where a draft belongs, such as `log:<id>`: a word and ids, no more."""

    regex = r"[a-z][a-z0-9_:-]{0,119}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class Day:
    """A date as in 2026-05-12, of the years that a DayField takes."""

    regex = r"2[01][0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date | str) -> str:
        return str(value)


register_converter(Place, "place")
register_converter(Day, "day")

urlpatterns = [
    path("", overview.account, name="account"),
    path("everywhere/sign-out/", overview.sign_out_everywhere, name="sign_out_everywhere"),
    path("theme/", overview.theme, name="theme"),
    path("profile/", profile.profile, name="profile"),
    path("times/", times.times, name="times"),
    path("times/free/", times.free_hours, name="free_hours"),
    path("times/free/<uuid:pk>/remove/", times.not_free, name="not_free"),
    path(
        "times/free/<int:weekday>/<int:from_minute>/<int:until_minute>/",
        times.free_again,
        name="free_again",
    ),
    path("times/away/", times.away, name="away"),
    path("times/away/<uuid:pk>/remove/", times.not_away, name="not_away"),
    path("times/away/<day:starts_on>/<day:ends_on>/", times.away_again, name="away_again"),
    path("mail/", mail.mail_preferences, name="mail_preferences"),
    path("stop/<str:token>/", mail.stop_mail, name="stop_mail"),
    path("drafts/<place:place>/", drafts.draft, name="draft"),
    path("invitations/", invitations.invitations, name="invitations"),
    path(
        "invitations/<uuid:pk>/withdraw/",
        invitations.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("demo/<uuid:pk>/", demo.demo_sign_in, name="demo_sign_in"),
]
