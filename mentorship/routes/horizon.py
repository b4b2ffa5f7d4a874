"""Whether the two still aim at the same horizon, and their look halfway."""

from django.urls import path

from mentorship.views import halfway, horizon

urlpatterns = [
    path("pairs/<uuid:pk>/horizon/", horizon.horizon, name="horizon"),
    path("pairs/<uuid:pk>/horizon/mark/", horizon.mark_horizon, name="mark_horizon"),
    path("pairs/<uuid:pk>/horizon/ask/", horizon.ask_horizon, name="ask_horizon"),
    path("horizon/<uuid:pk>/talked/", horizon.talk_horizon, name="talk_horizon"),
    path("pairs/<uuid:pk>/halfway/done/", halfway.look_halfway, name="look_halfway"),
]
