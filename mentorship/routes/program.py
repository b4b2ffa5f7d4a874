"""Programmes, cohorts, and the people in them."""

from django.urls import path, re_path

from mentorship.views import clause_sets, cohorts, programs

ID = "(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    path("programs/<slug:slug>/", programs.program, name="program"),
    path("programs/<slug:slug>/apply/", programs.apply, name="apply"),
    path("programs/<slug:slug>/apply/<str:step>/", programs.apply, name="apply"),
    path("programs/<uuid:pk>/cohorts/new/", cohorts.new_cohort, name="new_cohort"),
    path("programs/<uuid:pk>/clauses/", clause_sets.clause_set, name="clause_set"),
    path("programs/<uuid:pk>/clauses/<slug:key>/", clause_sets.edit_clause, name="edit_clause"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<uuid:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:pk>/edit/", cohorts.edit_cohort, name="edit_cohort"),
    path("cohorts/<uuid:pk>/decisions/", cohorts.decide, name="decide"),
    re_path(
        rf"^cohorts/{ID}/(?P<verb>open|close|finish)/$",
        cohorts.move_cohort,
        name="move_cohort",
    ),
]
