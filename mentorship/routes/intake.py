"""Bringing lists of people into a cohort."""

from django.urls import path

from mentorship.views import intake, places

urlpatterns = [
    path("cohorts/<uuid:pk>/import/", intake.cohort_import, name="cohort_import"),
    path("cohorts/<uuid:pk>/import/template/", intake.list_template, name="list_template"),
    path("cohorts/imports/<uuid:pk>/", intake.intake, name="intake"),
    path("cohorts/imports/<uuid:pk>/columns/", intake.columns, name="intake_columns"),
    path("cohorts/imports/<uuid:pk>/check/", intake.check, name="intake_check"),
    path("cohorts/imports/<uuid:pk>/corrections/", intake.mend, name="mend_intake"),
    path("cohorts/imports/<uuid:pk>/people/", intake.bring_in, name="bring_in"),
    path("cohorts/imports/<uuid:pk>/undo/", intake.undo, name="undo_intake"),
    path("cohorts/imports/<uuid:pk>/drop/", intake.drop, name="drop_intake"),
    path("places/<str:token>/", places.answer_invitation, name="answer_invitation"),
]
