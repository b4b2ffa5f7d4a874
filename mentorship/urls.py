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
        path("", include("mentorship.program_urls")),
        path("", include("mentorship.intake_urls")),
        path("", include("mentorship.pair_urls")),
        path("", include("goals.urls")),
        path("", include("checkins.urls")),
        path("", include("journal.urls")),
        path("", include("mentorship.health_urls")),
        path("", include("mentorship.setup_urls")),
        path("site-admin/", admin.site.urls),
    ]
)
if settings.DEBUG or settings.EMBEDDED or settings.TEST:
    urlpatterns += require_declared([path("", include("mentorship.desk_urls"))])

handler400 = "mentorship.views.errors.bad_request"
handler403 = "mentorship.views.errors.not_found"
handler404 = "mentorship.views.errors.not_found"
handler500 = "mentorship.views.errors.server_error"
