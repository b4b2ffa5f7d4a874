"""The table of contents."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from mentorship.access import require_declared

urlpatterns = require_declared(
    [
        path("", include("mentorship.home.urls")),
        path("account/", include("accounts.urls")),
        path("account/", include("allauth.urls")),
        path("", include("mentorship.routes.program")),
        path("", include("mentorship.routes.intake")),
        path("", include("mentorship.routes.matching")),
        path("", include("mentorship.routes.waiting")),
        path("", include("mentorship.routes.pair")),
        path("", include("mentorship.routes.horizon")),
        path("", include("mentorship.routes.starting")),
        path("", include("goals.urls")),
        path("", include("checkins.urls")),
        path("", include("journal.urls")),
        path("", include("mentorship.routes.health")),
        path("", include("mentorship.routes.setup")),
        path("site-admin/", admin.site.urls),
    ]
)
if settings.DEBUG or settings.EMBEDDED or settings.TEST:
    urlpatterns += require_declared([path("", include("mentorship.routes.desk"))])

handler400 = "mentorship.views.errors.bad_request"
handler403 = "mentorship.views.errors.not_found"
handler404 = "mentorship.views.errors.not_found"
handler500 = "mentorship.views.errors.server_error"
