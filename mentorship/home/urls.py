"""Homes, and what shows several apps at once."""

from django.urls import path

from mentorship.home import halfway, views

urlpatterns = [
    path("", views.home, name="home"),
    path("pairs/", views.pairs, name="pairs"),
    path("pairs/<uuid:pk>/", views.pair, name="pair"),
    path("pairs/<uuid:pk>/halfway/", halfway.halfway, name="halfway"),
    path("cohorts/<uuid:pk>/pairs/", views.cohort_pairs, name="cohort_pairs"),
    path("cohorts/pairs/<uuid:pk>/", views.pair_file, name="pair_file"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
]
