"""Where somebody starts from: seven questions, the skill ladder, and what a partner may read."""

from django.urls import path

from mentorship.views import starting

urlpatterns = [
    path("starting/<uuid:pk>/", starting.starting, name="starting"),
    path("starting/<uuid:pk>/ladder/", starting.skill_ladder, name="skill_ladder"),
    path("starting/<uuid:pk>/versions/", starting.starting_versions, name="starting_versions"),
    path("starting/<uuid:pk>/skills/rate/", starting.rate_skills, name="rate_skills"),
    path("starting/<uuid:pk>/<slug:key>/", starting.starting_page, name="starting_page"),
    path("pairs/<uuid:pk>/starting/", starting.partner_start, name="partner_start"),
]
