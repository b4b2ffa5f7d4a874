"""Programmes, cohorts, and the people in them."""

from django.urls import path, re_path

from mentorship.views import cohorts, matching, programs

ID = "(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    path("programs/<slug:slug>/", programs.program, name="program"),
    path("programs/<slug:slug>/apply/", programs.apply, name="apply"),
    path("programs/<slug:slug>/apply/<str:step>/", programs.apply, name="apply"),
    path("programs/<uuid:pk>/cohorts/new/", cohorts.new_cohort, name="new_cohort"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<uuid:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:pk>/edit/", cohorts.edit_cohort, name="edit_cohort"),
    path("cohorts/<uuid:pk>/decisions/", cohorts.decide, name="decide"),
    re_path(
        rf"^cohorts/{ID}/(?P<verb>open|close|finish)/$",
        cohorts.move_cohort,
        name="move_cohort",
    ),
    path("cohorts/<uuid:pk>/matching/", matching.matching, name="matching"),
    path("matching/<uuid:pk>/", matching.match_run, name="match_run"),
    path("matching/<uuid:pk>/publish/", matching.publish_run, name="publish_run"),
    path("matching/<uuid:pk>/recall/", matching.recall_run, name="recall_run"),
    re_path(
        rf"^suggestions/{ID}/(?P<verb>pin|veto|release)/$",
        matching.decide_suggestion,
        name="decide_suggestion",
    ),
]
