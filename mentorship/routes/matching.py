"""Matching a cohort, and the board of one match."""

from django.urls import path, re_path

from mentorship.views import board, introductions, matching, offers, suggestions

ID = "(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    path("cohorts/<uuid:pk>/matching/", matching.matching, name="matching"),
    path("cohorts/<uuid:pk>/matching/rules/", matching.matching_rules, name="matching_rules"),
    path("cohorts/<uuid:pk>/apart/", offers.apart, name="apart"),
    path("apart/<uuid:pk>/forget/", offers.forget_apart, name="forget_apart"),
    path("cohorts/<uuid:pk>/introductions/", introductions.introductions, name="introductions"),
    re_path(
        rf"^introductions/{ID}/(?P<verb>close|call_off)/$",
        introductions.move_introductions,
        name="move_introductions",
    ),
    path("meet/<uuid:pk>/", introductions.meet, name="meet"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:pk>/", offers.offer, name="offer"),
    path("cohorts/<uuid:pk>/matching/history/", matching.match_history, name="match_history"),
    path("matching/<uuid:pk>/", board.match_run, name="match_run"),
    path("matching/<uuid:pk>/choose/", board.choose_pair, name="choose_pair"),
    path("matching/<uuid:pk>/compare/", matching.compare_runs, name="compare_runs"),
    path("matching/<uuid:pk>/publish/", board.publish_run, name="publish_run"),
    path("matching/<uuid:pk>/recall/", board.recall_run, name="recall_run"),
    path("matching/<uuid:pk>/stop/", board.cancel_run, name="cancel_run"),
    path("matching/<uuid:pk>/list/", board.match_list, name="match_list"),
    path("suggestions/<uuid:pk>/", suggestions.suggestion, name="suggestion"),
    path("suggestions/<uuid:pk>/swap/", suggestions.swap_suggestion, name="swap_suggestion"),
    path(
        "suggestions/<uuid:pk>/note/", suggestions.annotate_suggestion, name="annotate_suggestion"
    ),
    re_path(
        rf"^suggestions/{ID}/(?P<verb>pin|veto|release)/$",
        suggestions.decide_suggestion,
        name="decide_suggestion",
    ),
]
