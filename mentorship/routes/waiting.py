"""Waiting for a mentor, one more mentee, and matches that are not the right ones."""

from django.urls import path, re_path

from mentorship.views import rematch, waiting

ID = "(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    path("waiting/<uuid:pk>/", waiting.waiting_place, name="waiting_place"),
    path("cohorts/<uuid:pk>/waiting/", waiting.waiting_list, name="waiting_list"),
    path("cohorts/<uuid:pk>/seats/", waiting.ask_seats, name="ask_seats"),
    path("seats/<uuid:pk>/", waiting.seat_request, name="seat_request"),
    path("pairs/<uuid:pk>/decline/", rematch.decline_match, name="decline_match"),
    path("pairs/<uuid:pk>/another/", rematch.ask_rematch, name="ask_rematch"),
    path("rematch/<uuid:pk>/withdraw/", rematch.withdraw_rematch, name="withdraw_rematch"),
    path("cohorts/rematch/<uuid:pk>/", rematch.rematch, name="rematch"),
    re_path(
        rf"^cohorts/rematch/{ID}/(?P<verb>grant|keep)/$",
        rematch.settle_rematch,
        name="settle_rematch",
    ),
    path("cohorts/pairs/<uuid:pk>/take-back/", rematch.recall_pair, name="recall_pair"),
]
